"""Integrals over several variables and their limits, and expressions in which everything that cancels has gone."""

from __future__ import annotations

from itertools import pairwise

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.polynomials import expanded

INFINITE = (sympy.oo, -sympy.oo)
OUTSIDE = ("re", "im")  # may be taken after an integral over real variables as well


def joined(tree: Tree) -> Tree:
    """An integral of an integral as one over both their variables."""
    while type(tree.function) is sympy.Integral and _apart(tree.function.limits, tree.limits):
        tree = sympy.Integral(tree.function.function, *tree.function.limits, *tree.limits)
    return tree


def _apart(inner: Tree, outer: Tree) -> bool:
    """Whether both have variables of their own, and limits on either side."""
    rows = [*inner, *outer]
    return all(len(each) == 3 for each in rows) and len({each[0] for each in rows}) == len(rows)


def variables_of(tree: Tree) -> list[Tree]:
    """The variables of integration, the innermost first."""
    return [limits[0] for limits in tree.limits]


def is_box(tree: Tree) -> bool:
    """Whether no limit depends on a variable of integration."""
    variables = variables_of(tree)
    return not any(algebra.depends(end, x) for _, *ends in tree.limits for end in ends for x in variables)


def numbers(tree: Tree) -> list[tuple[Tree, Tree]] | None:
    """The limits of a box, all of them numbers or infinite and in order; None for other integrals."""
    found = []
    for _, low, high in tree.limits:
        bottom, top = size(low), size(high)
        if bottom is None or top is None or not bottom < top:
            return None
        found.append((low, high))
    return found


def upwards(tree: Tree) -> Tree | None:
    """The integral with limits that are numbers in order; None where they are."""
    sign, limits = 1, []
    for x, low, high in tree.limits:
        bottom, top = size(low), size(high)
        down = bottom is not None and top is not None and top < bottom
        limits.append((x, high, low) if down else (x, low, high))
        sign = -sign if down else sign
    if limits == [tuple(each) for each in tree.limits]:
        return None
    return sympy.Mul(sympy.Integer(sign), sympy.Integral(tree.function, *limits), evaluate=False)


def positive_variables(tree: Tree) -> set[Tree]:
    """The variables that run from zero, or a positive number, upwards."""
    found = set()
    for x, low, high in tree.limits:
        bottom, top = size(low), size(high)
        if bottom is not None and top is not None and 0 <= bottom < top:
            found.add(x)
    return found


def size(number: Tree) -> float | None:
    """A real number or an infinity as a float; None for all else."""
    if number in INFINITE:
        return float(number)
    if algebra.symbols(number) or number.has(ExprWithLimits) or not number.is_real:
        return None
    return float(number.evalf(30))


def in_order(places: list[Tree]) -> list[Tree] | None:
    """Different numbers in order; None where two cannot be told apart."""
    rows = sorted(dict.fromkeys(expanded(each) for each in places), key=lambda each: float(each.evalf(30)))
    floats = [float(each.evalf(30)) for each in rows]
    close = any(b - a < 1e-12 * max(1.0, abs(a), abs(b)) for a, b in pairwise(floats))
    return None if close else rows


def tidied(tree: Tree) -> Tree:
    """The tree with every sum in it expanded, so that what cancels is gone."""
    if not tree.args or isinstance(tree, ExprWithLimits) or not algebra.symbols(tree):
        return tree
    parts = [tidied(part) for part in tree.args]
    made = algebra.rebuilt(tree, parts)
    return expanded(made) if made.is_Add else made


def folded(tree: Tree) -> Tree:
    """The tree with its numbers put together, as formulas are not when they have just been read."""
    if isinstance(tree, sympy.Integral):
        limits = [(x, *(end if end in INFINITE else folded(end) for end in ends)) for x, *ends in tree.limits]
        return sympy.Integral(folded(tree.function), *limits)
    if not tree.args or not plain(tree) or type(tree).__name__ in OUTSIDE:
        return tree
    return algebra.rebuilt(tree, [folded(part) for part in tree.args])


def opened(tree: Tree, positive: set[Tree]) -> Tree:
    """The tree with roots of products as products of roots, where all factors but one are positive."""
    if not tree.args or not plain(tree):
        return tree
    parts = [opened(part, positive) for part in tree.args]
    if tree.is_Pow and parts[0].is_Mul and parts[1].is_Rational and not parts[1].is_Integer:
        safe = [x for x in parts[0].args if x in positive or (x.is_Rational and x > 0)]
        rest = [x for x in parts[0].args if x not in safe]
        roots = [algebra.power(x, parts[1]) for x in safe]
        return algebra.multiply(*roots, *([algebra.power(algebra.multiply(*rest), parts[1])] if rest else []))
    return algebra.rebuilt(tree, parts)


def without(tree: Tree, changes: dict[Tree, Tree], gone: list[Tree]) -> Tree | None:
    """The tree with the changes made; None if it still depends on what should be gone."""
    found = tidied(algebra.replaced(tree, changes))
    return None if any(algebra.depends(found, each) for each in gone) else found


def plain(tree: Tree) -> bool:
    """Whether there are only functions in it, no integrals, sums or quantities, and no cases."""
    unknown = (ExprWithLimits, sympy.Piecewise, sympy.core.function.AppliedUndef)
    return not algebra.has(tree, unknown)
