"""Amplitude and phase: both sides of an oscillating claim at four phases near every sample, term by term.

What is left of the exact quantity after all written terms, divided by the amplitude of one of them, must tend to zero
at each of the phases. Where it does not, its part in phase and its quadrature say what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging.acceleration import FEWEST, Estimate, limit
from higgs_sym.judging.partials import Partial
from higgs_sym.judging.phases import angles, point_of
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler
from higgs_sym.judging.terms import Row

RATIO, COSTLY_RATIO, SAMPLES = 8, 4, 12  # the smaller one where far out is out of reach
CLOSE_RATIO, DISTINCT = 1.25, "0.999"
TOLERANCE = "1e-3"
CERTAIN = 3
CLEAR = 8
SPARE = 15
GROWING = "0.1"  # an exponent of residue/amplitude beyond which it is of another size
BOUNDED = 20
MOVING = "0.05"


@dataclass(frozen=True)
class Turn:
    """Both sides at the four phases near one sample."""

    x: Any
    points: tuple[Point, ...]

    @property
    def rests(self) -> list[Any]:
        return [p.exact - p.approx for p in self.points]


@dataclass(frozen=True)
class Swing:
    """One term against what is left: in phase, in quadrature and at rest, relative to its amplitude."""

    residues: tuple[Estimate, ...]  # exact - formula over the amplitude of the term, at the four phases, in the limit
    written: tuple[Any, Any, Any]  # mean, cos and sin part of the term
    left: tuple[Estimate, Estimate, Estimate] | None  # of the residue; None where it has no limit
    growth: Estimate  # exponent of residue/amplitude
    total: Estimate  # exponent of (residue + term)/amplitude
    settles: bool
    wanders: bool  # bounded and without a limit: another phase or frequency


def turns(sampler: Sampler, phase: Partial, digits: int, ratio: Any = None) -> list[Turn]:
    """Samples at equal phases, as far as both sides can be evaluated; `ratio` of successive ones, if not the usual."""
    context = sampler.context
    start = sampler.number("start", sampler.claim.limit.start)
    found: list[Turn] = []
    ratio = ratio or ratio_of(sampler)
    for k in range(SAMPLES):
        places = [point_of(phase, start / ratio**k, angle) for angle in angles(context)]
        if any(each is None for each in places):
            break
        if found and places[0] > found[-1].x * context.mpf(DISTINCT):
            continue  # less than a turn further
        try:
            points = tuple(sampler.resolved(x, digits) for x in places)
        except (BudgetError, DivergesError):
            raise
        except UNUSABLE:
            break
        found.append(Turn(places[0], points))
    return found


def ratio_of(sampler: Sampler) -> int:
    """Of successive samples."""
    return RATIO if sampler.most_digits > MAX_DIGITS else COSTLY_RATIO


def exponent(sizes: Sequence[Any], xs: Sequence[Any], ratio: int, noise: Any) -> Estimate:
    """Exponent in x of sizes at points that are nearly a geometric sequence."""
    context = sizes[0].context
    logs = [
        context.log(a / b) / context.log(x / y) for (a, b), (x, y) in zip(pairwise(sizes), pairwise(xs), strict=True)
    ]
    return limit(logs, ratio, context, noise)


def amplitude(values: Sequence[Any]) -> Any:
    """Of an oscillation, from values a quarter turn apart."""
    context = values[0].context
    return context.sqrt(sum(abs(v) ** 2 for v in values) / 2)


def closer(sampler: Sampler, phase: Partial, digits: int) -> list[Turn]:
    """The same close together, for terms that fall exponentially; all digits are asked for."""
    return turns(sampler, phase, max(digits, MAX_DIGITS // 2), CLOSE_RATIO)


def swing(sampler: Sampler, row: Row, found: Sequence[Turn], ratio: Any = None) -> Swing | None:
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
        ratio or ratio_of(sampler),
    )


def _swing(xs: list[Any], effects: list[list[Any]], rests: list[list[Any]], noise: Any, ratio: int) -> Swing:
    context = xs[0].context
    residues = tuple(limit([row[i] for row in rests], ratio, context, noise) for i in range(4))
    sizes = [amplitude(row) for row in rests]
    sums = [amplitude([e + r for e, r in zip(*pair, strict=True)]) for pair in zip(effects, rests, strict=True)]
    tolerance = context.mpf(TOLERANCE)
    settles = all(each.error <= tolerance * max(1, abs(each.value)) for each in residues)
    late = [row[0] for row in rests[-5:]]
    wanders = max(sizes[-5:]) < BOUNDED and min(sizes[-5:]) > context.mpf(MOVING)
    wanders = wanders and max(late) - min(late) > context.mpf(MOVING) and not settles
    parts = [_components(row, context) for row in rests]
    mean, cos, sin = (limit([part[i] for part in parts], ratio, context, noise) for i in range(3))
    at_rest, in_phase, ahead = _components(effects[-1], context)
    return Swing(
        residues, (at_rest, in_phase, ahead), (mean, cos, sin) if settles else None, _exponent(sizes, xs, noise, ratio),
        _exponent(sums, xs, noise, ratio), settles, wanders,
    )  # fmt: skip


def _exponent(sizes: list[Any], xs: list[Any], noise: Any, ratio: int) -> Estimate:
    context = xs[0].context
    if not all(sizes):
        return Estimate(context.inf, context.zero, "vanishes")
    return exponent(sizes, xs, ratio, noise)


def _components(values: Sequence[Any], context: Any) -> list[Any]:
    """Mean, cos part and sin part of values at the four phases."""
    places = angles(context)
    mean = sum(values) / 4
    cos = sum(v * context.cos(a) for v, a in zip(values, places, strict=True)) / 2
    sin = sum(v * context.sin(a) for v, a in zip(values, places, strict=True)) / 2
    return [mean, cos, sin]
