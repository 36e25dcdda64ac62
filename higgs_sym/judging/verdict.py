"""Samples -> verdict: how many are taken, what is measured on them, and how it is put down."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging import certificates, oscillating, oscillation, slowly, stating, swinging
from higgs_sym.judging.acceleration import FEWEST
from higgs_sym.judging.certificates import BallSide, Certificate
from higgs_sym.judging.deciding import SHOWN, beyond, claimed_order, decide, leading, show, show_error, text_of
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.laws import nearby
from higgs_sym.judging.measuring import Measurement, measure
from higgs_sym.judging.phases import phase_of
from higgs_sym.judging.sampling import SEED, UNUSABLE, Point, Sampler, agreed, digits_needed
from higgs_sym.judging.table import judged as judged_terms
from higgs_sym.judging.terms import Approximation, Partial, read
from higgs_sym.judging.terms import far as terms_far
from higgs_sym.judging.wording import OWN, Naming, law_text, measured
from higgs_sym.parsing.landau import Landau
from higgs_sym.records import Claim, Kind, Remainder, Sample, Term, Verdict

IDENTITY_DIGITS = 30  # compared when nothing else is asked for
STARTING_DIGITS = 20  # of an asymptotic claim; they rise as the difference shrinks
MOST_STARTING_DIGITS = 60
SPARE_DIGITS = 3  # asked of the oracle beyond the digits compared
CLOSER, CLOSER_RATIO = ("", "1"), 2  # where the samples start, and their ratio, if the usual ones lie too far out
SETTLED = "1e-6"  # what the exponent is known to when it is


@dataclass(frozen=True)
class _Judgement:
    """What was decided after so many samples."""

    points: list[Point]
    found: Measurement
    reach: list[Any]  # of errors below 1% and 10%
    kind: Kind
    reason: str
    lead: bool = True  # whether the leading law holds, whatever else is claimed
    slow: slowly.Slow | None = None  # what the samples far out say, where the approach is logarithmic


def judge(
    sampler: Sampler,
    digits: int | None,
    balls: BallSide | None,
    *,
    ranges: bool = True,
    stages: Sequence[int] = (),
    formula: Approximation | None = None,
    naming: Naming = OWN,
    stated: Landau | None = None,
    stated_size: Partial | None = None,
) -> Verdict:
    """The verdict that the samples support.

    `digits`: compared of an identity, to start from otherwise. `balls`: the approximation in balls, to certify the
    samples of a claim that has balls of its own. `ranges`: whether to refine the reach of the approximation between
    the samples. `stages`: after how many samples the verdict may be settled already, for claims without a record.
    `formula`: the approximation as a tree, whose terms are judged one by one. `naming`: how the limit is called.
    `stated`, `stated_size`: the O(...) or o(...) that the formula ends with, and what stands in it.
    """
    began = time.process_time()
    claim = sampler.claim
    if formula is not None and formula.tree == 0:
        return _of_nothing(sampler, naming)
    digits = digits or (IDENTITY_DIGITS if claim.exact else STARTING_DIGITS)
    try:
        if formula is not None and stages and not claim.exact:
            swings = _of_turns(sampler, formula, naming, balls)
            if swings is not None and stated is not None and stated_size is not None:
                verdict, points = swings
                found = stating.judged(stated, stated_size, sampler, points, naming, points[0].x / points[1].x)
                swings = _with_stated(verdict, found), points
            if swings is not None:
                return replace(swings[0], cpu_seconds=time.process_time() - began)
        sampler, judged = _settled_near_or_far(sampler, digits, ranges, stages, naming)
    except DivergesError as error:
        return _unmeasured(claim, Kind.REFUTED if stages else Kind.UNDECIDED, str(error), ())
    except UNUSABLE as error:
        return _unmeasured(claim, Kind.UNDECIDED, f"no samples: {error}", ())
    if isinstance(judged, Verdict):
        return judged
    if formula is not None and stages and slowly.may_help(judged.kind, judged.found, judged.points):
        judged = _far_out(judged, sampler, naming)
    if formula is not None and stages and _may_cross(judged, sampler) and _far_out(judged, sampler, naming).lead:
        reason = f"{judged.reason} at the samples, but further out the leading law holds; `start` takes them there"
        judged = replace(judged, kind=Kind.UNDECIDED, reason=reason)
    certificate = certificates.certify(claim, balls, judged.points) if balls else None
    verdict = _verdict(claim, judged, certificate, naming)
    if formula is not None and not claim.exact:
        verdict = _with_terms(verdict, judged, sampler, formula, naming, bool(stages))
    if stated is not None and stated_size is not None:
        verdict = _with_stated(verdict, stating.judged(stated, stated_size, sampler, judged.points, naming))
    named = replace(verdict, variable=naming.base, small=naming.small)
    return replace(named, cpu_seconds=time.process_time() - began)


def _with_stated(verdict: Verdict, found: Remainder) -> Verdict:
    """The verdict with what was found about the remainder that the formula states."""
    rest = verdict.remainder
    text = rest.text if rest else found.text
    shown = replace(rest or found, text=text, kind=found.kind, reason=found.reason, claimed=found.claimed)
    verdict = replace(verdict, remainder=shown)
    if found.kind is Kind.CONFIRMED or verdict.kind is not Kind.CONFIRMED:
        return verdict
    return replace(verdict, kind=found.kind, reason=found.reason)


def _of_nothing(sampler: Sampler, naming: Naming) -> Verdict:
    """The formula 0 claims that the exact quantity vanishes."""
    claim, context = sampler.claim, sampler.context
    points: list[Point] = []
    for x in sampler.xs()[:9]:
        try:
            value = sampler.exact(x, STARTING_DIGITS)
        except UNUSABLE:
            break
        points.append(Point(x, value, context.zero, STARTING_DIGITS))
    if not points:
        return _unmeasured(claim, Kind.UNDECIDED, "no samples of the exact quantity", ())
    if not any(p.exact for p in points):
        return _unmeasured(claim, Kind.CONFIRMED, "both sides vanish identically", ())
    law = law_of([p.exact for p in points], [p.x for p in points], claim.limit.ratio, context)
    size = f"; it goes as {law_text(law, naming)}" if law else ""
    reason = f"0 says that the exact quantity vanishes, and it does not{size}"
    named = replace(_unmeasured(claim, Kind.WRONG_ORDER, reason, ()), variable=naming.base, small=naming.small)
    return named


def _with_terms(
    verdict: Verdict, judged: _Judgement, sampler: Sampler, formula: Approximation, naming: Naming, anew: bool
) -> Verdict:
    """The verdict with a row for every term; one that does not hold decides where the leading law does.

    `anew`: whether to sample again where the samples that there are do not resolve a term.
    """
    reading = read(formula)
    law, holds = judged.found.formula, judged.lead or judged.kind is Kind.CONFIRMED
    size = naming.term("1", nearby(law.order.value, law.order.error), law.logarithm) if law else ""
    ratio = measured(judged.found.ratio) if judged.kind is not Kind.WRONG_ORDER else None
    lead = Term(
        1, reading.rows[0].written, size, Kind.CONFIRMED if holds else judged.kind,
        "the leading law" if holds else judged.reason, ratio,
        exponent=str(nearby(law.order.value, law.order.error)) if law else "",
        logarithm=str(law.logarithm) if law else "", digits=verdict.digits_agreed,
    )  # fmt: skip
    table = judged_terms(sampler, reading, judged.points, lead, naming, anew=anew)
    decision = table.decision if holds else None
    kind, reason = decision or (judged.kind, judged.reason)
    if kind is Kind.CONFIRMED and verdict.range_1_percent == "0" and judged.slow is None:
        reason = f"{reason}; the approach is slow: the error is above 1% at every sample"
    return replace(verdict, kind=kind, reason=reason, terms=table.terms, remainder=table.remainder)


def _of_turns(
    sampler: Sampler, formula: Approximation, naming: Naming, balls: BallSide | None
) -> tuple[Verdict, list[Point]] | None:
    """The verdict on a claim that oscillates with a known phase, and its samples; None for any other."""
    claim, context = sampler.claim, sampler.context
    reading = read(formula)
    trees = [reading.rows[0].up_to.tree, reading.whole.tree, formula.exact]
    ahead = terms_far(8)[2:4]
    phase = phase_of([each for each in trees if each is not None], formula.values, ahead)
    if phase is None:
        return None
    found = swinging.turns(sampler, phase, STARTING_DIGITS, ahead)
    if len(found) <= FEWEST + 1:
        return None
    table, lead = oscillating.table(
        sampler, reading, found, naming, claim.terms, lambda: swinging.closer(sampler, phase, STARTING_DIGITS)
    )
    seen = oscillating.measurement(sampler, found, lead)
    reach = [oscillating.reach(found, context.mpf(percent) / 100) for percent in (1, 10)]
    kind, reason = lead.kind, lead.reason
    if kind is Kind.CONFIRMED:
        decision = (
            table.decision
            or claimed_order(claim, sampler, seen, naming)
            or beyond(claim, sampler, seen, False, reach[1], naming)
        )
        kind, reason = decision or (kind, "amplitude and phase agree, term by term" if len(table.terms) > 1 else reason)
    judged = _Judgement([turn.points[0] for turn in found], seen, reach, kind, reason)
    certificate = certificates.certify(claim, balls, judged.points) if balls else None
    verdict = _verdict(claim, judged, certificate, naming)
    verdict = replace(verdict, terms=table.terms, remainder=table.remainder, variable=naming.base, small=naming.small)
    return verdict, judged.points


def _far_out(judged: _Judgement, sampler: Sampler, naming: Naming) -> _Judgement:
    """The same with the leading law decided at s = e^(-1/u), if it can be decided there."""
    slow = slowly.judged(sampler, naming)
    if slow is None or (slow.decision and slow.decision[0] is Kind.UNDECIDED):
        return judged
    claim, found = sampler.claim, replace(judged.found, ratio=slow.found.ratio)
    decision = slow.decision or beyond(claim, sampler, found, identical=False, reach=judged.reach[1], naming=naming)
    kind, reason = decision or (Kind.CONFIRMED, f"order and prefactor agree; {slowly.approach(slow)}")
    return replace(judged, found=found, kind=kind, reason=reason, lead=slow.decision is None, slow=slow)


def _may_cross(judged: _Judgement, sampler: Sampler) -> bool:
    """Whether a wrong leading law may be one on this side of a crossover, and looking further out costs little."""
    wrong = not judged.lead and judged.kind in (Kind.WRONG_ORDER, Kind.WRONG_PREFACTOR)
    more = sampler.claim.order or sampler.claim.prefactor  # which are not asked for there
    return wrong and not more and sampler.most_digits > MAX_DIGITS


def _settled_near_or_far(
    sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], naming: Naming
) -> tuple[Sampler, _Judgement | Verdict]:
    """The same closer by and closer together where one side ends too soon, as what cancels exponentially does."""
    try:
        return sampler, _settled(sampler, digits, ranges, stages, naming)
    except (BudgetError, DivergesError):
        raise
    except UNUSABLE:
        if not stages:
            raise
    *others, last = (sampler.on(_closer(sampler.claim, start)) for start in CLOSER)
    for other in others:
        with contextlib.suppress(*UNUSABLE):
            return other, _settled(other, digits, ranges, stages, naming)
    return last, _settled(last, digits, ranges, stages, naming)


def _closer(claim: Claim, start: str) -> Claim:
    begin = start or claim.limit.start
    return replace(claim, limit=replace(claim.limit, start=begin, ratio=CLOSER_RATIO))


def _settled(
    sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], naming: Naming
) -> _Judgement | Verdict:
    """Sample, measure and decide, in one go or in stages until the exponent is known."""
    points: list[Point] = []
    try:
        return _in_stages(sampler, digits, ranges, stages, points, naming)
    except BudgetError as error:
        return _unmeasured(sampler.claim, Kind.UNDECIDED, f"{error}; {len(points)} samples were known by then", points)


def _in_stages(
    sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int], points: list[Point], naming: Naming
) -> _Judgement | Verdict:
    claim = sampler.claim
    for count in (*stages, claim.limit.samples):
        _sample(sampler, digits, points, count, patient=len(points) >= min(stages, default=count))
        if any(not p.exact or not p.approx for p in points):
            return _of_zeros(claim, points)
        if stages and oscillation.oscillates(points):
            return _of_oscillation(sampler, points)
        judged = _judged(sampler, points, digits, ranges, bool(stages), naming)
        if len(points) < count or (judged.kind is not Kind.UNDECIDED and _well_known(judged.found)):
            return judged
    if stages and judged.kind is Kind.CONFIRMED and not _well_known(judged.found):
        reason = f"the exponent is only known to {show_error(judged.found.order)}"
        return replace(judged, kind=Kind.UNDECIDED, reason=reason)
    return judged


def _of_oscillation(sampler: Sampler, points: list[Point]) -> _Judgement:
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
        return _Judgement(points, found, [context.zero] * 2, *wrong, lead=False)
    reach = [_reach_of_swings(swings, context.mpf(percent) / 100) for percent in (1, 10)]
    kind, reason = decide(claim, sampler, found, identical=False, reach=reach[1])
    if kind is Kind.CONFIRMED:
        reason = "order and prefactor agree at the antinodes of the approximation"
    holds = leading(claim, sampler, found) is None
    return _Judgement([swing.antinode for swing in swings], found, reach, kind, reason, holds)


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
) -> _Judgement:
    claim, context = sampler.claim, sampler.context
    found = measure(claim, sampler, points, sampler.controls(points))
    wide = [*reversed(sampler.beyond(points, context.mpf(1) / 10)), *points] if further else points
    reach = [sampler.reach(wide, context.mpf(percent) / 100) if ranges else context.zero for percent in (1, 10)]
    identical = all(agreed(p) >= min(digits, p.digits - SPARE_DIGITS + 1) for p in points)
    kind, reason = decide(claim, sampler, found, identical, reach[1], naming)
    return _Judgement(list(points), found, reach, kind, reason, leading(claim, sampler, found) is None)


def _verdict(claim: Claim, judged: _Judgement, certificate: Certificate | None, naming: Naming) -> Verdict:
    points, found, kind = judged.points, judged.found, judged.kind
    formula = found.formula
    # Of the wrong order, the ratio has no finite limit to report.
    ratio = None if kind is Kind.WRONG_ORDER else found.ratio
    readable = not found.exponential and found.order.error < 1
    worst = min if claim.exact else (lambda values: values[-1])  # of digits: at every x, or at the smallest
    return Verdict(
        claim=claim.id,
        kind=kind,
        reason=judged.reason,
        claimed_order=claim.order,
        measured_order=show(found.order) if readable else "",
        order_error=show_error(found.order) if readable else "",
        prefactor_ratio=show(ratio),
        prefactor_error=show_error(ratio),
        remainder_order="exact" if all(agreed(p) == p.digits for p in points) else show(found.remainder),
        range_1_percent=text_of(judged.reach[0], 3),
        range_10_percent=text_of(judged.reach[1], 3),
        digits_agreed=worst([agreed(p) for p in points]),
        working_digits=max(p.digits for p in points),
        evidence=f"certified at {certificate.points} points" if certificate else "measured",
        samples=_samples(points),
        remainder_error=show_error(found.remainder),
        prefactor=show(found.prefactor),
        logarithm="" if found.power_of_log is None else str(found.power_of_log),
        law=naming.exponential(found.exponential) if found.exponential else "",
        formula_order=show(formula.order) if formula else "",
        formula_prefactor=show(formula.prefactor) if formula else "",
        formula_logarithm=str(formula.logarithm) if formula else "",
        digits_proven=worst(list(certificate.digits)) if certificate else 0,
        order_bracket=certificate.order_bracket if certificate else (),
        remainder_bracket=certificate.remainder_bracket if certificate else (),
        seed=SEED,
    )


def _sample(sampler: Sampler, digits: int, points: list[Point], count: int, patient: bool) -> None:
    """Extend the samples to so many; `patient`: where one side ends, keep what there is."""
    claim = sampler.claim
    for x in sampler.xs()[len(points) : count]:
        if claim.exact:
            points.append(sampler.at(x, min(MAX_DIGITS, digits + SPARE_DIGITS)))
            continue
        # The digits the last point needed are the best guess for the next: it saves a second evaluation.
        start = digits_needed(points[-1]) + SPARE_DIGITS if points and points[-1].error else 0
        try:
            points.append(sampler.resolved(x, min(max(start, digits), MOST_STARTING_DIGITS)))
        except UNUSABLE:
            if not patient:
                raise
            return


def _samples(points: Iterable[Point]) -> tuple[Sample, ...]:
    """Where all digits compared agree the difference is rounding, which is nobody's business, and is shown as 0."""
    shown = ((p.x, p.exact, p.approx, 0 if agreed(p) == p.digits else p.error) for p in points)
    return tuple(Sample(*(text_of(value, SHOWN) for value in row)) for row in shown)


