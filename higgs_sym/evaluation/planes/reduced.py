"""An integral over several variables in the ways in which it has fewer, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import OUTSIDE, folded, opened, plain, positive_variables, upwards
from higgs_sym.evaluation.planes.cones import of_one_length, of_the_radius
from higgs_sym.evaluation.planes.corners import at_any_power, without_corner
from higgs_sym.evaluation.planes.forms import of_one_product, of_one_sum
from higgs_sym.evaluation.planes.guards import Guard, positive
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


CORNER = ", at 0 or along a line from it"
WAYS: tuple[tuple[Callable[[Tree], Any], bool, str], ...] = (
    (separated, False, ""),
    (of_one_sum, True, ""),
    (of_one_product, True, ""),
    (of_the_radius, True, ""),
    (of_one_length, False, ""),
    (without_corner, True, CORNER),
)


def reductions(tree: Tree) -> Iterator[Reduced]:
    """Every way that goes."""
    outside = tree.function
    if type(outside).__name__ in OUTSIDE and plain(outside):
        yield Reduced(outside.func(sympy.Integral(outside.args[0], *tree.limits), evaluate=False), False)
        return
    tree = folded(tree)
    turned = upwards(tree)
    if turned is not None:
        yield Reduced(turned, True)
        return
    above = positive_variables(tree)
    if above:
        tree = sympy.Integral(opened(tree.function, above), *tree.limits)
    for way, certain, where in WAYS:
        found = way(tree)
        if found is not None:
            yield Reduced(found, certain, where)
    yield from _at_a_corner(tree)
    yield from _without_the_innermost(tree)
    if len(tree.limits) > 2:
        yield from _inner_two(tree)


def _at_a_corner(tree: Tree) -> Iterator[Reduced]:
    """Without the corner at the origin, at which a power decides that has a parameter in it."""
    found = at_any_power(tree)
    if found is not None:
        yield Reduced(found[0], True, CORNER, positive(found[2]))
        yield Reduced(found[1], True, CORNER)


def _inner_two(tree: Tree) -> Iterator[Reduced]:
    """With fewer variables in the integral over the first two, in which the last is a parameter."""
    inner = sympy.Integral(tree.function, *tree.limits[:2])
    for way in (separated, of_one_sum, of_one_product, of_the_radius):
        found = way(inner)
        rows = [] if found is None else [_one_integral(term) for term in sympy.Add.make_args(_spread(found))]
        parts = [sympy.Integral(row[0], row[1], *tree.limits[2:]) for row in rows if row is not None and row[0] != 0]
        if rows and None not in rows:
            yield Reduced(sympy.Add(*parts, evaluate=False), False)


def _spread(tree: Tree) -> Tree:
    """Factors of a sum on its terms."""
    sums = [part for part in tree.args if part.is_Add] if tree.is_Mul else []
    if len(sums) != 1:
        return tree
    rest = [part for part in tree.args if part not in sums]
    return sympy.Add(*(sympy.Mul(*rest, term, evaluate=False) for term in sums[0].args), evaluate=False)


def _one_integral(tree: Tree) -> tuple[Tree, Tree] | None:
    """Integrand and limits of a multiple of one integral over one variable."""
    parts = sympy.Mul.make_args(tree)
    integrals = [part for part in parts if isinstance(part, sympy.Integral)]
    if (
        len(integrals) != 1
        or len(integrals[0].limits) != 1
        or any(part.has(sympy.Integral) for part in parts if part not in integrals)
    ):
        return None
    rest = [part for part in parts if part not in integrals]
    return algebra.multiply(*rest, integrals[0].function), integrals[0].limits[0]


def _without_the_innermost(tree: Tree) -> Iterator[Reduced]:
    """With the innermost integral in closed form."""
    (t, low, high), *outer = tree.limits
    found = known(tree.function, t, low, high)
    if found is not None:
        value, guards = found
        pole = t if _is_pole(tree.function, t) else None
        own = [guard.among(outer) for guard in guards]
        yield Reduced(sympy.Integral(value, *outer), True, guards=own, limits=tuple(outer), pole=pole)


def _is_pole(tree: Tree, t: Tree) -> bool:
    """Whether the integral over t diverges wherever what is below the fraction stroke vanishes within its limits."""
    rest = [factor for factor in sympy.Mul.make_args(tree) if algebra.depends(factor, t)]
    smooth = not any(type(node).__name__ in KINKS for node in sympy.preorder_traversal(tree))
    return smooth and len(rest) == 1 and bool(rest[0].is_Pow and rest[0].exp.is_Rational and rest[0].exp <= -1)
