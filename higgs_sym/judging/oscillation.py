"""Approximations that oscillate: compared at their antinodes and nodes, because point by point there is no power law.

At an antinode (an extremum of the approximation) the two sides have an honest quotient; at a node the exact quantity is
measured against the amplitude next to it. The larger of the two deviations is the error. Antinodes are no geometric
sequence, so nothing is accelerated: the last values count, and how far they still move is the error bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import AccuracyError
from higgs_sym.judging.acceleration import SAFETY, Estimate
from higgs_sym.judging.measuring import Measurement
from higgs_sym.judging.sampling import Point, Sampler

CHANGES = 2  # of sign along the samples, from which on a formula oscillates
LATE = 5  # one of them among the last so many
STEP = "1e-25"  # of a numerical derivative, relative to x
DERIVATIVE_DIGITS = 80
NEWTON = 60
CONVERGED = "1e-18"  # relative to the wavelength
NAME = "last value at an antinode"


@dataclass(frozen=True)
class Swing:
    """An antinode of the approximation and the node after it."""

    antinode: Point
    node: Point

    @property
    def error(self) -> Any:
        """The larger deviation of the two, relative to the amplitude."""
        return max(self.antinode.error, abs(self.node.exact - self.node.approx) / abs(self.antinode.approx))


def oscillates(points: Sequence[Point]) -> bool:
    """Whether the approximation keeps changing sign along the samples."""
    changes = [a.approx * b.approx < 0 for a, b in pairwise(points)]
    return sum(changes) >= CHANGES and any(changes[-LATE:])


def swings(sampler: Sampler, points: Sequence[Point]) -> list[Swing]:
    """One swing near each sample; AccuracyError where none is found."""
    return [_swing(sampler, point) for point in points]


def _swing(sampler: Sampler, point: Point) -> Swing:
    context = sampler.context
    x = point.x
    for _ in range(NEWTON):
        value, first, second = _derivatives(sampler, x)
        # The wavelength over 2 pi, exact for a pure oscillation wherever value and slope are not both special.
        length = abs(value / second) ** (context.mpf(1) / 2) if second else x
        step = -first / second if second else length
        step = max(-length, min(length, step))
        x = x + step
        if not 0 < x < 4 * point.x:
            break
        if abs(step) <= length * context.mpf(CONVERGED) and value * second < 0:
            node = _node(sampler, x, length)
            return Swing(sampler.at(x, point.digits), sampler.at(node, point.digits))
    raise AccuracyError(f"no antinode of the approximation near x = {context.nstr(point.x, 6)}")


def _node(sampler: Sampler, antinode: Number, length: Real) -> Number:
    """The zero a quarter of a wavelength away."""
    x = antinode - length * sampler.context.pi / 2
    for _ in range(NEWTON):
        value, first, _second = _derivatives(sampler, x)
        step = -value / first if first else length
        x = x + max(-length, min(length, step))
        if abs(step) <= length * sampler.context.mpf(CONVERGED):
            return x
    raise AccuracyError(f"no node of the approximation near x = {sampler.context.nstr(antinode, 6)}")


def _derivatives(sampler: Sampler, x: Number) -> tuple[Number, Number, Number]:
    """The approximation and its first two derivatives."""
    h = x * sampler.context.mpf(STEP)
    low, value, high = (sampler.approximation(each, DERIVATIVE_DIGITS) for each in (x - h, x, x + h))
    return value, (high - low) / (2 * h), (high - 2 * value + low) / h**2


def measure(sampler: Sampler, found: Sequence[Swing]) -> Measurement:
    """Order, prefactor and remainder from the swings."""
    context = sampler.context
    xs = [swing.antinode.x for swing in found]
    ratios = [swing.antinode.ratio for swing in found]
    order = _slope([abs(swing.antinode.exact) for swing in found], xs)
    errors = [swing.error for swing in found]
    if any(errors) and max(errors[-2:]) > max(errors[:2]) / 10:
        raise AccuracyError("amplitude or phase do not agree, and the phase of the formula is not known")
    sizes = [abs(swing.antinode.exact) for swing in found]
    power = Fraction(str(context.nstr(order.value, 12))).limit_denominator(6)
    exponent = context.mpf(power.numerator) / power.denominator
    return Measurement(
        order=order,
        power_of_log=Fraction(0),
        relative=_slope([abs(ratio) for ratio in ratios], xs),
        ratio=_last(ratios),
        logarithm=Fraction(0),
        remainder=_slope(errors, xs) if all(errors) else None,
        remainder_ratio=None,
        prefactor=_last([size / x**exponent for size, x in zip(sizes, xs, strict=True)]),
        formula=None,
        exponential=None,
        ratio_exponential=None,
        stray=None,
    )


def _slope(values: Sequence[Number], xs: Sequence[Any]) -> Estimate:
    ln = xs[0].context.log
    return _last([ln(a / b) / ln(x / y) for (a, b), (x, y) in zip(pairwise(values), pairwise(xs), strict=True)])


def _last(values: Sequence[Number]) -> Estimate:
    moves = [abs(b - a) for a, b in pairwise(values)]
    return Estimate(values[-1], SAFETY * max(moves[-2:]), NAME)
