"""Exact sides of many fields, each with a value that another method or library gave: `python -m tests.evaluation.corpus`."""
