"""A real formula for a complex quantity: the imaginary part is a term that is not written; the same the other way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Context
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
DENOMINATORS = 12  # of exponents
PARTS = {"re": "real part", "im": "imaginary part"}
ARTICLES = {"real": "a", "imaginary": "an"}


def is_complex(sampler: Sampler) -> bool:
    """Whether the exact side has an imaginary part where the samples begin; what it says is kept."""
    try:
        sampler.exact(sampler.xs()[0], STARTING_DIGITS)
    except ComplexError:
        return True
    except UNUSABLE:
        return False
    return False


def beside(
    written: Verdict, question: Question, part: Question, own: str = "real", other: str = "imaginary"
) -> Verdict:
    """The verdict on the part that is written with what the other part means for the formula.

    `question`, `part`: those about the part that is written and about the other. It may be there if it vanishes against
    every term that is claimed.
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
        return written
    ratio = sampler.claim.limit.ratio
    law, itself = (law_of(each, xs, ratio, sampler.context) for each in (quotients, values))
    what = law_text(itself, question.naming) if itself else "of no simple law"
    if law is None and _falls_exponentially(quotients, xs, ratio, sampler.context):
        reason = f"{written.reason}; the {other} part of the exact quantity is exponentially small"
        return replace(written, reason=reason)
    if law is None:
        reason = f"{written.reason}; the exact quantity has {ARTICLES[other]} {other} part, {what}: not measured"
        return replace(written, kind=Kind.UNDECIDED if written.kind is Kind.CONFIRMED else written.kind, reason=reason)
    order = laws.nearby(law.order.value, law.order.error)
    if order > 0 or (not order and law.logarithm < 0):
        reason = f"{written.reason}; the {other} part of the exact quantity, {what}, is smaller than every written term"
        return replace(written, reason=reason)
    kind = Kind.MISSING_TERM if written.kind in (Kind.CONFIRMED, Kind.UNDECIDED) else written.kind
    reason = f"the formula is {own}, the exact quantity has the {other} part {what}"
    return replace(written, kind=kind, reason=reason if kind is Kind.MISSING_TERM else f"{written.reason}; {reason}")


def _falls_exponentially(values: Sequence[Any], xs: Sequence[Any], ratio: Any, context: Context) -> bool:
    if not all(values) or not abs(values[-1]) < abs(values[0]):
        return False
    return laws.exponential(values, xs, ratio, context) is not None


def together(found: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The verdicts on both parts, each held to the smallest term that is written in either.

    What the real part lacks must vanish against the last term of the imaginary part too, for the formula is one.
    """
    return {
        name: _held(name, one, *(each for other, each in found.items() if other != name)) for name, one in found.items()
    }


def _held(name: str, one: Verdict, other: Verdict) -> Verdict:
    rest = one.remainder
    if one.kind is not Kind.CONFIRMED or rest is None or rest.claimed or not rest.exponent:
        return one
    last = other.terms[-1] if other.terms else None
    size = last.exponent if last is not None else other.measured_order
    try:
        left, written = (Fraction(each).limit_denominator(DENOMINATORS) for each in (rest.exponent, size))
    except ValueError:  # no power
        return one
    if left > written or (left == written and rest.logarithm not in ("", "0")):
        return one
    what = f"a term {rest.text} is missing in the {PARTS[name]}: no smaller than the last one written"
    return replace(one, kind=Kind.MISSING_TERM, reason=what)
