"""Measurement -> verdict. What an error bar does not settle is undecided, and the reason says which."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.judging.acceleration import Estimate
from higgs_sym.judging.laws import nearby
from higgs_sym.judging.measuring import TOLERANCE, Measurement
from higgs_sym.judging.sampling import Sampler
from higgs_sym.judging.wording import OWN, Naming
from higgs_sym.records import Claim, Kind

SHOWN = 15  # significant digits printed

Decision = tuple[Kind, str]


def decide(
    claim: Claim, sampler: Sampler, found: Measurement, identical: bool, reach: Number, naming: Naming = OWN
) -> Decision:
    """The verdict's kind, and in words what it rests on.

    `identical`: both sides agree to every digit compared; `reach`: x up to which the error stays below 10%.
    """
    return (
        leading(claim, sampler, found, naming)
        or beyond(claim, sampler, found, identical, reach, naming)
        or (Kind.CONFIRMED, _confirmation(claim, found, naming))
    )


def leading(claim: Claim, sampler: Sampler, found: Measurement, naming: Naming = OWN) -> Decision | None:
    """What is wrong with the leading law, or open about it; None if it holds."""
    order = _no_power(claim, found, naming) or _order(claim, sampler, found, naming)
    return order or _prefactor(claim, sampler, found, naming)


def beyond(
    claim: Claim, sampler: Sampler, found: Measurement, identical: bool, reach: Any, naming: Naming = OWN
) -> Decision | None:
    """What is wrong with the remainder or the range that is claimed, or open about it."""
    return _remainder(claim, sampler, found, naming) or _range(claim, sampler, identical, reach, naming)


def _confirmation(claim: Claim, found: Measurement, naming: Naming) -> str:
    if claim.exact:
        return "agrees to every digit compared"
    if found.exponential:
        return (
            "exact/approximation tends to 1; no power describes either, the exact quantity goes as "
            f"{naming.exponential(found.exponential)}"
        )
    return "order and prefactor agree"


def _no_power(claim: Claim, found: Measurement, naming: Naming) -> Decision | None:
    if found.ratio_exponential:
        return Kind.WRONG_ORDER, f"exact/approximation goes as {naming.exponential(found.ratio_exponential)}"
    if found.exponential and claim.order:
        claimed = naming.size(Fraction(claim.order))
        return Kind.WRONG_ORDER, f"the exact quantity goes as {naming.exponential(found.exponential)}, not as {claimed}"
    return None


def _order(claim: Claim, sampler: Sampler, found: Measurement, naming: Naming) -> Decision | None:
    if found.logarithm:
        return Kind.WRONG_ORDER, f"exact/approximation goes as {naming.size(Fraction(0), found.logarithm)}"
    questions = [("exact/approximation", found.relative, "0")]
    if claim.order:
        questions.insert(0, ("the exact quantity", found.order, claim.order))
    for what, estimate, expected in questions:
        decision = _exponent(what, estimate, sampler.number("order", expected), expected, naming)
        if decision:
            return decision
    return None


def claimed_order(claim: Claim, sampler: Sampler, found: Measurement, naming: Naming = OWN) -> Decision | None:
    """What is wrong with the exponent that is claimed of the exact quantity, if one is."""
    if not claim.order:
        return None
    expected = sampler.number("order", claim.order)
    return _exponent("the exact quantity", found.order, expected, claim.order, naming)


def _exponent(what: str, estimate: Estimate, claimed: Any, text: str, naming: Naming) -> Decision | None:
    """None if the exponent is the claimed one."""
    tolerance = estimate.value.context.mpf(TOLERANCE)
    difference = abs(estimate.value - claimed)
    if estimate.error > tolerance:
        return Kind.UNDECIDED, f"the exponent of {what} is only known to {show_error(estimate)}"
    if difference > max(estimate.error, tolerance):
        found, said = naming.size(nearby(estimate.value, estimate.error)), naming.size(Fraction(text))
        return Kind.WRONG_ORDER, f"{what} goes as {found}, not as {said}"
    if difference > estimate.error:
        return Kind.UNDECIDED, f"the exponent is off by {text_of(difference, 2)}, too little for another power"
    return None


def _prefactor(claim: Claim, sampler: Sampler, found: Measurement, naming: Naming) -> Decision | None:
    ratio, tolerance = found.ratio, sampler.number("tolerance", TOLERANCE)
    if ratio.error > tolerance * max(1, abs(ratio.value)) or abs(ratio.value) <= ratio.error:
        return Kind.UNDECIDED, f"the prefactor is only known to {show_error(ratio)}"
    if found.stray is not None:
        where = f"{naming.small} = {text_of(found.stray, 6)}"
        return Kind.UNDECIDED, f"between the samples, at {where}, the two are further apart"
    if abs(ratio.value - 1) > ratio.error:
        digits = 6 - min(0, int(sampler.context.log10(abs(ratio.value - 1))))  # 1.000002, not 1.0
        return Kind.WRONG_PREFACTOR, f"exact/approximation tends to {text_of(ratio.value, digits)}, not 1"
    if claim.prefactor:
        if found.prefactor is None:
            return Kind.UNDECIDED, "the prefactor of the exact quantity could not be measured"
        claimed = sampler.number("prefactor", claim.prefactor)
        # A prefactor quoted to so many digits is meant to half a unit of the last.
        if abs(found.prefactor.value - claimed) > found.prefactor.error + _half_unit(claim.prefactor, sampler):
            return Kind.WRONG_PREFACTOR, f"the prefactor is {show(found.prefactor)}, not {claim.prefactor}"
    return None


def _half_unit(text: str, sampler: Sampler) -> Any:
    decimals = text.lower().partition("e")[0].partition(".")[2]
    return sampler.context.mpf(10) ** -len(decimals) / 2 if decimals and "/" not in text else 0


def _remainder(claim: Claim, sampler: Sampler, found: Measurement, naming: Naming) -> Decision | None:
    if claim.remainder:
        if found.remainder is None:
            return Kind.UNDECIDED, "the order of the remainder could not be measured"
        claimed = sampler.number("remainder", claim.remainder)
        decision = _exponent("the remainder", found.remainder, claimed, claim.remainder, naming)
        if decision:
            return decision
    if claim.remainder_law is not None:
        law = found.remainder_ratio
        if law is None or law.error > sampler.number("tolerance", TOLERANCE) * max(1, abs(law.value)):
            return Kind.UNDECIDED, "the remainder could not be measured well enough"
        if abs(law.value) <= law.error:
            return Kind.WRONG_ORDER, "the remainder is of higher order than claimed"
        if abs(law.value - 1) > law.error:
            return Kind.WRONG_PREFACTOR, f"the remainder is {text_of(law.value, 6)} times the claimed one"
    return None


def _range(claim: Claim, sampler: Sampler, identical: bool, reach: Any, naming: Naming) -> Decision | None:
    if claim.exact and not identical:
        return Kind.RANGE_OVERSTATED, "claimed as an identity, holds in the limit only"
    if claim.claimed_range and reach < sampler.number("claimed_range", claim.claimed_range):
        passed = f"the error passes 10% at {naming.small} = {text_of(reach, 3)}"
        return Kind.RANGE_OVERSTATED, f"{passed}, before {claim.claimed_range}"
    return None


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


def text_of(value: Any, digits: int) -> str:
    """A number of a context, zero as 0."""
    return str(value.context.nstr(value, digits)) if value else "0"
