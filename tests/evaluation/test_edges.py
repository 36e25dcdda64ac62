"""Integrals next to the edge of convergence: those on this side of it have values, those on the other diverge."""

from __future__ import annotations

from fractions import Fraction

import pytest
from mpmath import mp
from scipy.integrate import quad
from scipy.special import kv

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value

POWER_OF_LOG = "Integral(1/(t*log(t)**(1+x)),(t,2,oo))"
DISC = "Integral(1/(a**2+b**2)**x,(a,0,1),(b,0,1))"


def tiny(n):
    return Fraction(1, 10**n)


def of_disc(x):
    """Over the square, from polar coordinates."""
    return mp.quad(lambda angle: mp.cos(angle) ** (2 * x - 2), [0, mp.pi / 4]) / (1 - x)


@pytest.mark.parametrize("x", [tiny(3), tiny(6), tiny(12), tiny(40)])
def test_powers_of_a_logarithm_close_to_one(x):
    assert right(POWER_OF_LOG, lambda: mp.log(2) ** -(1 / M(x.denominator)) * x.denominator, x=x)


@pytest.mark.parametrize(("text", "exact"), [
    ("Integral(1/(t*log(1/t)**(1+1e-3)),(t,0,1/2))", lambda: 1000 * mp.log(2) ** -(M(1) / 1000)),
    ("Integral(1/(t*log(t)*log(log(t))**2),(t,3,oo))", lambda: 1 / mp.log(mp.log(3))),
    ("Integral(1/(t*(log(t)+1e6)**2),(t,2,oo))", lambda: 1 / (mp.log(2) + 10**6)),
    ("Integral(t**(-1+1e-5)*log(t)**4,(t,0,1))", lambda: 24 * M(10) ** 25),
    ("Integral(1/abs(t-1)**(1-1e-6),(t,0,3))", lambda: M(10) ** 6 * (1 + M(2) ** (M(1) / 10**6))),
    ("Integral(t**(-1+1e-30),(t,0,1))", lambda: M(10) ** 30),
    ("Integral(t**(-1+1e-400),(t,0,1))", lambda: M(10) ** 400),
])  # fmt: skip
def test_other_ends_on_this_side(text, exact):
    assert right(text, exact)


@pytest.mark.parametrize("x", [0, -tiny(3), -tiny(12)])
def test_powers_of_a_logarithm_on_the_other_side(x):
    with pytest.raises(DivergesError, match="at infinity: its integrand falls too slowly, by a logarithm"):
        value(POWER_OF_LOG, x=x)


@pytest.mark.parametrize(("text", "where"), [
    ("Integral(1/(t*log(t)*log(log(t))),(t,3,oo))", "at infinity"),
    ("Integral(1/((1+t)*log(2+t)),(t,0,oo))", "at infinity"),
    ("Integral(tanh(t)/t,(t,0,oo))", "at infinity"),
    ("Integral(t**(-1-1e-400),(t,0,1))", "at t = 0"),
    ("Integral(1/(t-sqrt(2)),(t,0,3))", "at t = sqrt\\(2\\)"),
])  # fmt: skip
def test_other_ends_on_the_other_side(text, where):
    with pytest.raises(DivergesError, match=f"diverges {where}"):
        value(text)


def test_what_cannot_be_told_is_not_said_to_diverge():
    for x in (tiny(12),):
        with pytest.raises(AccuracyError) as caught, budget(5):
            value("Integral(1/((1+t)*log(2+t)**(1+x)),(t,0,oo))", x=x)
        assert not isinstance(caught.value, DivergesError)


@pytest.mark.parametrize("x", [Fraction(9, 10), 1 - tiny(3), 1 - tiny(6), Fraction(-1, 2)])
def test_homogeneous_corners_close_to_the_critical_power(x):
    assert right(DISC, lambda: of_disc(M(x.numerator) / x.denominator), x=x)
    assert right("Integral(1/(a+b)**(2*x),(a,0,1),(b,0,1))", lambda: of_sum(2 * M(x.numerator) / x.denominator), x=x)


def of_sum(p):
    return (2 ** (2 - p) - 2) / ((1 - p) * (2 - p)) if p != 1 else 2 * mp.log(2)


@pytest.mark.parametrize("x", [1, 1 + tiny(3), 1 + tiny(6), 1 + tiny(30)])
def test_homogeneous_corners_that_diverge(x):
    with pytest.raises(DivergesError, match="over a, b diverges, at 0"):
        value(DISC, x=x)


@pytest.mark.parametrize(("text", "reason"), [
    ("Integral(1/(1+t*sin(t)**2),(t,0,oo))", "at infinity: its integrals over the periods fall more slowly than 1/n"),
    ("Integral(cos(log(t))/t,(t,0,1))", "at t = 0: its oscillations do not die out"),
    ("Integral(cos(log(t))/t,(t,1,oo))", "at infinity: its oscillations do not die out"),
    ("Integral(exp(t/7)*cos(exp(t/7)),(t,0,oo))", "at infinity: its oscillations do not die out"),
    ("Integral(tan(t)/t,(t,0,oo))", "at t = 1.57"),
])  # fmt: skip
def test_where_and_why_an_integral_diverges(text, reason):
    with pytest.raises(DivergesError, match=f"diverges {reason}"):
        value(text)


@pytest.mark.parametrize(("text", "exact"), [
    ("Integral(cos(3*log(t))/(1+t)**2,(t,0,oo))", lambda: 3 * mp.pi / mp.sinh(3 * mp.pi)),
    ("Integral(exp(-t)*cos(100/t)/sqrt(t),(t,0,oo))",
     lambda: mp.sqrt(mp.pi) * mp.exp(-mp.sqrt(200)) * mp.cos(mp.sqrt(200))),
    ("Integral(cos(exp(t/7)),(t,0,oo))", lambda: -7 * mp.ci(1)),
    ("Integral(frac(1/t),(t,0,1))", lambda: 1 - mp.euler),
    ("Integral(frac(frac(t)/2),(t,0,2))", lambda: M(1) / 2),
])  # fmt: skip
def test_oscillations_without_end_and_steps(text, exact):
    assert right(text, exact)


@pytest.mark.slow
def test_more_bits_that_do_not_help_are_given_back():
    expected, _ = quad(lambda t: kv(0, t * t) + kv(1, t * t), 2, 10, epsabs=0, epsrel=1e-13)
    found = value("Integral(besselk(0,t**2)+besselk(1,t**2),(t,2,30))", 20).number
    assert float(found) == pytest.approx(expected, rel=1e-12)
