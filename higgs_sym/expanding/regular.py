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
from typing import Any

import flint

from higgs_sym.arithmetic.convert import to_arb, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Context
from higgs_sym.errors import UNDEFINED, BudgetError
from higgs_sym.expanding.fitting import SAFETY, Coefficient
from higgs_sym.expanding.ladder import DENOMINATORS
from higgs_sym.expanding.scales import Power, Scale
from higgs_sym.expanding.series import Found, Series, Wanted, closed_form, vanishes
from higgs_sym.expanding.source import GUARD, Source
from higgs_sym.results import context

FAR = Fraction(1021, 16339 * 2**40)
FAR_DIGITS, FAR_COUNT = 60, 4
NEAR = 1e-8  # how far a measured exponent may be off
NODES = Fraction(1021, 2**20)  # T: no round number, so that no wave vanishes at all of its quotients
FEWEST_NODES, NODES_PER_TERM = 10, Fraction(5, 2)
FEWER = 3  # points that the second polynomial leaves out
SKIPPED = 6  # powers without a term that are reckoned with
DIGITS, DIGITS_PER_TERM = 65, 10  # of the values
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
        coefficients = _coefficients(source, shape, wanted.terms)
    except BudgetError:
        raise
    except UNDEFINED:
        return None
    return _series(shape, coefficients, wanted)


def _shape(source: Source) -> Shape | None:
    work = context(FAR_DIGITS + GUARD)
    values = [work.convert(source.value(FAR / 2**k, FAR_DIGITS)) for k in range(FAR_COUNT)]
    if any(v / values[0] <= 0 for v in values):
        return None
    leading = _fraction(work.log(values[0] / values[1], 2))
    if leading is None:
        return None
    factor = work.mpf(2) ** (work.mpf(leading.numerator) / leading.denominator)
    left = [b * factor - a for a, b in pairwise(values)]  # without the leading term
    noise = abs(values[0]) * work.mpf(10) ** (4 - FAR_DIGITS)
    if any(abs(x) < noise for x in left) or any(x / left[0] <= 0 for x in left):
        return None
    second = [_fraction(work.log(a / b, 2)) for a, b in pairwise(left)]
    if None in second or len(set(second)) != 1:
        return None
    step = second[0] - leading  # type: ignore[operator]
    return Shape(leading, step) if step > 0 else None


def _fraction(value: Any) -> Fraction | None:
    """The simple fraction that a measured exponent is."""
    for denominator in DENOMINATORS:
        nearest = Fraction(round(float(value * denominator)), denominator)
        if abs(value - value.context.mpf(nearest.numerator) / nearest.denominator) < NEAR:
            return nearest
    return None


def _coefficients(source: Source, shape: Shape, terms: int) -> list[Coefficient]:
    """The coefficients of the powers, lowest first."""
    digits = DIGITS + DIGITS_PER_TERM * terms
    count = FEWEST_NODES + int(NODES_PER_TERM * terms)
    root = shape.step.denominator
    points = [NODES / k**root for k in range(1, count + 1)]
    values = [source.value(s, digits) for s in points]
    work = context(digits + GUARD)
    with flint_precision(work.prec + 64):
        nodes = [_power(s, shape.step) for s in points]
        balls = [
            to_arb(v) * flint.arb(1, flint.arb(10) ** -digits) / _power(s, shape.leading)
            for s, v in zip(points, values, strict=True)
        ]
        newton = _divided(nodes, balls)
        whole = _monomials(newton, nodes, terms + SKIPPED)
        part = _monomials(newton[:-FEWER], nodes[:-FEWER], terms + SKIPPED)
        return [_coefficient(a, b, work) for a, b in zip(whole, part, strict=False)]


def _power(s: Fraction, exponent: Fraction) -> Ball:
    ball = flint.arb(flint.fmpq(s.numerator, s.denominator))
    return ball ** flint.arb(flint.fmpq(exponent.numerator, exponent.denominator)) if exponent else flint.arb(1)


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
    value = to_mp(one.mid(), work)
    error = to_mp(one.rad(), work) + SAFETY * abs(value - to_mp(other.mid(), work))
    return Coefficient(value, error)


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
