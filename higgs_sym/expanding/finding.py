"""From samples to terms: which kind of law the quantity follows, and its coefficients.

Tried in turn: powers and logarithms of s; an exponential in front of them, found as the ladder of ln|E|; powers of
1/ln(1/s). Where the ladder ends because nothing is left, the rest is exponentially small and is expanded in its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.fitting import Coefficient, fit
from higgs_sym.expanding.ladder import Ladder, climb, number
from higgs_sym.expanding.scales import Exponential, Power, Scale, Small, basis
from higgs_sym.expanding.source import Samples, Source
from higgs_sym.recognition.closed_form import Recognition, recognise

START, RATIO = Fraction(1, 16), Fraction(8)  # the judge's, so that what was computed for it is not computed again
QUICK = 0.02  # seconds that a cheap value takes
COUNTS = {True: 24, False: 14}  # samples, by whether they are cheap
DIGITS = {True: 150, False: 90}
DEEP_START, DEEP_COUNT = 16, 24
REST_START, REST_COUNT = Fraction(1, 2), 26
REST_DOUBLINGS, REST_DIGITS = 30, 6000
FINE_COUNT, FINE_DIGITS = 40, 400  # where the quick samples do not suffice
MORE_RUNGS = 10  # than terms asked for; what they take up does not spoil the others
FEWEST_SAMPLES = 7
NEGLIGIBLE = 1e-10  # a coefficient known to be this small against those before it is zero
LEAST_DIGITS = 10  # of the exponents' coefficients
RECOGNISED_WITH, RETESTED_WITH = 40, 20  # digits
MOST_WRITTEN = 110  # digits of a number in a formula
MOST_DIVISORS = 2
STEEP = 1.5  # growth of the local exponent from the middle to the end of the samples that no power shows


@dataclass(frozen=True)
class Found:
    """A term: scale, coefficient, closed form."""

    scale: Scale
    coefficient: Coefficient
    recognition: Recognition | None

    def expression(self, small: Small) -> Any:
        """As SymPy: the closed form if there is one, else every digit that is known."""
        return times(self.value(), self.scale.expression(small))

    def behind(self, small: Small) -> Any:
        """The same without the exponentials in front."""
        return times(self.value(), self.scale.behind(small))

    def value(self) -> Any:
        """The coefficient as SymPy."""
        return exact_form(self.coefficient, self.recognition)


def times(coefficient: Any, scale: Any) -> Any:
    """The product, which SymPy must not distribute over a scale such as x - 2."""
    import sympy

    return sympy.Mul(coefficient, scale, evaluate=not scale.is_Add or coefficient == 1)


@dataclass(frozen=True)
class Series:
    """Terms found, the scale of the next one if it was seen, and whether nothing follows ("ends")."""

    terms: tuple[Found, ...]
    following: Scale | None
    ended: str


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and what closed forms may contain."""

    terms: int
    digits: int
    names: tuple[str, ...] = ()
    tell: Callable[[str], None] = lambda text: None


def find(source: Source, wanted: Wanted) -> Series | None:
    """The expansion of a source; None if no law was found."""
    samples = first_samples(source)
    if len(samples) < FEWEST_SAMPLES:
        return None
    small = Small(source.approach)
    series = of_samples(samples, small, wanted)
    if not complete(series, wanted) and not ended(series):
        wanted.tell("powers of the logarithm")
        series = better(series, slow(source, wanted))
    if not complete(series, wanted) and not ended(series) and len(samples) == COUNTS[True]:
        wanted.tell("more digits")
        samples = source.geometric(START, RATIO, FINE_COUNT, FINE_DIGITS)
        series = better(series, of_samples(samples, small, wanted))
    if series is not None and ended(series) and not complete(series, wanted):
        wanted.tell("what is left is exponentially small")
        series = with_rest(source, series, small, wanted)
    return series


def of_samples(samples: Samples, small: Small, wanted: Wanted) -> Series | None:
    """Powers and logarithms, behind an exponential if they are steep."""
    wanted.tell(f"{len(samples)} values: powers and logarithms")
    series = powers(samples, small, wanted, ())
    if not complete(series, wanted) and steepens(samples):
        wanted.tell("an exponential in front")
        series = exponential(samples, small, wanted, ()) or series
    return series


