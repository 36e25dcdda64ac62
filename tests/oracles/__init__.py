"""Second opinions: every number here is computed from the Usadel equation by other means than the package's.

Plain mpmath, NumPy and SciPy; nothing in this folder imports the package under test. Units: Delta = 1.
"""
