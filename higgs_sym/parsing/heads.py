"""Heads of unevaluated function nodes: one subclass of `sympy.Function` for every name SymPy has no class for."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy


class _Head(sympy.Function):  # type: ignore[misc]
    """What SymPy's printers ask of a class that has the name of one of SymPy's own: Heaviside, jn, hankel1."""

    @property
    def pargs(self) -> tuple[Any, ...]:
        return tuple(self.args)

    @property
    def order(self) -> Any:
        return self.args[0]

    @property
    def argument(self) -> Any:
        return self.args[1]


@cache
def head(name: str) -> Any:
    """The class of this name; SymPy knows nothing about it but its name."""
    made = type(name, (_Head,), {"__module__": __name__, "__doc__": f"{name} of a formula."})
    globals()[name] = made  # pickle looks there
    return made
