"""A second way to integrate that shares neither nodes nor charts, cuts or turning points with the first.

Every piece of the path between special places is summed by the trapezoidal rule after a double exponential
substitution; it ends where values have become small, whatever the first way thinks of their decay. Oscillating tails
turn further out, at another angle. Nothing here raises: where the rule does not settle, there is no second opinion.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.double_exponential import falling, finite, half_line, nodes
from higgs_sym.evaluation.integrals import chirps
from higgs_sym.evaluation.integrals.bent import bent, inset
from higgs_sym.evaluation.integrals.features import ENDLESS, SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place, mirrored
from higgs_sym.evaluation.integrals.panels import Sampler
from higgs_sym.evaluation.integrals.tails import Turn, waves_of
from higgs_sym.evaluation.integrals.waves import oscillates

Real = Any  # arb
Number = Any  # acb
Function = Callable[[Real], Number]
FURTHER, FLATTER = 1.5, 0.8  # the distance of the turning point, and the angle, next to the first way's
MOST_NODES = 4000
LEVELS = 8
MOST_COSTLY = 2  # pieces of an integrand whose values take long
CHEAP = {
    "Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech",
    "csch", "asin", "acos", "atan", "asinh", "acosh", "atanh", "Abs", "sign", "Max", "Min", "Heaviside",
}  # fmt: skip
LN10 = math.log(10)
QUIET = 4  # small values in a row that end a sum
STEEP, DOUBLING = 0.5, 1.7  # of the logarithm over one doubling, and what the next is at least
ROUGH_BITS, KNOWN_BITS = 128, 4  # with which sizes are asked for, and those that must be right
MORE_BITS = 6  # times `far`, for sizes out there
LOOKS = 60  # places at which the size of an integrand is looked at
ZERO = flint.arb(0)
MANY_RADIANS = 300.0


@dataclass(frozen=True)
class Piece:
    """A function of the distance from a place, over a length or to infinity; `back` counts from the other end."""

    function: Function
    length: Real | None
    back: Function | None = None


class _NoneError(Exception):
    """There is no second opinion."""


def second_opinion(
    integrand: Integrand, places: list[Place], from_oo: bool, to_oo: bool, digits: int, less: float = 0.0
) -> tuple[Number, Real] | None:
    """The integral, and the size it had if nothing cancelled; None where this rule does not settle.

    The last `less` digits rest on what its order of convergence promises.
    """
    if integrand.principal or integrand.opaque or any(place.kind == ENDLESS for place in places):
        return None
    try:
        with flint_precision(int((digits + 15) * BITS + 6 * integrand.far)):
            pieces = list(_pieces(integrand, places, from_oo, to_oo))
            if len(pieces) > MOST_COSTLY and _costly(integrand.tree):
                return None  # it would take many times as long as the first way
            rows = [_summed(piece, integrand.far, digits, less) for piece in pieces]
    except BudgetError:
        raise
    except (_NoneError, AccuracyError, ZeroDivisionError, OverflowError):
        return None
    with flint_precision(int((digits + 10) * BITS)):
        return sum((row[0] for row in rows), flint.acb(0)), sum((row[1] for row in rows), flint.arb(0))


def _costly(tree: Tree) -> bool:
    """Whether it is made of more than elementary functions."""
    return any(node.args and type(node).__name__ not in CHEAP for node in sympy.preorder_traversal(tree))


def _pieces(integrand: Integrand, places: list[Place], from_oo: bool, to_oo: bool) -> Iterator[Piece]:
    for left, right in pairwise(places):
        tree = integrand.between(left.value, right.value)
        if oscillates(tree, integrand.variable):
            faster = left.kind == SINGULAR and chirps.at_end(integrand, tree, left, 1, right.value - left.value)
            if faster:
                yield from _tail(faster[0], faster[0].tree, faster[1])
                continue
        yield from _to_the_next(integrand, tree, left, right)
    if to_oo:
        tree = integrand.between(places[-1].value + 1, places[-1].value + 2)
        yield from _tail(integrand, tree, places[-1])
    if from_oo:
        tree = integrand.between(places[0].value - 2, places[0].value - 1)
        turned, place = mirrored(integrand, tree, places[0])
        yield from _tail(turned, turned.tree, place)


def _to_the_next(integrand: Integrand, tree: Tree, left: Place, right: Place) -> Iterator[Piece]:
    found = waves_of(integrand, tree, nested=True) if oscillates(tree, integrand.variable) else None
    turn = Turn(integrand, found or (), left.value)
    if not found or not turn.often(right.value, MANY_RADIANS):
        yield _finite(integrand, tree, left, right)
        return
    inner = inset(turn, left, right, FURTHER)
    ways = None if inner is None else bent(integrand, turn.moving, inner[0].value, inner[1].value, flatter=True)
    if inner is None or ways is None:
        raise _NoneError
    for one, other in ((left, inner[0]), (inner[1], right)):
        if one is not other:
            yield _finite(integrand, tree, one, other)
    for way in ways:
        yield Piece(way.function(integrand), way.length)
    for wave in turn.still:
        yield _finite(integrand, wave.tree, *inner)


def _finite(integrand: Integrand, tree: Tree, left: Place, right: Place) -> Piece:
    return Piece(integrand.near(left, 1, tree), right.value - left.value, integrand.near(right, -1, tree))


def _tail(integrand: Integrand, tree: Tree, place: Place) -> Iterator[Piece]:
    if not oscillates(tree, integrand.variable):
        yield Piece(integrand.near(place, 1, tree), None)
        return
    found = waves_of(integrand, tree)
    turn = Turn(integrand, found, place.value) if found else None
    if turn is not None and turn.brief(integrand.run.digits):
        yield Piece(integrand.near(place, 1, tree), None)
        return
    distance = turn.point() if turn is not None and turn.possible() else None
    if turn is None or found is None or distance is None:
        faster = chirps.at_infinity(integrand, tree, place)
        if faster is None:
            raise _NoneError
        yield from _tail(faster[0], faster[0].tree, faster[1])
        return
    start = Place(_nameless(integrand), (place.value + FURTHER * distance).mid())
    yield from _to_the_next(integrand, tree, place, start)
    turn.angles = {wave: FLATTER * angle for wave, angle in turn.angles.items()}
    for group in turn.groups():
        yield Piece(turn.ray(group, start.value).function, None)
    for wave in found:
        if wave.phase == 0:
            yield Piece(replace(integrand, tree=wave.tree).near(start, 1, wave.tree), None)


def _nameless(integrand: Integrand) -> Any:
    return type(integrand.variable)(f"second turning point of {integrand.variable}")


def _summed(piece: Piece, far: float, digits: int, less: float) -> tuple[Number, Real]:
    """One piece by the double exponential rule, with steps halved until nothing changes."""
    with flint_precision(_bits(digits)):
        rule = _Rule(piece, far, digits)
        step = 0.5
        total = rule.walk(0.0, step)
        value, apart = total * step, math.inf
        for _ in range(LEVELS):
            step = step / 2
            total += rule.walk(step, 2 * step)
            value, previous = total * step, value
            before, apart = apart, _share(abs(value - previous), rule.size * step)
            if _settled(before, apart, digits, less):
                return value * rule.unit, rule.size * step * rule.unit
    raise _NoneError


def _share(part: Real, whole: Real) -> float:
    """The logarithm of what part of a size another is."""
    return float((part / whole).log().mid()) if part.mid() > 0 and whole > 0 else -math.inf


def _settled(before: float, apart: float, digits: int, less: float) -> bool:
    """Whether the last of two differences is small, or what follows it where that may be promised.

    Every halving of the step squares the error at most; what is small and steep comes late and breaks the promise.
    """
    promised = apart * min(2.0, apart / before) if less and apart < before < 0 else 0.0
    return apart <= -digits * LN10 or promised <= (less - digits) * LN10


class _Rule:
    """The nodes s(w) of one piece and their weights, the distance in units of `unit`."""

    def __init__(self, piece: Piece, far: float, digits: int) -> None:
        self.piece, self.far, self.bits = piece, far, _bits(digits)
        self.small = (flint.arb(10) ** -digits).mid()
        self.goal = int((digits + 3) * BITS)
        self.ends = (piece.function, piece.back or self.mirrored) if piece.length is not None else (piece.function,) * 2
        self.samplers = {each: Sampler(each, self.goal, self.bits) for each in self.ends}
        self.unit = _scale(piece.function, far) if piece.length is None else piece.length
        self.falls = piece.length is None and _falls_exponentially(piece.function, far)
        self.size, self.largest, self.least, self.nodes = flint.arb(0), flint.arb(0), flint.arb(0), 0

    def walk(self, first: float, step: float) -> Number:
        """The sum of the values at first + k step; in both directions until they are small for good."""
        total = self.side(first, step) + self.side(first - step, -step)
        flint.ctx.prec, self.size = self.bits, self.size.mid()
        return total

    def side(self, start: float, step: float) -> Number:
        """The sum in one direction: on a finite piece, of the half next to that end."""
        function, unit, goal, quiet, total = self.ends[step > 0], self.unit, self.goal, 0, flint.acb(0)
        flint.ctx.prec = self.samplers[function].bits = self.bits
        substitution = falling if self.falls else half_line if self.piece.length is None else finite
        for w, s, weight in nodes(substitution, start, step, self.bits):
            budget.check()
            value = function((unit * s).mid())
            if not value.is_finite() or value.rel_accuracy_bits() < goal:
                value = self.closer(function, (unit * s).mid(), weight, value)
            value = value * weight
            total, size = total + value, abs(value)
            self.size = self.size + size
            if size > self.largest:
                self.largest, self.least = size.mid(), (size * self.small).mid()
            quiet = quiet + 1 if size <= self.least and self.exponent(w) > self.far else 0
            self.nodes += 1
            if quiet == QUIET:
                break
            if self.nodes > MOST_NODES:
                raise _NoneError
        return total

    def mirrored(self, s: Real) -> Number:
        """The function at a distance from the other end."""
        return self.piece.function((self.unit - s).mid())

    def exponent(self, w: float) -> float:
        """The modulus of ln s but for the unit, beyond which nothing is looked for; an exponential ends by itself."""
        if not self.falls:
            return math.pi / 2 * math.sinh(abs(w))
        return math.inf if w > 0 else math.exp(-w)

    def closer(self, function: Function, s: Real, weight: Real, seen: Number) -> Number:
        """A value with more bits than it was `seen` with; further out there are as many."""
        sampler = self.samplers[function]
        value = sampler.value(s, ZERO, ZERO, (self.least / 1000 / weight).mid(), seen)
        if not value.is_finite():
            raise _NoneError
        return value


def _bits(digits: int) -> int:
    """The precision of nodes and weights; the same for similar numbers of digits, so that they are found once."""
    return 64 * (int((digits + 15) * BITS) // 64 + 1)


def _falls_exponentially(function: Function, far: float) -> bool:
    """Whether every doubling of the distance takes off about twice the logarithm: then s = exp(w - exp(-w)) will do."""
    start, bits = flint.arb(far / 2).exp(), ROUGH_BITS + int(MORE_BITS * far)
    sizes = [_size(function, (start * 2**k).mid(), bits) for k in range(3)]
    if not all(size > 0 for size in sizes):
        return False
    first, second = (float((b / a).log().mid()) for a, b in pairwise(sizes))
    return first < -STEEP and second < DOUBLING * first


def _scale(function: Function, far: float) -> Real:
    """Where the integrand of a tail is largest, on a logarithmic scale."""
    best, where = flint.arb(0), flint.arb(1)
    for k in range(LOOKS + 1):
        s = flint.arb(far * (2 * k / LOOKS - 1)).exp().mid()
        size = _size(function, s) * s
        if size > best:
            best, where = size.mid(), s
    return where


def _size(function: Function, s: Real, bits: int = ROUGH_BITS) -> Real:
    """About |f(s)|, zero where that is not known with few bits: a special function takes long with many."""
    with flint_precision(bits):
        value = abs(function(s))
    return value.mid() if value.is_finite() and value.rel_accuracy_bits() >= KNOWN_BITS else flint.arb(0)