def _of_zeros(claim: Claim, points: Sequence[Point]) -> Verdict:
    """Zero has no order: an identity 0 = 0 holds, zero against something else is the wrong order."""
    if all(p.exact == p.approx == 0 for p in points) or (claim.exact and all(p.exact == p.approx for p in points)):
        return _unmeasured(claim, Kind.CONFIRMED, "both sides vanish identically", points)
    if all(not p.exact for p in points):
        return _unmeasured(claim, Kind.WRONG_ORDER, "the exact quantity vanishes identically", points)
    if all(not p.approx for p in points):
        return _unmeasured(claim, Kind.WRONG_ORDER, "the formula vanishes identically", points)
    return _unmeasured(claim, Kind.UNDECIDED, "one of the two vanishes at some samples only", points)


def _unmeasured(claim: Claim, kind: Kind, reason: str, points: Sequence[Point]) -> Verdict:
    """A verdict that rests on no fit."""
    return Verdict(
        claim=claim.id,
        kind=kind,
        reason=reason,
        claimed_order=claim.order,
        measured_order="",
        order_error="",
        prefactor_ratio="",
        prefactor_error="",
        remainder_order="",
        range_1_percent="",
        range_10_percent="",
        digits_agreed=min((agreed(p) for p in points), default=0),
        working_digits=max((p.digits for p in points), default=0),
        evidence="measured",
        samples=_samples(points),
        logarithm="",
    )
