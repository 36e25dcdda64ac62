"""What falls like exp(-c X^p) X^a (c_0 + c_1 X^-g + ...), over a short way: p and g are tried, the rest is fitted.

A ladder of ln|E| needs a long way, which there is none where the values come from integrals or sums and what is left
of them drowns in the digits they have. Here ln|E| is collocated with X^p, ln X and powers of X^-g; of the shapes tried
the one is taken whose c is known best and whose a is a simple fraction. c and a so named, the coefficients are
collocated once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.collocation import Coefficient, fit
from higgs_sym.expanding.ladder import DENOMINATORS, number
from higgs_sym.expanding.laws import divided
from higgs_sym.expanding.scales import Exponential, Power, Scale
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, exact_form, joined, vanishes
from higgs_sym.expanding.source import Samples

POWERS = (
    Fraction(1),
    Fraction(2),
    Fraction(1, 2),
    Fraction(3, 2),
    Fraction(1, 3),
    Fraction(2, 3),
    Fraction(3),
    Fraction(4),
)
WIDE = 0.35  # relative distance of a power that is tried from the local exponent
ORDERS = (1, 4, 8, 13, 19)  # of X^-g, how many are fitted
FEWEST = 8  # samples
WINDOWS = 10
LEAST_DIGITS, ENOUGH_DIGITS = 9, 30  # of c
NEAR = 1e-5  # how far off a may be
ENDING = 3  # so many powers without a term are taken for the end, which what is left then has to confirm


@dataclass(frozen=True)
class Shape:
    """c X^power below the exponential, X^-(leading) behind it, and the step to the next power."""

    rate: Coefficient
    power: Fraction
    leading: Fraction
    step: Fraction


def falling(samples: Samples, wanted: Wanted) -> Series | None:
    """The terms behind one exponential that falls; None if there is no such law."""
    if len(samples) < FEWEST or len({v > 0 for v in samples.values}) != 1:
        return None
    shapes = list(_shapes(samples))
    if not shapes:
        return None
    best = max(shapes, key=lambda shape: shape.rate.digits)
    form = closed_form(best.rate, wanted)
    named = exact_form(best.rate, form)
    work = samples.context
    rate = best.rate.value if form is None else work.convert(Expression(named).value({}, work.dps).number)
    front = Exponential(((-rate, -named, -best.power, 0),))
    spread = work.mpf(0) if form else best.rate.error
    bare = divided(samples, lambda s: work.exp(front.exponent(s)), lambda s: spread * s ** -number(best.power, work))
    return _series(bare, best, front, wanted)


def _shapes(samples: Samples) -> Iterator[Shape]:
    """What fits, the simple powers first; nothing more is tried once one fits well."""
    work = samples.context
    logs = replace(
        samples,
        values=[work.log(abs(v)) for v in samples.values],
        noise=[n / abs(v) for n, v in zip(samples.noise, samples.values, strict=True)],
    )
    local = _local(logs)
    for power in (p for p in POWERS if abs(float(p) - local) < WIDE * max(local, 1)):
        for step in dict.fromkeys((power, Fraction(1), Fraction(1, 2))):
            found = _shape(logs, power, step)
            if found is not None:
                yield found
                if found.rate.digits >= ENOUGH_DIGITS:
                    return


def _local(logs: Samples) -> float:
    """The power of X that ln|E| goes with, from its slopes in the middle and at the end; 0 if it does not fall."""
    places = (len(logs) // 2, len(logs) - 1)
    slopes = [(logs.values[k - 1] - logs.values[k]) / (1 / logs.xs[k] - 1 / logs.xs[k - 1]) for k in places]
    if not all(slope > 0 for slope in slopes):
        return 0.0
    one, other = (logs.xs[k] + logs.xs[k - 1] for k in places)
    return 1 + float(logs.context.log(slopes[1] / slopes[0]) / logs.context.log(one / other))


def _shape(logs: Samples, power: Fraction, step: Fraction) -> Shape | None:
    work, best = logs.context, None
    for orders in ORDERS:
        functions = [_power(-power), work.log, *(_power(k * step) for k in range(orders))]
        if len(functions) + 2 > len(logs):
            break
        found = fit(logs.xs, logs.values, functions, work, WINDOWS, logs.noise)
        if found and (best is None or found[0].error < best[0].error):
            best = found
    if best is None or best[0].digits < LEAST_DIGITS or not best[0].value < 0:
        return None
    leading = _fraction(best[1])
    rate = Coefficient(-best[0].value, best[0].error)
    return None if leading is None else Shape(rate, power, leading, step)


def _fraction(measured: Coefficient) -> Fraction | None:
    if measured.error > NEAR:
        return None
    for denominator in DENOMINATORS:
        nearest = Fraction(round(float(measured.value * denominator)), denominator)
        if abs(float(measured.value) - float(nearest)) < NEAR:
            return nearest
    return None


def _power(exponent: Fraction) -> Callable[[Any], Any]:
    return lambda s: s ** number(exponent, s.context)


def _series(bare: Samples, shape: Shape, front: Exponential, wanted: Wanted) -> Series | None:
    """The terms, up to the first that is not known to the digits asked for."""
    numbers: Sequence[Coefficient] = []
    for orders in ORDERS:
        if orders + 2 > len(bare):
            break
        powers = [_power(shape.leading + k * shape.step) for k in range(orders)]
        found = fit(bare.xs, bare.values, powers, bare.context, WINDOWS, bare.noise)
        numbers = joined(found, numbers)
    terms: list[Found] = []
    nothing = 0  # coefficients without a digit, one after the other
    for k, coefficient in enumerate(numbers):
        here = Scale(Power(shape.leading + k * shape.step), front=(front,))
        if vanishes(coefficient, [term.coefficient for term in terms]):
            nothing += 1
            continue
        if nothing >= ENDING and not coefficient.digits:
            break
        nothing = 0
        if len(terms) == wanted.terms or coefficient.digits < wanted.digits:
            return Series(tuple(terms), here, "") if terms else None
        terms.append(Found(here, coefficient, closed_form(coefficient, wanted)))
    return Series(tuple(terms), None, "ends") if terms else None
