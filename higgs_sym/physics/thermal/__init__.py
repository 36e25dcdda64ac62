"""What temperature changes in the integrals: sums for any numeric backend, and the order parameter at T > 0."""
