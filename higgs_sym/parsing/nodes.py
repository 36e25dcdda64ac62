"""Nodes of formulas that SymPy has no class for; each binds its variables as `sympy.Integral` does."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.expr import Expr


def node(head: Any, *args: Any) -> Any:
    """A node with these arguments, at which SymPy's constructor does not look: it takes a hundred times as long."""
    found = Expr.__new__(head, *args)
    if head in (sympy.Add, sympy.Mul, sympy.Pow):
        found.is_commutative = True
    return found


def bound(head: Any, body: Any, *limits: tuple[Any, Any, Any]) -> Any:
    """An integral, a sum or the like over some ranges, the innermost first; one of its kind in it gives its ranges."""
    if body.has(sympy.Piecewise):
        return head(body, *limits)
    rows = [sympy.Tuple(*each) for each in limits]
    while type(body) is head:
        rows, body = [*body.limits, *rows], body.function
    found = Expr.__new__(head, body, *rows)
    found.is_commutative = True
    return found


class _Bound(ExprWithLimits):  # type: ignore[misc]
    """A quantity defined by a function of a variable and two more expressions: `limits` is ((variable, a, b),)."""

    def _latex(self, printer: Any) -> str:
        symbol, low, high = (printer._print(part) for part in self.limits[0])
        name = rf"\operatorname{{{type(self).__name__}}}"
        return rf"{name}_{{{symbol} \in ({low},\, {high})}}\left({printer._print(self.function)}\right)"


class PrincipalValue(_Bound):
    """PrincipalValue(f, (t, a, b)): Cauchy's principal value of an integral over the simple poles of f."""

    def _latex(self, printer: Any) -> str:
        body = printer._print(self.function)
        for symbol, low, high in self.limits:
            ends = f"_{{{printer._print(low)}}}^{{{printer._print(high)}}}"
            body = rf"\mathrm{{P}}\!\!\int{ends} {body}\, d{printer._print(symbol)}"
        return str(body)


class Root(_Bound):
    """Root(f, (m, a, b)): the m between a and b at which f vanishes."""


class Minimum(_Bound):
    """Minimum(f, (m, a, b)): the smallest value of f between a and b."""


class Maximum(_Bound):
    """Maximum(f, (m, a, b)): the largest value of f between a and b."""


class ArgMin(_Bound):
    """ArgMin(f, (m, a, b)): the m between a and b at which f is smallest."""


class ArgMax(_Bound):
    """ArgMax(f, (m, a, b)): the m between a and b at which f is largest."""


class DerivativeAt(_Bound):
    """Derivative(f, (x, n), p): the n-th derivative of f by x at x = p; `limits` is ((x, n, p),)."""

    def _latex(self, printer: Any) -> str:
        symbol, order, point = self.limits[0]
        power = "" if order == 1 else f"^{{{printer._print(order)}}}"
        name = printer._print(symbol)
        quotient = rf"\frac{{d{power}}}{{d {name}{power}}} \left({printer._print(self.function)}\right)"
        return quotient if point == symbol else rf"\left. {quotient} \right|_{{{name} = {printer._print(point)}}}"


class Solution(ExprWithLimits):  # type: ignore[misc]
    """ODE(f, (y, t), (t0, y0, y1, ...), x): y at t = x, where the highest derivative of y is f.

    f is a formula in t, y and the lower derivatives y1, y2, ...; `limits` is ((t, t0, x), (y, y0), (y1, y10), ...).
    """

    def _latex(self, printer: Any) -> str:
        (time, start, end), (unknown, *_), *_ = self.limits
        order = len(self.limits) - 1
        names = [printer._print(part) for part in (unknown, time, start, end)]
        equation = rf"{names[0]}^{{({order})}} = {printer._print(self.function)}"
        return rf"{names[0]}({names[3]}),\; {equation},\; {names[1]}_0 = {names[2]}"


class meijerg(sympy.Function):  # type: ignore[misc]  # noqa: N801 - functions are found by the names of their classes
    """Meijer's G of m, n, p, q, its p parameters above, its q below, and z."""

    def _latex(self, printer: Any) -> str:
        m, n, p, q = (int(each) for each in self.args[:4])
        shown = [printer._print(each) for each in self.args[4:]]
        above, below = ",".join(shown[:p]), ",".join(shown[p : p + q])
        return rf"G^{{{m},{n}}}_{{{p},{q}}}\left({shown[-1]}\,\middle|\,{{{above} \atop {below}}}\right)"
