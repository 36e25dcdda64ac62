"""What a term is written with besides its logarithm: of (ln x + c) x^2 the c is claimed too.

What is left after all terms may be smaller than the last by a logarithm only. Where that term itself has a part that is
smaller by as much, the formula speaks of that size, and what is left there is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from higgs_sym.judging import laws
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.judging.terms import Row
from higgs_sym.records import Kind, Remainder, Term

LATE = 3  # samples
SEEN = "1e-3"  # of the term: smaller parts may come from its own fit
ALIKE = "0.05"  # of the part: a rest that large at all late samples is of its size


def claimed(term: Term, row: Row, rest: Remainder | None, sampler: Sampler, points: Sequence[Point]) -> Term:
    """The last term, or that one is missing beside it."""
    if rest is None or term.kind is not Kind.CONFIRMED or not term.exponent or rest.exponent != term.exponent:
        return term
    context = sampler.context
    effects = [row.effect(point.x, 40) for point in points]
    if None in effects or len(points) <= LATE:
        return term
    xs, values = [p.x for p in points], [context.convert(each) for each in effects]
    law = law_of(values, xs, sampler.claim.limit.ratio, context)
    if law is None or law.logarithm <= 0:
        return term
    power = laws.to_number(laws.nearby(law.order.value, law.order.error), context)
    logarithm = laws.to_number(law.logarithm, context)
    for point, value in list(zip(points, values, strict=True))[-LATE:]:
        part = value - law.prefactor.value * point.x**power * abs(context.log(point.x)) ** logarithm
        left = abs(point.exact - point.approx)
        if abs(part) < abs(value) * context.mpf(SEEN) or left < abs(part) * context.mpf(ALIKE):
            return term
    reason = (
        f"beside term {term.number} a term ~ {rest.text} is missing: it is no smaller than what the formula has there"
    )
    return replace(term, kind=Kind.MISSING_TERM, reason=reason)
