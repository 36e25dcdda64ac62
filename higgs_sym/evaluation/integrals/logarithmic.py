"""Ends next to the edge of convergence, such as that of 1/(t log(t)^1.001), in the logarithm of the distance to them.

What is rounded away in sizes stands in the expression: with t = e^v the integrand is v^-1.001.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.integrals.chirps import logarithms
from higgs_sym.evaluation.integrals.ends import TOO_SLOWLY, SlowError
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.run import Run

Number = Any  # acb
Between = Callable[[Integrand, Place | None, Place | None], Number]
Ends = tuple["Place | None", "Place | None"]
MARK = "logarithm along "
DEEP_BITS, DEEP = 4096, 40.0  # the logarithm of a logarithm at which the integrand has to be finite
GRID, CLOSE = 12, 0.25  # multiples of 1/12 that exponents are compared with, and how close to one says nothing


def in_logarithm(
    integrand: Integrand,
    ends: tuple[Place | None, Place | None],
    places: list[Place],
    slow: SlowError,
    between: Between,
) -> Number:
    """The integral with its slow ends in their logarithms.

    Raises DivergesError where the expression shows that it diverges, or the sizes do and nothing in it is close to
    what would converge; `slow` where neither can be told.
    """
    if integrand.principal:
        raise _settled(integrand, slow)
    try:
        return _split(integrand, ends, places, slow, between)
    except (BudgetError, DivergesError):
        raise
    except AccuracyError as error:
        raise _settled(integrand, slow) from error


def _settled(integrand: Integrand, slow: SlowError) -> AccuracyError:
    """What is said where the expression shows nothing."""
    return slow if slow.likely is None or is_delicate(integrand) else slow.likely


def is_delicate(integrand: Integrand) -> bool:
    """Whether a number in an exponent is close to a simple fraction without being one."""
    with flint_precision(DEEP_BITS):
        for part in _exponents(integrand):
            body = integrand.workshop.function(part)
            value = flint.arb.nan() if body is None else body(integrand.values, Run(15)).real * GRID
            if not value.is_finite() or abs(value) > 1e6:
                continue
            apart = abs(value - flint.arb(round(float(value.mid()))))
            if apart < CLOSE and not apart.is_zero():
                return True
    return False


def _exponents(integrand: Integrand) -> set[Tree]:
    """The numbers and parameters that stand in exponents."""
    t = integrand.variable
    nodes = [node for node in sympy.preorder_traversal(integrand.tree) if isinstance(node, (sympy.Pow, sympy.exp))]
    parts = {part for node in nodes for part in sympy.preorder_traversal(node.exp)}
    return {part for part in parts if part.is_Add or part.is_Symbol or part.is_Number if not algebra.depends(part, t)}


def _split(
    integrand: Integrand,
    ends: tuple[Place | None, Place | None],
    places: list[Place],
    slow: SlowError,
    between: Between,
) -> Number:
    """In two, where the slow end is a place inside."""
    low, high = ends
    points = [end.point for end in ends if end is not None]
    for place in places:
        if place.point not in points and not place.point.is_Symbol and _is_at(slow, integrand, place):
            return between(integrand, low, place) + between(integrand, place, high)
    return _moved(integrand, low, high, slow, between)


def _is_at(slow: SlowError, integrand: Integrand, place: Place) -> bool:
    return slow.where == f"at {integrand.variable.name} = {place.point}"


def _moved(integrand: Integrand, low: Place | None, high: Place | None, slow: SlowError, between: Between) -> Number:
    """The path in two halves, or from a point on, and the slow end in its logarithm."""
    t = integrand.variable
    if (low is None or high is None) and slow.where != "at infinity":
        end, aside = (low, 1) if low is not None else (high, -1)
        if end is None:
            raise slow
        middle = Place(end.point + aside, end.value + aside)
        return between(integrand, low, middle) + between(integrand, middle, high)
    if low is None:
        turned = replace(integrand, tree=algebra.replaced(integrand.tree, {t: algebra.multiply(algebra.MINUS_ONE, t)}))
        if high is None:
            return _halves(integrand, turned, between)
        return _moved(turned, Place(-high.point, -high.value), None, slow, between)
    if high is None:
        start = low if low.value > 0 else Place(algebra.ONE, flint.arb(1))
        before = flint.acb(0) if start is low else between(integrand, low, start)
        return before + _to_infinity(integrand, start, slow, between)
    for place, direction in ((low, 1), (high, -1)):
        if _is_at(slow, integrand, place):
            middle = Place((low.point + high.point) / 2, (low.value + high.value) / 2)
            rest = between(integrand, *((middle, high) if direction > 0 else (low, middle)))
            return rest + _to_end(integrand, place, middle, slow, between)
    raise slow


def _halves(integrand: Integrand, turned: Integrand, between: Between) -> Number:
    """From minus to plus infinity."""
    zero = Place(algebra.ZERO, flint.arb(0))
    return between(integrand, zero, None) + between(turned, zero, None)


def _to_infinity(integrand: Integrand, start: Place, slow: SlowError, between: Between) -> Number:
    v = _logarithm(integrand)
    begin = Place(sympy.log(start.point), start.value.log())
    return _along(integrand, sympy.exp(v), begin, slow, between)


def _to_end(integrand: Integrand, place: Place, middle: Place, slow: SlowError, between: Between) -> Number:
    v = _logarithm(integrand)
    length, direction = middle.point - place.point, 1 if middle.value > place.value else -1
    begin = Place(-sympy.log(direction * length), -(abs(middle.value - place.value)).log())
    return _along(integrand, place.point + direction * sympy.exp(-v), begin, slow, between)


def _along(integrand: Integrand, point: Tree, start: Place, slow: SlowError, between: Between) -> Number:
    """The integral over v from a start to infinity, over which the variable runs through `point`."""
    (v,) = {each for each in point.free_symbols if each.name == MARK + integrand.variable.name}
    weight = sympy.exp(v if slow.where == "at infinity" else -v)
    tree = logarithms(integrand.tree.xreplace({integrand.variable: point})) * weight
    try:
        return between(_in(integrand, tree, v), start, None)
    except DivergesError as error:
        oscillates = "oscillations" in str(error)
        words = str(error).replace("at infinity", slow.where) if oscillates else TOO_SLOWLY.format(slow.where)
        raise DivergesError(str(slow.likely or words)) from error


def _logarithm(integrand: Integrand) -> Tree:
    """A variable for it; AccuracyError where that would be the logarithm of one in which exponentials are left."""
    name = integrand.variable.name
    if name.startswith(MARK) and algebra.has(integrand.tree, (sympy.exp,)):
        raise AccuracyError("it would be too large a number")
    return sympy.Symbol(f"{MARK}{name}", real=True)


def _in(integrand: Integrand, tree: Tree, v: Tree) -> Integrand:
    moved = replace(integrand, tree=tree, variable=v, limits=())
    function = moved.of(tree)
    with flint_precision(DEEP_BITS):
        if function is None or not function(flint.arb(DEEP).exp()).is_finite():
            raise AccuracyError("an integrand cannot be followed that far out")
    return moved
