"""Integrals to infinity of special functions that oscillate far out, against closed forms."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import factorial, prod

import pytest
from mpmath import mp

from higgs_sym.errors import DivergesError
from tests.evaluation.values import M, right, value

CASES = {
    "Integral(airyai(-t), (t, 0, oo))": lambda: M(2) / 3,
    "Integral(airyai(t), (t, -oo, oo))": lambda: M(1),
    "Integral(airyai(1 - t), (t, 0, oo))": lambda: mp.airyai(1, derivative=-1) + M(2) / 3,
    "Integral(airyaiprime(-t), (t, 0, oo))": lambda: mp.airyai(0),
    "Integral(airybi(1 - t), (t, 0, oo))": lambda: mp.airybi(1, derivative=-1),
    "Integral(airybiprime(-t), (t, 0, oo))": lambda: mp.airybi(0),
    "Integral(fresnels(t) - 1/2, (t, 0, oo))": lambda: -1 / mp.pi,
    "Integral((fresnels(t) - 1/2)**2 + (fresnelc(t) - 1/2)**2, (t, 0, oo))": lambda: 1 / mp.pi,
    "Integral(fresnels(t)/t**2, (t, 0, oo))": lambda: mp.pi / 4,
    "Integral(Si(t) - pi/2, (t, 0, oo))": lambda: M(-1),
    "Integral((Si(t) - pi/2)**2, (t, 0, oo))": lambda: mp.pi / 2,
    "Integral(Ci(t)**2, (t, 0, oo))": lambda: mp.pi / 2,
    "Integral(Ci(t)*cos(t), (t, 0, oo))": lambda: -mp.pi / 4,
    "Integral(Ci(t)*(Si(t) - pi/2), (t, 0, oo))": lambda: mp.log(2),
    "Integral(Si(t)*sin(t)/t, (t, 0, oo))": lambda: mp.pi**2 / 8,
    "Integral(sinc(t)**2, (t, -oo, oo))": lambda: mp.pi,
    "Integral(jn(0, t)**2, (t, 0, oo))": lambda: mp.pi / 2,
    "Integral(yn(1, t)*t**2*exp(-t), (t, 0, oo))": lambda: -M(1),
    "re(Integral(hankel1(0, t), (t, 0, oo)))": lambda: M(1),
    "Integral(besselj(1, t)**2/t, (t, 0, oo))": lambda: M(1) / 2,
}


@pytest.mark.parametrize("text", CASES)
def test_to_thirty_digits(text):
    assert right(text, CASES[text])


@pytest.mark.parametrize("body", [
    "airyai(-t)*t", "airyai(-t)**2", "airyai(-t)**2/t**(1/4)", "Si(t)", "Ci(t)*sin(t)", "fresnels(t)/t", "t*jn(0, t)",
    "besselj(0, t)**4*t",
])  # fmt: skip
def test_what_does_not_die_out_diverges(body):
    with pytest.raises(DivergesError):
        value(f"Integral({body}, (t, 1, oo))")


def borwein(count):
    """The integral over (0, oo) of so many sines of t/(2k + 1), each over its argument, in exact arithmetic."""
    rates = [Fraction(1, 2 * k + 1) for k in range(count)]
    total = Fraction(0)
    for signs in product((1, -1), repeat=count - 1):
        rate = rates[0] + sum(sign * each for sign, each in zip(signs, rates[1:], strict=True))
        total += prod(signs) * rate ** (count - 1) * (1 if rate > 0 else -1)
    total /= 2 ** (count - 1) * factorial(count - 1) * prod(rates)
    return lambda: mp.pi / 2 * M(total.numerator) / total.denominator


@pytest.mark.parametrize("count", [2, 5, pytest.param(8, marks=pytest.mark.slow)])
def test_products_of_sines_are_many_waves(count):
    text = "*".join(f"sin(t/{2 * k + 1})/(t/{2 * k + 1})" for k in range(count))
    assert right(f"Integral({text}, (t, 0, oo))", borwein(count), seconds=10)
