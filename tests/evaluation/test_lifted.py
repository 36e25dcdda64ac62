"""Fourier integrals that are exponentially small against their integrands, against closed forms."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest

from higgs_sym.errors import DivergesError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.integrals import lifted
from higgs_sym.parsing.grammar import parse

CLOSED = {
    "Integral(exp(-t**2)*cos(x*t),(t,0,oo))": lambda m, x: m.sqrt(m.pi) / 2 * m.exp(-(x**2) / 4),
    "Integral(exp(-t**2)*cos(x*t),(t,-oo,oo))": lambda m, x: m.sqrt(m.pi) * m.exp(-(x**2) / 4),
    "Integral(t**2*exp(-t**2)*cos(x*t),(t,0,oo))": lambda m, x: m.sqrt(m.pi) / 4 * (1 - x**2 / 2) * m.exp(-(x**2) / 4),
    "Integral(t*exp(-t**2)*sin(x*t),(t,0,oo))": lambda m, x: m.sqrt(m.pi) / 4 * x * m.exp(-(x**2) / 4),
    "Integral(cos(x*t)/cosh(t),(t,0,oo))": lambda m, x: m.pi / 2 / m.cosh(m.pi * x / 2),
    "Integral(cos(x*t)/(1+t**2),(t,0,oo))": lambda m, x: m.pi / 2 * m.exp(-x),
    "Integral(t*sin(x*t)/(1+t**2),(t,0,oo))": lambda m, x: m.pi / 2 * m.exp(-x),
    "Integral(cos(x*t)/(1+t**4),(t,0,oo))": lambda m, x: (
        m.pi / (2 * m.sqrt(2)) * m.exp(-x / m.sqrt(2)) * (m.cos(x / m.sqrt(2)) + m.sin(x / m.sqrt(2)))
    ),
    "Integral(cos(x*t)/sqrt(1+t**2),(t,0,oo))": lambda m, x: m.besselk(0, x),
}
SLOW = {
    "Integral(cos(x*t)*exp(-sqrt(1+t**2)),(t,0,oo))": lambda m, x: m.besselk(1, m.sqrt(1 + x**2)) / m.sqrt(1 + x**2),
}


BENT = {
    "Integral(cos(t**3/3+x*t),(t,0,oo))": lambda m, x: m.pi * m.airyai(x),
    "Integral(t*sin(t**3/3+x*t),(t,0,oo))": lambda m, x: -m.pi * m.airyai(x, derivative=1),
    "Integral(cos(x*sinh(t)),(t,0,oo))": lambda m, x: m.besselk(0, x),
    "Integral(cos(x*sinh(t))*cosh(t/2),(t,0,oo))": lambda m, x: m.cos(m.pi / 4) * m.besselk(0.5, x),
}


def value(text, x, digits=30):
    return Expression(parse(text, ["x"])).value({"x": Fraction(x)}, digits).number


def right(found, text, x, closed):
    with mpmath.workdps(60):
        true = closed(mpmath, mpmath.mpf(x))
        return abs(mpmath.mpf(found) - true) < abs(true) * mpmath.mpf(10) ** -30


@pytest.mark.parametrize("text", [*CLOSED][:1] + [*CLOSED][4:7])
def test_exponentially_small_integrals_have_their_digits(text):
    assert right(value(text, 1000), text, 1000, CLOSED[text])


@pytest.mark.slow
@pytest.mark.parametrize("x", [3, 40, 1000, 10**6])
@pytest.mark.parametrize("text", CLOSED)
def test_the_same_at_other_places(text, x):
    assert right(value(text, x), text, x, CLOSED[text])


@pytest.mark.slow
@pytest.mark.parametrize("text", SLOW)
def test_what_takes_longer(text):
    assert right(value(text, 100), text, 100, SLOW[text])


@pytest.mark.parametrize("text", BENT)
def test_phases_may_bend(text):
    assert right(value(text, 100), text, 100, BENT[text])


def test_an_airy_integral_far_below_everything():
    text = "Integral(cos(t**3/3+x*t),(t,0,oo))"  # 1e-289529657
    assert right(value(text, 10**6), text, 10**6, BENT[text])


def test_what_is_not_small_is_not_lifted_to_something_small():
    for text, closed in {
        "Integral(t*sin(x*t)/sinh(t),(t,0,oo))": None,  # odd: 1/x
        "Integral(exp(-t)*cos(x*t),(t,0,oo))": lambda m, x: 1 / (1 + x**2),
        "Integral(cos(x*t)*exp(-Abs(t)),(t,-oo,oo))": lambda m, x: 2 / (1 + x**2),
    }.items():
        found = value(text, 300)
        assert found > 1e-6
        assert closed is None or right(found, text, 300, closed)


@pytest.mark.parametrize(("text", "pole"), [
    ("Integral(cos(x*t)/(1+t**4),(t,0,oo))", 0.5**0.5),
    ("Integral(cos(x*t)/(exp(t**2)+1),(t,0,oo))", (math.pi / 2) ** 0.5),
    pytest.param("Integral(cos(x*t)/((t**2-9)**2+1),(t,0,oo))", 0.16643, marks=pytest.mark.slow),
])  # fmt: skip
def test_lines_stay_below_poles_that_lie_aside(monkeypatch, text, pole):
    """Above them residues would be lost, and both rules on the line would agree on that."""
    heights, honest = [], lifted._moved

    def moved(integrand, wave, height):
        heights.append(float(height))
        return honest(integrand, wave, height)

    monkeypatch.setattr(lifted, "_moved", moved)
    value(text, 200, 10)
    assert all(0.5 * pole < height < pole for height in heights)
    assert heights


def test_divergent_ones_stay_divergent():
    with pytest.raises(DivergesError):
        value("Integral(cos(x*t)*cosh(t),(t,0,oo))", 30)
