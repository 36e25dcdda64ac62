"""An integral over several variables in the ways in which it has fewer, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import OUTSIDE, folded, opened, plain, positive_variables
from higgs_sym.evaluation.planes.cones import of_one_length, of_the_radius
from higgs_sym.evaluation.planes.corners import without_corner
from higgs_sym.evaluation.planes.forms import of_one_product, of_one_sum
from higgs_sym.evaluation.planes.guards import Guard
from higgs_sym.evaluation.planes.inner import known
from higgs_sym.evaluation.planes.products import separated

KINKS = ("Abs", "sign", "Heaviside", "Max", "Min", "floor", "ceiling")


@dataclass(frozen=True)
class Reduced:
    """An integral in fewer variables, whether it diverges where the new one does, what is said then.

    It is the same where all guards hold on the range of the variables that `limits` has.
    """

    tree: Any
    certain: bool
    where: str = ""
    guards: list[Guard] = field(default_factory=list)
    limits: tuple[Any, ...] = ()
    pole: Any = None  # the variable whose integral diverges where the integrand has a pole


WAYS: tuple[tuple[Callable[[Tree], Any], bool, str], ...] = (
    (separated, False, ""),
    (of_one_sum, True, ""),
    (of_one_product, True, ""),
    (of_the_radius, True, ""),
    (of_one_length, False, ""),
    (without_corner, True, ", at 0 or along a line from it"),
)


def reductions(tree: Tree) -> Iterator[Reduced]:
    """Every way that goes."""
    outside = tree.function
    if type(outside).__name__ in OUTSIDE and plain(outside):
        yield Reduced(outside.func(sympy.Integral(outside.args[0], *tree.limits), evaluate=False), False)
        return
    tree = folded(tree)
    positive = positive_variables(tree)
    if positive:
        tree = sympy.Integral(opened(tree.function, positive), *tree.limits)
    for way, certain, where in WAYS:
        found = way(tree)
        if found is not None:
            yield Reduced(found, certain, where)
    yield from _without_the_innermost(tree)


def _without_the_innermost(tree: Tree) -> Iterator[Reduced]:
    """With the innermost integral in closed form."""
    (t, low, high), *outer = tree.limits
    found = known(tree.function, t, low, high)
    if found is not None:
        value, guards = found
        pole = t if _is_pole(tree.function, t) else None
        yield Reduced(sympy.Integral(value, *outer), True, guards=guards, limits=tuple(outer), pole=pole)


def _is_pole(tree: Tree, t: Tree) -> bool:
    """Whether the integral over t diverges wherever what is below the fraction stroke vanishes within its limits."""
    rest = [factor for factor in sympy.Mul.make_args(tree) if algebra.depends(factor, t)]
    smooth = not any(type(node).__name__ in KINKS for node in sympy.preorder_traversal(tree))
    return smooth and len(rest) == 1 and bool(rest[0].is_Pow and rest[0].exp.is_Rational and rest[0].exp <= -1)
