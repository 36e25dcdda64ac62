"""The integral behind a sum, by the trapezoidal rule after a double exponential substitution.

The path runs along the axis, or on a ray on which a wave decays. A second one leaves the axis so steeply, and so far,
that beyond it no singularity counts: one that lies between the two, which a sum would feel, shows in their difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.double_exponential import falling_node, finite_node, half_line_node, slow_node
from higgs_sym.evaluation.sums import rules
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.sums.rules import UnsettledError
from higgs_sym.evaluation.sums.terms import Term

Ball = Any  # acb
Real = Any  # arb
Function = Callable[[Ball], Ball]
Node = Callable[[float, int], tuple[Real, Real]]
FEW_LEVELS, LEVELS = 4, 8  # halvings of the double exponential step, at first and at most
MOST_STEPS = 20_000
MOST_PROBES = 250  # for the scale of an integral
CENTRE, FURTHEST = 2, 60  # within which no small value ends a rule, and beyond which a power is that of 1/t
QUIET = 4  # small values in a row that end a sum
STEEPNESS = 2  # of the bulge where it begins, and of its height in units of `Path.height`
LEAN = 0.3  # radians towards the axis, of a second ray
FAR_OCTAVES = 4
SHARES, MORE_SHARES = (0.45, 0.8), (1.2, 2.1)  # of the digits, the orders of Gauss's rules
WHOLE = 1e-6  # from a whole number, of a power
DENSE = 1.6  # of the digits, the order of a rule for a piece off the axis


@dataclass(frozen=True)
class Limits:
    """What does not count: a share of what has been added, and a size."""

    small: Real
    floor: Real
    digits: int

    def shared(self, factor: Real) -> Limits:
        """Those of what is multiplied by a factor later."""
        return Limits(self.small, (self.floor / factor).mid(), self.digits)

    def least(self, size: Real) -> Real:
        """What may be left out next to a number of this size."""
        return max((size * self.small).mid(), self.floor)


@dataclass(frozen=True)
class Path:
    """t = start + direction x, x > 0; with a height leaving the line for good."""

    start: Ball
    direction: Ball = field(default_factory=lambda: flint.acb(1))
    height: Real | None = None

    def point(self, x: Real) -> tuple[Ball, Ball]:
        """Point and slope."""
        if self.height is None:
            return (self.start + self.direction * x).mid(), self.direction
        near = x + self.height
        rise, slope = x / near, self.height / (near * near)
        up = STEEPNESS * self.height
        return (self.start + self.direction * flint.acb(x, up * rise)).mid(), self.direction * flint.acb(1, up * slope)


def to_infinity(term: Term, growth: Growth, path: Path, limits: Limits) -> Ball:
    """The integral of f along a path to infinity.

    Where f lives much further out than the start, the way to there is an integral of its own.
    """
    if growth.logarithms > 1:
        return _doubly(term, path, limits)
    if growth.pure and abs(growth.power - round(growth.power)) < WHOLE:
        steep = None if path.height is None else STEEPNESS * path.height / path.start.real
        found = reciprocal(term, path.start.real, steep, limits)
        if found is not None:
            return found
    unit = abs(path.start).mid() + 1
    octaves = _octaves(term, path, unit) if growth.rate is None else None
    node, scale = slow_node if growth.logarithms else half_line_node, unit
    if octaves is not None:
        node, scale = falling_node, unit * flint.arb(2) ** octaves
    elif growth.turns:
        node, scale = falling_node, (1 / abs(flint.acb(growth.rate))).mid()
    try:
        return beyond(term, node, scale, path, limits, FEW_LEVELS)
    except UnsettledError:
        octaves = _octaves(term, path, unit) if octaves is None else octaves
    if octaves <= FAR_OCTAVES:
        return beyond(term, node, scale, path, limits, LEVELS)
    width = (unit * flint.arb(2) ** octaves).mid()
    return along(term, path, unit, width, limits) + beyond(term, node, width, path, limits, LEVELS, width)


def _doubly(term: Term, path: Path, limits: Limits) -> Ball:
    """The integral of what falls like 1/(t ln t (ln ln t)^q), which is a series in 1/u, u = ln ln t, for a whole q."""
    bits = flint.ctx.prec
    # Where powers of n beside the logarithms have died away; the second way does so further out.
    start = flint.arb(10) ** int(limits.digits * (1.0 if path.height is None else 1.3) + 5)
    width = (start - path.start.real).mid()
    near = between(term, path.start, flint.acb(path.start.real + width), path.height, limits)

    def graded(u: Ball) -> Ball:
        with flint_precision(bits + int(3 * float(abs(u).mid()))):
            once = u.exp()
            t = once.exp()
            return term(t.mid()) * t * once

    found = reciprocal(graded, (path.start.real + width).log().log(), None, limits, MORE_SHARES)
    if found is None:
        raise AccuracyError(
            "a sum converges too slowly: its terms fall like 1/(n ln n (ln ln n)^q) with a q that is no whole number"
        )
    return near + found


def beyond(
    function: Function, node: Node, scale: Real, path: Path, limits: Limits, levels: int, first: Real | None = None
) -> Ball:
    """The integral from x = first on to infinity, x - first being about `scale`."""
    bits = node_bits()

    def value(w: float) -> Ball:
        s, weight = node(w, bits)
        x = scale * s
        t, slope = path.point(x if first is None else first + x)
        return function(t) * slope * weight

    def straight(w: float) -> Ball:
        s, weight = node(w, bits)
        return function((path.start + scale * s).mid()) * weight

    plain = path.height is None and first is None and path.direction == 1
    return refined(straight if plain else value, limits.shared(scale), levels) * scale


def reciprocal(
    function: Function, start: Real, steep: Real | None, limits: Limits, shares: tuple[float, float] = SHARES
) -> Ball | None:
    """The integral to infinity of what is a series in 1/t, by Gauss's rule in s = start/t; None where it is none.

    With a steepness the path has the height steepness times start far out.
    """
    found = []
    for order in [int(share * limits.digits) + (0 if steep is None else 2) for share in shares]:
        total = flint.acb(0)
        for s, weight in rules.legendre(order, node_bits()):
            x, slope = s, flint.arb(1)
            if steep is not None:
                x = flint.acb(s, -steep * s * s * (1 - s))
                slope = flint.acb(1, -steep * s * (2 - 3 * s))
            t = start / x
            total += function(flint.acb(t).mid()) * t / x * slope * weight
        found.append(total)
    size, apart = abs(found[1]).mid(), abs(found[1] - found[0]).mid()
    if not apart < size:
        return None
    # Rules of 1.75 times the order have 1.75 times the digits.
    return found[1] if (apart / size) ** flint.arb(1.5) * size <= limits.least(size) else None


def along(function: Function, path: Path, unit: Real, width: Real, limits: Limits) -> Ball:
    """The integral over 0 < x < width, in the logarithm of x + unit."""
    bits, length = node_bits(), (width / unit + 1).log()

    def value(w: float) -> Ball:
        share, weight = finite_node(abs(w), bits)
        v = length * (1 - share if w > 0 else share)
        t, slope = path.point(unit * v.expm1())
        return function(t) * slope * (unit * v.exp() * (length * weight))

    return refined(value, limits, LEVELS)


def between(function: Function, low: Ball, high: Ball, height: Real | None, limits: Limits) -> Ball:
    """The integral between two real numbers, low < high; with a height above the axis, and down to it at the end."""
    width, path = (high - low).real.mid(), Path(low, height=height)
    value = along(function, path, abs(low).mid() + 1, width, limits)
    if height is None:
        return value
    top, _ = path.point(width)
    down = high - top
    rows = rules.legendre(int(DENSE * limits.digits), node_bits())
    return value + down * sum((function((top + down * s).mid()) * weight for s, weight in rows), flint.acb(0))


def node_bits() -> int:
    """The precision of nodes: the same for similar ones, so that they are found once."""
    return 64 * (flint.ctx.prec // 64 + 1)


def ray(growth: Growth) -> Real:
    """The direction in which exp(rate t) decays fastest, not to the left."""
    if growth.rate is None or growth.rate.imag == 0:
        return flint.arb(0)
    angle = (-1 / growth.rate).arg()
    return max(-flint.arb.pi() / 2, min(flint.arb.pi() / 2, angle))


def refined(integrand: Callable[[float], Ball], limits: Limits, levels: int) -> Ball:
    """The trapezoidal rule on the whole line, halved until it stands still."""
    step = 0.25
    sums = _walk(integrand, 0.0, step, limits)
    value, apart = sums * step, flint.arb("inf")
    for _ in range(levels):
        step = step / 2
        sums = sums + _walk(integrand, step, 2 * step, limits)
        previous, value = value, sums * step
        before, apart = apart, abs(value - previous).mid()
        least = limits.least(abs(value))
        if apart <= least or (before.is_finite() and apart < before and _next(apart, before) <= least):
            return value
    raise UnsettledError("the integral behind a sum does not settle")


def _next(apart: Real, before: Real) -> Real:
    """The error at this step: errors go as A exp(-c/step), and differences are those of the step before."""
    return (apart**3 / before**2).mid()


def _walk(integrand: Callable[[float], Ball], first: float, step: float, limits: Limits) -> Ball:
    total, largest, least = flint.acb(0), flint.arb(0), limits.floor
    for start, sign in ((first, 1), (first - step, -1)):
        quiet = 0
        for k in range(MOST_STEPS):
            check()
            w = start + sign * k * step
            value = integrand(w)
            if not value.is_finite():
                raise UnsettledError("a term of a sum is not finite")
            if abs(w) > FURTHEST:
                break
            total, size = total + value, abs(value).mid()
            if size > largest:
                largest = size
                least = limits.least(size)
            if size <= least and abs(w) > CENTRE:
                quiet += 1
                if quiet == QUIET:
                    break
            else:
                quiet = 0
        if quiet < QUIET:
            raise UnsettledError("the integral behind a sum does not fall off")
    return total


def _octaves(term: Term, path: Path, unit: Real) -> int:
    """log2 of the distance, in units, to where the integral of f comes from last."""
    furthest = 3 * term.scale + 8
    sizes = {}
    for k in range(0, furthest, 1 + furthest // MOST_PROBES):
        step = unit * flint.arb(2) ** k
        sizes[k] = (abs(term((path.start + path.direction * step).mid())) * step).mid()
    largest = max(sizes.values())
    return max(k for k, size in sizes.items() if size * 10 >= largest)
