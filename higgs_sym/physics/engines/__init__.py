"""What evaluates the integrals: doubles, flint numbers, mpmath, and the control of errors that promises digits."""
