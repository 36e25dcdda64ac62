"""How many samples are taken: until the leading law is decided, or all of them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging import oscillation
from higgs_sym.judging.deciding import decide, leading, show_error
from higgs_sym.judging.measuring import Measurement, measure
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler, agreed, digits_needed
from higgs_sym.judging.wording import Naming
from higgs_sym.judging.writing import Judgement, of_zeros, unmeasured
from higgs_sym.records import Claim, Kind, Verdict

STARTING_DIGITS = 20  # of an asymptotic claim; they rise as the difference shrinks
MOST_STARTING_DIGITS = 60
SPARE_DIGITS = 3  # asked of the oracle beyond the digits compared
CLOSER, CLOSER_RATIO = ("", "1"), 2  # where the samples start, and their ratio, if the usual ones lie too far out
SETTLED = "1e-6"  # what the exponent is known to when it is


def settled(
    sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], naming: Naming
) -> tuple[Sampler, Judgement | Verdict]:
    """The same closer by and closer together where one side ends too soon, as what cancels exponentially does."""
    try:
        return sampler, _on(sampler, digits, ranges, stages, naming)
    except (BudgetError, DivergesError):
        raise
    except UNUSABLE:
        if not stages:
            raise
    *others, last = (sampler.on(_closer(sampler.claim, start)) for start in CLOSER)
    for other in others:
        with contextlib.suppress(*UNUSABLE):
            return other, _on(other, digits, ranges, stages, naming)
    return last, _on(last, digits, ranges, stages, naming)


def _closer(claim: Claim, start: str) -> Claim:
    begin = start or claim.limit.start
    return replace(claim, limit=replace(claim.limit, start=begin, ratio=CLOSER_RATIO))


def _on(sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], naming: Naming) -> Judgement | Verdict:
    """Sample, measure and decide, in one go or in stages until the exponent is known."""
    points: list[Point] = []
    try:
        return _in_stages(sampler, digits, ranges, stages, points, naming)
    except BudgetError as error:
        known = "one sample was" if len(points) == 1 else f"{len(points)} samples were"
        return unmeasured(sampler.claim, Kind.UNDECIDED, f"{error}; {known} known by then", points)


def _in_stages(
    sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], points: list[Point], naming: Naming
) -> Judgement | Verdict:
    claim = sampler.claim
    for count in (*stages, claim.limit.samples):
        _sample(sampler, digits, points, count, patient=len(points) >= min(stages, default=count))
        if any(not p.exact or not p.approx for p in points):
            return of_zeros(claim, points)
        if stages and oscillation.oscillates(points) and not _agrees(points):
            return _of_oscillation(sampler, points)
        judged = _judged(sampler, points, digits, ranges, bool(stages), naming)
        if len(points) < count or (judged.kind is not Kind.UNDECIDED and _well_known(judged.found)):
            return judged
    if stages and judged.kind is Kind.CONFIRMED and not _well_known(judged.found):
        reason = f"the exponent is only known to {show_error(judged.found.order)}"
        return replace(judged, kind=Kind.UNDECIDED, reason=reason, loose=True)
    return judged


def _agrees(points: Sequence[Point]) -> bool:
    """Whether nothing is left to compare: all digits agree at the later half of the samples."""
    return all(agreed(p) == p.digits for p in points[len(points) // 2 :])


def _of_oscillation(sampler: Sampler, points: list[Point]) -> Judgement:
    """Both sides at the antinodes and nodes of the approximation, one of each near every sample."""
    claim, context = sampler.claim, sampler.context
    _sample(sampler, STARTING_DIGITS, points, claim.limit.samples, patient=True)
    try:
        swings = oscillation.swings(sampler, points)
        wrong = oscillation.mismatch(swings)
        found = measure(claim, sampler, points) if wrong else oscillation.measure(sampler, swings)
    except UNUSABLE as error:
        wrong = Kind.UNDECIDED, f"both sides oscillate: {error}"
        found = measure(claim, sampler, points)
    if wrong:
        return Judgement(points, found, [context.zero] * 2, *wrong, lead=False)
    reach = [_reach_of_swings(swings, context.mpf(percent) / 100) for percent in (1, 10)]
    kind, reason = decide(claim, sampler, found, identical=False, reach=reach[1])
    if kind is Kind.CONFIRMED:
        reason = "order and prefactor agree at the antinodes of the approximation"
    holds = leading(claim, sampler, found) is None
    return Judgement([swing.antinode for swing in swings], found, reach, kind, reason, holds)


def _reach_of_swings(swings: Sequence[oscillation.Swing], threshold: Real) -> Number:
    """The largest antinode up to which the error of every swing stays below the threshold; not refined."""
    inside = [swing.antinode.x for swing in swings if swing.error <= threshold]
    worst = [swing.antinode.x for swing in swings if swing.error > threshold]
    inside = [x for x in inside if not worst or x < min(worst)]
    return max(inside) if inside else swings[0].antinode.x.context.zero


def _well_known(found: Measurement) -> bool:
    known = found.order.value.context.mpf(SETTLED)
    return bool(found.exponential or found.ratio_exponential or min(found.order.error, found.relative.error) <= known)


def _judged(
    sampler: Sampler, points: list[Point], digits: int, ranges: bool, further: bool, naming: Naming
) -> Judgement:
    claim, context = sampler.claim, sampler.context
    found = measure(claim, sampler, points, sampler.controls(points))
    wide = [*reversed(sampler.beyond(points, context.mpf(1) / 10)), *points] if further else points
    reach = [sampler.reach(wide, context.mpf(percent) / 100) if ranges else context.zero for percent in (1, 10)]
    identical = all(agreed(p) >= min(digits, p.digits - SPARE_DIGITS + 1) for p in points)
    kind, reason = decide(claim, sampler, found, identical, reach[1], naming)
    return Judgement(list(points), found, reach, kind, reason, leading(claim, sampler, found) is None)


def _sample(sampler: Sampler, digits: int, points: list[Point], count: int, patient: bool) -> None:
    """Extend the samples to so many; `patient`: where one side ends, keep what there is."""
    claim = sampler.claim
    for x in sampler.xs()[len(points) : count]:
        if claim.exact:
            points.append(sampler.point(x, min(MAX_DIGITS, digits + SPARE_DIGITS)))
            continue
        # The digits the last point needed are the best guess for the next: it saves a second evaluation.
        start = digits_needed(points[-1]) + SPARE_DIGITS if points and points[-1].error else 0
        try:
            points.append(sampler.resolved(x, min(max(start, digits), MOST_STARTING_DIGITS)))
        except UNUSABLE:
            if not patient:
                raise
            return
