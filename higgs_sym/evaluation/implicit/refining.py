"""A change of sign refined: halved, then by secants, until signs enclose the place to so many digits."""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.implicit.body import Body
from higgs_sym.evaluation.implicit.brackets import bracket
from higgs_sym.evaluation.implicit.unique import SHARE

Real = Any  # arb
Bracket = tuple[Any, Any]  # two places between which a sign changes
HALVINGS = 10  # before secants
HALVED = 32  # times, towards zero
LEAST = 5000  # power of two that is next to zero
MOST_STEPS = 300
SIGN_DIGITS = 30  # more of f than of the place, next to a pole
MOST_SECANTS = 60  # before parts are halved again: next to a pole they lead nowhere


def solve(f: Body, low: Real | None, high: Real | None, digits: int) -> Real:
    """The ball of the one root between low and high."""
    return between(f, *bracket(f, low, high), digits)


def between(f: Body, a: Real, b: Real, digits: int) -> Real:
    """The ball of the root between two places of different sign, or at the one place."""
    with flint_precision(int(2 * (digits + 20) * BITS_PER_DIGIT)):
        if a == b:
            return flint.arb(a)
        sign = f.sign(b) or 0
        for k in range(MOST_STEPS):
            if k >= HALVINGS and _alike(a, b):
                break
            middle = _middle(a, b)
            at = f.sign(middle)
            if at == 0:
                return flint.arb(middle)
            if at is None and middle == 0:
                a, b = _without_zero(f, a, b, sign)
                continue
            if at is None:
                break
            a, b = (a, middle) if at == sign else (middle, b)
        if a <= 0 <= b and b - a < flint.arb(2) ** -LEAST:
            return flint.arb(0, max(-a, b))
        return _secants(f, a, b, digits)


def _without_zero(f: Body, a: Real, b: Real, sign: int) -> Bracket:
    """The same bracket much closer to zero, where f has no value, or on the one side of it with the change of sign."""
    near = (min(-a, b) * flint.arb(2) ** -HALVED).mid()
    left, right = f.sign(-near), f.sign(near)
    if left == sign:
        return a, -near
    return (-near, near) if right == sign else (near, b)


def _alike(a: Real, b: Real) -> bool:
    """Whether two numbers have the same sign and about the same size."""
    return bool(a * b > 0 and abs(b) < 4 * abs(a) and abs(a) < 4 * abs(b))


def _middle(a: Real, b: Real) -> Real:
    """Zero between numbers of different sign, the geometric mean where sizes differ much, else the middle."""
    if a * b < 0:
        return flint.arb(0)
    if a == 0 or b == 0:
        return ((a + b) * flint.arb(2) ** -HALVED).mid()
    if not _alike(a, b):
        return ((a * b).sqrt() * (1 if a > 0 else -1)).mid()
    return ((a + b) / 2).mid()


def _secants(f: Body, a: Real, b: Real, digits: int) -> Real:
    """Illinois steps until a change of sign encloses the root to so many digits."""
    working = 2 * digits + 20
    left, right, side = f.real(a, working).mid(), f.real(b, working).mid(), 0
    previous = None
    for k in range(MOST_STEPS):
        c = ((a * right - b * left) / (right - left)).mid()
        if k > MOST_SECANTS or not (c > a and c < b):
            c = _middle(a, b)
        if previous is not None:
            found = _enclosed(f, c, previous, digits)
            if found is not None:
                return found
        try:
            value = f.real(c, working)
        except (BudgetError, DivergesError):
            raise
        except (AccuracyError, ZeroDivisionError):
            c = (a + (b - a) * SHARE).mid()  # next to a place without a value
            value = f.real(c, working)
        previous = c
        if may_be(value):
            found = _enclosed(f, c, c, digits)
            if found is not None:
                return found
            working = 2 * working
            continue
        if (value > 0) == (right > 0):
            b, right = c, value.mid()
            left = left / 2 if side == 1 else left
            side = 1
        else:
            a, left = c, value.mid()
            right = right / 2 if side == -1 else right
            side = -1
    raise AccuracyError(f"the root in {f.name} could not be enclosed")


def _enclosed(f: Body, c: Real, previous: Real, digits: int) -> Real | None:
    """The ball around c if f changes its sign within it; only tried where steps have become small."""
    tolerance = (abs(c) * flint.arb(10) ** -digits).mid()
    if tolerance == 0 or abs(c - previous) > tolerance.sqrt() * abs(c).sqrt():
        return None
    places = [(c + step).mid() for step in (-tolerance, tolerance)]
    signs = [f.sign(each) for each in places]
    if None in signs:
        signs = [f.sign(each, digits + SIGN_DIGITS) for each in places]
    if None in signs or signs[0] == signs[1]:
        return None
    return flint.arb(c, tolerance.upper())
