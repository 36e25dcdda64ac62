"""Formulas with one thing wrong, and whether the claims notice; `python -m tests.mutants.run` reports all of them."""
