"""What samples say about a limit: order, prefactor, remainder, each with an error bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST, Estimate, limit
from higgs_sym.judging.sampling import GOOD_DIGITS, Point, Sampler, agreed
from higgs_sym.records import Claim

TOLERANCE = "1e-3"  # an exponent or a prefactor known less well than this decides nothing
COARSEST = "0.1"  # a remainder's exponent known less well than this is not reported
STRAY = 10  # a point between two others may be so many times further from the limit than they are


@dataclass(frozen=True)
class Measurement:
    """What the samples of one claim say about the limit."""

    order: Estimate  # exponent of the exact quantity
    power_of_log: Fraction | None  # of |ln x| in the exact quantity; None if no law was recognised
    relative: Estimate  # exponent of exact/approximation
    ratio: Estimate  # exact/approximation in the limit
    logarithm: Fraction  # exact/approximation grows like (ln x)^this; 0 if it does not
    remainder: Estimate | None  # exponent of |exact/approximation - 1|; None if it could not be resolved
    remainder_ratio: Estimate | None  # (exact/approximation - 1)/claimed remainder in the limit, if one is claimed
    prefactor: Estimate | None
    formula: laws.Law | None  # the law of the approximation
    exponential: laws.Exponential | None  # what the exact quantity follows if it is no power
    ratio_exponential: laws.Exponential | None
    stray: Any | None  # x of a control point that does not lie where the sequence says


def measure(claim: Claim, sampler: Sampler, points: Sequence[Point], controls: Sequence[Point] = ()) -> Measurement:
    """Order, prefactor and remainder from the samples, each with its error bar."""
    context, step = sampler.context, claim.limit.ratio
    noise = context.mpf(10) ** (1 - min(p.digits for p in points))
    xs, ratios = [p.x for p in points], [p.ratio for p in points]
    exact, approx = [p.exact for p in points], [p.approx for p in points]
    relative = laws.exponent(ratios, step, context, noise)
    direct = laws.exponent(exact, step, context, noise)
    own = laws.exponent(approx, step, context, noise)
    order = min(direct, _through_formula(claim, sampler, own, relative), key=lambda e: e.error)
    ratio = limit(ratios, step, context, noise * abs(ratios[-1]))
    logarithm = Fraction(_logarithm(ratios, sampler, noise))
    exponential = laws.exponential(exact, xs, step, context)
    prefactor, power_of_log = _prefactor(order, exact, xs, sampler), None if exponential else Fraction(0)
    law = None if exponential else _logarithmic(exact, xs, sampler, order, prefactor)
    formula = _law_of_formula(approx, xs, sampler, own)
    if law is not None:
        order, prefactor, power_of_log = law.order, law.prefactor, law.logarithm
        if formula is not None and not logarithm:
            relative = Estimate(order.value - formula.order.value, order.error + formula.order.error, order.method)
            ratio, logarithm = _quotient(law, formula), law.logarithm - formula.logarithm
    return Measurement(
        order=order,
        power_of_log=power_of_log,
        relative=relative,
        ratio=ratio,
        logarithm=logarithm,
        remainder=_remainder(points, sampler),
        remainder_ratio=_remainder_ratio(claim, points, sampler),
        prefactor=prefactor,
        formula=formula,
        exponential=exponential,
        ratio_exponential=laws.exponential(ratios, xs, step, context),
        stray=_stray(points, controls, ratio, noise),
    )


def _through_formula(claim: Claim, sampler: Sampler, own: Estimate, relative: Estimate) -> Estimate:
    """The exact quantity's exponent as that of the formula plus that of their quotient.

    Logarithms blur the exponents of both sides but not that of exact/approximation; then the formula's own
    exponent is only asked whether the claim quotes it correctly.
    """
    if not claim.order:
        return Estimate(own.value + relative.value, own.error + relative.error, relative.method)
    claimed = sampler.number("order", claim.order)
    base = claimed if abs(own.value - claimed) <= max(own.error, sampler.context.mpf("0.05")) else own.value
    spread = relative.error if base == claimed else relative.error + own.error
    return Estimate(base + relative.value, spread, relative.method)


def _prefactor(order: Estimate, values: Sequence[Number], xs: Sequence[Number], sampler: Sampler) -> Estimate | None:
    """c of values ~ c x^order; None if it is not known to the tolerance."""
    context = sampler.context
    tolerance = context.mpf(TOLERANCE)
    if order.error > tolerance:
        return None
    power = laws.to_number(laws.nearby(order.value, order.error), context)
    scaled = limit([v / x**power for v, x in zip(values, xs, strict=True)], sampler.claim.limit.ratio, context)
    return scaled if scaled.error <= tolerance * abs(scaled.value) else None


def _logarithmic(
    values: Sequence[Number],
    xs: Sequence[Number],
    sampler: Sampler,
    order: Estimate,
    prefactor: Estimate | None,
) -> laws.Law | None:
    """The law with a logarithm, if there is one and a plain power does not describe the values as well."""
    if len(values) <= FEWEST + 1:
        return None
    context = sampler.context
    known = laws.to_number(laws.RECOGNISED, context)
    if prefactor is not None and prefactor.error <= known * abs(prefactor.value):
        return None
    return laws.with_logarithm(values, xs, sampler.claim.limit.ratio, context, order)


def _law_of_formula(values: Sequence[Number], xs: Sequence[Number], sampler: Sampler, own: Estimate) -> laws.Law | None:
    prefactor = _prefactor(own, values, xs, sampler)
    plain = laws.Law(own, Fraction(0), prefactor) if prefactor else None
    return _logarithmic(values, xs, sampler, own, prefactor) or plain


def _quotient(exact: laws.Law, approx: laws.Law) -> Estimate:
    """Limit of exact/approximation where both laws have the same exponents."""
    one, other = exact.prefactor, approx.prefactor
    value = one.value / other.value
    return Estimate(value, abs(value) * (one.error / abs(one.value) + other.error / abs(other.value)), one.method)


def _remainder(points: Sequence[Point], sampler: Sampler) -> Estimate | None:
    context = sampler.context
    clear = [p.error for p in points if p.digits - agreed(p) >= GOOD_DIGITS and p.error > 0]
    if len(clear) <= FEWEST:
        return None
    found = laws.exponent(clear, sampler.claim.limit.ratio, context, context.mpf(10) ** -GOOD_DIGITS)
    return found if found.error <= context.mpf(COARSEST) else None


def _remainder_ratio(claim: Claim, points: Sequence[Point], sampler: Sampler) -> Estimate | None:
    if claim.remainder_law is None:
        return None
    clear = [p for p in points if p.digits - agreed(p) >= GOOD_DIGITS and p.error > 0]
    if len(clear) < FEWEST:
        return None
    context = sampler.context
    said = [context.convert(claim.remainder_law(claim.limit.path(p.x), 2 * GOOD_DIGITS)) for p in clear]
    quotients = [(p.ratio - 1) / each for p, each in zip(clear, said, strict=True)]
    return limit(quotients, claim.limit.ratio, context, context.mpf(10) ** -GOOD_DIGITS * abs(quotients[-1]))


def _logarithm(ratios: Sequence[Number], sampler: Sampler, noise: Number) -> int:
    """Whether the ratio, or its inverse, grows linearly in ln x: 1, -1, or 0 for neither."""
    context, step = sampler.context, sampler.claim.limit.ratio
    for power in (1, -1):
        values = [r**power for r in ratios]
        slope = limit([b - a for a, b in pairwise(values)], step, context, noise)
        if slope.error <= abs(slope.value) * context.mpf(TOLERANCE):
            return power
    return 0


def _stray(points: Sequence[Point], controls: Sequence[Point], ratio: Estimate, noise: Number) -> Number | None:
    """The first control point whose exact/approximation lies far from where its neighbours are."""
    for control in controls:
        near = sorted(points, key=lambda p: abs(p.x.context.log(p.x / control.x)))[:3]
        spread = max(abs(p.ratio - ratio.value) for p in near)
        if abs(control.ratio - ratio.value) > STRAY * (spread + ratio.error + noise * abs(ratio.value)):
            return control.x
    return None
