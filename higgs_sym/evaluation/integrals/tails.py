"""Oscillating tails: each wave leaves the real axis into the half-plane in which it decays.

The amplitude has to be holomorphic in the sector between, which balls that cover it show, and the wave has to decay in
all of it. Whether the integral converges at all is asked of the amplitude before: contours also sum what diverges.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import DivergesError
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.integrals.damped import on_boxes
from higgs_sym.evaluation.integrals.integrand import Integrand
from higgs_sym.evaluation.integrals.places import zeros_of
from higgs_sym.evaluation.integrals.rays import Ray
from higgs_sym.evaluation.integrals.waves import UNIT, Wave, waves
from higgs_sym.evaluation.polynomials import coefficients

Real = Any  # arb
Number = Any  # acb
DOUBLINGS = 40  # of the distance at which the contour turns, before it is given up
SPLITS = 4  # of a box that the amplitude is not seen to be holomorphic on
ANGLES = (0.25, 0.5, 0.75, 1.0)
VANISHED = -1e9  # the logarithm of an amplitude that falls faster than any power
PHASE_BITS = (40, 400)  # a unit of far: a phase that grows like t^p has 4 p/ln 2 of them
LOOKS = 160  # places at which sizes are looked at
FEW_RADIANS = 150.0  # of phase that nobody leaves the axis for
FEW_WAVES = 8  # that are integrated one by one
STEPS = 7  # of a path along which phases are followed
PLACES, SURE_BITS = (1, 2, 3), 40  # at which waves are compared, and how closely
PERIODS = 12.0  # radians of phase before a contour turns


def waves_of(integrand: Integrand, tree: Tree, nested: bool = False) -> tuple[Wave, ...] | None:
    """The waves of the integrand; on finite ways phases may oscillate themselves."""
    return integrand.workshop.once(("waves", tree, nested), lambda: waves(tree, integrand.variable, nested))


class Turn:
    """Where all waves of an integrand leave the axis, and how."""

    def __init__(self, integrand: Integrand, found: tuple[Wave, ...], start: Real) -> None:
        self.integrand = integrand
        self.moving = _paired(integrand, [wave for wave in found if wave.phase != 0], start)
        self.still = [wave for wave in found if wave.phase == 0]
        self.start = start
        self.angles: dict[Wave, float] = {}

    def radians(self, end: Real) -> float:
        """By how much the fastest phase runs up to an end."""
        with flint_precision(128 + int(4 * self.integrand.far)):
            phases = [self.integrand.of(wave.phase) for wave in self.moving]
            places = [self.start + (end - self.start) * k / STEPS for k in range(STEPS + 1)]
            runs = [_way([f(place).real for place in places]) for f in phases if f is not None]
        return max((min(1e300, float(run)) for run in runs if run.is_finite()), default=0.0)

    def often(self, end: Real, many: float) -> bool:
        """Whether waves turn so often up to an end that each is worth a way of its own."""
        return self.radians(end) > many * max(1.0, len(self.moving) / FEW_WAVES)

    def brief(self, digits: int) -> bool:
        """Whether on the axis all waves are over, to so many digits, before they have turned often."""
        far, end = self.integrand.far, 0.0
        looks = [far * (2 * k / LOOKS - 1) for k in range(LOOKS + 1)]
        for wave in self.moving:
            amplitude = self.integrand.of(wave.amplitude)
            if amplitude is None:
                return False
            with flint_precision(128 + int(4 * far)):
                sizes = [abs(amplitude(self.start + flint.arb(u).exp())) * flint.arb(u).exp() for u in looks]
                if not all(size.is_finite() for size in sizes):
                    return False
                largest = max(size.upper() for size in sizes)
                if not sizes[0].upper() < largest:  # singular at the start, where the waves cancel
                    return False
                least = largest * flint.arb(10) ** -(digits + 10)
            last = max((k for k, size in enumerate(sizes) if size.upper() > least), default=0)
            if last == LOOKS:
                return False
            end = max(end, looks[last + 1])
        return self.radians(self.start + flint.arb(end).exp()) < FEW_RADIANS

    def possible(self) -> bool:
        """Whether every wave decays into its sector."""
        for wave in self.moving:
            angle = self._angle(wave)
            if angle is None or not all(self._falls(wave, share * angle) for share in ANGLES):
                return False
            self.angles[wave] = angle
        return True

    def _angle(self, wave: Wave) -> float | None:
        """Half the angle at which a phase that grows like t^p decays fastest; None if it does not grow."""
        far = self.integrand.far
        phase = self.integrand.of(wave.phase)
        if phase is None:
            return None
        with flint_precision(128 + int(4 * far)):
            one, two = (phase(self.start + flint.arb(u).exp()).real for u in (far, far + 1))
            if not abs(one) > 0 or not abs(two) > 0:
                return None
            power = float((abs(two) / abs(one)).log().mid())
        if not 0.05 < power < 20:
            return None
        return math.copysign(min(math.pi / 4, math.pi / 4 / power), 1 if two > 0 else -1)

    def _falls(self, wave: Wave, angle: float) -> bool:
        """Whether the wave is far smaller far out in this direction."""
        function = self.integrand.of(wave.tree)
        if function is None:
            return False
        far = self.integrand.far
        with flint_precision(128 + int(PHASE_BITS[0] * far)):
            step = flint.acb(flint.arb(far / 2).exp()) * flint.acb(0, angle).exp()
            near, out = (abs(function(self.start + step * factor)) for factor in (1, 2))
            return bool(out.is_finite() and near.is_finite() and out < near * flint.arb(-1).exp())

    def converges(self, where: str) -> None:
        """DivergesError if the oscillations of a wave do not die out."""
        far = self.integrand.far
        for wave in self.moving:
            amplitude, phase = self.integrand.of(wave.tree), self.integrand.of(wave.phase)
            assert amplitude is not None  # `possible` has called both
            assert phase is not None
            for bits in PHASE_BITS:
                sizes = []
                with flint_precision(128 + int(bits * far)):
                    for u in (far, 2 * far, 4 * far):
                        t = self.start + flint.arb(u).exp()
                        size = abs(amplitude(t)).upper()
                        sizes.append(float((size.log() + u - abs(phase(t)).log()).mid()) if size > 0 else -math.inf)
                if all(map(math.isfinite, sizes)) or sizes[2] < VANISHED:
                    break
            else:
                continue  # the digits of the phase are gone before its end: that says nothing
            if sizes[2] < VANISHED:
                continue
            slopes = [(sizes[1] - sizes[0]) / far, (sizes[2] - sizes[1]) / (2 * far)]
            if slopes[1] < -1e-3 or (sizes[2] < sizes[1] - 0.1 and sizes[1] < sizes[0] - 0.1):
                continue
            raise DivergesError(f"an integral diverges {where}: its oscillations do not die out")

    def point(self) -> Real | None:
        """The distance from `start` at which to turn; None if the amplitudes are nowhere seen to be holomorphic."""
        distance, different = max(self.period(all), self._beyond()), self._different()
        for _ in range(DOUBLINGS):
            budget.check()
            if all(self._holomorphic(wave, self.start + distance) for wave in different):
                return distance
            distance = 2 * distance
        return None

    def _different(self) -> list[Wave]:
        """One of all waves whose amplitudes differ by a constant only, where their phases are entire."""
        t, found = self.integrand.variable, dict[Any, Wave]()
        for wave in self.moving:
            factors = wave.amplitude.args if wave.amplitude.is_Mul else (wave.amplitude,)
            running = frozenset(each for each in factors if algebra.depends(each, t))
            entire = coefficients(wave.phase, t) is not None
            found[running, self.angles[wave] if entire else wave] = wave
        return list(found.values())

    def groups(self) -> list[list[Wave]]:
        """The waves that are integrated together: where there are many, those that leave the axis alike."""
        if len(self.moving) <= FEW_WAVES:
            return [[wave] for wave in self.moving]
        angles = dict.fromkeys(self.angles.values())
        return [[wave for wave in self.moving if self.angles[wave] == angle] for angle in angles]

    def _beyond(self) -> Real:
        """Twice the distance of the last place where a phase turns round."""
        slopes = [algebra.derivative(wave.phase, self.integrand.variable) for wave in self.moving]
        end = flint.arb(self.integrand.far).exp().mid()
        found = [zeros_of(self.integrand, slope, self.start, self.start + end) or [self.start] for slope in slopes]
        return max((2 * (places[-1] - self.start) for places in found), default=flint.arb(0)).mid()

    def period(self, which: Callable[[Iterable[bool]], bool], start: Real | None = None, direction: int = 1) -> Real:
        """A distance over which all or any phases have run for some periods."""
        far, distance = self.integrand.far, flint.arb(-self.integrand.far).exp().mid()
        phases = [self.integrand.of(wave.phase) for wave in self.moving]
        start = self.start if start is None else start
        with flint_precision(128 + int(4 * far)):
            if not all(f(start).is_finite() for f in phases if f is not None):
                return self._slowest(start, direction)
            for _ in range(int(4 * far)):
                end = start + direction * distance
                runs = [abs(f(end).real - f(start).real) for f in phases if f is not None]
                if which(run > PERIODS for run in runs):
                    break
                distance = (distance * flint.arb(3) / 2).mid()
        with flint_precision(30):
            return (distance * 1).mid()

    def _slowest(self, start: Real, direction: int) -> Real:
        """The distance from a place where phases run off at which they turn least while it doubles."""
        phases = [self.integrand.of(wave.phase) for wave in self.moving]

        def turns(distance: Real) -> Real:
            ends = [start + direction * k * distance for k in (1, 2)]
            return max(abs(f(ends[1]).real - f(ends[0]).real).mid() for f in phases if f is not None)

        places = [flint.arb(k).exp().mid() for k in range(-int(self.integrand.far), int(self.integrand.far) + 1)]
        return min(places, key=turns)

    def _holomorphic(self, wave: Wave, point: Real) -> bool:
        seen = on_boxes(self.integrand, wave.amplitude, wave.phase)

        def fine(box: object, splits: int) -> bool:
            return seen(box) or (splits > 0 and all(fine(part, splits - 1) for part in _quarters(box)))

        with flint_precision(64):
            return all(fine(box, SPLITS) for box in _sector(point, self.angles[wave], self.integrand.far))

    def ray(self, group: Sequence[Wave], point: Real) -> Ray:
        """Waves of one direction along it from a point."""
        functions, angle = [self.integrand.of(wave.tree) for wave in group], self.angles[group[0]]

        def value(r: Real) -> Number:
            direction = flint.acb(0, angle).exp()
            place, total = point + r * direction, flint.acb(0)
            for wave, function in zip(group, functions, strict=True):
                assert function is not None  # `possible` has called it
                total += counted(wave, function(place) * direction)
            return total

        return Ray(value, self.integrand.far, "at infinity", self.integrand.scales)


def counted(wave: Wave, value: Number) -> Number:
    """A value of a wave, with that of its conjugate on the other side of the axis if it stands for both."""
    return flint.acb(2 * value.real) if wave.paired else value


def _paired(integrand: Integrand, moving: list[Wave], start: Real) -> list[Wave]:
    """One of each two waves that are conjugate on the axis, as those of a real integrand are."""
    tree, values = integrand.tree, integrand.values.values()
    if algebra.has(tree, UNIT) or not all(value.imag == 0 for value in values):
        return moving
    left, found = list(moving), []
    with flint_precision(128 + int(4 * integrand.far)):
        step = flint.arb(-integrand.far / 2).exp().mid()
        places = [flint.acb(start + k * step) for k in PLACES]
        known = {wave: [f(place) for place in places] for wave in moving if (f := integrand.of(wave.tree)) is not None}
        while left:
            wave = left.pop(0)
            other = next((each for each in left if _conjugate(known.get(wave), known.get(each))), None)
            if other is not None:
                left.remove(other)
            found.append(replace(wave, paired=other is not None))
    return found


def _conjugate(one: list[Number] | None, other: list[Number] | None) -> bool:
    """Whether two waves are each other's conjugate at all places, to the digits that are known there."""
    return bool(one and other) and all(
        a.rel_accuracy_bits() > SURE_BITS and meets(a, b.conjugate())
        for a, b in zip(one or (), other or (), strict=True)
    )


