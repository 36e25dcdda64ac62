"""Numbers as text: what is printed reads back as itself, with the digits promised."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import InputError
from higgs_sym.runs.text import ball_parts, complex_parts, exact_text, number, parts


@given(st.fractions(max_denominator=10**9))
def test_an_exact_number_reads_back_as_itself(value):
    assert Fraction(exact_text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("1/10", "0.1"), ("-1/20", "-0.05"), ("1/3", "1/3"), ("120", "120"), ("0", "0"), ("1e-70", f"1/1{'0' * 70}")],
)
def test_decimals_where_they_end(value, text):
    assert exact_text(Fraction(value)) == text


def test_complex_texts_are_taken_apart_exactly():
    assert complex_parts("omega", "2+1/10j") == (2, Fraction(1, 10))
    assert complex_parts("omega", "-0.1j") == (0, Fraction(-1, 10))
    assert complex_parts("omega", "2") is None
    assert number("1/10") == "1/10"
    with pytest.raises(InputError, match="imaginary part of omega"):
        complex_parts("omega", "1+1e9999j")


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**12), st.integers(10, 40))
def test_the_printed_ball_contains_the_ball(numerator, radius, digits):
    with flint_precision(400):
        ball = flint.arb(flint.fmpq(numerator, 7**20), flint.fmpq(radius, 10**40))
        middle, text = (flint.arb(part) for part in ball_parts(ball, digits))
        assert abs(middle - ball.mid()) + ball.rad() <= text or (not ball.rad() and middle == ball)


def test_an_exact_ball_has_no_radius():
    assert ball_parts(flint.arb("0.5"), 10) == ("0.500000000000", "0")
    assert ball_parts(flint.arb(0, 1e-12), 10)[0] == "0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.float64("inf"), ("inf", None)),
        (-mpmath.inf, ("-inf", None)),
        (complex("inf+1j"), ("inf", "1.00000000000")),
        (np.array(0.25), ("0.250000000000", None)),
    ],
)
def test_infinities_and_arrays_have_a_text(value, expected):
    assert parts(value, None) == expected
