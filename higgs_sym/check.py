"""Claim -> Verdict: order, prefactor and reach of an approximation, measured against the full quantity.

The two are compared along x_k = start/ratio^k at a precision that resolves their difference, and everything
that is stated about the limit comes from an accelerated sequence with an error bar. What the bar does not
settle is undecided. Sampling shows what holds; only a derivation with the same result makes it *proven*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.acceleration import FEWEST, Estimate, limit
from higgs_sym.errors import AccuracyError, StepError
from higgs_sym.inputs import MAX_DIGITS, check_digits
from higgs_sym.records import Claim, Formula, Kind, Sample, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS
from higgs_sym.sampling import GOOD_DIGITS, NotRealError, Point, Sampler, agreed, digits_needed

IDENTITY_DIGITS = 30  # compared when nothing else is asked for
STARTING_DIGITS = 20  # of an asymptotic claim; they rise as the difference shrinks
MOST_STARTING_DIGITS = 60
SPARE_DIGITS = 3  # asked of the oracle beyond the digits compared
TOLERANCE = "1e-3"  # an exponent or a prefactor known less well than this decides nothing
COARSEST = "0.1"  # a remainder's exponent known less well than this is not reported
SHOWN = 15  # significant digits printed
NEGLIGIBLE = Fraction(1, 10**9)  # an exponent this close to a simple fraction is that fraction

Progress = Callable[[int, int, str], None]
Judge = Callable[[Sequence[Claim], int | None, Progress], Sequence[Verdict]]


@dataclass(frozen=True)
class Measurement:
    """What the samples of one claim say about the limit."""

    order: Estimate  # exponent of the exact quantity
    relative: Estimate  # exponent of exact/approximation
    ratio: Estimate  # exact/approximation in the limit
    logarithm: int  # exact/approximation grows like ln(x)^this; 0 if it does not
    remainder: Estimate | None  # exponent of |exact/approximation - 1|; None if it could not be resolved
    prefactor: Estimate | None


def verify(claim: Claim, digits: int | None = None, *, formula: Formula | None = None) -> Verdict:
    """The verdict on a claim.

    `digits` (10 to 100) is what an identity is compared to (default 30), and where an asymptotic claim
    starts (default 20, at most 60): there the precision rises as the limit demands. `formula` stands in for
    the registered formula. Deterministic: the same claim gives the same strings everywhere. A quantity that
    misses its accuracy leaves the claim undecided; digits out of range raise InputError.
    """
    digits = check_digits(digits) or (IDENTITY_DIGITS if claim.exact else STARTING_DIGITS)
    formula = formula or FORMULAS[claim.formula]
    sampler = Sampler(claim, formula)
    try:
        points = _sample(sampler, digits)
        if any(not p.exact or not p.approx for p in points):
            return _of_zeros(claim, points)
        reach = [sampler.reach(points, sampler.context.mpf(percent) / 100) for percent in (1, 10)]
    except (AccuracyError, NotRealError, ZeroDivisionError, ValueError) as error:
        return _unmeasured(claim, Kind.UNDECIDED, f"no samples: {error}", ())
    found = measure(claim, sampler, points)
    identical = all(agreed(p) >= min(digits, p.digits - SPARE_DIGITS + 1) for p in points)
    kind, reason = decide(claim, sampler, found, identical, reach[1])
    # Of the wrong order, the ratio has no finite limit to report.
    ratio = None if kind is Kind.WRONG_ORDER else found.ratio
    return Verdict(
        claim=claim.id,
        kind=kind,
        reason=reason,
        claimed_order=claim.order,
        measured_order=show(found.order),
        order_error=show_error(found.order),
        prefactor_ratio=show(ratio),
        prefactor_error=show_error(ratio),
        remainder_order="exact" if all(agreed(p) == p.digits for p in points) else show(found.remainder),
        range_1_percent=_text(reach[0], 3),
        range_10_percent=_text(reach[1], 3),
        digits_agreed=min(agreed(p) for p in points) if claim.exact else agreed(points[-1]),
        working_digits=max(p.digits for p in points),
        evidence=_evidence(claim, formula, kind),
        samples=_samples(points),
        remainder_error=show_error(found.remainder),
        prefactor=show(found.prefactor),
    )


def verify_all(
    ids: Iterable[str] | None = None,
    digits: int | None = None,
    progress: Progress | None = None,
    judge: Judge | None = None,
) -> tuple[Verdict, ...]:
    """Verdicts on the registered claims with these ids (all by default), in registry order.

    `progress(done, total, id)` is called after each claim. `judge` does the work, one after the other by default;
    `runs.checks.judge` does it on several processes and keeps the results. Raises UnknownIdError for an unknown id.
    """
    claims = list(CLAIMS) if ids is None else [CLAIMS[identifier] for identifier in ids]
    return tuple((judge or _one_by_one)(claims, digits, progress or (lambda done, total, name: None)))


def _one_by_one(claims: Sequence[Claim], digits: int | None, progress: Progress) -> list[Verdict]:
    verdicts = []
    for claim in claims:
        verdicts.append(verify(claim, digits))
        progress(len(verdicts), len(claims), claim.id)
    return verdicts


def differs_from_expectation(verdict: Verdict) -> bool:
    """Whether a verdict on a registered claim is not the one on record."""
    return verdict.kind is not CLAIMS[verdict.claim].expectation


def measure(claim: Claim, sampler: Sampler, points: Sequence[Point]) -> Measurement:
    """Order, prefactor and remainder from the samples, each with its error bar."""
    context, step = sampler.context, claim.limit.ratio
    noise = context.mpf(10) ** (1 - min(p.digits for p in points))
    ratios = [p.ratio for p in points]
    relative = _exponent(ratios, sampler, noise)
    claimed = sampler.number("order", claim.order)
    own = _exponent([p.approx for p in points], sampler, noise)
    # Logarithms blur the exponents of both sides but not that of exact/approximation; then the formula's own
    # exponent is only asked whether the claim quotes it correctly.
    base = claimed if abs(own.value - claimed) <= max(own.error, context.mpf("0.05")) else own.value
    spread = relative.error if base == claimed else relative.error + own.error
    direct = _exponent([p.exact for p in points], sampler, noise)
    order = min(direct, Estimate(base + relative.value, spread, relative.method), key=lambda e: e.error)
    clear = [p.error for p in points if p.digits - agreed(p) >= GOOD_DIGITS and p.error > 0]
    remainder = _exponent(clear, sampler, context.mpf(10) ** -GOOD_DIGITS) if len(clear) > FEWEST else None
    if remainder is not None and remainder.error > context.mpf(COARSEST):
        remainder = None
    power = _nearby_fraction(order, context)
    exponent = context.mpf(power.numerator) / power.denominator
    scaled = limit([p.exact / p.x**exponent for p in points], step, context)
    tolerance = context.mpf(TOLERANCE)
    known = order.error <= tolerance and scaled.error <= tolerance * abs(scaled.value)
    return Measurement(
        order=order,
        relative=relative,
        ratio=limit(ratios, step, context, noise * abs(ratios[-1])),
        logarithm=_logarithm(ratios, sampler, noise),
        remainder=remainder,
        prefactor=scaled if known else None,
    )


def decide(claim: Claim, sampler: Sampler, found: Measurement, identical: bool, reach: Any) -> tuple[Kind, str]:
    """The verdict's kind, and in words what it rests on."""
    number, context = sampler.number, sampler.context
    tolerance = number("tolerance", TOLERANCE)
    if found.logarithm:
        return Kind.WRONG_ORDER, f"exact/approximation goes as (ln x)^({found.logarithm})"
    for what, estimate, expected in (
        ("the exact quantity", found.order, claim.order),
        ("exact/approximation", found.relative, "0"),
    ):
        difference = abs(estimate.value - number("order", expected))
        if estimate.error > tolerance:
            return Kind.UNDECIDED, f"the exponent of {what} is only known to {show_error(estimate)}"
        if difference > max(estimate.error, tolerance):
            power = _nearby_fraction(estimate, context)
            return Kind.WRONG_ORDER, f"{what} goes as x^({power}), not x^({expected})"
        if difference > estimate.error:
            return Kind.UNDECIDED, f"the exponent is off by {_text(difference, 2)}, too little for another power"
    ratio = found.ratio
    if ratio.error > tolerance * max(1, abs(ratio.value)) or abs(ratio.value) <= ratio.error:
        return Kind.UNDECIDED, f"the prefactor is only known to {show_error(ratio)}"
    if abs(ratio.value - 1) > ratio.error:
        return Kind.WRONG_PREFACTOR, f"exact/approximation tends to {_text(ratio.value, 6)}, not 1"
    if claim.exact and not identical:
        return Kind.RANGE_OVERSTATED, "claimed as an identity, holds in the limit only"
    if claim.claimed_range and reach < number("claimed_range", claim.claimed_range):
        passed = f"the error passes 10% at x = {_text(reach, 3)}"
        return Kind.RANGE_OVERSTATED, f"{passed}, before {claim.claimed_range}"
    return Kind.CONFIRMED, "agrees to every digit compared" if claim.exact else "order and prefactor agree"


