"""The path of an integral in parts, each in a coordinate in which the integrand is smooth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import DivergesError
from higgs_sym.evaluation.integrals import chirps
from higgs_sym.evaluation.integrals.bent import Leg, bent, inset
from higgs_sym.evaluation.integrals.charts import WIDEST, graded, spaced
from higgs_sym.evaluation.integrals.features import ENDLESS, SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place, mirrored
from higgs_sym.evaluation.integrals.panels import Part
from higgs_sym.evaluation.integrals.places import beyond, sharpness
from higgs_sym.evaluation.integrals.rays import Ray
from higgs_sym.evaluation.integrals.regular import root_at
from higgs_sym.evaluation.integrals.tails import Turn, waves_of
from higgs_sym.evaluation.integrals.waves import oscillates

Real = Any  # arb
Number = Any  # acb
GRID, INNER_GRID = 100, 40  # places on a ray that are looked at
ROUGH = 12  # digits of integrals within an integrand of which only the size is asked
MANY_RADIANS = 400.0  # of phase, beyond which a finite interval is left for the complex plane
SHARP = 16  # times the distance of complex zeros that an interval is longer
STEEPEST = 1.1  # the power of a simple pole, with what logarithms add
BEFORE, AFTER = "before a pole", "after a pole"  # the ends of an interval around it


def parts_of(integrand: Integrand, places: list[Place], from_oo: bool, to_oo: bool, digits: int) -> list[Part]:
    """The path through the places in parts."""
    parts: list[Part] = []
    if integrand.principal:
        parts, places = around_poles(integrand, places, from_oo, to_oo, digits)
    endless = False
    for left, right in pairwise(places):
        endless |= left.kind == ENDLESS
        if left.kind == BEFORE and right.kind == AFTER:
            continue
        tree = integrand.tree if endless else integrand.between(left.value, right.value)
        parts += _segment(integrand, tree, left, right, digits)
    if to_oo:
        endless |= places[-1].kind == ENDLESS
        tree = integrand.tree if endless else integrand.between(places[-1].value + 1, places[-1].value + 2)
        parts += _tail(integrand, tree, places[-1], digits)
    if from_oo:
        tree = integrand.between(places[0].value - 2, places[0].value - 1)
        turned, place = mirrored(integrand, tree, places[0])
        parts += _tail(turned, turned.tree, place, digits)
    return parts


def around_poles(
    integrand: Integrand, places: list[Place], from_oo: bool, to_oo: bool, digits: int
) -> tuple[list[Part], list[Place]]:
    """Symmetric intervals around the singular places inside the path, and the places that are left.

    Both sides of a simple pole are added before they are integrated; what is left at the pole has to be integrable.
    """
    parts: list[Part] = []
    left_over: list[Place] = []
    for k, place in enumerate(places):
        inside = (k > 0 or from_oo) and (k < len(places) - 1 or to_oo)
        if place.kind != SINGULAR or not inside:
            left_over.append(place)
            continue
        low = places[k - 1].value if k > 0 else place.value - 1
        high = places[k + 1].value if k < len(places) - 1 else place.value + 1
        reach = min((place.value - low).mid(), (high - place.value).mid()) / 2
        reach = min(reach, _few_turns(integrand, place)).mid()
        left_over += [
            Place(sympy.Symbol(f"before pole {k} of {integrand.variable}"), place.value - reach, BEFORE),
            Place(sympy.Symbol(f"after pole {k} of {integrand.variable}"), place.value + reach, AFTER),
        ]
        if integrand.is_odd_around(place):
            continue
        sides = [ray(integrand, integrand.between(*ends), place, direction) for direction, ends in (
            (-1, (place.value - reach, place.value)), (1, (place.value, place.value + reach)),
        )]  # fmt: skip
        simple = all(_is_simple(side) for side in sides)
        added = _added(sides[0].function, sides[1].function, 2 * digits + 10 if simple else None)
        both = replace(sides[1], function=added, rough=None)
        parts += graded(both, reach.log().mid(), None, digits)
    return parts, left_over


def _few_turns(integrand: Integrand, place: Place) -> Real:
    """The distance from a place over which no wave turns often."""
    found = waves_of(integrand, integrand.tree, nested=True) if oscillates(integrand.tree, integrand.variable) else None
    return Turn(integrand, found, place.value).period(any, place.value) if found else flint.arb("inf")


def _is_simple(side: Ray) -> bool:
    """Whether an integrand grows like the inverse of the distance to a pole, or more slowly."""
    with flint_precision(side.log_bits + int(12 * side.far)):
        near, nearer = (abs(side.function(flint.arb(-k * side.far).exp())) for k in (1, 2))
        return bool(nearer.upper() <= near.lower() * flint.arb(STEEPEST * side.far).exp())


def _added(
    one: Callable[[Real], Number], other: Callable[[Real], Number], digits: int | None
) -> Callable[[Real], Number]:
    """The sum of both sides of a pole; zero where those of a simple one cancel to so many digits."""

    least = flint.arb(0) if digits is None else flint.arb(10) ** -digits

    def value(s: Real) -> Number:
        first, second = one(s), other(s)
        total = first + second
        return flint.acb(0) if total.is_finite() and abs(total).upper() < abs(first).lower() * least else total

    return value


def ray(integrand: Integrand, tree: Tree, place: Place, direction: int) -> Ray:
    """The integrand on one side of a place."""
    name = integrand.variable.name
    shown = place.value.str(10, radius=False) if place.point.is_Symbol else place.point
    number = place.point.is_Symbol and place.point.name not in integrand.values
    deepest = 6 * integrand.far if number or integrand.opaque else None
    function = integrand.near(place, direction, tree)
    rough = integrand.near(place, direction, tree, ROUGH) if integrand.opaque else function
    grid = INNER_GRID if integrand.run.inner else GRID
    root = partial(root_at, integrand, tree, place, direction)
    return Ray(function, integrand.far, f"at {name} = {shown}", integrand.scales, deepest, rough, grid, root)


def _segment(integrand: Integrand, tree: Tree, left: Place, right: Place, digits: int) -> list[Part]:
    """From one place to the next."""
    if oscillates(tree, integrand.variable):
        turned = _turned(integrand, tree, left, right, digits)
        if turned is None:
            turned = _chirped(integrand, tree, left, right, digits)
        if turned is not None:
            return turned
    length = right.value - left.value
    if left.kind == right.kind == SINGULAR:
        return _from_both(integrand, tree, left, right, digits)
    if left.kind == SINGULAR:
        return graded(ray(integrand, tree, left, 1), length.log().mid(), None, digits)
    if right.kind == SINGULAR:
        return graded(ray(integrand, tree, right, -1), length.log().mid(), None, digits)
    near = beyond(integrand, left.value, right.value)
    if near is not None:
        return [_beside(integrand, tree, *near, left.value, right.value)]
    sharp = _sharp(integrand, tree, left, right)
    if sharp:
        return sharp
    both = partial(_from_both, integrand, tree, left, right, digits)
    return [_straight(integrand.near(left, 1, tree), length, both, 4 if integrand.opaque else 16)]


def _sharp(integrand: Integrand, tree: Tree, left: Place, right: Place) -> list[Part]:
    """Each half in the logarithm of the distance to its end, beyond that to complex zeros next to it."""
    length = right.value - left.value
    parts: list[Part] = []
    ends = ((left, 1, sharpness(integrand, left)), (right, -1, sharpness(integrand, right)))
    if not any(reach is not None and SHARP * reach < length for *_, reach in ends):
        return []
    for place, direction, reach in ends:
        half, function = (length / 2).mid(), integrand.near(place, direction, tree)
        if direction < 0:
            half = length - (length / 2).mid()
        if reach is None or not SHARP * reach < length:
            parts.append(_straight(function, half, None, 0))
            continue
        low, high = reach.log().mid(), half.log()
        inside = spaced(float(low), float(high), [], WIDEST)[1:-1]
        path = ray(integrand, tree, place, direction)
        parts += [_straight(function, low.exp(), None, 0), Part(path.graded, [low, *inside, high.mid()])]
    return parts


def _from_both(integrand: Integrand, tree: Tree, left: Place, right: Place, digits: int) -> list[Part]:
    """Two halves, each in the logarithm of the distance to its end."""
    with flint_precision(int(digits * BITS + 6 * integrand.far) + 64):
        top = ((right.value - left.value) / 2).log().mid()
        start = graded(ray(integrand, tree, left, 1), top, None, digits)
        return start + graded(ray(integrand, tree, right, -1), top, None, digits)


def _beside(integrand: Integrand, tree: Tree, place: Place, direction: int, low: Real, high: Real) -> Part:
    """A finite length in the logarithm of the distance to a singular place beyond its end."""
    ends = [(abs(end - place.value)).log().mid() for end in (low, high)][::direction]
    inside = spaced(float(ends[0]), float(ends[1]), [], WIDEST)[1:-1]
    return Part(ray(integrand, tree, place, direction).graded, [ends[0], *inside, ends[1]])


def _straight(function: Callable[[Real], Number], length: Real, otherwise: Any, many: int) -> Part:
    """From a place over a finite length, in the distance itself."""
    return Part(lambda v: function(length * v) * length, [flint.arb(0), flint.arb(1)], otherwise, many)


def _tail(integrand: Integrand, tree: Tree, place: Place, digits: int) -> list[Part]:
    """From the last place to infinity."""
    if oscillates(tree, integrand.variable):
        turned = _turned(integrand, tree, place, None, digits)
        if turned is not None:
            return turned
        faster = chirps.at_infinity(integrand, tree, place)
        if faster is not None:
            return _tail(faster[0], faster[0].tree, faster[1], digits)
    return _to_infinity(ray(integrand, tree, place, 1), place.kind == SINGULAR, digits)


def _chirped(integrand: Integrand, tree: Tree, left: Place, right: Place, digits: int) -> list[Part] | None:
    """With a singular end, at which a phase runs off, at infinity; None where there is none."""
    length = right.value - left.value
    for place, direction in ((left, 1), (right, -1)):
        if place.kind != SINGULAR:
            continue
        both = left.kind == right.kind
        reach = (length / 2).mid() if both else length
        faster = chirps.at_end(integrand, tree, place, direction, reach)
        if faster is None:
            continue
        try:
            parts = _tail(faster[0], faster[0].tree, faster[1], digits)
        except DivergesError as error:
            shown = f"at {integrand.variable.name} = {place.point}"
            raise DivergesError(str(error).replace("at infinity", shown)) from error
        if both:
            middle = Place(sympy.Symbol(f"middle of {integrand.variable}"), place.value + direction * reach)
            ends = (middle, right) if direction > 0 else (left, middle)
            parts += _segment(integrand, tree, *ends, digits)
        return parts
    return None


def _to_infinity(path: Ray, singular: bool, digits: int) -> list[Part]:
    if singular:
        return graded(path, None, None, digits)
    rows = path.profile(-path.far, path.far)
    start = max(rows, key=lambda row: row[1])[0]
    parts = graded(path, None, start, digits, rows)
    edge = flint.arb(start)

    def straight(v: Real) -> Number:
        length = edge.exp()
        return path.function(length * v) * length

    return [Part(straight, [flint.arb(0), flint.arb(1)], lambda: graded(path, edge, None, digits)), *parts]


def _turned(integrand: Integrand, tree: Tree, left: Place, right: Place | None, digits: int) -> list[Part] | None:
    """Through the complex plane beyond some periods; None where that does not go, or is not worth it."""
    found = waves_of(integrand, tree, nested=right is not None)
    if found is None:
        return None
    turn = Turn(integrand, found, left.value)
    if right is not None:
        return _over(integrand, tree, turn, left, right, digits) if turn.often(right.value, MANY_RADIANS) else None
    if turn.brief(digits) or not turn.possible():
        return None
    turn.converges("at infinity")
    distance = turn.point()
    if distance is None:
        return None
    place = Place(sympy.Symbol(f"turning point of {integrand.variable}"), (left.value + distance).mid())
    parts = _segment(integrand, tree, left, place, digits)
    for group in turn.groups():
        parts += _to_infinity(turn.ray(group, place.value), False, digits)
    for wave in turn.still:
        parts += _tail(replace(integrand, tree=wave.tree), wave.tree, place, digits)
    return parts


def _over(integrand: Integrand, tree: Tree, turn: Turn, left: Place, right: Place, digits: int) -> list[Part] | None:
    """On the axis next to singular ends, over triangles between; None where that does not go."""
    inner = inset(turn, left, right)
    over = None if inner is None else _bent(integrand, turn, *inner, digits)
    if inner is None or over is None:
        return None
    for one, other in ((left, inner[0]), (inner[1], right)):
        if one is not other:
            over += _segment(integrand, tree, one, other, digits)
    return over


def _bent(integrand: Integrand, turn: Turn, left: Place, right: Place, digits: int) -> list[Part] | None:
    """Every wave over triangles on its own stationary points; None where that does not go."""
    ways = bent(integrand, turn.moving, left.value, right.value)
    if ways is None:
        return None
    parts: list[Part] = []
    for way in ways:
        if isinstance(way, Leg):
            parts += _along(integrand, way, digits)
        else:
            parts.append(_straight(way.function(integrand), way.length, None, 0))
    for wave in turn.still:
        parts += _segment(replace(integrand, tree=wave.tree), wave.tree, left, right, digits)
    return parts


def _along(integrand: Integrand, leg: Leg, digits: int) -> list[Part]:
    """Near the node in the distance to it, then in its logarithm."""
    function = leg.function(integrand)
    path = Ray(function, integrand.far, "on a way around", integrand.scales)
    top = leg.length.log().mid()
    rows = path.profile(-path.far, float(top))
    start = max(rows, key=lambda row: row[1])[0]
    edge = flint.arb(start) if start < float(top) else top
    length = edge.exp()
    near = Part(lambda v: function(length * v) * length, [flint.arb(0), flint.arb(1)],
                lambda: graded(path, edge, None, digits))  # fmt: skip
    if edge is top:
        return [near]
    inside = spaced(start, float(top), [], WIDEST)[1:-1]
    return [near, Part(path.graded, [edge, *inside, top])]
