"""Integrands of one combination of their variables, c1 x1 + c2 x2 + ... or x1 x2 ...: an integral over its values.

The weight of a value is the size of the set of points that have it, which is known piece by piece.
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import in_order, numbers, plain, variables_of, without
from higgs_sym.evaluation.polynomials import expanded, terms

Row = tuple[Any, Any, Any]  # coefficient, low, high
MOST_DEGREE = 12


def of_one_sum(tree: Tree) -> Tree | None:
    """The integral over u = c1 x1 + c2 x2 + ... of an integrand that depends on nothing else; None for others."""
    variables, limits = variables_of(tree), numbers(tree)
    if limits is None or len(variables) < 2 or not plain(tree.function):
        return None
    for factors in _sums(tree.function, variables):
        u, others = _named(algebra.add(*(algebra.multiply(factors[x], x) for x in variables))), variables[1:]
        first = algebra.add(u, *(algebra.multiply(-factors[x], x) for x in others))
        changed = {variables[0]: algebra.multiply(first, 1 / factors[variables[0]])}
        inside = without(tree.function, changed, others)
        if inside is not None:
            rows = [(factors[x], *ends) for x, ends in zip(variables, limits, strict=True)]
            return _over_sum(inside, u, rows)
    return None


def _named(combination: Tree) -> Tree:
    """The symbol of its values; no formula can contain it, and messages show it."""
    return sympy.Symbol(str(combination))


def _sums(tree: Tree, variables: list[Tree]) -> list[dict[Tree, Tree]]:
    """The coefficients of sums of all variables that occur, up to a common factor."""
    found: list[dict[Any, Any]] = []
    for node in sympy.preorder_traversal(tree):
        if not node.is_Add or not set(variables) <= algebra.symbols(node):
            continue
        rows = terms(node, variables)
        if rows is None or any(sum(powers) > 1 for powers in rows):
            continue
        units = [tuple(int(k == j) for j in range(len(variables))) for k in range(len(variables))]
        if not all(unit in rows and rows[unit].is_Rational for unit in units):
            continue
        scale = rows[units[0]]
        factors = {x: rows[unit] / scale for x, unit in zip(variables, units, strict=True)}
        if factors not in found:
            found.append(factors)
    return found


def _over_sum(function: Tree, u: Tree, rows: list[Row]) -> Tree | None:
    """The integral over u with its weight; None where that is infinite."""
    scale = algebra.multiply(*(abs(factor) for factor, _, _ in rows))
    ends = []
    for factor, low, high in rows:
        a, b = (factor * end for end in (low, high))
        ends.append((a, b) if factor > 0 else (b, a))
    if any(a == -sympy.oo for a, _ in ends):
        function = algebra.replaced(function, {u: algebra.multiply(algebra.MINUS_ONE, u)})
        ends = [(-b, -a) for a, b in ends]
    if any(a == -sympy.oo for a, _ in ends):
        return None  # there is as much of every value as one likes
    corners = [
        (expanded(algebra.add(*(pair[k] for pair, k in zip(ends, which, strict=True)))), (-1) ** sum(which))
        for which in product((0, 1), repeat=len(ends))
        if not any(k and pair[1] == sympy.oo for pair, k in zip(ends, which, strict=True))
    ]
    knots = in_order([corner for corner, _ in corners])
    if knots is None:
        return None
    degree = len(rows) - 1
    pieces = []
    infinite = any(b == sympy.oo for _, b in ends)
    for low, high in pairwise([*knots, sympy.oo] if infinite else knots):
        inside = [(corner, sign) for corner, sign in corners if knots.index(corner) <= knots.index(low)]
        weight = expanded(
            algebra.add(*(sign * algebra.power(u - corner, sympy.Integer(degree)) for corner, sign in inside))
        )
        if weight != 0:
            pieces.append(sympy.Integral(algebra.multiply(weight, function), (u, low, high)))
    return sympy.Mul(sympy.Add(*pieces, evaluate=False), 1 / (scale * sympy.factorial(degree)), evaluate=False)


def of_one_product(tree: Tree) -> Tree | None:
    """The integral over u = x1 x2 ... from the origin; a polynomial of two variables may stand before it."""
    variables, limits = variables_of(tree), numbers(tree)
    if limits is None or len(variables) < 2 or not plain(tree.function):
        return None
    if any(low != 0 or high == sympy.oo for low, high in limits):
        return None
    u, others = _named(algebra.multiply(*variables)), variables[1:]
    changed = {variables[0]: algebra.multiply(u, *(algebra.power(x, algebra.MINUS_ONE) for x in others))}
    inside, before = [], []
    for factor in sympy.Mul.make_args(tree.function):
        found = without(factor, changed, others)
        if found is None:
            before.append(factor)
        else:
            inside.append(found)
    weight = _weight(algebra.multiply(*before), u, variables, [high for _, high in limits])
    if weight is None or not inside:
        return None
    top = algebra.multiply(*(high for _, high in limits))
    return sympy.Integral(algebra.multiply(weight, *inside), (u, algebra.ZERO, top))


def _weight(polynomial: Tree, u: Tree, variables: list[Tree], highs: list[Tree]) -> Tree | None:
    """The integral of a polynomial over the points of the box with x1 x2 ... = u."""
    rows = terms(polynomial, variables)
    if rows is None or (len(variables) > 2 and set(rows) - {(0,) * len(variables)}):
        return None
    ratio = algebra.multiply(*highs, algebra.power(u, algebra.MINUS_ONE))
    if len(variables) > 2:
        power = sympy.Integer(len(variables) - 1)
        factor = rows.get((0,) * len(variables), algebra.ZERO)
        return algebra.multiply(factor, algebra.power(sympy.log(ratio), power), 1 / sympy.factorial(power))
    found = []
    for (i, j), factor in rows.items():
        if i + j > MOST_DEGREE:
            return None
        k = sympy.Integer(i - j)  # x^i y^j = x^(i - j) u^j, over dx/x from u/high to the other limit
        if k == 0:
            part = sympy.log(ratio)
        else:
            ends = algebra.power(highs[0], k), algebra.power(algebra.multiply(u, 1 / highs[1]), k)
            part = algebra.multiply(1 / k, algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1])))
        found.append(algebra.multiply(factor, algebra.power(u, sympy.Integer(j)), part))
    return algebra.add(*found)
