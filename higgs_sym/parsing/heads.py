"""Heads of unevaluated function nodes: one subclass of `sympy.Function` for every name SymPy has no class for."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy


@cache
def head(name: str) -> Any:
    """The class of this name; SymPy knows nothing about it but its name."""
    shown = property(lambda self: self.args)  # SymPy's printers ask for it where they know the name, Heaviside
    made = type(name, (sympy.Function,), {"__module__": __name__, "__doc__": f"{name} of a formula.", "pargs": shown})
    globals()[name] = made  # pickle looks there
    return made
