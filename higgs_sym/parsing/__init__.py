"""Formulas as people type them -> SymPy expressions, by a small grammar and never by evaluation; see `grammar`."""
