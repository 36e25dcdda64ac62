"""What remains of a sum from an index M on, for terms that are holomorphic around and to the right of M.

With c(n) = f(n) exp(-rate n): where exp(rate) is far from one, f(M) times a series in the derivatives of c at M (the
Euler-Boole summation formula); where it is one or close to it, Euler-Maclaurin, the integral by a double exponential
rule along a ray, on which a wave decays. Derivatives come from values on a circle around M.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.sums.terms import Term

Ball = Any  # acb
FAR = 0.5  # a rate this far from 0 needs no integral
LEVELS = 8  # halvings of the double exponential step
MOST_STEPS = 20_000
MOST_PROBES = 250  # for the scale of an integral
CENTRE = 2  # within it no small value ends a rule


class UnsettledError(AccuracyError):
    """This M is too small: the terms are not smooth enough there."""


@dataclass(frozen=True)
class Aim:
    """How a tail is computed: from which index, with how many values on the circle, along which ray, to what error."""

    start: Ball
    radius: Any
    count: int
    tilt: float  # radians
    small: Any  # arb, relative
    floor: Any  # arb, what does not count

    def least(self, size: Any) -> Any:
        """What may be left out next to a number of this size."""
        return max((size * self.small).mid(), self.floor)


def distance(growth: Growth) -> float:
    """How far exp(rate) is from one, as a rate."""
    if growth.rate is None:
        return 0.0
    return float(abs(growth.rate).mid())


def tail(term: Term, growth: Growth, aim: Aim, *, plana: bool = False) -> Ball:
    """Sum of f(M + j), j = 0, 1, 2, ...; with `plana` by the formula of Abel and Plana instead of derivatives."""
    if plana:
        return abel_plana(term, aim) + to_infinity(term, growth, aim)
    if distance(growth) >= FAR:
        return boole(term, growth.rate, aim)
    return maclaurin(term, aim) + to_infinity(term, growth, aim)


def boole(term: Term, rate: Ball, aim: Aim) -> Ball:
    """The same for terms f(n) = exp(rate n) c(n), through c and its derivatives at M."""
    from_start = _beyond(aim.start)
    coefficients = _taylor(lambda s: term(from_start(s)) * (-rate * s).exp(), aim)
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
    from_start = _beyond(aim.start)
    coefficients = _taylor(lambda s: term(from_start(s)), aim)
    total, quiet, floor = coefficients[0] / 2, 0, abs(coefficients[0]).mid()
    for k in range(1, aim.count // 4):
        part = coefficients[2 * k - 1] * flint.arb.bernoulli(2 * k) / (2 * k)
        total = total - sign * part
        quiet = quiet + 1 if abs(part).mid() <= aim.least(max(floor, abs(total).mid())) else 0
        if quiet == 3:
            return total
    raise UnsettledError("the derivatives of the terms of a sum grow too fast")


def abel_plana(term: Term, aim: Aim) -> Ball:
    """f(M)/2 and the integral of i (f(M + iy) - f(M - iy))/(e^(2 pi y) - 1) over y > 0."""
    from_start = _beyond(aim.start)

    def integrand(w: Any) -> Ball:
        grown = (-w).exp()
        y = (w - grown).exp().mid()  # the double exponential substitution for what falls exponentially
        kernel = flint.acb(2 * flint.arb.pi() * y).expm1()
        apart = term(from_start(flint.acb(0, y))) - term(from_start(flint.acb(0, -y)))
        return flint.acb(0, 1) * apart / kernel * y * (1 + grown)

    return term(aim.start) / 2 + _refined(integrand, aim)


def _beyond(start: Ball) -> Callable[[Ball], Ball]:
    """s -> start + s without rounding, which a wave far out would not forgive."""
    large = abs(start).upper()
    more = int(float(large.log() / flint.arb(2).log())) if large > 2 else 0

    def value(s: Ball) -> Ball:
        with flint_precision(2 * flint.ctx.prec + more):
            return start + s

    return value


def _taylor(function: Callable[[Ball], Ball], aim: Aim) -> list[Ball]:
    """Taylor coefficients at 0 from values on a circle; UnsettledError if the function is not holomorphic inside."""
    count, angle = aim.count, 2 * flint.arb.pi() / aim.count
    values = []
    for j in range(count):
        turn = flint.acb(0, angle * j).exp()
        values.append(function((aim.radius * turn).mid()))
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


def to_infinity(term: Term, growth: Growth, aim: Aim) -> Ball:
    """The integral of f from M to infinity, along the ray that the rate asks for, tilted by `aim.tilt`.

    Where f lives much further out than M, the way to there is an integral of its own.
    """
    if growth.logarithms > 1:
        raise AccuracyError("a sum converges too slowly: its terms fall like 1/(n ln n (ln ln n)^q)")
    direction, unit = flint.acb(0, _ray(growth)).exp(), abs(aim.start).mid() + 1
    octaves = _octaves(term, aim, direction, unit)
    start, near = aim.start, flint.acb(0)
    if octaves > 4:
        width = unit * flint.arb(2) ** octaves
        near = along(term, start, direction, unit, (width / unit + 1).log(), aim)
        start, unit = (start + direction * width).mid(), width
    direction = direction * unit * flint.acb(0, flint.arb(aim.tilt)).exp()

    def integrand(w: Any) -> Ball:
        power, slope = flint.arb.pi() / 2 * w.sinh(), flint.arb.pi() / 2 * w.cosh()
        if growth.logarithms:  # what falls like a power of ln n needs one exponential more
            power, slope = power.sinh(), slope * power.cosh()
        step = _exponential(power)
        return term((start + direction * step).mid()) * direction * step * slope

    return near + _refined(integrand, aim)


def _exponential(power: Any) -> Any:
    """exp(power) to the present precision, however large."""
    size = abs(power).upper()
    more = int(float((size.log() / flint.arb(2).log()).mid())) if size > 1 else 0
    with flint_precision(flint.ctx.prec + more + 8):
        return power.mid().exp().mid()


def _octaves(term: Term, aim: Aim, direction: Ball, unit: Any) -> int:
    """log2 of the distance, in units, to where the integral of f comes from last."""
    furthest = 3 * term.scale + 8
    sizes = {}
    for k in range(0, furthest, 1 + furthest // MOST_PROBES):
        step = unit * flint.arb(2) ** k
        sizes[k] = (abs(term((aim.start + direction * step).mid())) * step).mid()
    largest = max(sizes.values())
    return max(k for k, size in sizes.items() if size * 10 >= largest)


def _ray(growth: Growth) -> Any:
    """The direction in which exp(rate t) decays fastest, not to the left."""
    if growth.rate is None or growth.rate == 0:
        return flint.arb(0)
    if growth.rate.imag == 0:
        return flint.arb(0)
    angle = (-1 / growth.rate).arg()
    return max(-flint.arb.pi() / 2, min(flint.arb.pi() / 2, angle))


def between(term: Term, low: Ball, high: Ball, aim: Aim) -> Ball:
    """The integral of f between two real numbers, low < high."""
    unit = abs(aim.start).mid() + 1
    return along(term, low, flint.acb(1), unit, ((high - low).real / unit + 1).log(), aim)


def along(term: Term, start: Ball, direction: Ball, unit: Any, length: Any, aim: Aim) -> Ball:
    """The integral from `start` on over t = start + direction unit (e^v - 1), 0 < v < length.

    The path of v bulges by `aim.tilt` into the complex plane.
    """

    def integrand(w: Any) -> Ball:
        grown = (-flint.arb.pi() * w.sinh()).exp()
        y = 1 / (1 + grown)
        slope = grown * y * y * flint.arb.pi() * w.cosh()
        v = flint.acb(length * y, 4 * aim.tilt * y * (1 - y))
        # Close to the end y is one; what is left to it decides how far f reaches.
        t = start + direction * unit * v.expm1()
        return term(t) * direction * unit * v.exp() * flint.acb(length, 4 * aim.tilt * (1 - 2 * y)) * slope

    return _refined(integrand, aim)


def _refined(integrand: Callable[[Any], Ball], aim: Aim) -> Ball:
    """The trapezoidal rule on the whole line, halved until it stands still."""
    step = flint.arb(1) / 4
    sums = _walk(integrand, flint.arb(0), step, aim)
    value, apart = sums * step, flint.arb("inf")
    for _ in range(LEVELS):
        step = step / 2
        sums = sums + _walk(integrand, step, 2 * step, aim)
        previous, value = value, sums * step
        before, apart = apart, abs(value - previous).mid()
        least = aim.least(abs(value))
        # The differences fall faster than a geometric sequence, so that what is left is less than the next one.
        if apart <= least or (apart < before and (apart * apart / before).mid() <= least and before.is_finite()):
            return value
    raise UnsettledError("the integral behind a sum does not settle")


def _walk(integrand: Callable[[Any], Ball], first: Any, step: Any, aim: Aim) -> Ball:
    total, largest = flint.acb(0), flint.arb(0)
    for start, sign in ((first, 1), (first - step, -1)):
        quiet = 0
        for k in range(MOST_STEPS):
            check()
            value = integrand(start + sign * k * step)
            if not value.is_finite():
                raise UnsettledError("a term of a sum is not finite")
            size = abs(value).mid()
            total, largest = total + value, max(largest, size)
            far = abs(float(start.mid()) + sign * k * float(step.mid())) > CENTRE
            quiet = quiet + 1 if far and size <= aim.least(largest) else 0
            if quiet == 4:
                break
        else:
            raise UnsettledError("the integral behind a sum does not fall off")
    return total
