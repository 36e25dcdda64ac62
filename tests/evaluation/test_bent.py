"""Waves with many turns on finite ways, with singular ends, stationary points and poles aside, against closed forms."""

from __future__ import annotations

import flint
import pytest
from mpmath import mp

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.integrals.tails import Turn
from tests.evaluation.values import M, right, value


def _cosine_logarithm(x):
    """Of cos(x t) ln(1 - t) over (0, 1)."""
    return (-mp.cos(x) * mp.si(x) + mp.sin(x) * (mp.ci(x) - mp.euler - mp.log(x))) / x


CASES = [
    ("Integral(cos(x*t)*sqrt(1 - t^2), (t, -1, 1))", lambda x: mp.pi * mp.besselj(1, x) / x),
    ("Integral(cos(x*t)/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 2 * mp.besselj(0, x)),
    ("Integral(sin(x*t)/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 2 * mp.struveh(0, x)),
    ("Integral(cos(x*t)*ln(t), (t, 0, 1))", lambda x: -mp.si(x) / x),
    ("Integral(cos(x*t)*ln(1 - t), (t, 0, 1))", _cosine_logarithm),
    ("Integral(cos(x*t)/sqrt(t*(1 - t)), (t, 0, 1))", lambda x: mp.pi * mp.cos(x / 2) * mp.besselj(0, x / 2)),
    ("Integral(cos(x*t)^2/sqrt(1 - t^2), (t, 0, 1))", lambda x: mp.pi / 4 * (1 + mp.besselj(0, 2 * x))),
    ("Integral(cos(x*t)*t^(1/3)*(1 - t)^(-1/3), (t, 0, 1))",
     lambda x: mp.gamma(M(4) / 3) * mp.gamma(M(2) / 3) * mp.re(mp.hyp1f1(M(4) / 3, 2, 1j * x))),
]  # fmt: skip


@pytest.mark.parametrize("x", [500, 100_000])
@pytest.mark.parametrize(("text", "exact"), CASES)
def test_to_thirty_digits(text, exact, x):
    assert right(text, lambda: exact(M(x)), x=x)


def bessel(order, x):
    """J by flint, where mpmath's series do not end."""
    with flint_precision(300):
        return mp.mpf(flint.arb(int(x)).bessel_j(flint.arb(int(order))).str(70, radius=False))


def of_a_power(n, p, x):
    """Of cos(x t^n) t^(p n - 1) over (0, 1)."""
    return mp.re(mp.exp(0.5j * mp.pi * p) * x**-p / n * (mp.gamma(p) - mp.gammainc(p, -1j * x)))


STATIONARY = [
    ("Integral(cos(x*(t**2 - t)), (t, 0, 1))", 10**6,
     lambda x: mp.sqrt(2 * mp.pi / x) * (mp.cos(x / 4) * mp.fresnelc(mp.sqrt(x / (2 * mp.pi)))
                                         + mp.sin(x / 4) * mp.fresnels(mp.sqrt(x / (2 * mp.pi))))),
    ("Integral(cos(x*sin(t)), (t, 0, pi))", 10**6, lambda x: mp.pi * bessel(0, x)),
    ("Integral(cos(x*t - 10*x*sin(t)), (t, 0, pi))", 1000, lambda x: mp.pi * bessel(x, 10 * x)),
    ("Integral(sin(x*sin(t))*sin(t), (t, 0, pi))", 10**5, lambda x: mp.pi * bessel(1, x)),
    ("Integral(cos(x*cos(t))*sin(t)**2, (t, 0, pi))", 10**5, lambda x: mp.pi * bessel(1, x) / x),
    ("Integral(cos(x*t**4), (t, -1, 1))", 10**6, lambda x: 2 * of_a_power(4, M(1) / 4, x)),
    ("Integral(cos(x*t**2)/sqrt(t), (t, 0, 1))", 10**5, lambda x: of_a_power(2, M(1) / 4, x)),
    ("Integral(cos(x*sqrt(t)), (t, 0, 1))", 10**5, lambda x: 2 * (mp.sin(x) / x + (mp.cos(x) - 1) / x**2)),
    ("Integral(cos(x*exp(t)), (t, 0, 1))", 10**5, lambda x: mp.ci(x * mp.e) - mp.ci(x)),
    ("Integral(cos(t**2 - x*t), (t, 0, oo))", 1000,
     lambda x: mp.re(mp.exp(1j * (mp.pi - x * x) / 4) * mp.sqrt(mp.pi) / 2 * mp.erfc(-mp.expjpi(-M(1) / 4) * x / 2))),
    ("Integral(cos(t**3/3 - x*t), (t, 0, oo))", 1000, lambda x: mp.pi * mp.airyai(-x)),
    ("Integral(cos(x*t)/((t - 1/2)**2 + 1e-8), (t, 0, 1))", 10**4, lambda x: _beside(x, M(10) ** -4)),
    ("PrincipalValue(cos(x*t)/(t - 1/3), (t, 0, 1))", 10**5,
     lambda x: mp.cos(x / 3) * (mp.ci(2 * x / 3) - mp.ci(x / 3)) - mp.sin(x / 3) * (mp.si(2 * x / 3) + mp.si(x / 3))),
    ("PrincipalValue(cos(x*t)/(t**2 - 1), (t, 0, oo))", 10**5, lambda x: -mp.pi / 2 * mp.sin(x)),
]  # fmt: skip


def _beside(x, width):
    """Of cos(x t)/((t - 1/2)^2 + width^2) over (0, 1), by exponential integrals."""
    pole = M(1) / 2 + 1j * width

    def primitive(t):  # of exp(i x t)/(t - pole), continued around the pole from above
        return -mp.exp(1j * x * pole) * mp.e1(-1j * x * (t - pole))

    def other(t):
        return -mp.exp(1j * x * mp.conj(pole)) * mp.e1(-1j * x * (t - mp.conj(pole)))

    upper = primitive(1) - primitive(0) + 2j * mp.pi * mp.exp(1j * x * pole)
    return mp.re((upper - (other(1) - other(0))) / (2j * width))


@pytest.mark.parametrize(("text", "x", "exact"), STATIONARY)
def test_stationary_points_and_poles_aside(text, x, exact):
    assert right(text, lambda: exact(M(x)), x=x)


@pytest.mark.parametrize("body", [
    "cos(x*t)/t", "cos(x*t)/(t - 1/3)", "cos(x*t**2)/(1 - t)", "cos(x*(t**2 - t))/(t - 1/2)**2", "cos(x*t)*t**(-3/2)",
])  # fmt: skip
def test_what_diverges_at_a_place_stays_divergent(body):
    with pytest.raises(DivergesError):
        value(f"Integral({body}, (t, 0, 1))", x=10**5)


BOTH_WAYS = {  # phases that run off at 0 and at infinity
    "Integral(cos(t - 1/t)/t, (t, 0, oo))": lambda: 2 * mp.besselk(0, 2),
    "Integral(cos(10*(t - 1/t))/(1 + t**2), (t, 0, oo))": lambda: mp.pi / 2 * mp.exp(-20),
    "Integral(sin(t**2 + 1/t**2), (t, 0, oo))": lambda: mp.sqrt(mp.pi / 2) / 2 * (mp.cos(2) + mp.sin(2)),
    "1 + Integral(sin(t - 1/t)/t, (t, 0, oo))": lambda: M(1),
}


@pytest.mark.parametrize("text", BOTH_WAYS)
def test_phases_that_run_off_at_both_ends(text):
    assert right(text, BOTH_WAYS[text])


def test_what_lies_deeper_than_anything_was_looked_at_is_not_cut_off(monkeypatch):
    """Waves that turn at 1e-11 of their pace leave all they have within 1e-22 of the turning point."""
    monkeypatch.setattr(Turn, "_slowest", lambda self, start, direction: flint.arb(25).exp().mid())
    with pytest.raises(AccuracyError, match="take the integral apart"):
        value("Integral(cos(t - 1/t)/t, (t, 0, oo))")
