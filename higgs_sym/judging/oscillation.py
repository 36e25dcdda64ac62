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
from higgs_sym.judging.acceleration import FEWEST, SAFETY, Estimate, limit
from higgs_sym.judging.measuring import TOLERANCE, Measurement
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.records import Kind

CHANGES = 2  # of sign along the samples, from which on a formula oscillates
LATE = 5  # one of them among the last so many
STEP = "1e-25"  # of a numerical derivative, relative to x
DERIVATIVE_DIGITS = 80
NEWTON = 60
CONVERGED = "1e-18"  # relative to the wavelength
DISTINCT = "0.999"
FURTHEST = 4  # in ln x, from a sample to its antinode
CERTAIN = 3  # error bars
SMALL = "1e-12"
BETWEEN = "0.37"  # of the way from antinode to node
MOVING = "0.05"  # of the amplitude: what differs by more at all late swings differs for good
BOUNDED, GROWN = 20, 10
VISIBLE = "1e-6"  # of the amplitude: what stays and is smaller would not be told from zero
NAME = "last value at an antinode"


@dataclass(frozen=True)
class Swing:
    """An antinode of the approximation and the node after it."""

    antinode: Point
    node: Point
    between: Point  # at no simple fraction of the way: a harmonic that vanishes at both shows there

    @property
    def stray(self) -> Any:
        """What is left between antinode and node, relative to the amplitude."""
        return abs((self.between.exact - self.between.approx) / self.antinode.approx)

    @property
    def error(self) -> Any:
        """The largest deviation of the three, relative to the amplitude."""
        left = abs(self.node.exact - self.node.approx) / abs(self.antinode.approx)
        return max(self.antinode.error, left, self.stray)


def oscillates(points: Sequence[Point]) -> bool:
    """Whether the approximation keeps changing sign along the samples."""
    changes = [a.approx * b.approx < 0 for a, b in pairwise(points)]
    return sum(changes) >= CHANGES and any(changes[-LATE:])


def swings(sampler: Sampler, points: Sequence[Point]) -> list[Swing]:
    """One swing near each sample, none of them twice; AccuracyError where none is found."""
    found: list[Swing] = []
    for point in points:
        each = _swing(sampler, point)
        if not found or each.antinode.x < found[-1].antinode.x * sampler.context.mpf(DISTINCT):
            found.append(each)
    if len(found) <= FEWEST:
        raise AccuracyError(f"only {len(found)} antinodes of the approximation lie apart")
    return found


def _swing(sampler: Sampler, point: Point) -> Swing:
    context = sampler.context
    start = log = context.log(point.x)  # wavelengths of the order of x itself are ordinary in ln x
    for _ in range(NEWTON):
        value, first, second = _derivatives(sampler, log)
        # The wavelength over 2 pi, exact for a pure oscillation wherever value and slope are not both special.
        length = abs(value / second) ** (context.mpf(1) / 2) if second else context.one
        step = -first / second if second else length
        step = max(-length, min(length, step))
        log = log + step
        if abs(log - start) > FURTHEST:
            break
        if abs(step) <= length * context.mpf(CONVERGED) and value * second < 0:
            node = _node(sampler, log, length)
            way = context.exp(log + (context.log(node) - log) * context.mpf(BETWEEN))
            return Swing(*(sampler.point(x, point.digits) for x in (context.exp(log), node, way)))
    raise AccuracyError(f"no antinode of the approximation near x = {context.nstr(point.x, 6)}")


def _node(sampler: Sampler, antinode: Number, length: Real) -> Number:
    """The zero a quarter of a wavelength away from an antinode that is given by its logarithm."""
    context = sampler.context
    log = antinode - length * context.pi / 2
    for _ in range(NEWTON):
        value, first, _second = _derivatives(sampler, log)
        step = -value / first if first else length
        log = log + max(-length, min(length, step))
        if abs(step) <= length * context.mpf(CONVERGED):
            return context.exp(log)
    raise AccuracyError(f"no node of the approximation near x = {context.nstr(context.exp(antinode), 6)}")


def _derivatives(sampler: Sampler, log: Number) -> tuple[Number, Number, Number]:
    """The approximation and its first two derivatives with respect to ln x."""
    h = sampler.context.mpf(STEP)
    places = [sampler.context.exp(each) for each in (log - h, log, log + h)]
    low, value, high = (sampler.approximation(each, DERIVATIVE_DIGITS) for each in places)
    return value, (high - low) / (2 * h), (high - 2 * value + low) / h**2


