"""Oscillating laws: A(X) cos phi + B(X) sin phi beside powers, X = 1/s, phi = c X^p, A and B series in powers of X.

Frequency and envelope are measured on a few points close together, far out: the second differences of a wave of
constant amplitude are a multiple of it, exactly, whatever the step. From the frequency at two places follows p, from
the envelope the leading power. Then everything is linear: all coefficients are collocated together, with those of
X^p sin phi and X^p cos phi, which say by how much c is off; c is corrected until they vanish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from typing import Any

from higgs_sym.arithmetic.types import Real
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.fitting import Coefficient, fit
from higgs_sym.expanding.ladder import number
from higgs_sym.expanding.scales import Power, Scale, Wave
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, exact_form, vanishes
from higgs_sym.expanding.source import UNUSABLE, Samples, Source
from higgs_sym.results import context

# X at which frequency and envelope are measured, by whether values are cheap; no round number, which may be a zero.
FAR = {True: Fraction(2**24) + Fraction(1, 7), False: Fraction(4096) + Fraction(1, 7)}
APART = 4  # how much further out once more
DIFFERENCES = 2  # that are taken of the values, so that what the wave stands on does not matter
CLOSE = Fraction(1, 2**60)  # the first step, in units of X: far below any period
DIGITS = 150
LEAST_PHASE = 8  # where it is measured, for it to be a wave
NEAREST = Fraction(16339, 1021)  # X at which the coefficients are fitted from
PAIRS = {True: 26, False: 16}
FIRST_ORDERS, ROUNDS = 5, 10
FIRST_OFF, COHERENT = (
    1e-4,
    0.03,
)  # error of c at first; phase by which it may be off where it is fitted
SETTLED = 1e-30  # relative correction of c that needs no further one
TOLERANCE = 0.02  # of measured exponents


@dataclass(frozen=True)
class Local:
    """Frequency and envelope of the oscillating part near X."""

    frequency: Any
    envelope: Any


def oscillation(source: Source, wanted: Wanted, background: Sequence[Scale]) -> Series | None:
    """The oscillating expansion, None if the source does not oscillate; `background` is what it oscillates about."""
    try:
        shape = _shape(source)
    except BudgetError:
        raise
    except UNUSABLE:
        return None
    if shape is None:
        return None
    power, leading, rate = shape
    wanted.tell(f"a wave: phase {rate.context.nstr(rate, 6)} X^({power}), amplitude X^({leading})")
    samples = _pairs(source, power, rate)
    best: Series | None = None
    for gap in _gaps(power):
        found = _fitted(samples, power, leading, rate, gap, wanted, background)
        if found is not None and (best is None or len(found.terms) > len(best.terms)):
            best = found
        if best is not None and len(best.terms) >= wanted.terms:
            break
    return best


def _shape(source: Source) -> tuple[Fraction, Fraction, Any] | None:
    """(p, leading power of X, c), or None."""
    digits = min(DIGITS, source.most_digits)
    far = FAR[source.closed]
    here, there = (_local(source, x, digits) for x in (far, APART * far))
    if here is None or there is None:
        return None
    work = here.frequency.context
    width = work.log(APART)
    power = 1 + _fraction(work.log(there.frequency / here.frequency) / width)
    leading = _fraction(work.log(there.envelope / here.envelope) / width)
    if not power > 0:
        return None
    p = number(power, work)
    rate = there.frequency / (p * number(APART * far, work) ** (p - 1))
    return (power, leading, rate) if rate * number(far, work) ** p > LEAST_PHASE else None


def _fraction(value: Any) -> Fraction:
    """The simple fraction that a measured exponent is near."""
    for denominator in (1, 2, 3, 4, 6):
        nearest = Fraction(round(float(value * denominator)), denominator)
        if abs(float(value) - float(nearest)) < TOLERANCE / denominator:
            return nearest
    raise AccuracyError("an exponent of a wave is no simple fraction")


def _local(source: Source, x: Fraction, digits: int) -> Local | None:
    """Frequency and envelope near X, measured with a step far below the period and then with a good one."""
    step = x * CLOSE
    for _ in range(2):
        found = _measured(source, x, step, digits)
        if found is None:
            return None
        step = Fraction(int(x.numerator * 2**20 / max(1, int(found.frequency * x.numerator))), 2**21) or step
    return found


def _measured(source: Source, x: Fraction, step: Fraction, digits: int) -> Local | None:
    work = context(digits + 15)
    values = [work.convert(source.value(1 / (x + k * step), digits)) for k in range(7)]
    first = values
    for _ in range(DIFFERENCES):
        first = [b - a for a, b in pairwise(first)]
    # Least squares for 2 cos(frequency step), so that a zero of one difference does no harm.
    top = work.fsum((a + c) * b for a, b, c in zip(first, first[1:], first[2:], strict=False))
    bottom = 2 * work.fsum(b * b for b in first[1:-1])
    if not bottom or not abs(top / bottom) < 1:
        return None
    angle = work.acos(top / bottom)
    h = number(step, work)
    # Each difference multiplies a wave by 2 sin(angle/2) and turns it.
    a, b = first[1], first[2]
    size = (
        work.sqrt(a * a + ((b - a * work.cos(angle)) / work.sin(angle)) ** 2) / (2 * work.sin(angle / 2)) ** DIFFERENCES
    )
    return Local(angle / h, size)


def _gaps(power: Fraction) -> list[Fraction]:
    """Steps between the powers of the amplitude that are likely, the coarse ones first."""
    both = Fraction(gcd(power.numerator, power.denominator), lcm(power.denominator, 1))
    return list(dict.fromkeys([power, Fraction(1), both / 1, Fraction(1, 2)]))


def _pairs(source: Source, power: Fraction, rate: Any) -> Samples:
    """Samples in pairs a quarter period apart, geometric in X."""
    cheap = source.closed
    digits = min(150, source.most_digits)
    work = context(digits + 15)
    ratio = Fraction(3, 2) if power >= 1 else Fraction(2)
    points = []
    for k in range(PAIRS[cheap]):
        x = NEAREST * ratio**k
        local = rate * number(power, work) * number(x, work) ** (number(power, work) - 1)
        points += [x, x + Fraction(int(work.pi / (2 * local) * 2**20) or 1, 2**20)]
    xs, values = [], []
    for point in points:
        try:
            values.append(work.convert(source.value(1 / point, digits)))
        except BudgetError:
            raise
        except UNUSABLE:
            break
        xs.append(1 / number(point, work))
    noise = [abs(v) * work.mpf(10) ** -digits for v in values]
    return Samples(xs, values, noise, ratio, work)


Row = tuple[Scale, Callable[[Any], Any]]


def _fitted(
    samples: Samples, power: Fraction, leading: Fraction, rate: Real, gap: Fraction, wanted: Wanted,
    background: Sequence[Scale],
) -> Series | None:  # fmt: skip
    """The series for one step between its powers; None if the coefficients do not settle."""
    work = samples.context
    most = max(3, (len(samples) - 8 - len(background)) // 3)
    rate, name = work.convert(rate), None
    orders, off, shift = FIRST_ORDERS, work.mpf(FIRST_OFF), rate
    for _ in range(ROUNDS):
        rows = _rows(power, leading, gap, orders, rate, name, background)
        extra = [_wave_function(power, rate, leading + power, kind, work) for kind in ("cos", "sin")]
        size = len(rows) + len(extra) + 3
        reach = sum(1 for s in samples.xs if off * s ** -number(power, work) < COHERENT)
        count = max(size, min(reach, len(samples)))
        numbers = fit(samples.xs[:count], samples.values[:count], [f for _, f in rows] + extra, work, 3)
        if not numbers:
            return None
        a, b, u, v = (each.value for each in (*numbers[:2], *numbers[-2:]))
        shift = (b * u - a * v) / (a * a + b * b)
        rate += shift
        if abs(shift) < SETTLED * rate:
            break
        orders, off = min(most, orders + 2), abs(shift) / orders
    known = Coefficient(rate, abs(shift) + abs(rate) * work.mpf(SETTLED))
    form = closed_form(known, replace(wanted, names=wanted.names))
    if form is not None:
        rate = work.convert(Expression(form.expression).value({}, work.dps).number)
    elif known.digits < wanted.digits:
        return None
    rows = _rows(power, leading, gap, most, rate, exact_form(known, form), background)
    numbers = fit(samples.xs, samples.values, [f for _, f in rows], work)
    return _series(rows, numbers, wanted)


def _rows(
    power: Fraction, leading: Fraction, gap: Fraction, orders: int, rate: Any, name: Any, background: Sequence[Scale]
) -> list[Row]:
    work = rate.context
    rows: list[Row] = []
    for k in range(orders):
        here = leading - k * gap
        for kind in ("cos", "sin"):
            scale = Scale(Power(-here), wave=Wave(kind, power, name))
            rows.append((scale, _wave_function(power, rate, here, kind, work)))
    for scale in background:
        rows.append((scale, _power_function(scale)))
    return rows


def _wave_function(power: Fraction, rate: Any, order: Fraction, kind: str, work: Any) -> Callable[[Any], Any]:
    p, a = number(power, work), number(order, work)
    turn = work.cos if kind == "cos" else work.sin
    return lambda s: turn(rate * s**-p) * s**-a


def _power_function(scale: Scale) -> Callable[[Any], Any]:
    return lambda s: s ** scale.power.number(s.context) * s.context.log(1 / s) ** scale.logarithm


def _series(rows: Sequence[Row], numbers: Sequence[Coefficient], wanted: Wanted) -> Series | None:
    """The terms, largest first; cosine and sine of one power are not torn apart."""
    order = sorted(range(len(rows)), key=lambda k: (rows[k][0].power.shift, -rows[k][0].logarithm))
    terms: list[Found] = []
    following: Scale | None = None
    for k in order:
        scale, coefficient = rows[k][0], numbers[k]
        if vanishes(coefficient, [term.coefficient for term in terms]):
            continue
        split = bool(terms) and terms[-1].scale.power == scale.power and scale.wave is not None
        if (len(terms) >= wanted.terms and not split) or coefficient.digits < wanted.digits:
            following = scale
            break
        terms.append(Found(scale, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), following, "" if following or len(terms) >= wanted.terms else "ends") if terms else None
