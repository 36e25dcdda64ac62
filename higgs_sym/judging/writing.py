"""What was decided, put down as a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from higgs_sym.judging import slowly
from higgs_sym.judging.certificates import Certificate
from higgs_sym.judging.deciding import SHOWN, show, show_error, text_of
from higgs_sym.judging.measuring import Measurement
from higgs_sym.judging.sampling import SEED, Point, agreed
from higgs_sym.judging.wording import Naming
from higgs_sym.records import Claim, Kind, Sample, Verdict


@dataclass(frozen=True)
class Judgement:
    """What was decided after so many samples."""

    points: list[Point]
    found: Measurement
    reach: list[Any]  # of errors below 1% and 10%
    kind: Kind
    reason: str
    lead: bool = True  # whether the leading law holds, whatever else is claimed
    slow: slowly.Slow | None = None  # what the samples far out say, where the approach is logarithmic
    loose: bool = False  # whether it is open only because the exponent is not known well enough


def written(claim: Claim, judged: Judgement, certificate: Certificate | None, naming: Naming) -> Verdict:
    points, found, kind = judged.points, judged.found, judged.kind
    formula = found.formula
    # Of the wrong order, the ratio has no finite limit to report.
    ratio = None if kind is Kind.WRONG_ORDER or found.ratio.error == math.inf else found.ratio
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


def _samples(points: Iterable[Point]) -> tuple[Sample, ...]:
    """Where all digits compared agree the difference is rounding, which is nobody's business, and is shown as 0."""
    shown = ((p.x, p.exact, p.approx, 0 if agreed(p) == p.digits else p.error) for p in points)
    return tuple(Sample(*(text_of(value, SHOWN) for value in row)) for row in shown)


def of_zeros(claim: Claim, points: Sequence[Point]) -> Verdict:
    """Zero has no order: an identity 0 = 0 holds, zero against something else is the wrong order."""
    if all(p.exact == p.approx == 0 for p in points) or (claim.exact and all(p.exact == p.approx for p in points)):
        return unmeasured(claim, Kind.CONFIRMED, "both sides vanish identically", points)
    if all(not p.exact for p in points):
        return unmeasured(claim, Kind.WRONG_ORDER, "the exact quantity vanishes identically", points)
    if all(not p.approx for p in points):
        return unmeasured(claim, Kind.WRONG_ORDER, "the formula vanishes identically", points)
    return unmeasured(claim, Kind.UNDECIDED, "one of the two vanishes at some samples only", points)


def unmeasured(claim: Claim, kind: Kind, reason: str, points: Sequence[Point]) -> Verdict:
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
