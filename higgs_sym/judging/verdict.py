"""Samples -> verdict: how many are taken, what is measured on them, and how it is put down."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging import certificates, oscillating, slowly, stating, swinging
from higgs_sym.judging.acceleration import FEWEST
from higgs_sym.judging.certificates import BallSide
from higgs_sym.judging.deciding import beyond, claimed_order
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.laws import nearby
from higgs_sym.judging.partials import Approximation, Partial, far
from higgs_sym.judging.phases import phase_of
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler
from higgs_sym.judging.settling import STARTING_DIGITS, settled
from higgs_sym.judging.table import judged as judged_terms
from higgs_sym.judging.terms import read
from higgs_sym.judging.wording import OWN, Naming, law_text, measured
from higgs_sym.judging.writing import Judgement, unmeasured, written
from higgs_sym.parsing.landau import Landau
from higgs_sym.records import Kind, Remainder, Term, Verdict

IDENTITY_DIGITS = 30  # compared when nothing else is asked for


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
        sampler, judged = settled(sampler, digits, ranges, stages, naming)
    except DivergesError as error:
        return unmeasured(claim, Kind.REFUTED if stages else Kind.UNDECIDED, str(error), ())
    except UNUSABLE as error:
        return unmeasured(claim, Kind.UNDECIDED, f"no samples: {error}", ())
    if isinstance(judged, Verdict):
        return judged
    if formula is not None and stages and slowly.may_help(judged.kind, judged.found, judged.points):
        judged = _far_out(judged, sampler, naming)
    if formula is not None and stages and _may_cross(judged, sampler):
        judged = _across(judged, _far_out(judged, sampler, naming))
    certificate = certificates.certify(claim, balls, judged.points) if balls else None
    verdict = written(claim, judged, certificate, naming)
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
    why = ""
    for x in sampler.xs()[:9]:
        try:
            value = sampler.exact(x, STARTING_DIGITS)
        except (BudgetError, DivergesError):
            raise
        except UNUSABLE as error:
            why = f": {error}"
            break
        points.append(Point(x, value, context.zero, STARTING_DIGITS))
    if not points:
        return unmeasured(claim, Kind.UNDECIDED, f"no samples of the exact quantity{why}", ())
    if not any(p.exact for p in points):
        return unmeasured(claim, Kind.CONFIRMED, "both sides vanish identically", ())
    law = law_of([p.exact for p in points], [p.x for p in points], claim.limit.ratio, context)
    size = f"; it goes as {law_text(law, naming)}" if law else ""
    reason = f"0 says that the exact quantity vanishes, and it does not{size}"
    named = replace(unmeasured(claim, Kind.WRONG_ORDER, reason, ()), variable=naming.base, small=naming.small)
    return named


def _with_terms(
    verdict: Verdict, judged: Judgement, sampler: Sampler, formula: Approximation, naming: Naming, anew: bool
) -> Verdict:
    """The verdict with a row for every term; one that does not hold decides where the leading law does.

    `anew`: whether to sample again where the samples that there are do not resolve a term.
    """
    reading = read(formula)
    law, holds = judged.found.formula, judged.lead or judged.kind is Kind.CONFIRMED
    order = nearby(law.order.value, law.order.error) if law else Fraction(0)
    size = "" if law is None else naming.size(order, law.logarithm) if order or law.logarithm else "1"
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
    if decision is None and judged.loose and len(table.terms) > 1:
        # What is left beside the leading law is the next term, which vanishes against it: so it holds.
        kind, reason = Kind.CONFIRMED, "order and prefactor agree, as the later terms show"
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
    ahead = far(8)[2:4]
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
    judged = Judgement([turn.points[0] for turn in found], seen, reach, kind, reason)
    certificate = certificates.certify(claim, balls, judged.points) if balls else None
    verdict = written(claim, judged, certificate, naming)
    verdict = replace(verdict, terms=table.terms, remainder=table.remainder, variable=naming.base, small=naming.small)
    return verdict, judged.points


def _far_out(judged: Judgement, sampler: Sampler, naming: Naming) -> Judgement:
    """The same with the leading law decided at s = e^(-1/u), if it can be decided there."""
    slow = slowly.judged(sampler, naming)
    if slow is None or (slow.decision and slow.decision[0] is Kind.UNDECIDED):
        return judged
    claim, found = sampler.claim, replace(judged.found, ratio=slow.found.ratio)
    decision = slow.decision or beyond(claim, sampler, found, identical=False, reach=judged.reach[1], naming=naming)
    kind, reason = decision or (Kind.CONFIRMED, f"order and prefactor agree; {slowly.approach(slow)}")
    return replace(judged, found=found, kind=kind, reason=reason, lead=slow.decision is None, slow=slow)


def _across(judged: Judgement, beyond: Judgement) -> Judgement:
    """What holds beyond a crossover; one between powers is the user's to look for, logarithms need it always."""
    if not beyond.lead:
        return judged
    if judged.found.logarithm:
        return beyond
    reason = f"{judged.reason} at the samples, but further out the leading law holds; `start` takes them there"
    return replace(judged, kind=Kind.UNDECIDED, reason=reason)


def _may_cross(judged: Judgement, sampler: Sampler) -> bool:
    """Whether a wrong leading law may be one on this side of a crossover, and looking further out costs little."""
    wrong = not judged.lead and judged.kind in (Kind.WRONG_ORDER, Kind.WRONG_PREFACTOR)
    more = sampler.claim.order or sampler.claim.prefactor  # which are not asked for there
    return wrong and not more and sampler.most_digits > MAX_DIGITS
