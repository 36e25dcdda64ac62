"""The search for an expansion: which kind of law a quantity follows.

Tried in turn: a wave, if the sign changes; powers and logarithms of s; an exponential in front of them, found as the
ladder of ln|E|; powers of 1/ln(1/s). Where the ladder ends because nothing is left, the rest is expanded in its turn:
it is exponentially small, or it oscillates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.falling import falling
from higgs_sym.expanding.laws import DIGITS, FEWEST_SAMPLES, exponential, powers, slow, slower, slowly, steepens
from higgs_sym.expanding.leftover import unexplained
from higgs_sym.expanding.phases import Part, laws_of
from higgs_sym.expanding.regular import regular
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Series, Wanted, better, complete, ended
from higgs_sym.expanding.source import Samples, Source
from higgs_sym.expanding.strobing import Strobe, strobed
from higgs_sym.expanding.waves import oscillation

RATIO = Fraction(8)
# Where values are dear, the judge's, so that what was computed for it is not computed again; else no round number,
# at which a sine of pi x vanishes.
START = {True: Fraction(1021, 16339), False: Fraction(1, 16)}
QUICK = 0.02  # seconds that a cheap value takes
COUNTS = {True: 24, False: 14}  # samples, by whether they are cheap
REST_START, REST_COUNT = Fraction(1021, 2063), 34
REST_DOUBLINGS, REST_DIGITS = 30, 6000
FINE_COUNT, FINE_DIGITS = 40, 400  # where the quick samples do not suffice
MANY = 8  # terms that the quick samples do not suffice for
FEWEST_CHANGES = 3  # of sign, of a wave


def find(source: Source, wanted: Wanted) -> Series | None:
    """The expansion of a source; None if no law was found. That nothing follows is said only where it was seen."""
    series = _searched(source, wanted)
    if series is None or not ended(series):
        return series
    left = unexplained(source, series.terms, Small(source.approach))
    return replace(series, ended="", left=left) if left else series


def _searched(source: Source, wanted: Wanted) -> Series | None:
    short = regular(source, wanted)
    if short is not None:
        return short
    samples = first_samples(source, fine=wanted.terms > MANY)
    small = Small(source.approach)
    if len(samples) < FEWEST_SAMPLES:
        wanted.tell("values close by")
        series = steep(source, nearby(source, DIGITS[source.closed]), small, wanted)
    else:
        series = waving(source, small, wanted) if changes(samples) >= FEWEST_CHANGES else None
        series = series or _smooth(source, samples, small, wanted)
    while series is not None and series.ended and not complete(series, wanted):
        wanted.tell("what is left")
        more = with_rest(source, series, small, wanted)
        if len(more.terms) <= len(series.terms):
            break
        series = more
    return series


def _smooth(source: Source, samples: Samples, small: Small, wanted: Wanted) -> Series | None:
    """Powers, logarithms, an exponential in front, powers of the logarithm."""
    series = of_samples(samples, small, wanted)
    if not complete(series, wanted) and not ended(series):
        wanted.tell("powers of the logarithm")
        series = better(series, slow(source, wanted))
        if series is None:
            series = slower(source, wanted)
    if not complete(series, wanted) and not ended(series) and len(samples) == COUNTS[True]:
        wanted.tell("more digits")
        samples = source.geometric(START[source.closed], RATIO, FINE_COUNT, FINE_DIGITS)
        series = better(series, of_samples(samples, small, wanted))
    if series is None or not series.terms:
        series = oscillation(source, wanted)
    return series


def changes(samples: Samples) -> int:
    """How often the sign changes."""
    return sum(1 for a, b in pairwise(samples.values) if (a > 0) != (b > 0))


def of_samples(samples: Samples, small: Small, wanted: Wanted) -> Series | None:
    """Powers and logarithms, behind an exponential if they are steep."""
    wanted.tell(f"{len(samples)} values: powers and logarithms")
    series = powers(samples, small, wanted, ())
    if not complete(series, wanted) and steepens(samples):
        wanted.tell("an exponential in front")
        series = exponential(samples, small, wanted, ()) or series
    return series


def first_samples(source: Source, *, fine: bool = False) -> Samples:
    """As many digits and points as the cost of a value allows; with `fine`, all that many terms need."""
    if fine and source.most_digits > FINE_DIGITS:
        return source.geometric(START[source.closed], RATIO, FINE_COUNT, FINE_DIGITS)
    for digits in (DIGITS[True], DIGITS[False], 60, 40, 30):
        try:
            source.value(START[source.closed], min(digits, source.most_digits))
        except AccuracyError:
            continue
        cheap = source.cost < QUICK and digits == DIGITS[True] <= source.most_digits
        return source.geometric(START[source.closed], RATIO, COUNTS[cheap], min(digits, source.most_digits))
    return source.geometric(START[source.closed], RATIO, 0, 30)


def waving(source: Source, small: Small, wanted: Wanted) -> Series | None:
    """Waves; one whose amplitude is no series of powers at equal phases."""
    found = oscillation(source, wanted)
    if found is not None:
        return found
    laws = laws_of(source, wanted.names)
    if len(laws) != 1 or laws[0].damping or not _simple(laws[0].phase):
        return None
    wanted.tell("a wave at equal phases")
    (part,) = laws[0].phase
    strobe = Strobe(source, part, DIGITS[source.closed])
    return strobed(strobe.geometric, part, lambda each: of_samples(each, small, wanted), wanted) or strobed(
        strobe.deep, part, lambda each: slowly(each, wanted), wanted
    )


def _simple(phase: Sequence[Part]) -> bool:
    """Whether a phase is a power of X with a rate that is known exactly."""
    return len(phase) == 1 and phase[0].name is not None and not phase[0].logarithm and phase[0].power > 0


def with_rest(source: Source, series: Series, small: Small, wanted: Wanted) -> Series:
    """The series and what is left of the quantity after it, which no power of s can see."""
    rest = rest_of(source, series, small)
    if rest is None:
        return series
    samples = nearby(rest, DIGITS[source.closed])
    left = replace(wanted, terms=wanted.terms - len(series.terms))
    if changes(samples) >= FEWEST_CHANGES and all(term.scale.wave is None for term in series.terms):
        whole = oscillation(source, wanted)
        if whole is not None and len(whole.terms) > len(series.terms):
            return whole
    found = steep(rest, samples, small, left) or strobed_rest(rest, series, left)
    if found is None or not found.terms:
        return series
    return replace(found, terms=(*series.terms, *found.terms))


def strobed_rest(rest: Source, series: Series, wanted: Wanted) -> Series | None:
    """What is left of a wave at equal phases of it, where that falls exponentially."""
    waves = {part for term in series.terms if term.scale.wave for part in term.scale.wave.parts}
    parts = [Part(rate, power, logarithm, rate) for rate, power, logarithm in waves]
    if not _simple(parts):
        return None
    strobe = Strobe(rest, parts[0], DIGITS[rest.closed])
    return strobed(strobe.close, parts[0], lambda each: falling(each, wanted), wanted)


def nearby(source: Source, digits: int) -> Samples:
    """Values over the short way on which something that falls exponentially has them."""
    return source.geometric(REST_START, rest_ratio(source, digits), REST_COUNT, digits)


def steep(source: Source, samples: Samples, small: Small, wanted: Wanted) -> Series | None:
    """The law of what is followed over a short way only."""
    if len(samples) < FEWEST_SAMPLES:
        return None
    if changes(samples) >= FEWEST_CHANGES:
        return waving(source, small, wanted)
    return exponential(samples, small, wanted, ()) or falling(samples, wanted) or powers(samples, small, wanted, ())


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
    from higgs_sym.judging.approaches import SMALL

    total = Expression(sympy.Add(*(term.expression(small) for term in series.terms)))
    variable = source.approach.expression()
    most = min(source.all_digits, REST_DIGITS)

    def value(s: Any, digits: int) -> Any:
        known = {SMALL: s if isinstance(s, Fraction) else Expression(s), source.approach.variable: variable}
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