def show(estimate: Estimate | None) -> str:
    """The value to the last digit that its error bar supports."""
    if estimate is None:
        return ""
    context = estimate.value.context
    if abs(estimate.value) <= estimate.error:
        return "0"
    certain = context.log10(abs(estimate.value) / estimate.error) if estimate.error else SHOWN
    digits = int(min(SHOWN, max(1, context.floor(certain) + 1)))
    return str(context.nstr(estimate.value, digits, strip_zeros=False))


def show_error(estimate: Estimate | None) -> str:
    """The error bar, two digits."""
    return "" if estimate is None else str(estimate.value.context.nstr(estimate.error, 2))


def _sample(sampler: Sampler, digits: int) -> list[Point]:
    claim, xs = sampler.claim, sampler.xs()
    if claim.exact:
        return [sampler.at(x, min(MAX_DIGITS, digits + SPARE_DIGITS)) for x in xs]
    points: list[Point] = []
    for x in xs:
        # The digits the last point needed are the best guess for the next: it saves a second evaluation.
        start = digits_needed(points[-1]) + SPARE_DIGITS if points and points[-1].error else 0
        points.append(sampler.resolved(x, min(max(start, digits), MOST_STARTING_DIGITS)))
    return points


def _exponent(values: Sequence[Any], sampler: Sampler, noise: Any) -> Estimate:
    """Exponent of |values| in x, from the slopes between neighbours."""
    context, ratio = sampler.context, sampler.claim.limit.ratio
    logs = [context.log(abs(v)) for v in values]
    width = context.log(ratio)
    return limit([(a - b) / width for a, b in pairwise(logs)], ratio, context, noise)


