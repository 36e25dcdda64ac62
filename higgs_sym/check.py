"""Claim -> Verdict: order, prefactor and reach of an approximation, measured against the full quantity.

`verify` judges a registered claim, `check` anybody's formula, `verify_all` all that is registered. The two sides are
compared along x_k = start/ratio^k at a precision that resolves their difference, and everything that is stated about
the limit comes from an accelerated sequence with an error bar. What the bar does not settle is undecided. Sampling
shows what holds, balls prove it at the samples, and only a derivation with the same result makes it *proven*.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from higgs_sym import certificates, oscillation
from higgs_sym.certificates import BallSide, Certificate
from higgs_sym.deciding import SHOWN, decide, show, show_error, text_of
from higgs_sym.errors import AccuracyError, StepError, UnknownIdError
from higgs_sym.inputs import MAX_DIGITS, check_digits
from higgs_sym.measuring import Measurement, measure
from higgs_sym.question import Question, pose
from higgs_sym.records import Claim, Finding, Formula, Kind, Outcome, Sample, Statement, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, STATEMENTS
from higgs_sym.sampling import SEED, UNUSABLE, Memory, Point, Sampler, agreed, digits_needed

IDENTITY_DIGITS = 30  # compared when nothing else is asked for
STARTING_DIGITS = 20  # of an asymptotic claim; they rise as the difference shrinks
MOST_STARTING_DIGITS = 60
SPARE_DIGITS = 3  # asked of the oracle beyond the digits compared
STAGES = (7, 9, 11)  # numbers of samples after which a question may already be settled
SETTLED = "1e-6"  # what the exponent is known to when it is

Progress = Callable[[int, int, str], None]
Judge = Callable[[Sequence[Claim | Statement], int | None, bool, Progress], Sequence[Verdict | Finding]]


def verify(
    claim: Claim,
    digits: int | None = None,
    *,
    formula: Formula | None = None,
    memory: Memory | None = None,
    ranges: bool = True,
    certify: bool = False,
) -> Verdict:
    """The verdict on a claim.

    `digits` (10 to 100) is what an identity is compared to (default 30), and where an asymptotic claim
    starts (default 20, at most 60): there the precision rises as the limit demands. `formula` stands in for
    the registered formula; `memory` holds what the oracle has said before; without `ranges` the reach of the
    formula is not refined between the samples. With `certify`, claims that have balls are certified at their
    samples. Deterministic: the same claim gives the same strings everywhere. A quantity that misses its
    accuracy leaves the claim undecided; digits out of range raise InputError.
    """
    formula = formula or FORMULAS[claim.formula]
    sampler = Sampler(claim, formula, memory)
    balls = certificates.of_formula(formula) if certify and claim.ball else None
    verdict = _judge(sampler, check_digits(digits), balls, ranges)
    return replace(verdict, evidence=_evidence(claim, formula, verdict))


def check(
    approx: Any,
    exact: Any,
    var: str,
    limit: str,
    *,
    at: Mapping[str, Any] | None = None,
    order: Any = None,
    prefactor: Any = None,
    remainder: Any = None,
    claimed_range: Any = None,
    start: Any = None,
    digits: int | None = None,
    certify: bool = False,
    title: str = "claim",
) -> Verdict:
    """The verdict on anybody's approximation.

    Parameters: `approx` and `exact`, formula strings (see `parsing.grammar`) or SymPy expressions; `exact` may be a
    function (x, digits) -> mpf of the variable instead, trusted to that many digits. `var` tends to `limit`: "0+",
    "0-", "oo", "-oo", or a point with its side, "2+", "pi/2-". `at` gives every other symbol, by a number or by a
    formula in `var` (parameters that scale together). Claimed, if given: `order`, the exponent of the leading term in
    the small parameter (the distance from the point, or 1/|var|); `prefactor` of that term; `remainder`, the exponent
    of |exact/approx - 1| or a formula in `var` that it should equal to leading order; `claimed_range`, the value of
    `var` up to which the error stays below 10%. `start`: the largest value of the small parameter that the limit is
    measured from (default 1/16). `digits` (10 to 60) to start from. With `certify`, quantities of the package are
    evaluated in balls.

    Samples until the exponent is known to 1e-6, and says undecided where it is not. Exponents, samples and ranges of
    the verdict refer to the small parameter. Evidence is "certified at N points" where both sides could be enclosed in
    balls, else "measured". Raises FormulaError for what is no formula and InputError for other wrong arguments.
    """
    question = pose(
        approx, exact, var, limit, at=at, order=order, prefactor=prefactor, remainder=remainder,
        claimed_range=claimed_range, start=start, certify=certify, title=title,
    )  # fmt: skip
    return answer(question, digits)


def answer(question: Question, digits: int | None = None) -> Verdict:
    """The verdict on a question; see `check`."""
    sampler = Sampler(question.claim, question.approximation)
    return _judge(sampler, check_digits(digits), question.approximation_ball, ranges=True, stages=STAGES)


def verify_all(
    ids: Iterable[str] | None = None,
    digits: int | None = None,
    progress: Progress | None = None,
    *,
    certify: bool = False,
    judge: Judge | None = None,
) -> Outcome:
    """Verdicts on the registered claims and findings on the statements with these ids, all by default.

    `progress(done, total, id)` is called after each. `judge` does the work, one after the other by default;
    `runs.checks.judge` does it on several processes and keeps the results. Raises UnknownIdError for an unknown id.
    """
    rows = [*CLAIMS, *STATEMENTS] if ids is None else [_claim_or_statement(identifier) for identifier in ids]
    decided = (judge or _one_by_one)(rows, digits, certify, progress or (lambda done, total, name: None))
    verdicts = tuple(each for each in decided if isinstance(each, Verdict))
    findings = {row.id: each for row, each in zip(rows, decided, strict=True) if isinstance(each, Finding)}
    return Outcome(verdicts, findings)


def _one_by_one(
    rows: Sequence[Claim | Statement], digits: int | None, certify: bool, progress: Progress
) -> list[Verdict | Finding]:
    decided = []
    for row in rows:
        decided.append(decide_record(row, digits, certify))
        progress(len(decided), len(rows), row.id)
    return decided


def decide_record(row: Claim | Statement, digits: int | None, certify: bool) -> Verdict | Finding:
    """The verdict on a claim, the finding on a statement."""
    return verify(row, digits, certify=certify) if isinstance(row, Claim) else decide_statement(row, digits)


def decide_statement(statement: Statement, digits: int | None = None) -> Finding:
    """The finding on a statement; a quantity that misses its accuracy leaves it undecided.

    `digits` (10 to 100) is handed to the statement's own test, which chooses for itself if it is None.
    """
    try:
        return statement.decide(check_digits(digits))
    except AccuracyError as error:
        return Finding(Kind.UNDECIDED, f"no finding: {error}", "measured")


def _claim_or_statement(identifier: str) -> Claim | Statement:
    if identifier in CLAIMS:
        return CLAIMS[identifier]
    if identifier in STATEMENTS:
        return STATEMENTS[identifier]
    near = difflib.get_close_matches(identifier, [row.id for row in (*CLAIMS, *STATEMENTS)], n=3, cutoff=0.5)
    raise UnknownIdError("claim or statement", identifier, tuple(near))


def expectations() -> dict[str, Kind]:
    """The verdict on record of every claim and statement, by id."""
    return {row.id: row.expectation for row in (*CLAIMS, *STATEMENTS)}


def surprises(outcome: Outcome, expected: Mapping[str, Kind] | None = None) -> tuple[str, ...]:
    """Ids of what was not decided as expected; as it is on record, if nothing else is said."""
    expected = expectations() if expected is None else expected
    return tuple(key for key, kind in outcome.kinds().items() if kind is not expected[key])


def differs_from_expectation(verdict: Verdict) -> bool:
    """Whether a verdict on a registered claim is not the one on record."""
    return verdict.kind is not CLAIMS[verdict.claim].expectation


@dataclass(frozen=True)
class _Judgement:
    """What was decided after so many samples."""

    points: list[Point]
    found: Measurement
    reach: list[Any]  # of errors below 1% and 10%
    kind: Kind
    reason: str


def _judge(
    sampler: Sampler, digits: int | None, balls: BallSide | None, ranges: bool, stages: Sequence[int] = ()
) -> Verdict:
    """The verdict from the samples; `stages`: after how many of them it may be settled."""
    began = time.process_time()
    claim = sampler.claim
    digits = digits or (IDENTITY_DIGITS if claim.exact else STARTING_DIGITS)
    try:
        judged = _settled(sampler, digits, ranges, stages)
    except UNUSABLE as error:
        return _unmeasured(claim, Kind.UNDECIDED, f"no samples: {error}", ())
    if isinstance(judged, Verdict):
        return judged
    certificate = certificates.certify(claim, balls, judged.points) if balls else None
    return replace(_verdict(claim, judged, certificate), cpu_seconds=time.process_time() - began)


def _settled(sampler: Sampler, digits: int, ranges: bool, stages: Sequence[int]) -> _Judgement | Verdict:
    """Sample, measure and decide, in one go or in stages until the exponent is known."""
    claim = sampler.claim
    points: list[Point] = []
    for count in (*stages, claim.limit.samples):
        _sample(sampler, digits, points, count, patient=len(points) >= min(stages, default=count))
        if any(not p.exact or not p.approx for p in points):
            return _of_zeros(claim, points)
        if stages and oscillation.oscillates(points):
            return _of_oscillation(sampler, points)
        judged = _judged(sampler, points, digits, ranges, further=bool(stages))
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
    except UNUSABLE as error:
        nothing = measure(claim, sampler, points)
        return _Judgement(points, nothing, [context.zero] * 2, Kind.UNDECIDED, f"both sides oscillate: {error}")
    found = oscillation.measure(sampler, swings)
    reach = [_reach_of_swings(swings, context.mpf(percent) / 100) for percent in (1, 10)]
    kind, reason = decide(claim, sampler, found, identical=False, reach=reach[1])
    if kind is Kind.CONFIRMED:
        reason = "order and prefactor agree at the antinodes of the approximation"
    return _Judgement([swing.antinode for swing in swings], found, reach, kind, reason)


def _reach_of_swings(swings: Sequence[oscillation.Swing], threshold: Any) -> Any:
    """The largest antinode up to which the error of every swing stays below the threshold; not refined."""
    inside = [swing.antinode.x for swing in swings if swing.error <= threshold]
    worst = [swing.antinode.x for swing in swings if swing.error > threshold]
    inside = [x for x in inside if not worst or x < min(worst)]
    return max(inside) if inside else swings[0].antinode.x.context.zero


def _well_known(found: Measurement) -> bool:
    known = found.order.value.context.mpf(SETTLED)
    return bool(found.exponential or found.ratio_exponential or min(found.order.error, found.relative.error) <= known)


def _judged(sampler: Sampler, points: list[Point], digits: int, ranges: bool, further: bool) -> _Judgement:
    claim, context = sampler.claim, sampler.context
    found = measure(claim, sampler, points, sampler.controls(points))
    wide = [*reversed(sampler.beyond(points, context.mpf(1) / 10)), *points] if further else points
    reach = [sampler.reach(wide, context.mpf(percent) / 100) if ranges else context.zero for percent in (1, 10)]
    identical = all(agreed(p) >= min(digits, p.digits - SPARE_DIGITS + 1) for p in points)
    kind, reason = decide(claim, sampler, found, identical, reach[1])
    return _Judgement(list(points), found, reach, kind, reason)


def _verdict(claim: Claim, judged: _Judgement, certificate: Certificate | None) -> Verdict:
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
        law=str(found.exponential or ""),
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


def _evidence(claim: Claim, formula: Formula, verdict: Verdict) -> str:
    """Proven by derivation, if one ends at the formula and the samples agree; else what the samples are worth."""
    if claim.derivation is None or verdict.kind is not Kind.CONFIRMED:
        return verdict.evidence
    from higgs_sym.backends.symbolic_backend import expression
    from higgs_sym.steps import proves_zero

    derivation = DERIVATIONS[claim.derivation]
    try:
        result = derivation.build().result
    except StepError:
        return verdict.evidence
    return "proven by derivation" if proves_zero(result - expression(formula)) else verdict.evidence


def _samples(points: Iterable[Point]) -> tuple[Sample, ...]:
    """Where all digits compared agree the difference is rounding, which is nobody's business, and is shown as 0."""
    shown = ((p.x, p.exact, p.approx, 0 if agreed(p) == p.digits else p.error) for p in points)
    return tuple(Sample(*(text_of(value, SHOWN) for value in row)) for row in shown)


def _of_zeros(claim: Claim, points: Sequence[Point]) -> Verdict:
    """Zero has no order: an identity 0 = 0 holds, zero against something else is the wrong order."""
    if claim.exact and all(p.exact == p.approx for p in points):
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
