"""A real formula for a complex quantity: the imaginary part is a term that is not written."""

from __future__ import annotations

from dataclasses import replace

from higgs_sym.errors import ComplexError
from higgs_sym.judging import laws
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.question import Question
from higgs_sym.judging.sampling import UNUSABLE, Sampler
from higgs_sym.judging.settling import STARTING_DIGITS
from higgs_sym.judging.terms import read
from higgs_sym.judging.wording import law_text
from higgs_sym.records import Kind, Verdict

SAMPLES = 9


def is_complex(sampler: Sampler) -> bool:
    """Whether the exact side has an imaginary part where the samples begin; what it says is kept."""
    try:
        sampler.exact(sampler.xs()[0], STARTING_DIGITS)
    except ComplexError:
        return True
    except UNUSABLE:
        return False
    return False


def beside(real: Verdict, question: Question, part: Question) -> Verdict:
    """The verdict on the real part with what the imaginary part means for the formula.

    `part`: the question about the imaginary part. It may be there if it vanishes against every term that is claimed.
    """
    sampler = Sampler(part.claim, part.approximation, most_digits=part.most_digits)
    last = read(question.formula).rows[: question.claim.terms or None][-1]
    xs, values, quotients = [], [], []
    for x in sampler.xs()[:SAMPLES]:
        try:
            value, size = sampler.exact(x, STARTING_DIGITS), last.effect(x, STARTING_DIGITS)
        except UNUSABLE:
            break
        if not size:
            break
        xs.append(x)
        values.append(value)
        quotients.append(value / sampler.context.convert(size))
    if xs and not any(values):
        return real
    ratio = sampler.claim.limit.ratio
    law, own = (law_of(each, xs, ratio, sampler.context) for each in (quotients, values))
    what = law_text(own, question.naming) if own else "of no simple law"
    if law is None:
        reason = f"{real.reason}; the exact quantity has an imaginary part, {what}, which could not be measured"
        return replace(real, kind=Kind.UNDECIDED if real.kind is Kind.CONFIRMED else real.kind, reason=reason)
    order = laws.nearby(law.order.value, law.order.error)
    if order > 0 or (not order and law.logarithm < 0):
        reason = f"{real.reason}; the imaginary part of the exact quantity, {what}, is smaller than every written term"
        return replace(real, reason=reason)
    kind = Kind.MISSING_TERM if real.kind in (Kind.CONFIRMED, Kind.UNDECIDED) else real.kind
    reason = f"the formula is real, the exact quantity has the imaginary part {what}"
    return replace(real, kind=kind, reason=reason if kind is Kind.MISSING_TERM else f"{real.reason}; {reason}")
