"""New samples for a term that those of the claim do not resolve: closer together, or at s = e^-L."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler
from higgs_sym.judging.terms import Reading, Row

SPARE = 15  # digits asked beyond those that cancel
LADDER, SHORT = 12, 10  # points of a new sequence, of one that covers a short range
CLOSEST = 1.4  # ratio of its points below which it is started further out
WIDEST = 1 << 17  # the largest L = ln(1/s)
FURTHEST_FIRST = 0.5  # s that samples start from at most, unless that shows nothing
FURTHEST = 32  # the largest 1/x that samples start from: units are arbitrary, exp(-100 t) is seen at t < 1 only
FURTHEST_AT_POINT = 4  # the same of the distance from a point, where the first sequence would be too short
NARROWEST = 1.12  # ratio of samples below which nothing can be said

Ladder = tuple[list[Any], list[Any], Any]  # values of s, the sequence they belong to, its ratio


def lost_digits(row: Row, reading: Reading, s: Any) -> float | None:
    """Digits that cancel before the term is seen at s."""
    effect, whole = row.effect(s, 6), reading.whole.value(s, 10)
    if effect is None or whole is None:
        return None
    if not whole:
        return 0.0
    context = s.context
    return float(context.log10(abs(context.convert(whole) / context.convert(effect))))


def finer(sampler: Sampler, reading: Reading, row: Row) -> Ladder | None:
    """From the start, or further away for a term that is small there already, to where too many digits cancel."""
    return _finer(sampler, reading, row, sampler.context.mpf(FURTHEST_FIRST))


def farther(sampler: Sampler, reading: Reading, row: Row) -> Ladder | None:
    """The same from still further away; None where that is the same, or `finer` reaches far enough at a point."""
    at_infinity = sampler.claim.limit.text.endswith("oo")
    if not at_infinity and finer(sampler, reading, row) is not None:
        return None
    made = _finer(sampler, reading, row, sampler.context.mpf(FURTHEST if at_infinity else FURTHEST_AT_POINT))
    return made if made is not None and made[0][0] > FURTHEST_FIRST else None


def _finer(sampler: Sampler, reading: Reading, row: Row, furthest: Any) -> Ladder | None:
    context = sampler.context
    first = sampler.number("start", sampler.claim.limit.start)
    lost = lost_digits(row, reading, first)
    far = first
    most = sampler.most_digits - SPARE
    while (lost is None or lost > most / 3) and far < furthest:
        far = far * 2
        lost = lost_digits(row, reading, far)
    if lost is None:
        return None
    last = _edge(lambda s: lost_digits(row, reading, s), far, far / 2 ** (2 * LADDER), most)
    while far / last < CLOSEST**SHORT and far < furthest:
        far = far * 2
    count = LADDER if far / last > 2 ** (LADDER - 1) else SHORT
    ratio = min(context.mpf(2), context.exp(context.log(far / last) / (count - 1)))
    if ratio < NARROWEST:
        return None
    xs = [far / ratio**k for k in range(count)]
    return xs, xs, ratio


def slower(sampler: Sampler, reading: Reading, row: Row) -> Ladder | None:
    """s = e^-L with L in a geometric sequence: powers of 1/ln s become powers of its terms."""
    context = sampler.context
    low = context.mpf(6)
    most = sampler.most_digits - SPARE
    high = 1 / _edge(lambda u: lost_digits(row, reading, context.exp(-1 / u)), 1 / low, context.mpf(1) / WIDEST, most)
    ratio = min(context.mpf(3), context.exp(context.log(high / low) / (LADDER - 1)))
    if ratio < NARROWEST:
        return None
    us = [1 / (low * ratio**k) for k in range(LADDER)]
    return [context.exp(-1 / u) for u in us], us, ratio


def _edge(lost: Callable[[Number], float | None], near: Any, end: Number, most: int) -> Any:
    """The smallest number between `near` and `end` at which a term can be resolved, by halving in the logarithm."""
    context = near.context
    value = lost(end)
    if value is not None and value <= most:
        return end
    low, high = context.log(end), context.log(near)
    for _ in range(8):
        middle = (low + high) / 2
        value = lost(context.exp(middle))
        if value is None or value > most:
            low = middle
        else:
            high = middle
    return context.exp(high)


def sampled(sampler: Sampler, reading: Reading, row: Row, ss: Sequence[Any]) -> tuple[int, list[Point]]:
    """The first that there is, and samples from it on with the digits that resolve the term, as many as there are."""
    found: list[Point] = []
    first = 0
    for s in ss:
        lost = lost_digits(row, reading, s)
        point = None if lost is None else _point(sampler, s, lost)
        if point is not None:
            found.append(point)
        elif found:
            break
        else:
            first += 1
    return first, found


def _point(sampler: Sampler, s: Number, lost: float) -> Point | None:
    try:
        return sampler.point(s, min(sampler.most_digits, max(20, int(lost) + SPARE + 3)))
    except (BudgetError, DivergesError):
        raise
    except UNUSABLE:
        return None
