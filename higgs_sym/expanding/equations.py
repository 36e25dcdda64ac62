"""Facts of the handbook checked before they are used: a series must satisfy the equation of its function.

Differential equations from `operators`, difference equations for gamma functions, and W exp W = z. What the equation
leaves open, the leading term, is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import transseries
from higgs_sym.expanding.far import far_out
from higgs_sym.expanding.formal import ZERO, Formal, constant
from higgs_sym.expanding.near import BELOW, near_by
from higgs_sym.expanding.notes import Notes, written
from higgs_sym.expanding.operators import applied, operator_of
from higgs_sym.expanding.transseries import Trans, of
from higgs_sym.printing import latex

ONE = sympy.Integer(1)
ORDERS = Fraction(6)  # powers that a fact is checked to
GAMMAS = ("gamma", "loggamma", "digamma", "polygamma")
DEFINED = ("zeta", "debye")  # the series is the definition


def checked_far(notes: Notes, name: str, orders: tuple[Tree, ...], left: bool | None, number: str) -> None:
    """Note the fact about z -> +oo (or -oo) and its check."""
    z = Formal({(Fraction(-1), 0): -ONE if left else ONE})
    series = far_out(name, orders, z, ORDERS)[0]
    slope = Formal({(Fraction(2), 0): ONE if left else -ONE})
    _noted(notes, name, orders, r"-\infty" if left else r"+\infty", number, series, z, slope)


def checked_near(notes: Notes, name: str, orders: tuple[Tree, ...], place: Tree, number: str) -> None:
    """Note the fact about z near a number and its check."""
    below = (name, place) in BELOW
    u = Formal({(Fraction(1), 0): -ONE if below else ONE})
    series = of(near_by(name, orders, place, u, ORDERS)[0])
    z = u + constant(place)
    _noted(notes, name, orders, latex(place), number, series, z, Formal({(ZERO, 0): -ONE if below else ONE}))


def _noted(
    notes: Notes, name: str, orders: Sequence[Tree], place: str, number: str, series: Trans, z: Formal, slope: Formal
) -> None:  # fmt: skip
    given = ",".join(latex(order) for order in orders)
    head = rf"\operatorname{{{name}}}" + (f"_{{{given}}}" if given else "")
    title = f"{name}({', '.join(str(order) for order in orders)}) at {place}, DLMF {number}"
    statement = rf"{head}(z)={written(series)},\quad z\to{place}"
    residual, reason = _residual(name, orders, series, z, slope)
    if residual is None:
        notes.state(title, statement, f"DLMF {number}.")
        if name not in DEFINED:
            notes.doubt(f"{title} is cited and not checked")
        return
    notes.show(title, statement, f"DLMF {number}; the series satisfies {reason}.", residual)


def _residual(name: str, orders: Sequence[Tree], series: Trans, z: Formal, slope: Formal) -> tuple[Trans | None, str]:
    if name in GAMMAS:
        return _difference(name, orders, series, z), "the difference equation"
    if name == "LambertW":
        product = series * transseries.exponential(series, ORDERS)
        return product + of(z.scaled(-ONE)), r"$We^W=z$"
    operator = operator_of(name, orders)
    if operator is None:
        return None, ""
    return applied(operator, series, z, slope), "the differential equation of the function"


def _difference(name: str, orders: Sequence[Tree], series: Trans, z: Formal) -> Trans:
    """f(z + 1) minus what it is in terms of f(z)."""
    moved = far_out(name, orders, z + constant(ONE), ORDERS)[0]
    if name == "gamma":
        return moved + (of(z) * series).scaled(-ONE)
    if name == "loggamma":
        return moved + series.scaled(-ONE) + transseries.logarithm(of(z), ORDERS).scaled(-ONE)
    n = int(orders[0]) if orders else 0
    unit = (-ONE) ** n * sympy.factorial(n)
    return moved + series.scaled(-ONE) + transseries.power(of(z), sympy.Integer(-n - 1), ORDERS).scaled(-unit)
