"""Leading laws that are approached logarithmically, along s = e^(-1/u): powers of 1/ln s are powers of u there.

Logarithms of logarithms become logarithms of u, and everything that falls like a power of s is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging.acceleration import FEWEST, Estimate
from higgs_sym.judging.deciding import Decision, leading
from higgs_sym.judging.measuring import TOLERANCE, Measurement, measure
from higgs_sym.judging.sampling import UNUSABLE, Point, Sampler
from higgs_sym.judging.wording import Naming
from higgs_sym.records import Claim, Kind, Limit

START, RATIO, SAMPLES = "1/8", 3, 12
CLOSER = 2  # the ratio of u where one side ends before there are enough samples, as a root does with its bracket
COSTLY_SAMPLES = 8  # where the exact side is an integral, a sum or a quantity: ln s is -17,496 at the last
DIGITS = 40
SLOWEST = 0.2  # an exponent smaller than this that is no simple fraction may be a logarithm
STILL = 1e-6  # an exponent that is zero to within this
LATE = 5
NO_LOGARITHM = 20  # digits that no logarithmic approach gives


@dataclass(frozen=True)
class Slow:
    """What the samples along s = e^(-1/u) say: the measurement, in u, and the decision on the leading law."""

    points: list[Point]
    found: Measurement
    decision: Decision | None  # None if the leading law holds


def may_help(kind: Kind, found: Measurement, points: Sequence[Point]) -> bool:
    """Whether a verdict may be open, or wrong, because the approach is logarithmic."""
    if len(points) <= FEWEST:
        return False
    still = abs(found.relative.value) + found.relative.error < STILL  # a quotient that stands does not drift
    drifts = abs(found.relative.value) < SLOWEST and not found.logarithm and not still
    late = [point.ratio for point in points[-LATE:]]
    steps = [b - a for a, b in pairwise(late)]
    steady = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return steady and (kind is Kind.UNDECIDED or (kind is Kind.WRONG_ORDER and drifts))


def along(claim: Claim, samples: int = SAMPLES, ratio: int = RATIO) -> Claim:
    """The claim in the limit u -> 0+; what is said of the remainder or of the range is left out."""
    path = claim.limit.path
    limit = Limit(claim.limit.text, lambda u: path(u.context.exp(-1 / u)), START, ratio, samples)
    return replace(claim, limit=limit, order="", prefactor="", remainder="", remainder_law=None, claimed_range="")


def judged(sampler: Sampler, naming: Naming) -> Slow | None:
    """The leading law along s = e^(-1/u), as far as both sides can be evaluated; None if that is nowhere near."""
    samples = SAMPLES if sampler.most_digits > MAX_DIGITS else COSTLY_SAMPLES
    other, points = _sampled(sampler, samples, RATIO)
    if FEWEST - 1 <= len(points) <= FEWEST + 1:
        other, points = _sampled(sampler, samples, CLOSER)
    if len(points) <= FEWEST + 1 or any(not p.exact or not p.approx for p in points):
        return None
    found = _without_tiny_powers(measure(other.claim, other, points), other)
    if _claims_another(sampler.claim, found):
        return None
    return Slow(points, found, leading(other.claim, other, found, _of_logarithm(naming)))


def _sampled(sampler: Sampler, samples: int, ratio: int) -> tuple[Sampler, list[Point]]:
    """Both sides along s = e^(-1/u), until one of them ends."""
    other = sampler.on(along(sampler.claim, samples, ratio))
    points: list[Point] = []
    for u in other.xs():
        try:
            points.append(other.point(u, DIGITS))
        except (BudgetError, DivergesError):
            raise
        except UNUSABLE:
            break
    return other, points


def _without_tiny_powers(found: Measurement, sampler: Sampler) -> Measurement:
    """A quotient that settles has no power of u: what looks like u^0.0004 at the samples is u ln u to its limit."""
    relative, ratio, tolerance = found.relative, found.ratio, sampler.number("tolerance", TOLERANCE)
    settles = ratio.error < tolerance * abs(ratio.value)
    if not settles or abs(relative.value) > max(relative.error, tolerance):
        return found
    nothing = 0 * relative.value
    return replace(found, relative=Estimate(nothing, nothing, relative.method))


def _of_logarithm(naming: Naming) -> Naming:
    """How u = 1/|ln s| is called."""
    return Naming(f"ln {naming.base}" if naming.sign < 0 else f"|ln {naming.base}|", -1)


def _claims_another(claim: Claim, found: Measurement) -> bool:
    """Whether the claimed exponent of s is not that of the exact quantity."""
    if not claim.order:
        return False
    order = order_of(found)
    if order is None:
        return True
    claimed = order.value.context.mpf(_decimal(claim.order))
    return bool(abs(order.value - claimed) > order.error + SLOWEST / 20)


def _decimal(text: str) -> float:
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1)


def order_of(found: Measurement) -> Estimate | None:
    """The exponent in s of a quantity that was measured in u."""
    law = found.exponential
    if law is None:
        zero = 0 * found.order.value
        return Estimate(zero, zero, found.order.method)
    if law.rate is None or abs(law.power.value - 1) > law.power.error:
        return None
    return Estimate(-law.rate.value, law.rate.error, law.rate.method)


def approach(slow: Slow) -> str:
    """How slowly the quotient of both sides tends to one, in words."""
    rate = slow.found.remainder
    if rate is None and slow.points[-1].error * 10**NO_LOGARITHM < 1:
        return "the limit is approached beyond the first samples only"
    if rate is None or not rate.value > rate.error:
        return "the approach is slower than any power of the logarithm"
    factor = 10 ** (1 / float(rate.value))
    return (
        f"the approach is logarithmic: each further digit takes a {factor:.3g} times larger logarithm of the variable"
    )