def ended(series: Series | None) -> bool:
    """Whether nothing follows."""
    return series is not None and series.ended == "ends"


def complete(series: Series | None, wanted: Wanted) -> bool:
    """Whether all that was asked for is there."""
    return series is not None and len(series.terms) >= wanted.terms


def better(one: Series | None, other: Series | None) -> Series | None:
    """The series with more terms."""
    return max((each for each in (one, other) if each), key=lambda s: len(s.terms), default=None)


def first_samples(source: Source) -> Samples:
    """As many digits and points as the cost of a value allows."""
    for digits in (DIGITS[True], DIGITS[False], 60, 40, 30):
        try:
            source.value(START, min(digits, source.most_digits))
        except AccuracyError:
            continue
        cheap = source.cost < QUICK and digits == DIGITS[True] <= source.most_digits
        return source.geometric(START, RATIO, COUNTS[cheap], min(digits, source.most_digits))
    return source.geometric(START, RATIO, 0, 30)


def steepens(samples: Samples) -> bool:
    """Whether the local exponent grows without end."""
    logs = [samples.context.log(abs(v)) for v in samples.values]
    slopes = [abs(b - a) for a, b in pairwise(logs)]
    return bool(slopes[-1] > STEEP * slopes[len(slopes) // 2] > 0)


def powers(samples: Samples, small: Small, wanted: Wanted, front: tuple[Exponential, ...]) -> Series | None:
    """Powers and logarithms of s behind the exponentials in front."""
    divisor = 0  # power of ln(1/s) below the series
    ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, wanted.terms + MORE_RUNGS)
    while not ladder.rungs and divisor < MOST_DIVISORS:
        divisor += 1
        samples = divided(samples, lambda s: 1 / (small.sign * s.context.log(1 / s)))
        ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, wanted.terms + MORE_RUNGS)
    if not ladder.rungs:
        return None
    base = Power()
    if not isinstance(ladder.rungs[0].exponent, Fraction):
        base = named_power(ladder.rungs[0].exponent, samples.context, wanted)
        samples = divided(samples, lambda s: s ** base.number(s.context))
        ladder = climb(samples.values, samples.noise, samples.ratio, samples.context, wanted.terms + MORE_RUNGS)
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


def series_of(
    samples: Samples, ladder: Ladder, sign: int, wanted: Wanted, scale: Callable[[Any, int], Scale]
) -> Series | None:
    """The terms of a ladder, up to the first whose coefficient is not known to the digits asked for."""
    rows = basis(ladder, sign)
    if not 0 < len(rows) < len(samples):
        rows = rows[: len(samples) - 2]
    numbers = fit(samples.xs, samples.values, [f for _, _, f in rows], samples.context)
    terms: list[Found] = []
    for (exponent, logarithm, _), coefficient in zip(rows, numbers, strict=False):
        if vanishes(coefficient, [term.coefficient for term in terms]):
            continue
        here = scale(exponent, logarithm)
        if len(terms) == wanted.terms:
            return Series(tuple(terms), here, "")
        if coefficient.digits < wanted.digits:
            return Series(tuple(terms), here, "")
        terms.append(Found(here, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), None, "ends" if ladder.ended == "zero" else "")


def vanishes(coefficient: Coefficient, before: Sequence[Coefficient]) -> bool:
    """Whether a coefficient is zero, as far as anybody can tell."""
    size = max([abs(each.value) for each in before], default=coefficient.value.context.mpf(1))
    return bool(abs(coefficient.value) <= coefficient.error <= NEGLIGIBLE * size)


def closed_form(coefficient: Coefficient, wanted: Wanted) -> Recognition | None:
    """The closed form of a coefficient, tested with digits that were not used to find it where there are enough."""
    known = min(coefficient.digits, coefficient.value.context.dps - 10)
    if known < 15 + RETESTED_WITH:
        return recognise(coefficient.value, known, wanted.names)
    used = min(known - RETESTED_WITH, RECOGNISED_WITH)
    return recognise(coefficient.value, used, wanted.names, refine=lambda n: coefficient.value)


