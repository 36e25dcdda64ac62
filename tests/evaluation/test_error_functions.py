"""The complementary error function far out, where its argument is known to finite accuracy only."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse


@pytest.mark.parametrize("size", ["7", "1000", "2e9", "1e40"])
@pytest.mark.parametrize("text", ["erfc(x/sqrt(2))*exp(x**2/2)", "erfcx(x/sqrt(2))", "faddeeva(I*x/sqrt(2))"])
def test_far_out_the_argument_may_be_irrational(text, size):
    found = Expression(parse(text, ("x",))).value({"x": Fraction(size)}, 30)
    with mpmath.workdps(50):
        x = mpmath.mpf(size) / mpmath.sqrt(2)
        expected = mpmath.hyperu(0.5, 0.5, x * x) / mpmath.sqrt(mpmath.pi)
        assert abs(mpmath.mpf(found.number) / expected - 1) < mpmath.mpf(10) ** -29


@pytest.mark.parametrize("size", ["61/10", "30", "-7"])
def test_it_is_the_complement(size):
    found = Expression(parse("erfc(x/sqrt(2))", ("x",))).value({"x": Fraction(size)}, 30)
    with mpmath.workdps(60):
        expected = mpmath.erfc(mpmath.mpf(Fraction(size).numerator) / Fraction(size).denominator / mpmath.sqrt(2))
        assert abs(mpmath.mpf(found.number) / expected - 1) < mpmath.mpf(10) ** -29
