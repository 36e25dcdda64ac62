"""The remainder that a formula states, O(...) or o(...), against what is left of the exact quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from higgs_sym.arithmetic.types import Number
from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST, Estimate
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.partials import Partial
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.judging.wording import Naming, law_text
from higgs_sym.parsing.landau import Landau
from higgs_sym.records import Kind, Remainder

SCATTER = 3  # standard deviations of a slope
LEAST = "0.2"  # what is less steep may be logarithms
CLEAR = 8  # digits with which what is left must be seen


def judged(
    stated: Landau,
    size: Partial,
    sampler: Sampler,
    points: Sequence[Point],
    naming: Naming,
    ratio: Any = None,
) -> Remainder:
    """Whether what is left is of the stated order, and whether that is sharp."""
    context, claimed = sampler.context, str(stated)
    kept = []
    for point in points:
        rest, limit = point.exact - point.approx, size.value(point.x, 20)
        clear = abs(rest) > abs(point.exact) * context.mpf(10) ** (CLEAR - point.digits)
        if limit and clear:
            kept.append((point.x, rest, rest / context.convert(limit)))
    if not kept:
        words = f"no remainder is seen at the samples, as {claimed} allows"
        return Remainder("none: all digits agree", reason=words, claimed=claimed)
    if len(kept) <= FEWEST + 1:
        return Remainder("", Kind.UNDECIDED, f"the remainder could not be measured against {claimed}", claimed)
    xs, rests, quotients = zip(*kept, strict=True)
    ratio = ratio or sampler.claim.limit.ratio
    law, own = law_of(quotients, xs, ratio, context), law_of(rests, xs, ratio, context)
    if law is None:
        return _by_trend(_trend(quotients, xs), claimed)
    order = laws.nearby(law.order.value, law.order.error)
    found = naming.size(laws.nearby(own.order.value, own.order.error), own.logarithm) if own else ""
    what = f"of order {found}" if found else "of no simple order"
    same = not order and not law.logarithm
    smaller = order > 0 or (not order and law.logarithm < 0)
    if smaller or (same and stated.kind == "O"):
        words = f"the remainder is {what}" + ("" if same else f", smaller than {claimed}")
        if same:
            words = f"{words if found else 'the remainder is of the stated size'}: {claimed} is sharp"
        return Remainder("", Kind.CONFIRMED, words, claimed)
    if same:
        words = f"the remainder is {what} itself, which {claimed} excludes"
        return Remainder("", Kind.WRONG_ORDER, words, claimed)
    words = f"the remainder is {what}, larger than {claimed}"
    if own is None:
        return Remainder("", Kind.WRONG_ORDER, words, claimed)
    return Remainder("", Kind.MISSING_TERM, f"a term {law_text(own, naming)} is missing: {words}", claimed)


def _trend(quotients: Sequence[Number], xs: Sequence[Any]) -> Estimate:
    """Exponent of the quotients: a straight line through their logarithms, however much these scatter."""
    context = xs[0].context
    places, sizes = [context.log(x) for x in xs], [context.log(abs(q)) for q in quotients]
    middle, level = sum(places) / len(places), sum(sizes) / len(sizes)
    width = sum((place - middle) ** 2 for place in places)
    slope = sum((a - middle) * b for a, b in zip(places, sizes, strict=True)) / width
    scatter = sum((b - level - slope * (a - middle)) ** 2 for a, b in zip(places, sizes, strict=True))
    return Estimate(slope, SCATTER * context.sqrt(scatter / (len(places) - 2) / width), "line")


def _by_trend(slope: Estimate, claimed: str) -> Remainder:
    """What falls faster than stated, or more slowly, all the way, where no law is recognised."""
    clear = slope.value.context.mpf(LEAST)
    if slope.value - slope.error > clear:
        return Remainder("", Kind.CONFIRMED, f"the remainder is smaller than {claimed}", claimed)
    if slope.value + slope.error < -clear:
        return Remainder("", Kind.MISSING_TERM, f"a term is missing: the remainder is larger than {claimed}", claimed)
    return Remainder("", Kind.UNDECIDED, f"the remainder could not be measured against {claimed}", claimed)
