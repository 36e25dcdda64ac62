"""Parameters of certified quantities as users give them: exact numbers (`inputs`) or balls."""

from __future__ import annotations

from fractions import Fraction

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import InputError
from higgs_sym.quantity import check_side


def is_ball(x: Ball) -> bool:
    """Whether x is an arb or an acb."""
    return isinstance(x, (flint.arb, flint.acb))


def are_exact(*numbers: Ball) -> bool:
    """Whether none of the numbers is a ball."""
    return not any(is_ball(x) for x in numbers)


def real(name: str, x: Ball, minimum: int | None = 0) -> Ball:
    """A finite real ball or exact number, not below `minimum`, of an accepted size."""
    if isinstance(x, flint.arb):
        if not x.is_finite() or (minimum is not None and not x >= minimum):
            raise InputError(name, x, "a finite ball" + ("" if minimum is None else f" of numbers >= {minimum}"))
        return _moderate(name, x)
    return inputs.energy(name, x, minimum=minimum)


def cold(name: str, x: Ball) -> Ball:
    """A temperature where a sheet is given: exactly 0."""
    number = real(name, x)
    if is_ball(number) or number != 0:
        raise InputError(name, x, "0 when a sheet is given")
    return number


def frequency(name: str, x: Ball, sheet: int | None = None) -> Ball:
    """A finite complex ball or exact number on the side of the axis where the sheet has values."""
    if isinstance(x, flint.arb):
        x = flint.acb(x)
    if not isinstance(x, flint.acb):
        number = inputs.exact(name, x)
        check_side(name, x, sheet, inputs.is_complex(number) and number[1] < 0)
        inputs.check_size(name, x, number)
        return number
    below, above = bool(x.imag < 0), bool(x.imag >= 0)
    if sheet == 1:
        check_side(name, x, sheet, x.is_finite() and below)
    elif not x.is_finite() or not (above or (below and sheet == 0)):
        raise InputError(name, x, "a finite ball with Im >= 0" + (" or Im < 0" if sheet == 0 else ""))
    return _moderate(name, x)


def _moderate(name: str, ball: Ball) -> Ball:
    """A ball, refused beyond the sizes accepted for exact numbers."""
    for part in (ball.real, ball.imag) if isinstance(ball, flint.acb) else (ball,):
        tiny = not may_be(part) and not part.abs_lower() >= inputs.SMALLEST
        if tiny or not part.abs_upper() <= inputs.LARGEST:
            raise InputError(name, ball, f"a ball of numbers of a size from {inputs.SMALLEST:g} to {inputs.LARGEST:g}")
    return ball


def arb(x: Ball) -> Ball:
    """An exact real number as an arb at the current precision."""
    if isinstance(x, flint.arb):
        return x
    if isinstance(x, Fraction):
        return convert.to_arb(x)
    # an irrational SymPy number: evaluated with guard digits, the last of which are given away as radius
    value = inputs.to_mp(x, results.context(convert.digits(flint.ctx.prec) + 15))
    return flint.arb(value, abs(flint.arb(value)) * flint.arb(2) ** (-flint.ctx.prec - 10))


def acb(x: Ball) -> Ball:
    """An exact number as an acb at the current precision."""
    if isinstance(x, flint.acb):
        return x
    if isinstance(x, tuple):
        return flint.acb(arb(x[0]), arb(x[1]))
    return flint.acb(arb(x))
