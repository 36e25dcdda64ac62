"""The verdict on an oscillating claim: each term's amplitude and phase, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import Estimate, limit
from higgs_sym.judging.detuning import frequency
from higgs_sym.judging.fitting import law_of
from higgs_sym.judging.measuring import Measurement
from higgs_sym.judging.sampling import Sampler
from higgs_sym.judging.swinging import CERTAIN, GROWING, Swing, Turn, amplitude, exponent, sizes, swing
from higgs_sym.judging.table import HIDDEN, Table
from higgs_sym.judging.terms import Reading, Row
from higgs_sym.judging.wording import Naming, measured
from higgs_sym.records import Kind, Remainder, Term

SIMPLE = 12  # denominators of a phase that is said as a fraction of pi
KNOWN = "0.05"  # error bar of an exponent that is good enough to tell sizes apart
SAME = 1e-6
SHOWN = 6
UNFIT = "another frequency, or a part that does not fit"


@dataclass(frozen=True)
class Said:
    """What was found about one term."""

    kind: Kind
    reason: str
    ratio: Estimate | None = None


def table(
    sampler: Sampler,
    reading: Reading,
    found: Sequence[Turn],
    naming: Naming,
    claimed: int,
    closer: Callable[[], Sequence[Turn]] = tuple,
) -> tuple[Table, Said]:
    """The rows, and what was found about the leading law; `closer` samples again where a term is not resolved."""
    terms: list[Term] = []
    first: Said | None = None
    hidden = 0
    for number, row in enumerate(reading.rows[: claimed or None], 1):
        if hidden:
            terms.append(Term(number, row.written, "", Kind.UNDECIDED, HIDDEN.format(hidden)))
            continue
        near = found
        seen = swing(sampler, row, found)
        if seen is None:
            near = closer()
            seen = swing(sampler, row, near)
        said = _said(seen, number, sampler, naming, near)
        first = first or said
        hidden = 0 if said.kind in (Kind.CONFIRMED, Kind.UNDECIDED) else number
        terms.append(_term(number, row, said, seen, found, sampler, naming))
    assert first is not None  # a formula has at least one term
    return Table(tuple(terms), remainder(sampler, found, naming)), first


def _said(seen: Swing | None, number: int, sampler: Sampler, naming: Naming, found: Sequence[Turn]) -> Said:
    if seen is None:
        return Said(Kind.UNDECIDED, "never resolved: it is smaller than the last of the digits compared")
    context = sampler.context
    if seen.left is not None:
        return _of_limit(seen, number, context)
    known = context.mpf(KNOWN)
    if seen.growth.error <= known and seen.growth.value < -context.mpf(GROWING):
        return _larger(number, sampler, naming, found)
    if seen.wanders:
        kind = Kind.WRONG_ORDER if number == 1 else Kind.WRONG_TERM
        drift = frequency(found, naming) if number == 1 else ""
        words = f"amplitude or phase drift against the written ones: {drift or UNFIT}"
        return Said(kind, words)
    error = max(each.error for each in seen.residues)
    return Said(Kind.UNDECIDED, f"amplitude and phase are only known to {context.nstr(error, 2)}")


def _of_limit(seen: Swing, number: int, context: Any) -> Said:
    """Residue and term have a fixed ratio at every phase."""
    assert seen.left is not None
    off = [abs(each.value) - each.error for each in seen.residues]
    error = max(each.error for each in seen.residues)
    one = Estimate(context.one, error, "phases")
    if max(off) <= 0:
        swings = any(abs(part) > SAME for part in seen.written[1:])
        return Said(Kind.CONFIRMED, "amplitude and phase agree" if swings else "agrees at every phase", one)
    if all(abs(each.value) <= CERTAIN * each.error for each in seen.residues):
        return Said(Kind.UNDECIDED, "measured and written differ by little more than the error bar", one)
    kind = Kind.WRONG_PREFACTOR if number == 1 else Kind.WRONG_TERM
    bar = max(each.error for each in seen.left)
    written, left = (
        (mean, context.mpc(cos, -sin), double)
        for mean, cos, sin, double in (seen.written, [each.value for each in seen.left])
    )
    return _named(kind, number, written, left, bar, context)


def _named(kind: Kind, number: int, written: Any, left: Any, bar: Any, context: Any) -> Said:
    """What is wrong: amplitude, phase, a quadrature, or a part that does not oscillate."""
    small = max(CERTAIN * bar, context.mpf(SAME))
    if abs(left[2]) > small:
        return Said(kind, "amplitude or phase of what oscillates twice as fast are wrong")
    if abs(written[1]) <= small and abs(written[2]) <= small:
        if abs(left[1]) > small:
            return Said(kind, "the exact quantity oscillates at this order, the formula does not")
        ratio = Estimate(1 + left[0] / written[0], bar / abs(written[0]), "phases")
        if abs(ratio.value) <= small:
            return Said(Kind.WRONG_ORDER if number == 1 else kind, "the exact quantity has no such term at this order")
        return Said(kind, f"measured {measured(ratio).bracketed} times the written term", ratio)
    if abs(left[1]) <= small:
        share = context.nstr(left[0], SHOWN)
        return Said(kind, f"a part that does not oscillate is missing: {share} times the amplitude of the term")
    if abs(written[1]) <= small:
        return Said(kind, "the exact quantity has another frequency at this order")
    turned = 1 + left[1] / written[1]
    if abs(turned) <= small:
        kind = Kind.WRONG_ORDER if number == 1 else kind
        return Said(kind, "the exact quantity has no such oscillation at this order")
    size, angle = abs(turned), context.arg(turned)
    ratio = Estimate(context.re(turned), bar / abs(written[1]), "phases")
    amount = measured(Estimate(size, bar / abs(written[1]), "phases")).bracketed
    if abs(turned - size) <= small or abs(turned + size) <= small:
        return Said(kind, f"wrong amplitude: measured {measured(ratio).bracketed} times the written one", ratio)
    if abs(context.re(turned) - 1) <= small:
        quadrature = measured(Estimate(context.im(turned), bar / abs(written[1]), "phases")).bracketed
        words = f"a quadrature is missing: {quadrature} times the term a quarter turn ahead"
        return Said(kind, words, ratio)
    words = f"wrong phase: the exact quantity is ahead by {_angle(angle, context)}"
    return Said(
        kind, words if abs(size - 1) <= small else f"{words}, its amplitude {amount} times the written one", ratio
    )


def _angle(angle: Any, context: Any) -> str:
    share = Fraction(str(context.nstr(angle / context.pi, 15))).limit_denominator(SIMPLE)
    text = context.nstr(angle, SHOWN)
    if abs(angle / context.pi - laws.to_number(share, context)) > SAME:
        return f"{text} rad"
    top = {1: "", -1: "-"}.get(share.numerator, f"{share.numerator} ")
    return f"{text} rad = {top}pi/{share.denominator}" if share.denominator > 1 else f"{text} rad = {top}pi"


def _larger(number: int, sampler: Sampler, naming: Naming, found: Sequence[Turn]) -> Said:
    values = [amplitude([p.exact for p in turn.points] if number == 1 else turn.rests) for turn in found]
    law = law_of(values, [turn.x for turn in found], found[0].ratio, sampler.context)
    what = ""
    if law is not None:
        order = laws.nearby(law.order.value, law.order.error)
        what = naming.term(measured(law.prefactor).bracketed, order, law.logarithm)
    if number == 1:
        return Said(Kind.WRONG_ORDER, f"the amplitude of the exact quantity is {what or 'of another order'}")
    size = f" of amplitude {what}" if what else ""
    return Said(Kind.MISSING_TERM, f"between term {number - 1} and term {number} a term{size} is missing")


def _term(
    number: int, row: Row, said: Said, seen: Swing | None, found: Sequence[Turn], sampler: Sampler, naming: Naming
) -> Term:
    context = sampler.context
    term = Term(number, row.written, "", said.kind, said.reason, measured(said.ratio) if said.ratio else None)
    effects = [[row.effect(p.x, 15) for p in turn.points] for turn in found]
    known = [amplitude([context.convert(e) for e in each]) for each in effects if None not in each]
    law = law_of(known, [turn.x for turn in found][: len(known)], found[0].ratio, context)
    if law is not None:
        order = laws.nearby(law.order.value, law.order.error)
        size = f"{naming.size(order, law.logarithm) if order or law.logarithm else 1}, oscillating"
        term = replace(term, size=size, exponent=str(order), logarithm=str(law.logarithm))
    if seen is not None and seen.left is not None:
        bar = max(each.error for each in seen.residues)
        term = replace(term, digits=int(context.floor(-context.log10(bar))) if 0 < bar < 1 else 0)
    return replace(term, errors=_errors(row, found, context))


def _errors(row: Row, found: Sequence[Turn], context: Context) -> tuple[str, ...]:
    """The largest error of the partial sum near each sample, relative to the amplitude of the exact quantity."""
    errors = []
    for turn in found:
        sums = [row.up_to.value(p.x, p.digits + 5) for p in turn.points]
        if None in sums:
            return ()
        worst = max(abs(p.exact - context.convert(v)) for p, v in zip(turn.points, sums, strict=True))
        errors.append(str(context.nstr(worst / amplitude([p.exact for p in turn.points]), SHOWN)))
    return tuple(errors)


def remainder(sampler: Sampler, found: Sequence[Turn], naming: Naming) -> Remainder | None:
    """The amplitude of what is left after all written terms."""
    rests, stands = sizes([turn.rests for turn in found])
    if not any(any(turn.rests) for turn in found):
        return Remainder("none: all digits agree")
    law = law_of(rests, [turn.x for turn in found], found[0].ratio, sampler.context) if all(rests) else None
    if law is None:
        return None
    order = laws.nearby(law.order.value, law.order.error)
    number = measured(law.prefactor)
    text = naming.term(number.bracketed, order, law.logarithm) + ("" if stands else " in amplitude")
    return Remainder(text, coefficient=number, exponent=str(order), logarithm=str(law.logarithm))


def measurement(sampler: Sampler, found: Sequence[Turn], lead: Said) -> Measurement:
    """Order and prefactor of the amplitude, and of what is left."""
    context = sampler.context
    xs = [turn.x for turn in found]
    own_sizes = [sizes([[getattr(p, side) for p in turn.points] for turn in found])[0] for side in ("exact", "approx")]
    exact, approx = ([abs(each) for each in side] for side in own_sizes)
    ratio, noise = found[0].ratio, context.mpf(10) ** -15
    order = exponent(exact, xs, ratio, noise)
    own = exponent(approx, xs, ratio, noise)
    power = laws.to_number(laws.nearby(order.value, order.error), context)
    prefactor = limit([a / x**power for a, x in zip(exact, xs, strict=True)], ratio, context)
    errors = [amplitude(turn.rests) / size for turn, size in zip(found, exact, strict=True)]
    rest = exponent(errors, xs, ratio, 0) if all(errors) else None
    nothing = Estimate(context.zero, context.inf, "none")
    return Measurement(
        order=order,
        power_of_log=Fraction(0),
        relative=Estimate(order.value - own.value, order.error + own.error, order.method),
        ratio=lead.ratio or nothing,
        logarithm=Fraction(0),
        remainder=rest,
        remainder_ratio=None,
        prefactor=prefactor,
        formula=None,
        exponential=None,
        ratio_exponential=None,
        stray=None,
    )


def reach(found: Sequence[Turn], threshold: Number) -> Any:
    """The largest sample up to which the error stays below the threshold at every phase; not refined."""
    inside = found[0].x.context.zero
    for turn in reversed(found):
        size = amplitude([p.exact for p in turn.points])
        if max(abs(rest) for rest in turn.rests) > threshold * size:
            break
        inside = turn.x
    return inside
