"""Certified values of chi^-1 as text, how they were made, and the tests that hold the package to them."""
