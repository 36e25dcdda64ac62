"""Finds the expansion of an exact quantity: scales, coefficients with error bars, closed forms."""
