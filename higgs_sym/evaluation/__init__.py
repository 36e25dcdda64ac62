"""SymPy trees -> numbers with error balls: elementary and special functions, integrals, sums, quantities."""
