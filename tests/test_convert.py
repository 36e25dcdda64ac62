"""Numbers of one kind as numbers of another, exactly."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import pytest

from higgs_sym import results
from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.flint_context import flint_precision

CONTEXT = results.context(60)
VALUES = [CONTEXT.mpf(0), CONTEXT.pi, -(CONTEXT.mpf(10) ** -400), CONTEXT.mpf(3) * CONTEXT.mpf(10) ** 500]


@pytest.mark.parametrize("value", VALUES)
def test_there_and_back_is_the_same_number_whatever_precision_is_set(value):
    with flint_precision(20):
        ball = convert.to_flint(+value)
        pair = convert.to_flint(CONTEXT.mpc(value, -value))
        narrow = results.context(15)
        assert ball.is_exact()
        assert convert.to_mp(ball, narrow) == +value
        assert convert.to_mp(pair, narrow) == CONTEXT.mpc(value, -value)
        assert convert.to_fraction(ball) == convert.to_fraction(+value)


def test_a_fraction_is_rounded_once_and_the_ball_holds_it():
    third = Fraction(1, 3)
    with flint_precision(100):
        ball = convert.to_arb(third)
        assert abs(ball - flint.fmpq(1, 3)) < flint.arb(2) ** -99
    assert convert.to_mp(third, CONTEXT) == CONTEXT.mpf(1) / 3


def test_digits_and_bits_are_rounded_to_the_safe_side():
    for digits in (1, 10, 30, 250):
        assert convert.digits(convert.bits(digits)) >= digits
        assert convert.digits(convert.bits(digits) - 1) < digits


@pytest.mark.parametrize("exponent", [-5000, -1, 0, 7, 5000])
def test_log10_has_no_range(exponent):
    value = CONTEXT.mpf(-2) * CONTEXT.mpf(10) ** exponent
    assert convert.log10(value) == pytest.approx(exponent + mpmath.log10(2))
    assert convert.log10(convert.to_flint(value)) == pytest.approx(exponent + mpmath.log10(2))
    assert convert.log10(CONTEXT.mpf(0)) == -float("inf")
