"""Homogeneous integrands over boxes with a corner at the origin, such as 1/(x + y + z): one dimension less, no corner.

The box is cut where the largest of x_i/c_i changes. With x_k = c_k u and x_j = c_j u v_j in the k-th part,
f = u^p f(..., c_k, ..., c_j v_j, ...), and the integral over u^(d - 1 + p) is 1/(d + p).
"""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree

EVEN = ("Abs",)  # functions of the degree of their argument


def without_corner(tree: Tree) -> Any | None:
    """The same integral in one dimension less; None where the integrand, or the box, is not of that kind."""
    if len(tree.limits) < 2:
        return None
    variables = [limits[0] for limits in tree.limits]
    ends = []
    for _, low, high in tree.limits:
        if low != 0 or high in (sympy.oo, -sympy.oo) or not high.is_number or not high.is_positive:
            return None
        ends.append(high)
    power = _degree(tree.function, set(variables))
    if power is None or len(variables) + power <= 0:
        return None
    parts = []
    for k, fixed in enumerate(variables):
        moved = {x: c if x == fixed else c * x for x, c in zip(variables, ends, strict=True)}
        rest = [(x, sympy.Integer(0), sympy.Integer(1)) for j, x in enumerate(variables) if j != k]
        parts.append(sympy.Integral(tree.function.xreplace(moved), *rest))
    return sympy.Mul(*ends, sympy.Add(*parts, evaluate=False), 1 / (len(variables) + power), evaluate=False)


def _degree(tree: Tree, variables: set[Any]) -> Any | None:
    """p of f(s x) = s^p f(x) for s > 0; None where that is not seen."""
    if tree in variables:
        return sympy.Integer(1)
    if not tree.free_symbols & variables:
        return sympy.Integer(0)
    if tree.is_Pow and tree.exp.is_Rational:
        inside = _degree(tree.base, variables)
        return None if inside is None else inside * tree.exp
    degrees = [_degree(part, variables) for part in tree.args]
    if any(each is None for each in degrees):
        return None
    if tree.is_Mul:
        return sympy.Add(*degrees)
    if tree.is_Add or type(tree).__name__ in EVEN:
        return degrees[0] if all(each == degrees[0] for each in degrees) else None
    plain = tree.is_Function and not tree.has(sympy.Integral, sympy.Sum)
    return sympy.Integer(0) if plain and all(each == 0 for each in degrees) else None
