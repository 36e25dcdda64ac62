"""A geometric sequence of values -> the powers and logarithms it is made of.

At s_k = s_0/r^k a sum of terms c s^a ln(s)^b is a sum of lambda^k times polynomials in k, lambda = r^-a. The operator
(S - lambda)^m, S the shift, takes a term with b < m out exactly and leaves the others in place. So the ladder is
climbed rung by rung: measure the leading exponent of what is left, find how often its operator must be applied until
what is left is smaller by a *power*, go on. An exponent is used as the simple fraction that it is near only if its
operator passes that test; a wrong one leaves the sequence as large as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Context, Number

DENOMINATORS = (1, 2, 3, 4, 6, 5, 8, 7, 9, 12)
MOST_LOGARITHMS = 6  # how often one operator may be applied
LEAST_GAP = 0.09  # between exponents of neighbouring rungs
STEADY = 0.6  # how much of its slope a geometric decay keeps from the middle to the end of the sequence
VISIBLE = 10**4  # times the noise
FEWEST = 5  # entries that a decision rests on
MUCH = 1.2  # how many times the drop of a simpler candidate counts as more
NEAR = 0.02  # how far an exponent that logarithms do not disturb may be measured off
WIDE = 4  # the largest gap between rungs that is reckoned with where a ladder ends
ALL = 10**6  # the fall of a sequence of which nothing is left
PATTERN = 4  # rungs that a continuation is read from
FARTHEST = 12  # a gap that no series has
GOOD = 1e-9  # error of an exponent that is no fraction


SINGULAR = (ZeroDivisionError, TypeError, ValueError)  # what mpmath raises for a matrix that it cannot invert


@dataclass(frozen=True)
class Rung:
    """s^exponent times a polynomial in ln s with `count` coefficients."""

    exponent: Any  # Fraction, or an mpf where it is none
    count: int


@dataclass
class Ladder:
    """The rungs found, how the climb ended, and what was left at the end."""

    rungs: list[Rung] = field(default_factory=list)
    ended: str = ""  # "noise": all that the digits show; "zero": nothing is left; "lost": no law for what is left

    @property
    def size(self) -> int:
        """Number of coefficients."""
        return sum(rung.count for rung in self.rungs)


def climb(values: Sequence[Number], noise: Sequence[Number], ratio: Number, context: Any, most: int) -> Ladder:
    """The ladder of a sequence; `noise` bounds the error of each value, `most` the rungs to look for."""
    ladder, left, floor = Ladder(), list(values), list(noise)
    while len(ladder.rungs) < most:
        count = _visible(left, floor)
        if count < FEWEST:
            ladder.ended = "zero" if _ends(ladder, values, noise, count, ratio, context) else "noise"
            return ladder
        found = _rung(left, floor, count, ratio, context)
        if found is None or _too_far(ladder, found[0], context):
            ladder.ended = "zero" if ladder.rungs and _plunges(left, count, ladder, ratio, context) else "lost"
            return ladder
        rung, left, floor = found
        if ladder.rungs and not number(rung.exponent, context) > number(ladder.rungs[-1].exponent, context):
            ladder.ended = "lost"
            return ladder
        ladder.rungs.append(rung)
    ladder.ended = "noise"
    return ladder


def _ends(
    ladder: Ladder, values: Sequence[Number], noise: Sequence[Number], seen: int, ratio: Number, context: Context
) -> bool:
    """Whether so few entries are visible because nothing is left: a next rung would have shown in twice as many."""
    if not ladder.rungs or not values[0] or not noise[0]:
        return seen == 0
    first, last = (number(ladder.rungs[k].exponent, context) for k in (0, -1))
    depth = context.log(abs(values[0]) / (VISIBLE * noise[0])) / context.log(ratio)
    return bool(2 * seen < min(len(values) - ladder.size, depth / (last - first + WIDE)))


def _too_far(ladder: Ladder, rung: Rung, context: Context) -> bool:
    """Whether a rung is no next one of a series."""
    if not ladder.rungs:
        return False
    return bool(number(rung.exponent, context) - number(ladder.rungs[-1].exponent, context) > FARTHEST)


def _plunges(left: Sequence[Number], count: int, ladder: Ladder, ratio: Number, context: Context) -> bool:
    """Whether what is left falls faster than any power that could follow."""
    slope = context.log(abs(left[count - 2] / left[count - 1])) / context.log(ratio)
    return bool(slope - number(ladder.rungs[-1].exponent, context) > FARTHEST / 2)


def extended(ladder: Ladder, size: int) -> Ladder:
    """The ladder continued as it goes on, if its last rungs are evenly spaced, to at least `size` coefficients."""
    rungs = list(ladder.rungs)
    if len(rungs) < PATTERN or ladder.ended == "zero" or not all(isinstance(r.exponent, Fraction) for r in rungs):
        return ladder
    last = rungs[-PATTERN:]
    gaps = {b.exponent - a.exponent for a, b in pairwise(last)}
    growths = {b.count - a.count for a, b in pairwise(last)}
    if len(gaps) != 1 or len(growths) != 1 or min(growths) < 0:
        return ladder
    (gap,), (growth,) = gaps, growths
    while sum(rung.count for rung in rungs) < size:
        rungs.append(Rung(rungs[-1].exponent + gap, rungs[-1].count + growth))
    return Ladder(rungs, ladder.ended)


def _visible(values: Sequence[Number], noise: Sequence[Number]) -> int:
    """How many entries, from the first on, stand out of the noise."""
    for count, (value, bound) in enumerate(zip(values, noise, strict=True)):
        if abs(value) <= VISIBLE * bound:
            return count
    return len(values)


def _rung(
    values: list[Number], noise: list[Number], count: int, ratio: Number, context: Context
) -> tuple[Rung, list[Number], list[Number]] | None:
    """Of the candidates that take a power of s away, the one that takes most or a simpler one close to it."""
    best: tuple[Any, Rung, list[Any], list[Any]] | None = None
    for exponent, times in _candidates(values[:count], ratio, context):
        left, floor = values, noise
        factor = context.mpf(ratio) ** -number(exponent, context)
        for _ in range(times):
            left, floor = annihilated(left, floor, factor)
        drop = _drop(values, left, floor, min(count, len(left)), ratio, context)
        if drop is not None and (best is None or drop > MUCH * best[0]):
            best = drop, Rung(exponent, times), left, floor
    return best[1:] if best else None


def annihilated(values: Sequence[Number], noise: Sequence[Number], factor: Number) -> tuple[list[Number], list[Number]]:
    """(S - factor) applied to the values, and the noise of the result."""
    left = [b - factor * a for a, b in pairwise(values)]
    floor = [b + abs(factor) * a for a, b in pairwise(noise)]
    return left, floor


def _drop(
    before: Sequence[Any], after: Sequence[Any], floor: Sequence[Any], count: int, ratio: Any, context: Any
) -> Any:
    """The power of s, times the length of the sequence, by which what is left falls faster; None if it does not.

    To be smaller by logarithms or by a constant does not count: the fall has to be as steep at the end as before.
    """
    seen = _visible(after[:count], floor[:count])
    unit = context.log(ratio)
    if seen == 0:
        return context.mpf(ALL)
    if seen < FEWEST:
        hidden = min(seen, count - 1)
        size = max(floor[hidden], abs(after[hidden]))
        fall = context.log(abs(after[0] / size * before[hidden] / before[0])) / unit
        return fall if fall > LEAST_GAP * count else None
    sizes = [context.log(abs(b / a)) / unit for a, b in zip(after[:seen], before, strict=False)]
    slopes = [b - a for a, b in pairwise(sizes)]
    third = max(1, len(slopes) // 3)
    end, middle = min(slopes[-third:]), slopes[-2 * third : -third] or slopes[:1]
    steady = end > LEAST_GAP and end > STEADY * min(sum(middle) / len(middle), 1)
    return sizes[-1] - sizes[0] if steady else None


def _candidates(values: Sequence[Any], ratio: Any, context: Any) -> Iterator[tuple[Any, int]]:
    """(exponent, times) to try: for each number of logarithms the exponent they would imply, as a fraction first."""
    tried = set()
    for times in range(1, MOST_LOGARITHMS + 1):
        estimates = [_exponent(values[: len(values) - k], times, ratio, context) for k in range(3)]
        last, previous = estimates[0], estimates[1]
        if last is None or previous is None:
            continue
        error = abs(last - previous)
        for fraction in _fractions(last, max(context.mpf(NEAR), 3 * error)):
            if (fraction, times) not in tried:
                tried.add((fraction, times))
                yield fraction, times
        if times == 1:
            precise = _extrapolated(values, ratio, context)
            if precise is not None:
                yield precise, 1


def _exponent(values: Sequence[Any], times: int, ratio: Any, context: Any) -> Any:
    """The exponent of lambda^k (polynomial in k of degree times - 1) through the last 2 times values."""
    tail = values[-2 * times :]
    if len(tail) < 2 * times:
        return None
    matrix = context.matrix(times, times)
    for i in range(times):
        for j in range(times):
            matrix[i, j] = tail[i + j]
    try:
        solution = context.lu_solve(matrix, context.matrix([-tail[i + times] for i in range(times)]))
    except SINGULAR:
        return None
    mean = -solution[times - 1] / times
    return -context.log(mean) / context.log(ratio) if mean > 0 else None


def _fractions(value: Any, width: Any) -> list[Fraction]:
    """Simple fractions near a number, the nearest of each denominator, simplest first."""
    found = []
    for denominator in DENOMINATORS:
        nearest = Fraction(round(float(value * denominator)), denominator)
        if nearest.denominator == denominator and abs(number(nearest, value.context) - value) <= width:
            found.append(nearest)
    return found


def _extrapolated(values: Sequence[Any], ratio: Any, context: Any) -> Any:
    """The exponent to many digits by Wynn's epsilon on the quotients; None if its last entries differ."""
    quotients = [b / a for a, b in pairwise(values)]
    if any(q <= 0 for q in quotients) or len(quotients) < 7:
        return None
    old, new = [context.mpf(0)] * (len(quotients) + 1), quotients
    best: list[Any] = [new[-1]]
    for order in range(1, len(quotients)):
        differences = [b - a for a, b in pairwise(new)]
        if any(not d for d in differences):
            break
        old, new = new, [o + 1 / d for o, d in zip(old[1:], differences, strict=False)]
        if order % 2 == 0:
            best.append(new[-1])
    if len(best) < 3:
        return None
    steps = [(abs(b - a), b) for a, b in pairwise(best)]
    error, limit = min(steps, key=lambda each: each[0])
    if error > GOOD * abs(limit) or limit <= 0:
        return None
    return -context.log(limit) / context.log(ratio)


def number(exponent: Any, context: Context) -> Any:
    """An exponent as a number of the context."""
    if isinstance(exponent, Fraction):
        return context.mpf(exponent.numerator) / exponent.denominator
    return exponent
