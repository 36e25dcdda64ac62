"""Exact sides of many fields with values of other methods or libraries: `python -m tests.evaluation.corpus`."""
