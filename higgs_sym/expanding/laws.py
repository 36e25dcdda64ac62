"""Laws that samples may follow: powers and logarithms of s, an exponential in front of them, powers of 1/ln(1/s)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.collocation import fit
from higgs_sym.expanding.ladder import climb, number
from higgs_sym.expanding.scales import Exponential, Power, Scale, Small, basis
from higgs_sym.expanding.series import Series, Wanted, closed_form, exact_form, series_of, vanishes
from higgs_sym.expanding.source import Samples, Source
from higgs_sym.recognition.closed_form import recognise

DIGITS = {True: 150, False: 90}  # by whether the quantity is known in closed form
DEEP_START, DEEP_RATIO, DEEP_COUNT = 16, 8, 24
DEEPER_START, DEEPER_RATIO, DEEPER_COUNT = 4, 2, 13  # of ln ln(1/s)
MOST_RUNGS = 10  # that are measured; a ladder that is regular up to there is continued
FEWEST_SAMPLES = 7
LEAST_DIGITS = 10  # of the exponents' coefficients
MOST_DIVISORS = 2
STEEP = 1.5  # growth of the local exponent from the middle to the end of the samples that no power shows


def steepens(samples: Samples) -> bool:
    """Whether the local exponent grows without end."""
    logs = [samples.context.log(abs(v)) for v in samples.values]
    slopes = [abs(b - a) for a, b in pairwise(logs)]
    return bool(slopes[-1] > STEEP * slopes[len(slopes) // 2] > 0)


def powers(samples: Samples, small: Small, wanted: Wanted, front: tuple[Exponential, ...]) -> Series | None:
    """Powers and logarithms of s behind the exponentials in front."""
    divisor = 0  # power of ln(1/s) below the series
    ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, MOST_RUNGS)
    while not ladder.rungs and divisor < MOST_DIVISORS:
        divisor += 1
        samples = divided(samples, lambda s: 1 / (small.sign * s.context.log(1 / s)))
        ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, MOST_RUNGS)
    if not ladder.rungs:
        return None
    base = Power()
    if not isinstance(ladder.rungs[0].exponent, Fraction):
        base = named_power(ladder.rungs[0].exponent, samples.context, wanted)
        samples = divided(samples, lambda s: s ** base.number(s.context))
        ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, MOST_RUNGS)
    return series_of(
        samples, ladder, small.sign, wanted, lambda a, b: Scale(shifted(base, a), b - divisor, None, front),
    )  # fmt: skip


def shifted(base: Power, exponent: Any) -> Power:
    """The exponent of a rung on top of the base."""
    if isinstance(exponent, Fraction):
        return base.plus(exponent)
    import sympy

    return replace(base, base=exponent, name=sympy.Float(str(exponent), 20))


def named_power(exponent: Any, context: Any, wanted: Wanted) -> Power:
    """An exponent that is no fraction, by the closed form it has, else by its digits."""
    import sympy

    form = recognise(exponent, 25, wanted.names)
    if form is not None:
        exact = Expression(form.expression).value({}, context.dps).number
        return Power(base=context.convert(exact), name=form.expression)
    return Power(base=exponent, name=sympy.Float(str(exponent), 20))


def divided(samples: Samples, factor: Callable[[Any], Any], spread: Callable[[Any], Any] | None = None) -> Samples:
    """The samples divided by a function of the clock whose relative error is `spread`."""
    factors = [factor(x) for x in samples.xs]
    values = [v / f for v, f in zip(samples.values, factors, strict=True)]
    noise = [n / abs(f) for n, f in zip(samples.noise, factors, strict=True)]
    if spread is not None:
        noise = [n + abs(v) * spread(x) for n, v, x in zip(noise, values, samples.xs, strict=True)]
    return replace(samples, values=values, noise=noise)


def exponential(samples: Samples, small: Small, wanted: Wanted, front: tuple[Exponential, ...]) -> Series | None:
    """exp(sum of growing terms) in front of powers: the sum is the ladder of ln|E|."""
    context = samples.context
    logs = replace(
        samples,
        values=[context.log(abs(v)) for v in samples.values],
        noise=[n / abs(v) for n, v in zip(samples.noise, samples.values, strict=True)],
    )
    ladder = climb(logs.values, logs.noise, logs.ratio, context, MOST_RUNGS)
    rows = basis(ladder, 1)
    rows = rows[: len(samples) - 2]
    numbers = fit(logs.xs, logs.values, [f for _, _, f in rows], context, noise=logs.noise)
    parts, spread = [], []
    for (exponent, b, f), coefficient in zip(rows, numbers, strict=False):
        growing = number(exponent, context) < 0 or (exponent == 0 and b > 1)
        if not growing or vanishes(coefficient, []):
            continue
        if not isinstance(exponent, Fraction) or coefficient.digits < LEAST_DIGITS:
            return None
        form = closed_form(coefficient, wanted)
        value = exact_form(coefficient, form)
        exact = coefficient.value if form is None else Expression(value).value({}, context.dps).number
        parts.append((context.convert(exact), value, exponent, b))
        spread.append((coefficient.error if form is None else context.mpf(0), f))
    if not parts:
        return None
    made = Exponential(tuple(parts))
    reduced = divided(
        samples, lambda s: context.exp(made.exponent(s)), lambda s: context.fsum(abs(e * f(s)) for e, f in spread)
    )
    return powers(reduced, small, wanted, (*front, made))


def slow(source: Source, wanted: Wanted) -> Series | None:
    """s^a times powers of 1/ln(1/s) and of ln ln(1/s)."""
    digits = min(DIGITS[source.most_digits > DIGITS[True]], source.most_digits)
    return slowly(source.deep(DEEP_START, DEEP_COUNT, DEEP_RATIO, digits), wanted)


def slowly(samples: Samples, wanted: Wanted) -> Series | None:
    """The same of samples that are geometric in 1/ln(1/s)."""
    if len(samples) < FEWEST_SAMPLES:
        return None
    context = samples.context
    rate = -context.log(abs(samples.values[-1])) * samples.xs[-1]
    power = Fraction(str(context.nstr(rate, 15))).limit_denominator(6)
    reduced = divided(samples, lambda u: context.exp(-number(power, context) / u))
    ladder = climb(reduced.values, reduced.noise, reduced.ratio, context, MOST_RUNGS)
    if not ladder.rungs:
        return None
    return series_of(reduced, ladder, 1, wanted, lambda a, b: Scale(Power(power), b, _slow(a) if a or b else None))


def slower(source: Source, wanted: Wanted) -> Series | None:
    """Powers of 1/ln ln(1/s) and of its logarithm."""
    digits = min(DIGITS[source.most_digits > DIGITS[True]], source.most_digits)
    samples = source.deep(DEEPER_START, DEEPER_COUNT, DEEPER_RATIO, digits, twice=True)
    if len(samples) < FEWEST_SAMPLES:
        return None
    ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, MOST_RUNGS)
    if not ladder.rungs:
        return None
    return series_of(
        samples, ladder, 1, wanted, lambda a, b: Scale(Power(), b, _slow(a) if a or b else None, depth=2),
    )  # fmt: skip


def _slow(exponent: Number) -> Fraction:
    return exponent if isinstance(exponent, Fraction) else Fraction(str(exponent)).limit_denominator(1000)