def _logarithm(ratios: Sequence[Any], sampler: Sampler, noise: Any) -> int:
    """Whether the ratio, or its inverse, grows linearly in ln x: 1, -1, or 0 for neither."""
    context, step = sampler.context, sampler.claim.limit.ratio
    for power in (1, -1):
        values = [r**power for r in ratios]
        slope = limit([b - a for a, b in pairwise(values)], step, context, noise)
        if slope.error <= abs(slope.value) * context.mpf(TOLERANCE):
            return power
    return 0


def _nearby_fraction(order: Estimate, context: Any) -> Fraction:
    """The fraction with denominator up to six inside the error bar, else the measured exponent itself."""
    measured = Fraction(str(context.nstr(order.value, SHOWN)))
    near = measured.limit_denominator(6)
    return near if abs(near - measured) <= max(Fraction(str(order.error)), NEGLIGIBLE) else measured


def _evidence(claim: Claim, formula: Formula, kind: Kind) -> str:
    if claim.derivation is None or kind is not Kind.CONFIRMED:
        return "measured"
    from higgs_sym.backends.symbolic_backend import expression
    from higgs_sym.steps import proves_zero

    derivation = DERIVATIONS[claim.derivation]
    try:
        result = derivation.build().result
    except StepError:
        return "measured"
    return "proven by derivation" if proves_zero(result - expression(formula)) else "measured"


def _samples(points: Iterable[Point]) -> tuple[Sample, ...]:
    """Where all digits compared agree the difference is rounding, which is nobody's business, and is shown as 0."""
    shown = ((p.x, p.exact, p.approx, 0 if agreed(p) == p.digits else p.error) for p in points)
    return tuple(Sample(*(_text(value, SHOWN) for value in row)) for row in shown)


def _text(value: Any, digits: int) -> str:
    return str(value.context.nstr(value, digits)) if value else "0"


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
    measured = ("measured_order", "order_error", "prefactor_ratio", "prefactor_error", "remainder_order")
    return Verdict(
        claim=claim.id,
        kind=kind,
        reason=reason,
        claimed_order=claim.order,
        digits_agreed=min((agreed(p) for p in points), default=0),
        working_digits=max((p.digits for p in points), default=0),
        evidence="measured",
        samples=_samples(points),
        **dict.fromkeys((*measured, "range_1_percent", "range_10_percent"), ""),
    )
