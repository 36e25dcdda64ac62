"""Integrals to infinity of special functions that oscillate far out, against closed forms."""

from __future__ import annotations

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
