"""All terms of an approximation, one row each, the remainder, and what they decide together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from higgs_sym.judging import beside, laws, rows
from higgs_sym.judging.acceleration import FEWEST
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.laws import Law
from higgs_sym.judging.rows import Found
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.judging.terms import Reading, Row
from higgs_sym.judging.wording import Naming, coefficient, law_text, measured, times
from higgs_sym.measured import Measured
from higgs_sym.recognition.closed_form import recognise
from higgs_sym.records import Kind, Remainder, Term

SHOWN = 12  # digits of an error on the way to the limit
LEAST = 8  # digits below which no closed form is looked for
HIDDEN = "not judged: hidden by term {}"
BELOW = "cannot be seen below the omitted {} term"


@dataclass(frozen=True)
class Table:
    """The rows, the remainder, and the first row that does not hold."""

    terms: tuple[Term, ...]
    remainder: Remainder | None

    @property
    def decision(self) -> tuple[Kind, str] | None:
        """What the rows after the first decide; None if all of them hold."""
        wrong = [row for row in self.terms[1:] if row.kind not in (Kind.CONFIRMED, Kind.UNDECIDED)]
        open_ = [row for row in self.terms[1:] if row.kind is Kind.UNDECIDED]
        for row in (*wrong, *open_):
            return row.kind, f"term {row.number}: {row.reason}" if row.kind is not Kind.MISSING_TERM else row.reason
        return None


def judged(
    sampler: Sampler, reading: Reading, points: Sequence[Point], lead: Term, naming: Naming, *, anew: bool = True
) -> Table:
    """The rows of the claimed terms; `lead` is the row of the leading law. `anew`: whether new samples may be taken."""
    chosen = reading.rows[: sampler.claim.terms or None]
    found = [_errors(lead, sampler, reading.rows[0], points)]
    hidden = 0 if lead.kind in (Kind.CONFIRMED, Kind.RANGE_OVERSTATED) else 1
    for number, row in enumerate(chosen[1:], 2):
        term = Term(number, row.written, "", Kind.UNDECIDED, HIDDEN.format(hidden))
        if not hidden:
            seen = rows.follow(sampler, reading, row, points, anew=anew)
            term = _term(number, row, seen, sampler, naming)
            hidden = 0 if term.kind in (Kind.CONFIRMED, Kind.UNDECIDED) else number
        found.append(_errors(term, sampler, row, points))
    rest = remainder(sampler, points, naming)
    if len(found) > 1:
        found[-1] = beside.claimed(found[-1], chosen[-1], rest, sampler, points)
    return Table(tuple(found), rest)


def _errors(term: Term, sampler: Sampler, row: Row, points: Sequence[Point]) -> Term:
    """The row with the relative errors of its partial sum at the samples."""
    context, found = sampler.context, []
    for point in points:
        partial = row.up_to.value(point.x, point.digits + 5)
        if not partial:
            return term
        error = abs(point.exact / context.convert(partial) - 1)
        found.append(str(context.nstr(error, SHOWN)) if error > context.mpf(10) ** -point.digits else "0")
    return replace(term, errors=tuple(found))


def _term(number: int, row: Row, found: Found, sampler: Sampler, naming: Naming) -> Term:
    """The row as it is printed."""
    term = Term(number, row.written, "", found.kind, found.reason, digits=rows.digits_seen(found))
    trace = found.trace
    if trace is None:
        return term
    law = None if trace.slow else law_of(trace.effects, trace.xs, trace.ratio, sampler.context)
    if law is None:
        law = _law_close_by(sampler, row)
    ratio = measured(found.ratio) if found.ratio is not None else None
    term = replace(term, ratio=ratio)
    if law is not None:
        order = laws.nearby(law.order.value, law.order.error)
        size = naming.size(order, law.logarithm) if order or law.logarithm else "1"
        number_ = times(ratio, law.prefactor.value) if ratio is not None else None
        term = replace(term, size=size, exponent=str(order), logarithm=str(law.logarithm), coefficient=number_)
    return _in_words(term, found, law, naming)


def _law_close_by(sampler: Sampler, row: Row) -> Law | None:
    """The law of the written term itself, which costs nothing to evaluate."""
    context = sampler.context
    xs = [context.mpf(1) / 16 / 8**k for k in range(14)]
    values = [row.effect(x, 40) for x in xs]
    if any(each is None for each in values):
        return None
    return law_of([context.convert(each) for each in values], xs, 8, context)


def _in_words(term: Term, found: Found, law: Law | None, naming: Naming) -> Term:
    if found.kind is Kind.CONFIRMED:
        return replace(term, reason=f"measured {_said(term, law, naming)}")
    if found.kind is Kind.MISSING_TERM:
        return _missing(term, found, naming)
    if found.growth and found.growth != "absent":
        rest = f": what is left goes as {law_text(found.rest, naming)}" if found.rest else ""
        return replace(term, reason=f"written {_written(term, law, naming)}, the exact quantity has no such term{rest}")
    if found.growth == "absent":
        return replace(term, reason=f"written {_written(term, law, naming)}, the exact quantity has no such term")
    if found.kind is Kind.WRONG_TERM:
        closed = _recognised(found, law)
        words = f"written {_written(term, law, naming)}, measured {_said(term, law, naming)}"
        return replace(term, reason=words + _aside(closed, law, naming), recognised=closed)
    return term


def _aside(closed: str, law: Law | None, naming: Naming) -> str:
    """What is recognised in the measured term."""
    if not closed:
        return ""
    if law is not None:
        order = laws.nearby(law.order.value, law.order.error)
        return f" = {naming.closed(closed, order, law.logarithm)}, recognised, not proven"
    return ": its sign is wrong" if closed == "-1" else f" ({closed}, recognised, not proven)"


def _missing(term: Term, found: Found, naming: Naming) -> Term:
    previous = term.number - 1
    if found.growth == "exponential" and found.rest is not None:
        order = laws.nearby(found.rest.order.value, found.rest.order.error)
        omitted = naming.size(order, found.rest.logarithm)
        return replace(term, kind=Kind.UNDECIDED, reason=BELOW.format(omitted), digits=0)
    what = f" ~ {law_text(found.rest, naming)}" if found.rest else ""
    reason = f"between term {previous} and term {term.number} a term{what} is missing"
    closed = _closed(found.rest.prefactor.value, found.rest.prefactor.error) if found.rest else ""
    also = f"; its coefficient is {closed}, recognised, not proven" if closed and closed not in what else ""
    return replace(term, reason=reason + also, recognised=closed)


def _written(term: Term, law: Law | None, naming: Naming) -> str:
    if law is None:
        return term.written
    order = laws.nearby(law.order.value, law.order.error)
    return naming.term(coefficient(law.prefactor.value), order, law.logarithm)


def _said(term: Term, law: Law | None, naming: Naming) -> str:
    """The measured term."""
    if law is None or term.coefficient is None:
        return f"{term.ratio.bracketed if term.ratio else 0} times that"
    order = laws.nearby(law.order.value, law.order.error)
    return naming.term(term.coefficient.bracketed, order, law.logarithm)


def _recognised(found: Found, law: Law | None) -> str:
    if found.ratio is None or not found.ratio.value:
        return ""
    value, error = found.ratio.value, found.ratio.error
    if law is not None:
        value, error = value * law.prefactor.value, error * abs(law.prefactor.value)
    return _closed(value, error)


def _closed(value: Any, error: Any) -> str:
    """A closed form of a measured number, "" if there is none that its digits support."""
    context = value.context
    digits = 20 if not error else int(context.floor(-context.log10(error / abs(value))))
    if digits < LEAST:
        return ""
    found = recognise(value, min(digits, 30))
    return "" if found is None else str(found)


def remainder(sampler: Sampler, points: Sequence[Point], naming: Naming) -> Remainder | None:
    """The law of what is left after all written terms."""
    context, found = sampler.context, []
    for point in points:
        rest = point.exact - point.approx
        if abs(rest) > abs(point.exact) * context.mpf(10) ** (rows.CLEAR - point.digits):
            found.append((point.x, rest))
    if not found:
        return Remainder("none: all digits agree")
    law = None
    if len(found) > FEWEST + 1:
        xs, rests = zip(*found, strict=True)
        law = law_of(rests, xs, sampler.claim.limit.ratio, context)
    if law is None:
        return None
    order = laws.nearby(law.order.value, law.order.error)
    number: Measured = measured(law.prefactor)
    return Remainder(
        naming.term(number.bracketed, order, law.logarithm), coefficient=number, exponent=str(order),
        logarithm=str(law.logarithm),
    )  # fmt: skip
