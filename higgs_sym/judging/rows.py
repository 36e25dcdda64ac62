"""One verdict a term: what is left of the exact quantity after all others, against the term.

(exact - formula without the term)/term must tend to one. The later terms stay in the formula: where they are right
the quotient settles fast, where they are wrong it settles all the same. The samples of the claim serve where they
resolve the difference; else new ones are taken, closer together for a term that falls fast, at s = e^-L for one whose
own corrections are logarithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.inputs import MAX_DIGITS
from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST, SAFETY, Estimate, limit
from higgs_sym.judging.fitting import law_of, relative
from higgs_sym.judging.ladders import SPARE, farther, finer, sampled, slower
from higgs_sym.judging.laws import Law
from higgs_sym.judging.sampling import Point, Sampler
from higgs_sym.judging.terms import Reading, Row
from higgs_sym.records import Kind

TOLERANCE = "1e-3"  # a coefficient known less well decides nothing
CLEAR = 8  # digits with which a residue must be seen
ENOUGH = 7  # points
GOOD = 9  # digits of a coefficient with which one is content
SLOWEST = "0.2"  # of a growth with a smaller power of s one cannot be sure: it may be one of a logarithm
EVEN, EVENNESS = 5, 1.05  # so many steps of equal size, up to this factor
UNSEEN = "never resolved: it is smaller than the last of the digits compared"
CERTAIN = 3  # error bars beyond which a coefficient is another one


@dataclass(frozen=True)
class Trace:
    """Residues and effects of one term along a geometric sequence."""

    points: tuple[Point, ...]
    xs: tuple[Any, ...]  # the sequence: s, or 1/L
    ratio: Any
    residues: tuple[Any, ...]  # exact - formula without the term
    effects: tuple[Any, ...]
    noise: Any  # of residue/effect
    slow: bool = False

    @property
    def quotients(self) -> list[Any]:
        return [r / e for r, e in zip(self.residues, self.effects, strict=True)]


@dataclass(frozen=True)
class Found:
    """What was found about one term."""

    kind: Kind
    trace: Trace | None
    ratio: Estimate | None = None  # measured/written coefficient
    growth: str = ""  # how residue/effect goes where it has no finite limit other than zero
    reason: str = ""
    rest: Law | None = None  # of the residue, where it is of another size than the term


def follow(sampler: Sampler, reading: Reading, row: Row, points: Sequence[Point], *, anew: bool = True) -> Found:
    """What the samples say about one term; `anew`: whether more may be taken."""
    best: Found | None = None
    for trace in _traces(sampler, reading, row, points, anew):
        found = decided(trace, sampler.context, oscillates=reading.oscillates)
        if best is None or _better(found, best):
            best = found
        if best.kind is not Kind.UNDECIDED and digits_seen(best) >= GOOD:
            break
    return best or Found(Kind.UNDECIDED, None, reason=UNSEEN)


def _better(one: Found, other: Found) -> bool:
    """Whether the later of two findings counts."""
    if Kind.UNDECIDED in (one.kind, other.kind):
        return other.kind is Kind.UNDECIDED
    return digits_seen(one) > digits_seen(other) and other.ratio is not None


def _traces(sampler: Sampler, reading: Reading, row: Row, points: Sequence[Point], anew: bool) -> Iterator[Trace]:
    ratio = sampler.claim.limit.ratio
    trace = along(sampler, row, points, [p.x for p in points], ratio)
    if trace is not None and len(trace.points) >= (ENOUGH if anew else FEWEST):
        yield trace
    for make in (finer, farther, slower) if anew else ():
        ladder = make(sampler, reading, row)
        if ladder is None:
            continue
        ss, xs, ratio = ladder
        first, points = sampled(sampler, reading, row, ss)
        made = along(sampler, row, points, xs[first:], ratio, slow=make is slower)
        if made is not None and len(made.points) >= FEWEST + 1:
            yield made


def along(
    sampler: Sampler, row: Row, points: Sequence[Point], xs: Sequence[Number], ratio: Any, *, slow: bool = False
) -> Trace | None:
    """The term along these points, as far as it is resolved at each of them; None if nowhere."""
    context = sampler.context
    kept, noise = [], context.zero
    for point, x in zip(points, xs, strict=False):
        effect = row.effect(point.x, 2 * SPARE)
        if effect is None:
            continue
        own = abs(point.exact / context.convert(effect)) * context.mpf(10) ** (1 - point.digits)
        if own > context.mpf(10) ** -CLEAR:
            continue
        noise = max(noise, own)
        effect = context.convert(effect)
        kept.append((point, x, point.exact - point.approx + effect, effect))
    kept = _unbroken(kept, ratio)
    if not kept:
        return None
    columns = list(zip(*kept, strict=True))
    return Trace(columns[0], columns[1], ratio, columns[2], columns[3], noise, slow)


def _unbroken(kept: list[Any], ratio: Any) -> list[Any]:
    """The longest run without gaps."""
    runs: list[list[Any]] = []
    for row in kept:
        if runs and abs(runs[-1][-1][1] / row[1] / ratio - 1) < 1e-3:
            runs[-1].append(row)
        else:
            runs.append([row])
    return max(runs, key=len, default=[])


def decided(trace: Trace, context: Context, *, oscillates: bool = False) -> Found:
    """Whether residue/effect tends to one, to another number, to zero or to infinity."""
    quotients = trace.quotients
    tolerance = context.mpf(TOLERANCE)
    seen = [q for q in quotients if abs(q) > trace.noise]
    if len(seen) < len(quotients) and len(seen) <= FEWEST:
        return _absent(trace, context, "no such term is seen")
    ratio = limit(quotients, trace.ratio, context, trace.noise)
    if oscillates:
        # At phases as they come nothing can be accelerated; what the last values still move is the error.
        last = _last(quotients, trace.noise)
        ratio = last if last is not None and last.error < ratio.error else ratio
    if ratio.error <= tolerance * max(1, abs(ratio.value)) and abs(ratio.value) > CERTAIN * ratio.error:
        return _of_number(trace, ratio)
    growth = _growth(trace, context)
    if growth is not None:
        return growth
    if ratio.error <= tolerance and abs(ratio.value) <= ratio.error:
        return _absent(trace, context, "no such term is seen")
    reason = f"measured/written is only known to {context.nstr(ratio.error, 2)}"
    return Found(Kind.UNDECIDED, trace, ratio, reason=reason)


def _last(quotients: Sequence[Number], noise: Number) -> Estimate | None:
    """The last value, if the last steps are much smaller than those before."""
    steps = [abs(b - a) for a, b in pairwise(quotients)]
    late = max(steps[-2:])
    if late > max(steps[-4:-2]) / 2:
        return None
    return Estimate(quotients[-1], SAFETY * late + noise, "last value")


def _of_number(trace: Trace, ratio: Estimate) -> Found:
    off = abs(ratio.value - 1)
    if off <= ratio.error:
        return Found(Kind.CONFIRMED, trace, ratio)
    if off <= CERTAIN * ratio.error:
        reason = "measured and written differ by little more than the error bar"
        return Found(Kind.UNDECIDED, trace, ratio, reason=reason)
    return Found(Kind.WRONG_TERM, trace, ratio)


def _growth(trace: Trace, context: Context) -> Found | None:
    """Residues of another size than the term: larger, then one is missing; smaller, then this one does not exist."""
    quotients = trace.quotients
    if not all(quotients) or len(quotients) <= FEWEST:
        return None
    power = laws.exponent(quotients, trace.ratio, context, trace.noise)
    known = context.mpf("0.02")
    rest = None if trace.slow else _rest(trace, context)
    slowest = 3 * known if trace.slow else context.mpf(SLOWEST)
    if power.error <= known and abs(power.value) > slowest:
        kind = Kind.MISSING_TERM if power.value < 0 else Kind.WRONG_TERM
        return Found(kind, trace, growth="power", rest=rest)
    exponential = laws.exponential(quotients, trace.xs, trace.ratio, context)
    if exponential is not None:
        larger = abs(quotients[-1]) > abs(quotients[0])
        return Found(Kind.MISSING_TERM if larger else Kind.WRONG_TERM, trace, growth="exponential", rest=rest)
    law = laws.with_logarithm(quotients, trace.xs, trace.ratio, context, power)
    if law is not None:
        order = laws.nearby(law.order.value, law.order.error)
        larger = order < 0 or (order == 0 and law.logarithm > 0)
        return Found(Kind.MISSING_TERM if larger else Kind.WRONG_TERM, trace, growth="logarithm", rest=rest)
    if trace.slow and _in_even_steps(quotients):
        return Found(Kind.MISSING_TERM, trace, growth="logarithm")
    if trace.slow and _in_even_steps([1 / each for each in quotients]):
        return Found(Kind.WRONG_TERM, trace, growth="logarithm")
    return None


def _in_even_steps(values: Sequence[Number]) -> bool:
    """Whether the values grow by the same amount from one to the next, as a logarithm does."""
    steps = [b - a for a, b in pairwise(values)][-EVEN:]
    grows = abs(values[-1]) > abs(values[-EVEN - 1]) and all(step * steps[0] > 0 for step in steps)
    return grows and max(abs(step) for step in steps) < EVENNESS * min(abs(step) for step in steps)


def _rest(trace: Trace, context: Context) -> Law | None:
    """The law of what the exact quantity has instead of the term."""
    rests = [r - e for r, e in zip(trace.residues, trace.effects, strict=True)]
    larger = all(abs(rest) > abs(e) for rest, e in zip(rests[-2:], trace.effects[-2:], strict=True))
    return law_of(rests if larger else trace.residues, trace.xs, trace.ratio, context, trace.noise)


def _absent(trace: Trace, context: Context, reason: str) -> Found:
    zero = Estimate(context.zero, max(trace.noise, abs(trace.quotients[-1])), "none seen")
    return Found(Kind.WRONG_TERM, trace, zero, growth="absent", reason=reason)


def digits_seen(found: Found) -> int:
    """Significant digits with which the term was seen."""
    if found.ratio is None or not found.ratio.value:
        return 0
    context = found.ratio.value.context
    bar = relative(found.ratio)
    return MAX_DIGITS if not bar else max(0, int(context.floor(-context.log10(bar))))
