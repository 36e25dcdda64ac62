"""Terms checked against the differential equation of the quantity: each follows from the leading ones.

The sum of the terms is put into the equation. A wrong term, or a missing one in between, would leave something of the
order at which the last one acts. Where the equation lets a term go free (its exponent is a root of the indicial
equation), its coefficient is a constant of the solution, which is matched and not derived.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import transseries
from higgs_sym.expanding.closures import equation_of
from higgs_sym.expanding.deriving import local_of
from higgs_sym.expanding.formal import ZERO, Formal
from higgs_sym.expanding.notes import Notes, written
from higgs_sym.expanding.operators import Operator, Z, applied
from higgs_sym.expanding.rows import Row
from higgs_sym.expanding.transseries import Trans
from higgs_sym.judging.approaches import Approach
from higgs_sym.parsing.nodes import Solution
from higgs_sym.printing import latex

EQUATION = "a linear differential equation"
GENERIC = Fraction(1, 7919)  # off every exponent that an indicial equation has


def satisfied(tree: Tree, approach: Approach, rows: Sequence[Row], notes: Notes) -> bool:
    """Whether terms with exact coefficients follow from the equation and the leading ones; the notes say how."""
    operator = equation_of(tree, sympy.Symbol(approach.variable))
    if operator is None or any(row.depth for row in rows):
        return False
    z = local_of(approach)
    slope = Formal({(Fraction(2) if approach.point is None else ZERO, 0): _slope(approach)})
    total = transseries.gathered(part for row in rows for part in parts_of(row))
    left = applied(operator, total, z, slope)
    free, kept = 0, list[Formal]()
    for part in total.parts:
        reach = _shift(operator, part, z, slope)
        highest = max(a for a, _ in part.terms) + reach
        for each in left.parts:
            if each.front == part.front:
                kept.append(Formal({key: c for key, c in each.terms.items() if key[0] <= highest}, None, part.front))
        free += _free(operator, part, (z, slope), reach)
    residual = Trans(tuple(kept))
    if not free or any(part.terms for part in kept):
        return False
    notes.show(
        f"The equation of {tree}",
        rf"{_written(operator)}=0,\quad y={written(total)}",
        "The equation follows from those of the functions in the formula, by closure under sums and products. The "
        f"terms leave nothing in it up to the order at which the last acts; {free} of them it lets go free.",
        residual,
    )
    if not _initial(tree, approach, rows):
        notes.doubt("the constants that the equation lets go free were recognised, not derived")
    return True


def _initial(tree: Tree, approach: Approach, rows: Sequence[Row]) -> bool:
    """Whether the constants are the initial values of an ODE node, which starts at the limit."""
    if not isinstance(tree, Solution) or approach.point is None or tree.limits[0][1] != approach.point:
        return False
    values = [each[-1] for each in tree.limits[1:]]
    found = {(row.power, row.logarithm): row.coefficient for row in rows}
    return all(
        found.get((Fraction(k), 0), 0) == value * approach.direction**k / sympy.factorial(k)
        for k, value in enumerate(values)
    )


def parts_of(row: Row) -> list[Formal]:
    """A row as complex exponentials."""
    key = row.power, row.logarithm
    if not row.kind:
        return [Formal({key: row.coefficient}, None, dict(row.front))]
    found = []
    for sign in (1, -1):
        phase = {each: sign * sympy.I * c for each, c in row.phase.items()}
        front = {each: row.front.get(each, 0) + phase.get(each, 0) for each in {*row.front, *phase}}
        unit = sympy.Rational(1, 2) if row.kind == "cos" else -sign * sympy.I / 2
        found.append(Formal({key: row.coefficient * unit}, None, front))
    return found


def _slope(approach: Approach) -> Tree:
    """ds/dx over its power of s."""
    return sympy.Integer(approach.direction * (-1 if approach.point is None else 1))


def _shift(operator: Operator, part: Formal, z: Formal, slope: Formal) -> Fraction:
    """By how much the equation moves an exponent that is no root of its indicial equation."""
    probe = max(a for a, _ in part.terms) + GENERIC
    acted = applied(operator, Trans((Formal({(probe, 0): sympy.Integer(1)}, None, part.front),)), z, slope)
    return min(a for each in acted.parts for a, _ in each.terms) - probe


def _free(operator: Operator, part: Formal, where: tuple[Formal, Formal], reach: Fraction) -> int:
    """How many of the terms the equation lets go free."""
    count = 0
    for a, b in part.terms:
        alone = Trans((Formal({(a, b): sympy.Integer(1)}, None, part.front),))
        acted = applied(operator, alone, *where)
        count += all(e > a + reach or c != b for each in acted.parts for e, c in each.terms)
    return count


def _written(operator: Operator) -> str:
    x, rows = sympy.Symbol("x"), []
    for k, each in enumerate(operator):
        if each != 0:
            rows.append(rf"\left({latex(sympy.factor(each).subs(Z, x))}\right)y" + (f"^{{({k})}}" if k else ""))
    return "+".join(rows)
