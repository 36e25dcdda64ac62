"""The remainder that a formula states, O(...) or o(...), against what is left of the exact quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.partials import Partial
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.judging.wording import Naming, law_text
from higgs_sym.parsing.landau import Landau
from higgs_sym.records import Kind, Remainder

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
        rest, limit = point.exact - point.approx, size.at(point.x, 20)
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
        return Remainder("", Kind.UNDECIDED, f"the remainder could not be measured against {claimed}", claimed)
    order = laws.nearby(law.order.value, law.order.error)
    found = naming.size(laws.nearby(own.order.value, own.order.error), own.logarithm) if own else "another size"
    same = not order and not law.logarithm
    smaller = order > 0 or (not order and law.logarithm < 0)
    if smaller or (same and stated.kind == "O"):
        words = f"the remainder is of order {found}" + ("" if same else f", smaller than {claimed}")
        return Remainder("", Kind.CONFIRMED, words if not same else f"{words}: {claimed} is sharp", claimed)
    if same:
        words = f"the remainder is of order {found} itself, which {claimed} excludes"
        return Remainder("", Kind.WRONG_ORDER, words, claimed)
    words = f"the remainder is of order {found}, larger than {claimed}"
    if own is None:
        return Remainder("", Kind.WRONG_ORDER, words, claimed)
    return Remainder("", Kind.MISSING_TERM, f"a term {law_text(own, naming)} is missing: {words}", claimed)
