"""Coordinates in which an integrand is smooth: the distance to a point, its logarithm, and the logarithm of that."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.highest import highest
from higgs_sym.evaluation.integrals.ends import STEEP, Decay, NotKnownError, decay
from higgs_sym.evaluation.integrals.panels import Part, Sampler, radius

Real = Any  # arb
Number = Any  # acb
LOOK_BITS, FEWEST_BITS = 20, 4  # of a size that is looked at, and that says anything
MOST_EDGES = 200
WIDEST = 12.0  # panels to begin with, in the logarithm of the distance
LN10 = 2.302585092994046
POWER, DEEP = 5.0, 1000.0  # what falls faster than e^(-5 u - 1000) below the maximum needs no rate
MOST_AT_FIRST = 4000  # bits
MOST_SHARP = 300  # decimal digits of the width of a maximum
SHARP = 3.0  # a maximum of log |g| that is looked for
VANISHED = 10**30  # minus the logarithm of what is below the range of numbers, where no parameter sets a scale
NEAR = 40.0  # |log s| that is looked at there


@dataclass
class Ray:
    """The integrand as a function of the distance s > 0 to a point; `far` bounds |log s| where anything may happen."""

    function: Callable[[Real], Number]
    far: float
    where: str
    scales: tuple[float, ...] = ()
    deepest: float | None = None  # |log s| to which the point is known, None if it is exact

    rough: Callable[[Real], Number] | None = None  # a faster function to look at sizes
    grid: int = 100  # places that are looked at

    def __post_init__(self) -> None:
        rough = self.rough or self.function
        self.fine = rough is self.function
        self.base: Real | None = None  # the largest log |g| that was seen
        with flint_precision(128 + int(3 * self.far)):
            self.tiny = (-VANISHED * flint.arb(2 * (self.far - NEAR)).exp()).exp().mid()
        self.look = Sampler(lambda u: _graded(rough, u), LOOK_BITS)

    def graded(self, u: Real) -> Number:
        """The integrand in u = log s."""
        return _graded(self.function, u)

    def log_size(self, u: float) -> Any:
        """log |g(u)|, None where g vanishes or is not finite; NotKnownError where g cannot be told from zero."""
        found, known = self._log_size(u)
        if not known:
            raise NotKnownError("an integrand cannot be told from 0 far out")
        return found

    def _log_size(self, u: float, step: float = 0.0) -> tuple[Any, bool]:
        """log |g(u + step)| or a bound of it, and which of the two it is."""
        bits = 64 + int(min(2 * abs(u), MOST_AT_FIRST))
        with flint_precision(bits):  # where it is known at once nothing has to be asked
            value = self.look.function(flint.arb(u) + step)
            if value.is_finite() and value != 0 and value.rel_accuracy_bits() >= LOOK_BITS:
                flint.ctx.prec = self.log_bits
                return abs(value).log(), True
        tiny = self.tiny
        with flint_precision(64):
            floor = tiny * tiny
            if self.base is not None:  # below it falls faster than any power, seen from the maximum
                floor = (self.base - POWER * abs(u) - DEEP).exp()
            if not value.is_finite() or not radius(value) <= floor:
                self.look.bits, self.look.limited = 2 * bits, False
                value = self.look.value(flint.arb(u), flint.arb(step), flint.arb(1), floor)
            flint.ctx.prec = self.log_bits
            size = abs(value)
            known = size.rel_accuracy_bits() >= FEWEST_BITS
            if not value.is_finite() or (not (size > 0 and known) and size.upper() < max(tiny, 4 * floor)):
                return None, True
            return (size if size > 0 else size.upper()).log(), known

    @property
    def log_bits(self) -> int:
        """Bits for logarithms of sizes: where these are huge, their differences still count."""
        return 128 + int(3 * self.far)

    def height(self, u: float) -> float:
        """log |g(u)| above `base` as a float, -inf where there is none."""
        return self._above(self._log_size(u)[0])

    def _above(self, logarithm: Any) -> float:
        if logarithm is None:
            return -float("inf")
        with flint_precision(self.log_bits):
            return max(
                -1e300, min(1e300, float((logarithm - (flint.arb(0) if self.base is None else self.base)).mid()))
            )

    def profile(self, low: float, high: float) -> list[tuple[float, float]]:
        """(u, log |g|) on a grid, at the scales that parameters set, and at the maxima between."""
        count = self.grid if self.fine else self.grid // 4
        step = (high - low) / count
        places = {low + k * step for k in range(count)} | {each for each in self.scales if low < each < high} | {high}
        found = {u: self._log_size(u)[0] for u in places}
        for size in found.values():
            if size is not None and (self.base is None or size > self.base):
                self.base = size.mid()
        rows = sorted((u, self._above(size)) for u, size in found.items())
        tops = [
            self._top(rows[k - 1][0], rows[k][0], rows[k + 1][0])
            for k in range(1, len(rows) - 1)
            if rows[k][1] > rows[k - 1][1] and rows[k][1] >= rows[k + 1][1]
            and rows[k][1] - min(rows[k - 1][1], rows[k + 1][1]) > SHARP
        ]  # fmt: skip
        return sorted(set(rows) | {(u, self.height(u)) for u in tops})

    def _top(self, low: float, middle: float, high: float) -> float:
        """The maximum between, by golden section."""
        close = 1e-3 if self.fine else 0.1
        found: float = highest(self.height, low, middle, high, lambda a, _, b: b - a < close)
        return found

    def width(self, u: float, low: float, high: float) -> float:
        """About how wide a maximum at u is; at most 1. Nothing is looked at outside (low, high)."""
        top = self.height(u)
        for k in range(MOST_SHARP):
            budget.check()
            step = 10.0**-k
            sides = [side for side in (-1, 1) if low <= u + side * step <= high]
            if max((self._above(self._log_size(u, side * step)[0]) for side in sides), default=-math.inf) > top - 1:
                return step
        return 10.0**-MOST_SHARP

    def decay(self, direction: int) -> Decay:
        """How the integrand falls towards the point (-1) or infinity (1)."""
        deepest = self.deepest if direction < 0 or not self.fine else None
        where = self.where if direction < 0 else "at infinity"
        with flint_precision(self.log_bits):
            return decay(self.log_size, self.far, direction, where, deepest)


def _graded(function: Callable[[Real], Number], u: Real) -> Number:
    s = u.exp()
    return function(s) * s


def graded(
    ray: Ray, top: Real | None, bottom: float | None, digits: int, seen: list[tuple[float, float]] | None = None
) -> list[Part]:
    """Parts that cover log s from `bottom` (None: down to the point) to `top` (None: to infinity).

    `seen` is the profile on a wider range, if there is one.
    """
    low = -ray.far if bottom is None else bottom
    high = ray.far if top is None else float(top)
    low = min(low, high - ray.far) if bottom is None else low
    rows = ray.profile(low, high) if seen is None else [row for row in seen if low <= row[0] <= high]
    at_peak, peak = max(rows, key=lambda row: row[1])
    peak += math.log(ray.width(at_peak, low, high))
    parts: list[Part] = []
    ends = [low, high]
    for k, (open_end, direction) in enumerate(((bottom is None, -1), (top is None, 1))):
        if not open_end:
            continue
        found = ray.decay(direction)
        if peak == -float("inf"):
            continue  # it vanishes wherever it was looked at: nothing is cut off
        if found.rate:
            limit = peak - (digits + 5) * LN10 + min(0.0, math.log(found.rate))
            ends[k] = _edge(ray, rows[::-direction], limit, found.rate, direction)
        else:
            parts.append(_deep(ray, ends[k], found.power, digits, direction))
    tops = [
        rows[k][0] for k in range(1, len(rows) - 1)
        if ends[0] < rows[k][0] < ends[1] and rows[k - 1][1] < rows[k][1] >= rows[k + 1][1]
    ]  # fmt: skip
    ends = ends if ends[0] < ends[1] else [low, high]
    edges = spaced(ends[0], ends[1], tops, max(WIDEST, (ends[1] - ends[0]) / MOST_EDGES))
    return [*parts, Part(ray.graded, edges if top is None else [*edges[:-1], top])]


def _edge(ray: Ray, rows: list[tuple[float, float]], threshold: float, rate: float, direction: int) -> float:
    """Where the integrand has fallen for good to where it no longer counts; `rows` come from that side."""
    inside = next((k for k, row in enumerate(rows) if row[1] > threshold), None)
    if inside is None:
        return rows[-1][0]
    if inside == 0:
        u, height = rows[0]
        step = 4.0 if rate >= STEEP else (height - threshold) / rate + 1
        for _ in range(60):  # where it vanishes to all digits further out, the rate there says nothing here
            u += direction * step
            if rate < STEEP or not ray.height(u) > threshold:
                break
            step *= 2
        return u
    outer, inner = rows[inside - 1][0], rows[inside][0]
    while abs(outer - inner) > 0.5:
        budget.check()
        middle = (outer + inner) / 2
        outer, inner = (outer, middle) if ray.height(middle) > threshold else (middle, inner)
    return outer


def _deep(ray: Ray, start: float, power: float, digits: int, direction: int) -> Part:
    """A logarithmic end: u = direction exp(w), so that g = |u|^-power falls exponentially."""

    def value(w: Real) -> Number:
        u = w.exp()
        return ray.graded(direction * u) * u

    low = flint.arb(abs(start)).log().mid()
    high = float(low) + (digits + 5) * LN10 / (power - 1)
    return Part(value, [low, *spaced(float(low), high, [], WIDEST)[1:]])


def spaced(low: float, high: float, between: Iterable[float], widest: float) -> list[Real]:
    """Exact edges from low to high, through the places between, no further apart than `widest`."""
    fixed = sorted({low, high, *between})
    edges = [flint.arb(fixed[0])]
    for a, b in pairwise(fixed):
        count = int((b - a) / widest) + 1
        edges += [flint.arb(a + (b - a) * k / count) for k in range(1, count)] + [flint.arb(b)]
    return edges
