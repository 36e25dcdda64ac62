"""An integrand written in the distance to a point, so that nothing cancels there, and without its kinks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.polynomials import coefficients

OPAQUE = (ExprWithLimits, AppliedUndef, sympy.Piecewise)


def distance(variable: Tree) -> Any:
    """The symbol of the distance to a point along a variable; no formula can contain it."""
    return sympy.Symbol(f"distance along {variable}")


def shifted(tree: Tree, variable: Tree, point: Any, direction: int) -> Any:
    """The tree at variable = point + direction * distance(variable), constants that cancel taken away."""
    step = distance(variable)
    moved = algebra.add(point, step if direction > 0 else algebra.multiply(algebra.MINUS_ONE, step))
    return tidy(algebra.replaced(tree, {variable: moved}), step)


def tidy(tree: Tree, variable: Tree) -> Any:
    """The same, every polynomial sum expanded that vanishes where the variable does."""
    if not tree.args or isinstance(tree, OPAQUE) or not algebra.depends(tree, variable):
        return tree
    tree = algebra.rebuilt(tree, [tidy(part, variable) for part in tree.args])
    rows = coefficients(tree, variable) if tree.is_Add else None
    if not rows or 0 in rows:
        return tree
    least = min(rows)
    powers = {degree: algebra.power(variable, sympy.Integer(degree - least)) for degree in rows}
    rest = algebra.add(*(algebra.multiply(factor, powers[degree]) for degree, factor in rows.items()))
    return algebra.multiply(algebra.power(variable, sympy.Integer(least)), rest)


def without_kinks(tree: Tree, variable: Tree, sign: Ball, whole: Callable[[Tree], int | None] | None = None) -> Any:
    """The tree where `sign(argument)` is 1 or -1 all along, and `whole` the integer below; 0 leaves a node as it is."""
    if not tree.args or isinstance(tree, (ExprWithLimits, AppliedUndef)) or not algebra.depends(tree, variable):
        return tree
    if isinstance(tree, sympy.Piecewise):
        chosen = _case(tree, sign)
        return tree if chosen is None else without_kinks(chosen, variable, sign, whole)
    parts = [without_kinks(part, variable, sign, whole) for part in tree.args]
    name = type(tree).__name__  # of SymPy's own class or of a head of the same name
    if name in ("Abs", "sign", "Heaviside"):
        side = sign(parts[0])
        if side:
            if name == "Abs":
                return algebra.multiply(sympy.Integer(side), parts[0])
            return sympy.Integer(side if name == "sign" else (1 + side) // 2)
    if whole is not None and name in ("floor", "ceiling"):
        below = whole(parts[0])
        return tree.func(*parts) if below is None else sympy.Integer(below + (name == "ceiling"))
    if name in ("Max", "Min"):
        best = _extreme(parts, sign, 1 if name == "Max" else -1)
        return tree if best is None else best
    return algebra.rebuilt(tree, parts)


def _case(tree: Tree, sign: Ball) -> Any | None:
    """The expression of the first condition that holds."""
    for expression, condition in tree.args:
        held = _holds(condition, sign)
        if held is None:
            return None
        if held:
            return expression
    return None


def _holds(condition: Tree, sign: Ball) -> bool | None:
    if condition in (sympy.true, sympy.false):
        return bool(condition)
    if isinstance(condition, (sympy.And, sympy.Or)):
        held = [_holds(each, sign) for each in condition.args]
        if None in held:
            return None
        return all(held) if isinstance(condition, sympy.And) else any(held)
    if isinstance(condition, sympy.Not):
        inside = _holds(condition.args[0], sign)
        return None if inside is None else not inside
    side = sign(condition.lhs - condition.rhs)
    if not side:
        return None
    if isinstance(condition, (sympy.StrictGreaterThan, sympy.GreaterThan)):
        return bool(side > 0)
    if isinstance(condition, (sympy.StrictLessThan, sympy.LessThan)):
        return bool(side < 0)
    return isinstance(condition, sympy.Ne)


def _extreme(parts: list[Any], sign: Ball, which: int) -> Any | None:
    best = parts[0]
    for part in parts[1:]:
        side = sign(part - best)
        if not side:
            return None
        best = part if side == which else best
    return best
