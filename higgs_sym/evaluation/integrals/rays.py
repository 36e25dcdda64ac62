"""An integrand along a ray from a point: how large it is at all distances, and how it falls at both ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.highest import highest
from higgs_sym.evaluation.integrals.ends import Decay, NotKnownError, decay
from higgs_sym.evaluation.integrals.panels import Sampler, radius

Real = Any  # arb
Number = Any  # acb
LOOK_BITS, FEWEST_BITS = 20, 4  # of a size that is looked at, and that says anything
POWER, DEEP = 5.0, 1000.0  # what falls faster than e^(-5 u - 1000) below the maximum needs no rate
MOST_AT_FIRST = 4000  # bits
MOST_SHARP = 300  # decimal digits of the width of a maximum
LEAST_LOOKS, MOST_LOOKS = 10, 4  # places of a profile, and in a unit of log s
SHARP = 3.0  # a maximum of log |g| that is looked for
VANISHED = 10**30  # minus the logarithm of what is below the range of numbers, where no parameter sets a scale
NEAR = 40.0  # |log s| that is looked at there
Row = tuple[float, float]  # u and log |g(u)| above the largest that was seen


@dataclass(frozen=True)
class Root:
    """An end at which the integrand is a power of s times a series in v, with v^order = s or 1/s."""

    order: int
    reach: Callable[[float], float]  # how far from the end, in log s and up to a place, the series is used


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
    root: Callable[[int], Root | None] = lambda _end: None  # at the point (-1) and at infinity (1)

    def __post_init__(self) -> None:
        rough = self.rough or self.function
        self.fine = rough is self.function
        self.log_bits = 128 + int(
            3 * self.far
        )  # for logarithms of sizes: where these are huge, differences still count
        self.base: Real | None = None  # the largest log |g| that was seen
        with flint_precision(self.log_bits):
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
        """log |g(u + step)| or a bound of it, and which of the two it is; it leaves flint at `log_bits`."""
        flint.ctx.prec = bits = 64 + int(min(2 * abs(u), MOST_AT_FIRST))
        value = self.look.function(flint.arb(u) + step)
        if value.is_finite() and value != 0 and value.rel_accuracy_bits() >= LOOK_BITS:  # nothing has to be asked
            flint.ctx.prec = self.log_bits
            return abs(value).log(), True
        flint.ctx.prec = 64
        floor = self.tiny * self.tiny
        if self.base is not None:  # below it falls faster than any power, seen from the maximum
            floor = (self.base - POWER * abs(u) - DEEP).exp()
        if not value.is_finite() or not radius(value) <= floor:
            self.look.bits, self.look.limited = 2 * bits, False
            value = self.look.value(flint.arb(u), flint.arb(step), flint.arb(1), floor)
        flint.ctx.prec = self.log_bits
        size = abs(value)
        known = size.rel_accuracy_bits() >= FEWEST_BITS
        if not value.is_finite() or (not (size > 0 and known) and size.upper() < max(self.tiny, 4 * floor)):
            return None, True
        return (size if size > 0 else size.upper()).log(), known

    def height(self, u: float, step: float = 0.0) -> float:
        """log |g(u + step)| above `base` as a float, -inf where there is none."""
        with flint_precision(self.log_bits):
            return self._above(self._log_size(u, step)[0])

    def _above(self, logarithm: Any) -> float:
        if logarithm is None:
            return -math.inf
        return max(-1e300, min(1e300, float(logarithm.mid() if self.base is None else (logarithm - self.base).mid())))

    def sizes(self, places: Iterable[float]) -> dict[float, float]:
        """log |g| at some places, above the largest that was seen."""
        with flint_precision(self.log_bits):
            found = {u: self._log_size(u)[0] for u in places}
            for size in found.values():
                if size is not None and (self.base is None or size > self.base):
                    self.base = size.mid()
            return {u: self._above(size) for u, size in found.items()}

    def profile(self, low: float, high: float) -> list[Row]:
        """(u, log |g|) on a grid, at the scales that parameters set, and at the maxima between."""
        count = min(self.grid if self.fine else self.grid // 4, LEAST_LOOKS + int(MOST_LOOKS * (high - low)))
        step = (high - low) / count
        places = {low + k * step for k in range(count)} | {each for each in self.scales if low < each < high} | {high}
        rows = sorted(self.sizes(places).items())
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
            if max((self.height(u, side * step) for side in sides), default=-math.inf) > top - 1:
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