def exact_form(coefficient: Coefficient, recognition: Recognition | None) -> Any:
    """SymPy: the closed form, or the digits that are known."""
    import sympy

    if recognition is not None:
        return recognition.expression
    digits = min(max(coefficient.digits, 1), MOST_WRITTEN)
    return sympy.Float(coefficient.value.context.nstr(coefficient.value, digits), digits)


def exponential(samples: Samples, small: Small, wanted: Wanted, front: tuple[Exponential, ...]) -> Series | None:
    """exp(sum of growing terms) in front of powers: the sum is the ladder of ln|E|."""
    context = samples.context
    logs = replace(
        samples,
        values=[context.log(abs(v)) for v in samples.values],
        noise=[n / abs(v) for n, v in zip(samples.noise, samples.values, strict=True)],
    )
    ladder = climb(logs.values, logs.noise, logs.ratio, context, MORE_RUNGS)
    rows = basis(ladder, 1)
    rows = rows[: len(samples) - 2]
    numbers = fit(logs.xs, logs.values, [f for _, _, f in rows], context)
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
    samples = source.deep(DEEP_START, DEEP_COUNT, int(RATIO), digits)
    if len(samples) < FEWEST_SAMPLES:
        return None
    context = samples.context
    rate = -context.log(abs(samples.values[-1])) * samples.xs[-1]
    power = Fraction(str(context.nstr(rate, 15))).limit_denominator(6)
    reduced = divided(samples, lambda u: context.exp(-number(power, context) / u))
    ladder = climb(reduced.values, reduced.noise, reduced.ratio, context, wanted.terms + MORE_RUNGS)
    if not ladder.rungs:
        return None
    return series_of(reduced, ladder, 1, wanted, lambda a, b: Scale(Power(power), b, _slow(a)))


def _slow(exponent: Any) -> Fraction:
    return exponent if isinstance(exponent, Fraction) else Fraction(str(exponent)).limit_denominator(1000)


def with_rest(source: Source, series: Series, small: Small, wanted: Wanted) -> Series:
    """The series and what is left of the quantity after it, which no power of s can see."""
    rest = rest_of(source, series, small)
    if rest is None:
        return series
    digits = DIGITS[source.most_digits > DIGITS[True]]
    samples = rest.geometric(REST_START, rest_ratio(rest, digits), REST_COUNT, digits)
    if len(samples) < FEWEST_SAMPLES:
        return series
    left = replace(wanted, terms=wanted.terms - len(series.terms))
    found = exponential(samples, small, left, ()) or powers(samples, small, left, ())
    if found is None or not found.terms:
        return series
    joined = replace(found, terms=(*series.terms, *found.terms))
    if ended(found) and not complete(joined, wanted):
        return with_rest(source, joined, small, wanted)
    return joined


def rest_ratio(rest: Source, digits: int) -> Fraction:
    """The ratio at which REST_COUNT samples reach as far as digits allow."""
    doublings = 0
    while doublings < REST_DOUBLINGS:
        try:
            rest.value(REST_START / 2 ** (doublings + 1), digits)
        except AccuracyError:
            break
        doublings += 1
    ratio = 2.0 ** ((doublings + 0.5) / (REST_COUNT - 1))
    return max(Fraction(ratio).limit_denominator(16), Fraction(9, 8))


def rest_of(source: Source, series: Series, small: Small) -> Source | None:
    """The quantity minus terms that are known exactly; None if they are not."""
    import sympy

    if any(term.recognition is None for term in series.terms):
        return None
    from higgs_sym.judging.question import SMALL

    total = Expression(sympy.Add(*(term.expression(small) for term in series.terms)))
    variable = source.approach.expression()
    most = min(source.most_digits, REST_DIGITS)

    def value(s: Any, digits: int) -> Any:
        known = {SMALL: s, source.approach.variable: variable}
        wanted = digits + 20
        while True:
            full = source.value(s, min(wanted, most))
            context = full.context
            difference = full - context.convert(total.value(known, wanted).number)
            lost = int(context.log10(abs(full / difference))) + 2 if difference else wanted
            if wanted - lost >= digits:
                return difference
            if wanted >= most:
                raise AccuracyError("what is left of the exact side is smaller than its digits show")
            wanted = min(most, digits + lost + 5 if lost < wanted else 2 * wanted)

    return Source(source.approach, value, most)
