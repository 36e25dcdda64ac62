"""Amplitude and phase: both sides of an oscillating claim at four phases near every sample, term by term.

What is left of the exact quantity after all written terms, divided by the amplitude of one of them, must tend to zero
at each of the phases. Where it does not, its part in phase and its quadrature say what is wrong.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging.acceleration import FEWEST, Estimate, limit
from higgs_sym.judging.partials import Partial
from higgs_sym.judging.phases import angles, point_of, power_of, turned
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler, digits_needed
from higgs_sym.judging.terms import Row

RATIO, COSTLY_RATIO, SAMPLES = 8, 4, 12  # of the small parameter; the smaller one where far out is out of reach
STARTING = 20
AHEAD, MOST_AT_FIRST = 2, 60  # digits that the next turn is likely to need more than the last, and the most
ENOUGH, PATIENCE = 7, 3  # turns with which one is content once they have taken so many seconds of CPU
CLOSE_RATIO, DISTINCT = 1.25, "0.999"
TOLERANCE = "1e-3"
CERTAIN = 3
CLEAR = 8
SPARE = 15
GROWING = "0.1"  # an exponent of residue/amplitude beyond which it is of another size
BOUNDED = 20
MOVING = "0.05"
AT_REST = "1e-3"  # of the mean: what swings by less is said without an amplitude


@dataclass(frozen=True)
class Turn:
    """Both sides at the four phases near one sample."""

    x: Any
    points: tuple[Point, ...]
    ratio: Any  # of the x of successive turns

    @property
    def rests(self) -> list[Any]:
        return [p.exact - p.approx for p in self.points]


@dataclass(frozen=True)
class Swing:
    """One term against what is left: in phase, in quadrature and at rest, relative to its amplitude."""

    residues: tuple[Estimate, ...]  # exact - formula over the amplitude of the term, at the four phases, in the limit
    written: tuple[Any, ...]  # mean, cos and sin part of the term, and what changes sign every quarter turn
    left: tuple[Estimate, ...] | None  # of the residue; None where it has no limit
    growth: Estimate  # exponent of residue/amplitude
    total: Estimate  # exponent of (residue + term)/amplitude
    settles: bool
    wanders: bool  # bounded and without a limit: another phase or frequency


def turns(sampler: Sampler, phase: Partial, digits: int, far: Sequence[Any]) -> list[Turn]:
    """Samples at equal phases, as far as both sides can be evaluated.

    The numbers of full turns are a geometric sequence of integers, so that what is a series in 1/phase is one in 1/k.
    Where a side ends soon they lie closer together. `far`: two s by which the growth of the phase is measured.
    """
    power = power_of(phase, far)
    if power is None or power <= 0:
        return []
    factor = max(2, round((RATIO if sampler.most_digits > MAX_DIGITS else COSTLY_RATIO) ** float(power)))
    found = _in_geometric_turns(sampler, phase, digits, power, factor)
    if len(found) <= FEWEST + 1 and factor > 2:
        found = _in_geometric_turns(sampler, phase, digits, power, 2)
    if len(found) <= FEWEST + 1:
        found = max(found, closer(sampler, phase, digits), key=len)
    return found


def _in_geometric_turns(sampler: Sampler, phase: Partial, digits: int, power: Any, factor: int) -> list[Turn]:
    context = sampler.context
    start = sampler.number("start", sampler.claim.limit.start)
    begin = phase.value(start, STARTING)
    if begin is None:
        return []
    count = int(context.ceil(abs(context.convert(begin)) / (2 * context.pi))) or 1
    ratio = context.mpf(factor) ** (1 / power)
    found: list[Turn] = []
    began = time.process_time()
    while len(found) < SAMPLES and not (len(found) >= ENOUGH and time.process_time() - began > PATIENCE):
        near = found[-1].x if found else start
        places = [turned(phase, near, count, angle, power) for angle in angles(context)]
        turn = _turn(sampler, places, digits, ratio)
        if turn is None:
            break
        found.append(turn)
        needed = max(digits_needed(p) + AHEAD if p.error else 0 for p in turn.points)
        digits = max(digits, min(needed, MOST_AT_FIRST))
        count *= factor
    return found


def _turn(sampler: Sampler, places: Sequence[Any], digits: int, ratio: Any) -> Turn | None:
    """Both sides at four places; None where one is not known, or a side ends there."""
    if any(each is None for each in places):
        return None
    try:
        points = tuple(sampler.resolved(x, digits) for x in places)
    except (BudgetError, DivergesError):
        raise
    except UNUSABLE:
        return None
    return Turn(places[0], points, ratio)


def exponent(sizes: Sequence[Any], xs: Sequence[Any], ratio: Any, noise: Any) -> Estimate:
    """Exponent in x of sizes at points that are nearly a geometric sequence."""
    context = sizes[0].context
    logs = [
        context.log(a / b) / context.log(x / y) for (a, b), (x, y) in zip(pairwise(sizes), pairwise(xs), strict=True)
    ]
    return limit(logs, ratio, context, noise)


def sizes(rows: Sequence[Sequence[Any]]) -> tuple[list[Any], bool]:
    """How large each row of values at the four phases is, and whether it stands still: then that is its mean."""
    means = [sum(row) / len(row) for row in rows]
    swinging = amplitude([value - means[-1] for value in rows[-1]])
    if swinging < abs(means[-1]) * means[-1].context.mpf(AT_REST):
        return means, True
    return [amplitude(row) for row in rows], False


def amplitude(values: Sequence[Any]) -> Any:
    """Of an oscillation, from values a quarter turn apart."""
    context = values[0].context
    return context.sqrt(sum(abs(v) ** 2 for v in values) / 2)


def closer(sampler: Sampler, phase: Partial, digits: int) -> list[Turn]:
    """The same close together, for terms that fall exponentially; all digits are asked for."""
    context = sampler.context
    start, ratio = sampler.number("start", sampler.claim.limit.start), context.mpf(CLOSE_RATIO)
    found: list[Turn] = []
    for k in range(SAMPLES):
        places = [point_of(phase, start / ratio**k, angle) for angle in angles(context)]
        if found and places[0] is not None and places[0] > found[-1].x * context.mpf(DISTINCT):
            continue  # less than a turn further
        turn = _turn(sampler, places, max(digits, MAX_DIGITS // 2), ratio)
        if turn is None:
            break
        found.append(turn)
    return found


def swing(sampler: Sampler, row: Row, found: Sequence[Turn]) -> Swing | None:
    """What the samples say about one term; None where it is resolved nowhere near the limit."""
    context = sampler.context
    kept = []
    for turn in found:
        effects = [row.effect(p.x, 2 * SPARE) for p in turn.points]
        if any(e is None for e in effects):
            break
        size = amplitude([context.convert(e) for e in effects])
        noise = max(abs(p.exact) * context.mpf(10) ** (1 - p.digits) for p in turn.points) / size
        if noise > context.mpf(10) ** -CLEAR:
            break
        kept.append((turn, [context.convert(e) / size for e in effects], [r / size for r in turn.rests], noise))
    if len(kept) < FEWEST + 1:
        return None
    noise = max(each[3] for each in kept)
    return _swing(
        [t.x for t, *_ in kept],
        [each[1] for each in kept],
        [each[2] for each in kept],
        noise,
        found[0].ratio,
    )


def _swing(xs: list[Any], effects: list[list[Any]], rests: list[list[Any]], noise: Any, ratio: Any) -> Swing:
    context = xs[0].context
    residues = tuple(limit([row[i] for row in rests], ratio, context, noise) for i in range(4))
    sizes = [amplitude(row) for row in rests]
    sums = [amplitude([e + r for e, r in zip(*pair, strict=True)]) for pair in zip(effects, rests, strict=True)]
    tolerance = context.mpf(TOLERANCE)
    settles = all(each.error <= tolerance * max(1, abs(each.value)) for each in residues)
    late = [row[0] for row in rests[-5:]]
    wanders = max(sizes[-5:]) < BOUNDED and min(sizes[-5:]) > context.mpf(MOVING)
    wanders = wanders and max(late) - min(late) > context.mpf(MOVING) and not settles
    left = _parts(rests, noise, ratio)
    written = tuple(part.value for part in _parts(effects, noise, ratio))
    return Swing(
        residues, written, left if settles else None, _exponent(sizes, xs, noise, ratio),
        _exponent(sums, xs, noise, ratio), settles, wanders,
    )  # fmt: skip


def _parts(rows: list[list[Any]], noise: Any, ratio: Any) -> tuple[Estimate, ...]:
    """Mean, cos part, sin part and the part of twice the frequency, in the limit."""
    context = rows[0][0].context
    parts = [_components(row, context) for row in rows]
    return tuple(limit(list(column), ratio, context, noise) for column in zip(*parts, strict=True))


def _exponent(sizes: list[Any], xs: list[Any], noise: Any, ratio: Any) -> Estimate:
    context = xs[0].context
    if not all(sizes):
        return Estimate(context.inf, context.zero, "vanishes")
    return exponent(sizes, xs, ratio, noise)


def _components(values: Sequence[Any], context: Any) -> list[Any]:
    """Mean, cos part and sin part of values at the four phases, and what changes sign from each to the next."""
    places = angles(context)
    mean = sum(values) / 4
    cos = sum(v * context.cos(a) for v, a in zip(values, places, strict=True)) / 2
    sin = sum(v * context.sin(a) for v, a in zip(values, places, strict=True)) / 2
    double = (values[0] - values[1] + values[2] - values[3]) / 4
    return [mean, cos, sin, double]
