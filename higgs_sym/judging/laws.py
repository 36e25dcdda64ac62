"""Which law a sequence of values follows towards a limit: c x^a, c x^a ln^b x, or something no power describes.

The hypotheses compete. A power with a power of the logarithm is accepted when a polynomial in ln x of that degree is
what remains of the values after the power of x is taken out; an exponential, when the logarithm of the values is itself
a power.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import Any

from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.judging.acceleration import FEWEST, Estimate, limit

LOGARITHMS = tuple(Fraction(*each) for each in ((1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (-3, 1), (1, 2), (-1, 2)))
RECOGNISED = Fraction(1, 10**6)  # relative error of the coefficient below which a hypothesis counts as seen
EXPONENTIAL = Fraction(1, 20)  # ln|values| that grow more slowly than this power of x follow some power law
STANDING = Fraction(1, 100)  # relative step between the last differences beyond which they do not stand still
NEAR = Fraction(1, 4)  # how far logarithms may pull a measured exponent off
DENOMINATORS = 6
SHOWN = 15
NEGLIGIBLE = Fraction(1, 10**9)  # an exponent this close to a simple fraction is that fraction


@dataclass(frozen=True)
class Law:
    """values ~ prefactor x^order |ln x|^logarithm."""

    order: Estimate
    logarithm: Fraction
    prefactor: Estimate


@dataclass(frozen=True)
class Exponential:
    """ln|values| ~ rate x^-power |ln x|^logarithm: no power of x describes the values."""

    power: Estimate
    rate: Estimate | None
    logarithm: Fraction = Fraction(0)

    def __str__(self) -> str:
        context = self.power.value.context
        rate = context.nstr(self.rate.value, 6) if self.rate else "c"
        factor = f" |ln x|^({self.logarithm})" if self.logarithm else ""
        return f"exp({rate} x^({shown(nearby(-1 * self.power.value, self.power.error))}){factor})"


def shown(power: Fraction) -> str:
    """An exponent as a simple fraction, or a decimal where it is none."""
    return str(power) if power.denominator <= DENOMINATORS else f"{float(power):.6g}"


def exponent(values: Sequence[Number], ratio: int, context: Context, noise: Number) -> Estimate:
    """Exponent of |values| in x, from the slopes between neighbours."""
    logs = [context.log(abs(v)) for v in values]
    width = context.log(ratio)
    return limit([(a - b) / width for a, b in pairwise(logs)], ratio, context, noise)


def nearby(value: Any, error: Number) -> Fraction:
    """The fraction with denominator up to six inside the error bar, else the number itself."""
    context = value.context
    measured = Fraction(str(context.nstr(value, SHOWN)))
    near = measured.limit_denominator(DENOMINATORS)
    return near if abs(near - measured) <= max(Fraction(str(error)), NEGLIGIBLE) else measured


def exponential(values: Sequence[Number], xs: Sequence[Number], ratio: int, context: Context) -> Exponential | None:
    """The exponential that the values follow, if ln|values| grows like a power of 1/x."""
    logs = [context.log(abs(v)) for v in values]
    while logs and not logs[0]:
        logs, xs = logs[1:], xs[1:]
    if len(logs) <= FEWEST or not all(logs) or not all(abs(b) > abs(a) for a, b in pairwise(logs[-FEWEST:])):
        return None
    found = exponent(logs, ratio, context, 0)
    power = Estimate(-found.value, found.error, found.method)
    if power.value - power.error < to_number(EXPONENTIAL, context):
        return None
    exact = to_number(nearby(power.value, power.error), context)
    rate = limit([log * x**exact for x, log in zip(xs, logs, strict=True)], ratio, context)
    if rate.error <= abs(rate.value) / 1000:
        return Exponential(power, rate)
    law = with_logarithm(logs, xs, ratio, context, found)
    if law is not None:
        power = Estimate(-law.order.value, law.order.error, law.order.method)
        return Exponential(power, law.prefactor, law.logarithm)
    return Exponential(power, None)


def with_logarithm(values: Sequence[Any], xs: Sequence[Any], ratio: int, context: Any, near: Estimate) -> Law | None:
    """The law x^a |ln x|^b, b not 0, that the values follow; None if none is recognised.

    `near` is the exponent measured without regard to logarithms.
    """
    best: tuple[Any, Law] | None = None
    for a in _candidates(near, context):
        for b in LOGARITHMS:
            law = _polynomial(values, xs, ratio, context, a, b)
            if law is None:
                continue
            error = law.prefactor.error / abs(law.prefactor.value)
            if best is None or error < best[0] / 1000:  # of two that fit alike the simpler one, tried first, stays
                best = error, law
    return best[1] if best else None


def _candidates(near: Estimate, context: Context) -> list[Fraction]:
    """Fractions near the measured exponent, nearest first."""
    width = min(to_number(NEAR, context), max(near.error, to_number(NEAR / 5, context)))
    low, high = near.value - width, near.value + width
    found = {
        Fraction(n, d)
        for d in range(1, DENOMINATORS + 1)
        for n in range(int(context.ceil(low * d)), int(context.floor(high * d)) + 1)
    }
    return sorted(found, key=lambda f: abs(to_number(f, context) - near.value))


def _polynomial(values: Sequence[Any], xs: Sequence[Any], ratio: int, context: Any, a: Fraction, b: Fraction) -> Any:
    """The law with these exponents if values/x^a, to the power 1/b, is a polynomial in ln x; else None."""
    degree, root, sign = abs(b.numerator), b.denominator, 1 if b > 0 else -1
    if any(not v for v in values):
        return None
    power = to_number(a, context)
    terms = [(abs(v) / x**power) ** (sign * root) for v, x in zip(values, xs, strict=True)]
    for _ in range(degree):
        terms = [q - p for p, q in pairwise(terms)]
    if len(terms) < FEWEST + 1 or any(not t for t in terms):
        return None
    if abs(terms[-1] / terms[-2] - 1) > to_number(STANDING, context):
        return None
    found = limit(terms, ratio, context)
    known = to_number(RECOGNISED, context) * abs(found.value)
    if not found.error <= known or not found.value > 0:
        return None
    # What is left of a wrong exponent shows in the differences, magnified: they would not stand still.
    left = exponent(terms, ratio, context, found.error / abs(found.value))
    order = Estimate(power + sign * left.value / root, left.error / root, left.method)
    lead = found.value / (factorial(degree) * context.log(ratio) ** degree)
    size = lead ** (context.mpf(sign) / root)
    bar = size * found.error / abs(found.value)
    prefactor = Estimate(size if values[-1] > 0 else -size, bar, found.method)
    return Law(order, b, prefactor)


def to_number(fraction: Fraction, context: Context) -> Any:
    """A fraction as a number of the context."""
    return context.mpf(fraction.numerator) / fraction.denominator
