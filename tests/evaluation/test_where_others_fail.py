"""Values at which other libraries are wrong, or have no digit (`findings/`), by formulas that go another way."""

from __future__ import annotations

import mpmath
import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

M = mp.mpf


def number(text, digits=30):
    return Expression(parse(text)).value({}, digits).number


def poles(order, shift):
    """zeta(order, shift) left of zero: the terms there one by one, the rest to its right."""
    steps = int(-shift) + 1
    return mp.fsum((shift + k) ** -order for k in range(steps)) + mp.zeta(order, shift + steps)


def far_digits(value):
    """What mpmath loses here is absolute: at 200 digits enough is left."""
    with mpmath.workdps(200):
        return value()


VALUES = {  # formula -> the same in another way
    "agm(-1, -2)": lambda: -mp.agm(1, 2),
    "im(hankel1(0, 50*I))": lambda: -2 * mp.besselk(0, 50) / mp.pi,
    "zeta(20, 100)": lambda: mp.psi(19, 100) / mp.factorial(19),
    "re(zeta(20 + I, 100))": lambda: far_digits(lambda: mp.re(mp.zeta(mp.mpc(20, 1), 100))),
    "re(hyp1f1(-1/32, 3/2, 100*I))": lambda: mp.re(mp.hyp1f1(M(-1) / 32, M(3) / 2, mp.mpc(0, 100))),
    "laguerre(40, 20)": lambda: mp.fsum((-20) ** k * mp.binomial(40, k) / mp.factorial(k) for k in range(41)),
    "Integral(airyai(t), (t, 0, 9))": lambda: mp.airyai(9, derivative=-1),
    "Integral(log(t)/(1 + t), (t, 0, 1))": lambda: -(mp.pi**2) / 12,
    "Integral(abs(cos(t)), (t, -pi, pi))": lambda: 4,
    "Sum(100**n/factorial(n)*exp(-100), (n, 0, oo))": lambda: 1,
    "Sum(1/(1 + (n - 1000)**2), (n, 1, oo))": lambda: mp.pi * mp.coth(mp.pi) - mp.im(mp.psi(0, mp.mpc(1000, 1))),
    "zeta(3, -5/2)": lambda: poles(3, M(-5) / 2),
    "polygamma(2, -2001/2)": lambda: -2 * poles(3, M(-2001) / 2),
    "polygamma(3, -7/3)": lambda: 6 * poles(4, M(-7) / 3),
    "harmonic(-2001/2, 2)": lambda: mp.zeta(2) - poles(2, M(-1999) / 2),
    "re(elliptic_e((2 + I/1000)**2))": lambda: mp.re(mp.ellipe(mp.mpc(2, "0.001") ** 2)),
    "expint(60, 200)": lambda: far_digits(lambda: mp.expint(60, 200)),
    "uppergamma(-50, 100)": lambda: far_digits(lambda: mp.expint(51, 100)) / M(100) ** 50,
    "hyp2f1(1, 1/2, -1/2, 3/5)": lambda: -5,
    "hyp2f1(-5/2, 1/2, 1, 51/100)": lambda: mp.hyp2f1(M(-5) / 2, M(1) / 2, 1, M(51) / 100),
    "hyp2f1(1/2, 1/3, 1, 1 - 1e-6)": lambda: mp.hyp2f1(M(1) / 2, M(1) / 3, 1, 1 - M(10) ** -6),
    "erfc(10)": lambda: mp.exp(-100) * mp.hyperu(M(1) / 2, M(1) / 2, 100) / mp.sqrt(mp.pi),
    "re(gamma(2 + 3*I))": lambda: mp.re(mp.gamma(mp.mpc(2, 3))),
    "Integral(besselk(0, t)/t, (t, 15, oo))": lambda: (
        mp.fsum(mp.e1(15 * mp.cosh(M(k) / 16)) for k in range(-60, 61)) / 32
    ),
    "Integral(struveh(0, t), (t, 0, 50))": lambda: 2500 / mp.pi * mp.hyper([1, 1], [M(3) / 2, M(3) / 2, 2], -625),
    "Integral(t*besselj(2, 60*t), (t, 0, 1))": lambda: (2 - 2 * mp.j0(60) - 60 * mp.j1(60)) / 3600,
    "Integral(cos(t)/sqrt(t), (t, 0, oo))": lambda: mp.sqrt(mp.pi / 2),
    "pcfd(1/2, 30)": lambda: mp.exp(-225) * mp.sqrt(mp.sqrt(2)) * mp.hyperu(M(-1) / 4, M(1) / 2, 450),
}


@pytest.mark.parametrize("text", VALUES)
def test_values_that_are_wrong_elsewhere(text):
    with mpmath.workdps(60):
        expected = VALUES[text]()
        assert abs(M(number(text)) - expected) <= abs(expected) * M(10) ** -24


@pytest.mark.parametrize("digits", [195, 200])
def test_gamma_functions_where_a_divergent_series_is_too_short(digits):
    with mpmath.workdps(digits + 10):
        third, half = M(1) / 3, M(1) / 2
        for text, expected in (
            ("uppergamma(0, 449)", mp.gammainc(0, 449)),
            ("E1(449)", mp.gammainc(0, 449)),
            ("uppergamma(1/2, 449)", mp.gammainc(half, 449)),
            ("gammaQ(1/3, 449)", mp.gammainc(third, 449) / mp.gamma(third)),
            ("expint(1/2, 449)", mp.gammainc(half, 449) / mp.sqrt(449)),
            ("erfcx(sqrt(449))", mp.gammainc(half, 449) * mp.exp(449) / mp.sqrt(mp.pi)),
            ("hyperu(1/3, 1/3, 449)", mp.gammainc(2 * third, 449) * mp.exp(449)),
        ):
            assert abs(M(number(text, digits)) / expected - 1) < M(10) ** -digits


def test_far_to_the_left_the_reflected_function_is_taken():
    with mpmath.workdps(60):
        shift = M(-20000000000000001) / 2
        expected = mp.pi**2 - mp.psi(1, 1 - shift)  # the sine of pi times the shift is 1 there
        assert abs(M(number("polygamma(1, -20000000000000001/2)")) / expected - 1) < M(10) ** -29


@pytest.mark.parametrize("text", ["zeta(2, -3)", "polygamma(1, -3)", "zeta(2, -2e19)"])
def test_poles_have_no_value(text):
    with pytest.raises(AccuracyError, match="is not finite: it has a pole"):
        number(text)
