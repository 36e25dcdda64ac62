"""Nodes of formulas that SymPy has no class for."""

from __future__ import annotations

from typing import Any

from sympy.concrete.expr_with_limits import ExprWithLimits


class PrincipalValue(ExprWithLimits):  # type: ignore[misc]
    """PrincipalValue(f, (t, a, b)): Cauchy's principal value of an integral over the simple poles of f.

    `function`, `limits` and `free_symbols` are those of `sympy.Integral`.
    """

    def _latex(self, printer: Any) -> str:
        body = printer._print(self.function)
        for symbol, low, high in self.limits:
            ends = f"_{{{printer._print(low)}}}^{{{printer._print(high)}}}"
            body = rf"\mathrm{{P}}\!\!\int{ends} {body}\, d{printer._print(symbol)}"
        return str(body)
