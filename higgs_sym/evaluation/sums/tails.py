"""What remains of a sum from an index M on, for terms that are holomorphic around and to the right of M.

Where exp(rate) is one or close to it, that is an integral and what the sum differs by, which depends on f next to M;
else all of it does. Both come from one of Gauss's rules or, the second time, from derivatives of f at M, which are
found from values on a circle (the summation formulas of Euler and Maclaurin, and of Euler and Boole).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.evaluation.sums import rays, rules, smoothness
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.sums.rays import Limits, Path
from higgs_sym.evaluation.sums.rules import UnsettledError
from higgs_sym.evaluation.sums.terms import Term, beyond

Ball = Any  # acb
FAR = 0.5  # a rate this far from 0 needs no integral
SAME = 1e-6  # of what does not count, to which values at conjugate points are conjugate
MOST_PLANA = 24  # nodes


@dataclass(frozen=True)
class Aim:
    """How a tail is computed: from which index, by which of two ways, with how many values, to what error."""

    start: Ball
    radius: Any  # arb, of the circle
    count: int  # of values on it
    digits: int
    need: Any  # arb, the exponent of what still counts
    limits: Limits
    second: bool = False

    def least(self, size: Any) -> Any:
        """What may be left out next to a number of this size."""
        return self.limits.least(size)

    @property
    def height(self) -> Any:
        """Of a bulge beyond which no singularity counts."""
        return max((self.need / (2 * flint.arb.pi())).mid(), abs(self.start).mid())


def distance(growth: Growth) -> float:
    """How far exp(rate) is from one, as a rate."""
    if growth.rate is None:
        return 0.0
    return float(abs(growth.rate).mid())


def tail(term: Term, growth: Growth, aim: Aim) -> Ball:
    """Sum of f(M + j), j = 0, 1, 2, ..."""
    if distance(growth) >= FAR:
        return boole(term, growth.rate, aim) if aim.second else waves(term, growth, aim)
    start = aim.start if aim.second else aim.start - flint.arb(1) / 2
    beside = maclaurin(term, aim) if aim.second else plana(term, aim)
    return beside + to_infinity(term, growth, start, aim)


def to_infinity(term: Term, growth: Growth, start: Ball, aim: Aim) -> Ball:
    """The integral of f from the start on."""
    angle = rays.ray(growth)
    if not aim.second:
        return rays.to_infinity(term, growth, Path(start, flint.acb(0, angle).exp()), aim.limits)
    if angle != 0:
        angle = angle - rays.LEAN if angle > 0 else angle + rays.LEAN
        return rays.to_infinity(term, growth, Path(start, flint.acb(0, angle).exp()), aim.limits)
    above = rays.to_infinity(term, growth, Path(start, height=aim.height), aim.limits)
    if smoothness.symmetric(term, start):
        return above
    mirrored = Term(lambda n: term.exact(n.conjugate()).conjugate(), term.near, term.scale, term.costly)
    return (above + rays.to_infinity(mirrored, growth, Path(start, height=aim.height), aim.limits).conjugate()) / 2


def alternating(values: list[Ball]) -> Ball:
    """The sum of f(M + j) from these values on, which take turns, by the method of Cohen, Villegas and Zagier."""
    count = len(values)
    power = (flint.arb(8).sqrt() + 3) ** count
    whole = (power + 1 / power) / 2
    factor, weight, total = flint.arb(-1), -whole, flint.acb(0)
    for k, value in enumerate(values):
        weight = factor - weight
        total = total + (value if k % 2 == 0 else -value) * weight
        factor = factor * (2 * (k + count) * (k - count)) / ((2 * k + 1) * (k + 1))
    return total / whole


def plana(term: Term, aim: Aim, sign: int = 1) -> Ball:
    """What the sum from M on differs by from the integral that begins at M - 1/2; the other sign ends it at M + 1/2."""
    from_start = beyond(aim.start)
    total, conjugate = flint.acb(0), None
    for y, weight in rules.plana(min(MOST_PLANA, int(0.35 * aim.digits) + 2), rays.node_bits()):
        above = term(from_start(flint.acb(-sign * flint.arb(1) / 2, y)))
        if conjugate:
            below = above.conjugate()
        else:
            below = term(from_start(flint.acb(-sign * flint.arb(1) / 2, -y)))
            if conjugate is None:
                apart = abs(above.conjugate() - below).mid()
                conjugate = bool(apart <= aim.least(abs(above).mid()) * SAME)
        total = total + (above - below) * weight
    return flint.acb(0, -sign) * total


def waves(term: Term, growth: Growth, aim: Aim) -> Ball:
    """The whole tail of terms f(n) = exp(rate n) c(n)."""
    rate = growth.rate
    assert rate is not None
    wave = flint.acb(-1) if growth.alternates else rate.exp()
    bare, total = term.bare(rate, aim.start), flint.acb(0)
    for x, weight in rules.meixner(wave, aim.digits // 2 + 3, flint.ctx.prec):
        total = total + bare(x) * weight
    return total


def boole(term: Term, rate: Ball, aim: Aim) -> Ball:
    """The same for terms f(n) = exp(rate n) c(n), through c and its derivatives at M."""
    coefficients = _taylor(term.bare(rate, aim.start), aim)
    operator = _operator(rate.exp())
    total, size, factorial = flint.acb(0), flint.arb(0), flint.arb(1)
    smallest, grown = None, 0
    for k, coefficient in enumerate(coefficients):
        factorial = factorial * max(k, 1)
        part = next(operator) * coefficient * factorial
        total, size = total + part, abs(part).mid()
        if size <= aim.least(abs(total)):
            grown += 1
            if grown == 3:
                return total
        else:
            grown = 0
        smallest = size if smallest is None else min(smallest, size)
    raise UnsettledError("the derivatives of the terms of a sum grow too fast")


def _operator(wave: Ball) -> Iterator[Ball]:
    """Coefficients of 1/(1 - wave e^t) in powers of t."""
    exponential, found = [wave], [1 / (1 - wave)]
    while True:
        yield found[-1]
        exponential.append(exponential[-1] / len(exponential))
        rest = sum((e * a for e, a in zip(exponential[1:], reversed(found), strict=True)), flint.acb(0))
        found.append(rest * found[0])


def maclaurin(term: Term, aim: Aim, sign: int = 1) -> Ball:
    """f(M)/2 minus the derivatives of Euler and Maclaurin; with sign -1 those at the upper end of a finite sum."""
    from_start = beyond(aim.start)
    coefficients = _taylor(lambda s: term(from_start(s)), aim)
    total, quiet, floor = coefficients[0] / 2, 0, abs(coefficients[0]).mid()
    for k in range(1, aim.count // 4):
        part = coefficients[2 * k - 1] * flint.arb.bernoulli(2 * k) / (2 * k)
        total = total - sign * part
        quiet = quiet + 1 if abs(part).mid() <= aim.least(max(floor, abs(total).mid())) else 0
        if quiet == 3:
            return total
    raise UnsettledError("the derivatives of the terms of a sum grow too fast")


def _taylor(function: Callable[[Ball], Ball], aim: Aim) -> list[Ball]:
    """Taylor coefficients at 0 from values on a circle; UnsettledError if the function is not holomorphic inside."""
    count = aim.count
    values = _around(function, aim)
    if not all(value.is_finite() for value in values):
        raise UnsettledError("a term of a sum is not finite")
    largest = max(abs(value).mid() for value in values)
    spectrum = [value / count for value in flint.acb.dft(values)]
    # Beyond the middle stand those of the negative powers, which a holomorphic function does not have.
    if max(abs(value).mid() for value in spectrum[count // 2 :]) > aim.least(largest):
        raise UnsettledError("the terms of a sum are not smooth")
    scale, found = flint.arb(1), []
    for value in spectrum[: count // 2]:
        found.append(value / scale)
        scale = scale * aim.radius
    return found


def _around(function: Callable[[Ball], Ball], aim: Aim) -> list[Ball]:
    """The values on the circle; of a function that is real on the axis those above it."""
    count, points = aim.count, rules.circle(aim.count, rays.node_bits())
    first, last = (function((aim.radius * points[j]).mid()) for j in (1, count - 1))
    if not first.is_finite() or abs(first.conjugate() - last).mid() > aim.least(abs(first).mid()) * SAME:
        middle = [function((aim.radius * point).mid()) for point in points[2 : count - 1]]
        return [function(flint.acb(aim.radius)), first, *middle, last]
    half = [first, *(function((aim.radius * point).mid()) for point in points[2 : count // 2])]
    ends = [function(flint.acb(sign * aim.radius)) for sign in (1, -1)]
    return [ends[0], *half, ends[1], *(value.conjugate() for value in reversed(half))]
