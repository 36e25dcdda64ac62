"""The special places of an integrand: zeros of its parts, in which it is singular, has a kink or sets a scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import may_be, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.integrals.features import (
    EDGE,
    ENDLESS,
    KINK,
    SINGULAR,
    Feature,
    factors,
    has_opaque_pole,
)
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.intervals import as_balls, ranged
from higgs_sym.evaluation.integrals.zeros import MOST, TooManyError, in_order, zeros
from higgs_sym.evaluation.polynomials import coefficients
from higgs_sym.evaluation.run import Run

Real = Any  # arb
MOST_FOR_EDGES = 600  # parts of the path that are looked at for places which only help
SHARES = (1.0, 0.5, 0.25, 0.1)  # of the range of log s in which kinks are looked for
STRENGTH = (EDGE, ENDLESS, KINK, SINGULAR)


class CrowdedError(AccuracyError):
    """There are too many singular places on a path."""


def special_places(integrand: Integrand, low: Place | None, high: Place | None) -> list[Place]:
    """The ends of the path and what is special between, in order, each with its kind."""
    a = _horizon(integrand, -1) if low is None else low.value
    b = _horizon(integrand, 1) if high is None else high.value
    if not (a < b):
        raise AccuracyError("the limits of an integral cannot be told apart")
    inside = _inside(integrand, a, b, finite=low is not None and high is not None)
    ends = [Place(e.point, e.value, SINGULAR if _is_special_at(integrand, e) else None) for e in (low, high) if e]
    if low is not None:
        inside = [ends[0], *inside]
    if high is not None:
        inside = [*inside, ends[-1]]
    return inside or [Place(sympy.Integer(0), flint.arb(0))]


def _horizon(integrand: Integrand, direction: int) -> Real:
    return direction * flint.arb(integrand.far + 1).exp()


def _is_special_at(integrand: Integrand, place: Place) -> bool:
    """Whether a function in whose zeros the integrand may be singular vanishes there."""
    for feature in integrand.features:
        function = integrand.of(feature.function)
        if feature.kind == SINGULAR and function is not None:
            value = function(place.value)
            if may_be(value):
                return True
    return False


def _inside(integrand: Integrand, low: Real, high: Real, *, finite: bool = True) -> list[Place]:
    """The special places between two points, in order; whether they are ends of the path or stand for infinity."""
    found: list[Place] = []
    for feature in integrand.features:
        if feature.endless and not finite:
            continue
        for place in _zeros(integrand, feature, low, high):
            same = next((k for k, each in enumerate(found) if _same(each.value, place.value)), None)
            if same is None:
                found.append(place)
                continue
            kinds = (found[same].kind, place.kind)
            point = found[same].point if not found[same].point.is_Symbol else place.point
            value = found[same].value if not found[same].point.is_Symbol else place.value
            found[same] = Place(point, value, max(kinds, key=STRENGTH.index))
    return sorted(found, key=lambda place: in_order(place.value.mid()))


def beyond(integrand: Integrand, low: Real, high: Real) -> tuple[Place, int] | None:
    """The nearest singular place close to the interval but not on it, and the direction from it to the interval."""
    best, nearest = None, (high - low) / 4
    for feature in integrand.features if integrand.run.inner else ():
        if feature.kind != SINGULAR:
            continue
        exact = _linear(integrand, feature)
        body = None if exact is None else integrand.workshop.function(exact)
        if body is None:
            continue
        found = body(integrand.values, Run(integrand.run.digits))
        apart = (found.real - high) if found.real > high else (low - found.real)
        if found.imag == 0 and apart > 0 and apart < nearest:
            best, nearest = (Place(exact, found.real, SINGULAR), -1 if found.real > high else 1), apart
    return best


def sharpness(integrand: Integrand, place: Place) -> Real | None:
    """The distance from a place to the nearest pair of complex zeros, of functions with an extremum there."""
    found = []
    for feature in integrand.features:
        if feature.kind != SINGULAR or place.kind == SINGULAR:
            continue
        jets = [jet for jet in map(integrand.of, _derivatives(integrand, feature.function)) if jet is not None]
        if len(jets) < 3:
            continue
        with flint_precision(64):
            value, slope, bend = (abs(jet(place.value)) for jet in jets)
            if not (value > 0 and bend > 0 and value.is_finite() and bend.is_finite()):
                continue
            reach = (2 * value / bend).sqrt().mid()
            if slope * reach < value:
                found.append(reach)
    return min(found) if found else None


def zeros_of(integrand: Integrand, tree: Tree, low: Real, high: Real) -> list[Real] | None:
    """Those of a real function inside an interval, in order; None where there are too many."""
    found: list[Real] = []
    for factor in factors(tree):
        if algebra.depends(factor, integrand.variable):
            try:
                found += [place.value.mid() for place in _zeros(integrand, Feature(KINK, factor), low, high)]
            except AccuracyError:
                return None
    found = [each for each in found if each > low and each < high]
    return sorted(dict.fromkeys(found), key=in_order)


def _linear(integrand: Integrand, feature: Feature) -> Any:
    key = ("zero", feature.function)
    return integrand.workshop.once(key, lambda: _linear_zero(feature.function, integrand.variable))


def _zeros(integrand: Integrand, feature: Feature, low: Real, high: Real) -> Iterator[Place]:
    exact = _linear(integrand, feature)
    if exact is not None:
        body = integrand.workshop.function(exact)
        zero = body(integrand.values, Run(integrand.run.digits)) if body is not None else flint.acb("nan")
        if zero.real > low and zero.real < high:
            beside = may_be(zero.imag)  # off the axis it is a scale only
            yield Place(
                exact if beside else sympy.re(exact, evaluate=False), zero.real, feature.kind if beside else EDGE
            )
        return
    jets = _jets_of(integrand, feature.function)
    if jets[0] is None:
        return
    try:
        points, end = _found(integrand, jets, feature.kind, low, high)
    except TooManyError:
        if feature.kind == SINGULAR:
            raise CrowdedError(
                f"an integrand has too many places on its path where {feature.function} vanishes"
            ) from None
        if feature.kind == KINK:
            raise AccuracyError(
                f"an integrand has too many kinks on its path, where {feature.function} vanishes; "
                "where they pile up at a point, substitute so that they are evenly spaced (1/t for t)"
            ) from None
        return
    if feature.kind == SINGULAR and has_opaque_pole(integrand.tree, feature.function):
        _refuse_poles(integrand, [*points, *(each for each in (low, high) if _vanishes(jets[0](each.mid())))], feature)
    name = integrand.workshop.name(feature.function)
    if end < high:
        yield Place(sympy.Symbol(f"last zero of {name}"), end, ENDLESS)
    for number, point in enumerate(points):
        if _is_origin(integrand, feature, point):
            yield Place(algebra.ZERO, flint.arb(0), feature.kind)
            continue
        yield Place(sympy.Symbol(f"zero {number} of {name}"), point, feature.kind)


def _refuse_poles(integrand: Integrand, points: list[Real], feature: Feature) -> None:
    if points:
        raise AccuracyError(
            f"an integrand has a pole at {integrand.variable} = {points[0].str(10, radius=False)}, where "
            f"{feature.function} vanishes: next to it a quantity is not known well enough"
        )


def _is_origin(integrand: Integrand, feature: Feature, point: Real) -> bool:
    """Whether a zero that was found as a tiny number is exactly at 0, where halving never arrives."""
    function = integrand.of(feature.function)
    if function is None or not abs(point) < flint.arb(-integrand.far).exp():
        return False
    return bool(function(flint.arb(0)).is_zero())


def _found(integrand: Integrand, jets: Any, kind: str, low: Real, high: Real) -> tuple[list[Real], Real]:
    """The zeros between, and up to where; of endless kinks only the first are found."""
    finest = -int(1.5 * integrand.far) - 20
    endless = kind == KINK and low > -flint.arb(integrand.far / 2).exp()
    for share in SHARES if endless else (1.0,):
        end = high if share == 1 else low + flint.arb(share * integrand.far).exp().mid()
        try:
            return zeros(jets, low, end, finest, MOST_FOR_EDGES if kind == EDGE else MOST), end
        except TooManyError:
            if not endless or share == SHARES[-1]:
                raise
    raise TooManyError


def _derivatives(integrand: Integrand, tree: Tree) -> tuple[Any, Any, Any]:
    t = integrand.variable
    trees: tuple[Any, Any, Any] = integrand.workshop.once(("jets", tree), lambda: _jets(tree, t))
    return trees


def _jets_of(integrand: Integrand, tree: Tree) -> tuple[Any, Any, Any]:
    one, two, three = (_ranged(integrand, each) for each in _derivatives(integrand, tree))
    return one, two, three


def _ranged(integrand: Integrand, tree: Tree) -> Any:
    function = integrand.of(tree)
    return (
        None
        if function is None
        else as_balls(ranged(tree, integrand.variable, lambda part: _constant(integrand, part)), function)
    )


def _constant(integrand: Integrand, tree: Tree) -> Any:
    body = integrand.workshop.function(tree)
    value = flint.acb(flint.arb.nan()) if body is None else body(integrand.values, Run(integrand.run.digits))
    return value.real if value.is_finite() and value.imag == 0 else None


def _linear_zero(tree: Tree, variable: Tree) -> Any:
    """The zero of a linear function as an expression, else None."""
    rows = coefficients(tree, variable)
    if rows is None or 1 not in rows or not rows.keys() <= {0, 1}:
        return None
    return algebra.multiply(algebra.MINUS_ONE, rows.get(0, algebra.ZERO), algebra.power(rows[1], algebra.MINUS_ONE))


def _jets(tree: Tree, variable: Tree) -> tuple[Any, Any, Any]:
    """The tree and its first two derivatives."""
    slope = algebra.derivative(tree, variable)
    return tree, slope, algebra.derivative(slope, variable)


def _same(one: Real, other: Real) -> bool:
    if meets(one, other):
        return True
    bits = flint.ctx.prec // 2
    return bool(abs(one - other) < abs(one) * flint.arb(2) ** -bits)


def _vanishes(value: Ball) -> bool:
    """Whether a ball may be zero without being known to be."""
    return bool(may_be(value) and value.is_finite() and not value.is_zero())
