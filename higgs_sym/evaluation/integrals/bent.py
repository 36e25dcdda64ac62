"""Finite ways with many turns: every wave goes from node to node over the top of a triangle, where it is small.

Nodes are the ends, the stationary points of the phase, and places next to which something singular lies aside. The
triangle stands above the axis where the phase rises, below it where it falls; balls that cover it show that the
amplitude is holomorphic there, so that both ways give the same. How small the wave becomes is not asked: the rule
that integrates along the legs sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.integrals.damped import interval, on_boxes
from higgs_sym.evaluation.integrals.features import SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.places import zeros_of
from higgs_sym.evaluation.integrals.tails import Turn, counted
from higgs_sym.evaluation.integrals.waves import Wave

Real = Any  # arb
Number = Any  # acb
Fine = Callable[[Any], bool]
BITS = 128
SLOPES = (1.0, 0.4, 0.15)  # of the legs; a phase that is stationary to higher order falls in narrower sectors
FLATTER = 0.8  # of the second way's
FEW_RADIANS = 60.0  # that nobody leaves the axis for
ENOUGH = 4  # distances to either singular end in the way between
MOST_NODES = 40
MOST_BOXES = 4000
FINEST = 2.0**-80  # of a triangle's side: what is not seen to be holomorphic down there is a singularity
LOOKS = 24  # places on a leg, each twice as near to its node
RISE = 1.0  # e-foldings by which a wave may grow on a leg
DEEP, SHARE = 20.0, 0.1  # those by which it has to fall, and their share of the height of a linear phase


@dataclass(frozen=True)
class Leg:
    """From a node of the path towards the top of a triangle, counted with its sign."""

    wave: Wave
    node: Real
    step: Number  # to the top
    sign: int

    @property
    def length(self) -> Real:
        """From the node to the top."""
        return abs(self.step)

    def function(self, integrand: Integrand) -> Callable[[Real], Number]:
        """The wave in the distance from the node."""
        wave, direction = integrand.of(self.wave.tree), self.step / self.length
        assert wave is not None  # it has been evaluated

        def value(r: Real) -> Number:
            return counted(self.wave, wave(self.node + r * direction) * (self.sign * direction))

        return value


@dataclass(frozen=True)
class Level:
    """What stays on the axis."""

    wave: Wave
    low: Real
    high: Real

    @property
    def length(self) -> Real:
        """From one end to the other."""
        return self.high - self.low

    def function(self, integrand: Integrand) -> Callable[[Real], Number]:
        """The wave in the distance from the lower end."""
        wave = integrand.of(self.wave.tree)
        assert wave is not None  # it has been evaluated
        return lambda r: counted(self.wave, wave(self.low + r))


def inset(turn: Turn, left: Place, right: Place, further: float = 1.0) -> tuple[Place, Place] | None:
    """The ends of a way, some radians away from those that are singular; None where it is too short for that."""
    name, length = turn.integrand.variable, right.value - left.value
    ends = []
    for place, direction in ((left, 1), (right, -1)):
        if place.kind != SINGULAR:
            ends.append(place)
            continue
        distance = turn.period(any, place.value, direction)
        if not ENOUGH * distance < length:
            return None
        point = (place.value + direction * further * distance).mid()
        ends.append(Place(sympy.Symbol(f"{point.str(20)} of {name}"), point))
    return ends[0], ends[1]


class _NoWayError(Exception):
    """The amplitude cannot be followed into the plane."""


def bent(
    integrand: Integrand, waves: Sequence[Wave], low: Real, high: Real, flatter: bool = False
) -> list[Leg | Level] | None:
    """The ways of all waves from one point to another, neither of them singular; None where one has none."""
    try:
        with flint_precision(BITS + int(4 * integrand.far)):
            return [each for wave in waves for each in _Way(integrand, wave, flatter).between(low, high)]
    except _NoWayError:
        return None


class _Way:
    """One wave's way."""

    def __init__(self, integrand: Integrand, wave: Wave, flatter: bool) -> None:
        self.integrand, self.wave = integrand, wave
        self.slope = algebra.derivative(wave.phase, integrand.variable)
        self.phase, self.pace, self.size = (self._function(each) for each in (wave.phase, self.slope, wave.tree))
        self.fine = on_boxes(integrand, wave.amplitude, wave.phase)
        self.share = FLATTER if flatter else 1.0
        self.nodes = 0

    def _function(self, tree: Any) -> Callable[[Any], Number]:
        function = self.integrand.of(tree)
        if function is None:
            raise _NoWayError
        return function

    def between(self, low: Real, high: Real) -> Iterator[Leg | Level]:
        """From one point to another, through all stationary points."""
        still = zeros_of(self.integrand, self.slope, low, high)
        if still is None:
            raise _NoWayError
        for a, b in pairwise([low, *still, high]):
            yield from self._over(a, b)

    def _over(self, a: Real, b: Real) -> Iterator[Leg | Level]:
        """Over a part without stationary points, halved or split where something singular is in the way."""
        budget.check()
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _NoWayError
        run = self.phase(b) - self.phase(a)
        if not run.is_finite():
            raise _NoWayError
        if abs(run).upper() < FEW_RADIANS:
            yield Level(self.wave, a, b)
            return
        side = 1 if run.real > 0 else -1
        obstacle = None
        for slope in SLOPES:
            height = ((b - a) * (side * slope * self.share / 2)).mid()
            top = flint.acb(((a + b) / 2).mid(), height)
            fall = min(DEEP, float(abs(run).mid()) * slope * SHARE)
            if not (self._falls(a, top - a, fall) and self._falls(b, top - b, fall)):
                continue
            obstacle = _obstacle(self.fine, a, b, height)
            if obstacle is None:
                yield from (Leg(self.wave, a, top - a, 1), Leg(self.wave, b, top - b, -1))
                return
        middle = ((a + b) / 2).mid() if obstacle is None else obstacle
        if not (middle > a and middle < b):
            raise _NoWayError
        yield from self._over(a, middle)
        yield from self._over(middle, b)

    def _falls(self, node: Real, step: Number, fall: float) -> bool:
        """Whether the wave does not grow on the leg, and is smaller by so many e-foldings at its top."""
        sizes = [abs(self.size(node + step * flint.arb(2) ** -k)) for k in range(LOOKS)]
        if not all(size.is_finite() for size in sizes):
            return False
        start = sizes[-1].upper()
        if not all(size.lower() <= start * flint.arb(RISE).exp() for size in sizes):
            return False
        return bool(sizes[0].lower() <= start * flint.arb(-fall).exp())


def _obstacle(fine: Fine, a: Real, b: Real, height: Real) -> Real | None:
    """Where on the axis something that is not holomorphic lies above or below; None if the triangle is free of it."""
    stack, boxes = [(a, b, flint.arb(0), flint.arb(1))], 0
    while stack:
        budget.check()
        x0, x1, y0, y1 = stack.pop()
        boxes += 1
        if not _inside(x0, x1, y0, a, b) or fine(flint.acb(interval(x0, x1), height * interval(y0, y1))):
            continue
        if boxes > MOST_BOXES:
            raise _NoWayError
        x, y = ((x0 + x1) / 2).mid(), ((y0 + y1) / 2).mid()
        if x1 - x0 < (b - a) * FINEST:
            return x
        stack += [(u, v, s, t) for s, t in ((y, y1), (y0, y)) for u, v in ((x0, x), (x, x1))]
    return None


def _inside(x0: Real, x1: Real, y0: Real, a: Real, b: Real) -> bool:
    """Whether a box, in units of the height from y0 on, touches the triangle over (a, b)."""
    return bool(y0 <= (2 * (x1 - a) / (b - a)).upper() and y0 <= (2 * (b - x0) / (b - a)).upper())