def mismatch(found: Sequence[Swing]) -> tuple[Kind, str] | None:
    """What the exact quantity has instead of the approximation's amplitude and phase; None if they may agree.

    In phase it is measured at the antinodes, in quadrature at the nodes, both against the amplitude of the formula.
    """
    context = found[0].antinode.x.context
    errors = [swing.error for swing in found]
    in_phase = _last([swing.antinode.ratio for swing in found])
    quadrature = _last([swing.node.exact / swing.antinode.approx for swing in found])
    stray = _last([swing.stray for swing in found])
    bar = max(in_phase.error, quadrature.error, stray.error)
    if bar <= context.mpf(TOLERANCE):
        size = context.hypot(in_phase.value, quadrature.value)
        off = max(abs(in_phase.value - 1), abs(quadrature.value))
        if size <= max(CERTAIN * bar, context.mpf(TOLERANCE)):
            return Kind.WRONG_ORDER, "the exact quantity is smaller than the formula, at antinodes and nodes alike"
        if off > max(CERTAIN * bar, context.mpf(SMALL)):
            shares = [
                0 if abs(each.value) <= each.error + context.mpf(SMALL) else each.value
                for each in (in_phase, quadrature)
            ]
            digits = 4 - min(0, int(context.log10(off)))  # 1.0005, not 1.0
            here, there = (context.nstr(context.mpf(each), digits) if each else "0" for each in shares)
            words = f"measured against the amplitude of the formula, the exact quantity is {here} at antinodes"
            return Kind.WRONG_PREFACTOR, f"{words} and {there} at nodes, not 1 and 0"
        if stray.value > max(CERTAIN * bar, context.mpf(SMALL)):
            share = context.nstr(stray.value, 4)
            return Kind.WRONG_ORDER, f"between antinodes and nodes {share} of the amplitude of the formula is left"
    late = errors[-FEWEST:]
    if min(late) > GROWN * max(errors[0], 1) and all(b > a for a, b in pairwise(late)):
        return Kind.WRONG_ORDER, "the exact quantity grows beyond the amplitude of the formula"
    if context.mpf(MOVING) < min(late) and max(late) < BOUNDED and max(late) - min(late) > context.mpf(MOVING):
        return Kind.WRONG_ORDER, "amplitude or phase drift against the written ones: another frequency or phase"
    return None


def measure(sampler: Sampler, found: Sequence[Swing]) -> Measurement:
    """Order, prefactor and remainder from the swings."""
    context = sampler.context
    xs = [swing.antinode.x for swing in found]
    ratios = [swing.antinode.ratio for swing in found]
    order = _slope([abs(swing.antinode.exact) for swing in found], xs)
    errors = [swing.error for swing in found]
    if any(errors) and max(errors[-2:]) > min(max(errors[:2]) / 10, max(errors[-FEWEST:-2])):
        raise AccuracyError("amplitude or phase do not agree, and the phase of the formula is not known")
    left = [ratio - 1 for ratio in ratios], [swing.node.exact / swing.antinode.approx for swing in found]
    if any(_stays(values, sampler) for values in left):
        raise AccuracyError("amplitude or phase approach the written ones too slowly to tell whether they reach them")
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


def _stays(values: Sequence[Number], sampler: Sampler) -> bool:
    """Whether what is left, as if sampled geometrically, tends to something other than zero.

    Far out antinodes lie so close to the samples that this is nearly so; where it is not, the error bar is large.
    """
    found = limit(values, sampler.claim.limit.ratio, sampler.context)
    return bool(abs(found.value) > max(CERTAIN * found.error, sampler.context.mpf(VISIBLE)))


def _slope(values: Sequence[Number], xs: Sequence[Any]) -> Estimate:
    ln = xs[0].context.log
    return _last([ln(a / b) / ln(x / y) for (a, b), (x, y) in zip(pairwise(values), pairwise(xs), strict=True)])


def _last(values: Sequence[Number]) -> Estimate:
    moves = [abs(b - a) for a, b in pairwise(values)]
    return Estimate(values[-1], SAFETY * max(moves[-2:]), NAME)
