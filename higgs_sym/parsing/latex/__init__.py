"""Formulas in LaTeX, read by a small grammar of their own; see `reader`."""
