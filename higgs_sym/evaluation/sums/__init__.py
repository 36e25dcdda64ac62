"""Sums and products: whether they converge, then their value to so many digits; see `series`."""