def _way(values: list[Real]) -> Real:
    """How far one goes from value to value."""
    return sum((abs(b - a).mid() for a, b in pairwise(values)), flint.arb(0))


def _sector(point: Real, angle: float, far: float) -> Iterator[Any]:
    """Boxes that cover the sector between the axis and the direction of the angle, as far as anything happens."""
    size = max(abs(point) / 4, flint.arb(2) ** -200).mid()
    side, steepest = math.copysign(1, angle), math.tan(abs(angle))
    yield _box(point, size, size * side)
    for k in range(int(far / math.log(2)) + 4):
        r = size * flint.arb(2) ** k
        for row in range(4):
            for column in range(4):
                if (column < 2 and row < 2) or row > steepest * (column + 1):
                    continue  # inside the boxes before, or outside the sector
                yield _box(point + r * column / 2, r / 2, r * side / 2, r * row * side / 2)


def _box(x: Real, width: Real, height: Real, y: Real | int = 0) -> Any:
    return flint.acb(
        flint.arb((x + width / 2).mid(), (width / 2).upper()),
        flint.arb((y + height / 2).mid(), (abs(height) / 2).upper()),
    )


def _quarters(box: Any) -> Iterator[Any]:
    x, y, a, b = box.real.mid(), box.imag.mid(), box.real.rad() / 2, box.imag.rad() / 2
    for i in (-1, 1):
        for j in (-1, 1):
            yield flint.acb(flint.arb((x + i * a).mid(), a.upper()), flint.arb((y + j * b).mid(), b.upper()))
