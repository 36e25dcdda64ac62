"""The short road: s^a (c_0 + c_1 s^g + c_2 s^2g + ...) and nothing else, as most quantities are.

Far out a few values show a and g. Then one polynomial is laid through values at s = T/k^q, by divided differences of
balls, and another through some points fewer; what the two differ by is the error bar, beside the radius of the balls.
What has logarithms, other powers or waves gives no digits here, and is left to the ladder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import flint

from higgs_sym.arithmetic.convert import bits, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Context
from higgs_sym.errors import UNDEFINED, AccuracyError, BudgetError
from higgs_sym.expanding.collocation import SAFETY, Coefficient
from higgs_sym.expanding.ladder import DENOMINATORS
from higgs_sym.expanding.scales import Power, Scale
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, vanishes
from higgs_sym.expanding.source import GUARD, Source
from higgs_sym.results import context

FAR = Fraction(1021, 16339 * 2**40)
FAR_DIGITS, FAR_COUNT = 60, 4
NEAR = 1e-8  # how far a measured exponent may be off
NODES, NODES_BITS = Fraction(1021, 1024), 24  # T^step: 2^-24 of no round number, at whose quotients no wave vanishes
SPARE_NODES = 14  # beyond the terms
FEWER = 3  # points that the second polynomial leaves out
SKIPPED = 6  # powers without a term that are reckoned with
DIGITS, DIGITS_PER_TERM = 80, 10  # of the values
SPARE_BITS = 64
DEAREST = 0.01  # seconds of a value


@dataclass(frozen=True)
class Shape:
    """Leading exponent and the step from one power to the next."""

    leading: Fraction
    step: Fraction


def regular(source: Source, wanted: Wanted) -> Series | None:
    """The series of a quantity that is one of evenly spaced powers and cheap; None for any other."""
    if not source.closed:
        return None
    try:
        shape = _shape(source)
        if shape is None or source.cost > DEAREST:
            return None
        wanted.tell("evenly spaced powers")
        for orders in (wanted.terms, 2 * wanted.terms):  # every other power may have no term
            found = _series(shape, _coefficients(source, shape, orders), wanted)
            if found is not None:
                return found
    except BudgetError:
        raise
    except UNDEFINED:
        return None
    return None


def _shape(source: Source) -> Shape | None:
    values = [source.ball(FAR / 2**k, FAR_DIGITS) for k in range(FAR_COUNT)]
    with flint_precision(bits(FAR_DIGITS)):
        leading = _exponent(values)
        if leading is None:
            return None
        factor = flint.arb(2) ** _ball(leading)
        left = [b * factor - a for a, b in pairwise(values)]  # without the leading term
        noise = abs(values[0]) * flint.arb(10) ** (4 - FAR_DIGITS)
        second = _exponent(left) if all(abs(x) > noise for x in left) else None
    return Shape(leading, second - leading) if second is not None and second > leading else None


def _exponent(values: Sequence[Ball]) -> Fraction | None:
    """The simple fraction that is the exponent of all the values; None if they have no common one."""
    if not all(v / values[0] > 0 for v in values):
        return None
    found = {_fraction(float(((a / b).log() / flint.arb.const_log2()).mid())) for a, b in pairwise(values)}
    return found.pop() if len(found) == 1 else None


def _fraction(value: float) -> Fraction | None:
    """The simple fraction that a measured exponent is."""
    for denominator in DENOMINATORS:
        nearest = Fraction(round(value * denominator), denominator)
        if abs(value - nearest) < NEAR:
            return nearest
    return None


def _coefficients(source: Source, shape: Shape, orders: int) -> list[Coefficient]:
    """The coefficients of the powers, lowest first."""
    digits, step = DIGITS + DIGITS_PER_TERM * orders, shape.step
    first = NODES / 2 ** round(NODES_BITS / step)
    points = [first / k**step.denominator for k in range(1, orders + SPARE_NODES + 1)]
    values = [source.ball(s, digits) for s in points]
    work = context(digits + GUARD)
    with flint_precision(work.prec + SPARE_BITS):
        nodes = [_power(s, step) for s in points]
        balls = [v / _power(s, shape.leading) for s, v in zip(points, values, strict=True)]
        newton = _divided(nodes, balls)
        whole = _monomials(newton, nodes, orders + SKIPPED)
        part = _monomials(newton[:-FEWER], nodes[:-FEWER], orders + SKIPPED)
        return [_coefficient(a, b, work) for a, b in zip(whole, part, strict=False)]


def _power(s: Fraction, exponent: Fraction) -> Ball:
    return _ball(s) ** _ball(exponent) if exponent else flint.arb(1)


def _ball(value: Fraction) -> Ball:
    return flint.arb(flint.fmpq(value.numerator, value.denominator))


def _divided(nodes: Sequence[Ball], values: Sequence[Ball]) -> list[Ball]:
    """Newton's coefficients of the polynomial through the values."""
    found = list(values)
    for order in range(1, len(nodes)):
        for k in range(len(nodes) - 1, order - 1, -1):
            found[k] = (found[k] - found[k - 1]) / (nodes[k] - nodes[k - order])
    return found


def _monomials(newton: Sequence[Ball], nodes: Sequence[Ball], count: int) -> list[Ball]:
    """The same polynomial in powers of its variable, the lowest of them."""
    found = [newton[-1]]
    for value, node in zip(newton[-2::-1], nodes[len(newton) - 2 :: -1], strict=True):
        higher = [a - node * b for a, b in pairwise(found)]
        found = [value - node * found[0], *higher, found[-1]][:count]
    return found


def _coefficient(one: Ball, other: Ball, work: Context) -> Coefficient:
    error = one.rad() + SAFETY * abs(one.mid() - other.mid())
    if not error.is_finite():
        raise AccuracyError("a value is not finite")
    return Coefficient(to_mp(one.mid(), work), to_mp(error.upper(), work))


def _series(shape: Shape, numbers: Sequence[Coefficient], wanted: Wanted) -> Series | None:
    """All the terms asked for and the scale of the next one; None if that is not to be had."""
    terms: list[Found] = []
    for k, coefficient in enumerate(numbers):
        scale = Scale(Power(shape.leading + k * shape.step))
        if vanishes(coefficient, [term.coefficient for term in terms]):
            continue
        if len(terms) == wanted.terms:
            return Series(tuple(terms), scale, "") if coefficient.digits else None
        if coefficient.digits < wanted.digits:
            return None
        terms.append(Found(scale, coefficient, closed_form(coefficient, wanted)))
    return None
