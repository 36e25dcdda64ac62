"""Formulas from the literature, right and with a wrong last term; `python -m tests.literature` scores the verdicts."""
