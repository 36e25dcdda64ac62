"""From laboratory units to the dimensionless parameters of the theory and back."""
