"""Oscillating laws: X^a exp(-damping) (cos phi, sin phi) with a series each, several of them, beside powers, X = 1/s.

Phase and damping are measured far out (see `phases`). Then everything is linear: all coefficients are collocated
together, with those of the derivatives by every rate, which say by how much it is off; rates are corrected until these
vanish. A rate that was named by its closed form is tested in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.collocation import Coefficient, fit
from higgs_sym.expanding.ladder import number
from higgs_sym.expanding.phases import DIGITS, Law, Part, laws_of, powers_beside, steps
from higgs_sym.expanding.scales import Exponential, Power, Scale, Wave
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, exact_form, vanishes
from higgs_sym.expanding.source import GUARD, Samples, Source
from higgs_sym.results import context

NEAREST = Fraction(16339, 1021)  # X at which the coefficients are fitted from
CLOSE = Fraction(4087, 1021)  # the same where the quantity is followed over a short way only
PLACES = {True: 26, False: 16}  # by whether values are cheap
WIDEST = Fraction(3, 2)  # ratio of neighbouring places
FIRST_ORDERS, ROUNDS, ROUND_WINDOWS = 5, 10, 3
COHERENT = 0.03  # phase by which a wave may be off where it is fitted
SETTLED = 1e-30  # relative correction of a rate that needs no further one
SLIGHT = 1e-3  # relative correction that a measured rate may still need
SPARE_ORDERS = 10  # beyond the terms asked for
MOST_LAWS = 4

Function = Callable[[Any], Any]
Row = tuple[Scale, Function]


@dataclass(frozen=True)
class Attempt:
    """One way to fit: the step between powers, and whether the waves stand on powers."""

    gap: Fraction
    beside: bool


def oscillation(source: Source, wanted: Wanted) -> Series | None:
    """The oscillating expansion, None if the source does not oscillate."""
    laws = laws_of(source, wanted.names)
    if not laws or len(laws) > MOST_LAWS or not all(law.steady for law in laws):
        return None
    for law in laws:
        phase = " + ".join(_said(part) for part in law.phase)
        damped = "".join(f", damped by {_said(part)}" for part in law.damping)
        wanted.tell(f"a wave: phase {phase}, amplitude X^({law.leading}){damped}")
    samples = _samples(source, laws)
    best: Series | None = None
    bases = (False,) if laws[0].damping else (False, True)
    tries = [Attempt(gap, beside) for beside in bases for gap in steps(laws)]
    for attempt in tries:
        found = _fitted(samples, laws, attempt, wanted)
        if found is not None and (best is None or len(found.terms) > len(best.terms)):
            best = found
        if best is not None and (len(best.terms) >= wanted.terms or best.ended):
            break
    return best


def _said(part: Part) -> str:
    rate = part.name if part.name is not None else part.rate.context.nstr(part.rate, 6)
    return f"{rate} X^({part.power})" + (" ln X" if part.logarithm else "")


def _samples(source: Source, laws: Sequence[Law]) -> Samples:
    """Groups of samples that share a few periods, geometric in X as far as there are values."""
    digits = min(DIGITS, source.most_digits)
    work = context(digits + GUARD)
    size = 2 * len(laws)
    start, ratio = _way(source, PLACES[source.closed], digits)
    xs, values = [], []
    for k in range(PLACES[source.closed]):
        x = start * ratio**k
        width = Fraction(int(work.pi / (2 * max(_frequency(law, x, work) for law in laws)) * 2**20) or 1, 2**20)
        points = [x + j * width for j in range(size)]
        try:
            found = [work.convert(source.value(1 / point, digits)) for point in points]
        except BudgetError:
            raise
        except UNDEFINED:
            break
        xs += [1 / number(point, work) for point in points]
        values += found
    return Samples(xs, values, [abs(v) * work.mpf(10) ** -digits for v in values], number(ratio, work), work)


def _frequency(law: Law, x: Fraction, work: Any) -> Any:
    """Derivative of the phase."""
    one, other = (sum(part.value(1 / number(at, work)) for part in law.phase) for at in (x, x * Fraction(1001, 1000)))
    return abs(other - one) / (number(x, work) / 1000)


def _way(source: Source, places: int, digits: int) -> tuple[Fraction, Fraction]:
    """First place and ratio, so that the places lie where there are values."""
    last = NEAREST * WIDEST ** (places - 1)
    far = CLOSE
    while far < last:
        try:
            ends = source.dear(1 / (2 * far), digits)
        except BudgetError:
            raise
        except UNDEFINED:
            ends = True
        if ends:
            ratio = Fraction(float(far / CLOSE) ** (1 / (places - 1))).limit_denominator(64)
            return CLOSE, max(ratio, Fraction(17, 16))
        far *= 2
    return NEAREST, WIDEST


def _fitted(samples: Samples, laws: Sequence[Law], attempt: Attempt, wanted: Wanted) -> Series | None:
    """The series for one step between its powers; None if rates or coefficients do not settle."""
    settled = _settled(samples, laws, attempt, wanted)
    if settled is None:
        return None
    most = _most_orders(samples, laws, attempt, wanted)
    rows = _rows(settled, attempt, most)
    bare, noise = _bare(samples, settled)
    numbers = fit(samples.xs, bare, [f for _, f in rows], samples.context, noise=noise)
    return _series(rows, numbers, wanted)


def _most_orders(samples: Samples, laws: Sequence[Law], attempt: Attempt, wanted: Wanted) -> int:
    """Orders of every series that the samples can tell and that are worth it."""
    room = (len(samples) - 8) // (2 * len(laws) + attempt.beside + 1)
    return max(3, min(room, wanted.terms + SPARE_ORDERS))


def _settled(samples: Samples, laws: Sequence[Law], attempt: Attempt, wanted: Wanted) -> list[Law] | None:
    """The laws with every rate exact or to many digits; None if they do not become so."""
    laws, orders = list(laws), FIRST_ORDERS
    most = _most_orders(samples, laws, attempt, wanted)
    for _ in range(ROUNDS):
        rows = _rows(laws, attempt, orders)
        extra = [f for law in laws for f in _derivatives(law)]
        size = len(rows) + len(extra) + ROUND_WINDOWS
        count = max(size, min(_coherent(samples, laws), len(samples)))
        bare, _ = _bare(samples, laws)
        numbers = fit(samples.xs[:count], bare[:count], [f for _, f in rows] + extra, samples.context, ROUND_WINDOWS)
        if not numbers:
            return None
        firsts = _leading(laws, rows, numbers)
        laws, worst = _corrected(laws, firsts, [each.value for each in numbers[len(rows) :]])
        if worst > SLIGHT:
            return None
        if worst < SETTLED:
            return _with_names(laws, wanted)
        orders = min(most, orders + 2)
    return _with_names(laws, wanted)


def _coherent(samples: Samples, laws: Sequence[Law]) -> int:
    """How many samples, from the first on, the rates are good enough for."""
    parts = [part for law in laws for part in (*law.phase, *law.damping) if part.name is None]
    if not parts:
        return len(samples)
    return sum(1 for s in samples.xs if all(part.off * abs(part.value(s)) < COHERENT for part in parts))


def _bare(samples: Samples, laws: Sequence[Law]) -> tuple[list[Any], list[Any]]:
    """The values and their noise without the damping, which all waves have in common."""
    damping = laws[0].damping
    if not damping:
        return samples.values, samples.noise
    fronts = [samples.context.exp(sum(part.value(s) for part in damping)) for s in samples.xs]
    values, noise = ([a * b for a, b in zip(each, fronts, strict=True)] for each in (samples.values, samples.noise))
    return values, noise


def _rows(laws: Sequence[Law], attempt: Attempt, orders: int) -> list[Row]:
    rows: list[Row] = []
    for law in laws:
        front = (_front(law.damping),) if law.damping else ()
        parts = tuple((p.name if p.name is not None else p.rate, p.power, p.logarithm) for p in law.phase)
        for k in range(orders):
            power = -(law.leading - k * attempt.gap)
            for kind in ("cos", "sin"):
                scale = Scale(Power(power), front=front, wave=Wave(kind, parts))
                rows.append((scale, _function(law, power, kind, None)))
    if attempt.beside:
        rows += [(scale, _power(scale)) for scale in powers_beside(laws, attempt.gap, orders + 2)]
    return rows


def _front(damping: Sequence[Part]) -> Exponential:
    parts = tuple((-p.rate, -p.name if p.name is not None else -p.rate, -p.power, p.logarithm) for p in damping)
    return Exponential(parts)


def _derivatives(law: Law) -> Iterator[Function]:
    """Of the leading wave by each of its rates, up to its amplitude: two functions for each different one."""
    for scale in _directions(law):
        for kind in ("cos", "sin"):
            yield _function(law, -law.leading, kind, scale)


def _directions(law: Law) -> list[Part]:
    """One part for each different function that rates multiply."""
    return list({(p.power, p.logarithm): p for p in (*law.damping, *law.phase)}.values())


def _function(law: Law, power: Fraction, kind: str, times: Part | None) -> Function:
    def value(s: Any) -> Any:
        turn = getattr(s.context, kind)
        found = turn(s.context.fsum(part.value(s) for part in law.phase)) * s ** number(power, s.context)
        return found if times is None else found * times.scale(s)

    return value


def _power(scale: Scale) -> Function:
    return lambda s: s ** scale.power.number(s.context)


def _leading(laws: Sequence[Law], rows: Sequence[Row], numbers: Sequence[Coefficient]) -> list[tuple[Any, Any]]:
    """The first two coefficients of each wave."""
    orders = sum(1 for scale, _ in rows if scale.wave is not None) // (2 * len(laws))
    return [(numbers[2 * orders * k].value, numbers[2 * orders * k + 1].value) for k in range(len(laws))]


def _corrected(laws: Sequence[Law], firsts: Sequence[tuple[Any, Any]], extra: Sequence[Any]) -> tuple[list[Law], Any]:
    """Rates shifted by what the derivatives ask for, and the largest relative shift."""
    found, worst, place = [], 0.0, 0
    for law, (a, b) in zip(laws, firsts, strict=True):
        shifts: dict[tuple[Fraction, int], tuple[Any, Any]] = {}
        square = a * a + b * b
        for part in _directions(law):
            u, v = extra[place], extra[place + 1]
            place += 2
            # u + i v times (a + i b)*: along the wave a damping, across it a phase
            shifts[part.power, part.logarithm] = (b * u - a * v) / square, -(a * u + b * v) / square
        phase = [_shifted(part, shifts[part.power, part.logarithm][0]) for part in law.phase]
        damping = [_shifted(part, shifts[part.power, part.logarithm][1]) for part in law.damping]
        worst = max(worst, *(float(relative) for _, relative in (*phase, *damping)))
        found.append(replace(law, phase=tuple(p for p, _ in phase), damping=tuple(p for p, _ in damping)))
    return found, worst


def _shifted(part: Part, shift: Any) -> tuple[Part, Any]:
    context = shift.context
    relative = abs(shift / context.convert(part.rate))
    if relative < SETTLED:
        return part, relative
    rate = context.convert(part.rate) + shift
    return replace(part, rate=rate, name=None, off=float(relative) / FIRST_ORDERS), relative


def _with_names(laws: Sequence[Law], wanted: Wanted) -> list[Law] | None:
    """Rates by their closed forms where they have one; None if one is not known to the digits asked for."""
    found = []
    for law in laws:
        phase, damping = (
            [named for part in each if (named := _by_name(part, wanted)) is not None]
            for each in (law.phase, law.damping)
        )
        if len(phase) < len(law.phase) or len(damping) < len(law.damping):
            return None
        found.append(replace(law, phase=tuple(phase), damping=tuple(damping)))
    return found


def _by_name(part: Part, wanted: Wanted) -> Part | None:
    if part.name is not None:
        return part
    work = part.rate.context
    known = Coefficient(part.rate, abs(part.rate) * work.mpf(max(part.off, SETTLED)))
    form = closed_form(known, wanted)
    if form is not None:
        exact = work.convert(Expression(form.expression).value({}, work.dps).number)
        return replace(part, rate=exact, name=form.expression)
    return replace(part, name=exact_form(known, None)) if known.digits >= wanted.digits else None


def _series(rows: Sequence[Row], numbers: Sequence[Coefficient], wanted: Wanted) -> Series | None:
    """The terms, largest first; what goes with one power is not torn apart."""
    if not numbers:
        return None
    order = sorted(range(len(rows)), key=lambda k: (rows[k][0].power.shift, -rows[k][0].logarithm))
    terms: list[Found] = []
    following: Scale | None = None
    for k in order:
        scale, coefficient = rows[k][0], numbers[k]
        if vanishes(coefficient, [term.coefficient for term in terms]):
            continue
        together = bool(terms) and terms[-1].scale.power == scale.power
        if (len(terms) >= wanted.terms and not together) or coefficient.digits < wanted.digits:
            following = scale
            break
        terms.append(Found(scale, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), following, "" if following or len(terms) >= wanted.terms else "ends") if terms else None
