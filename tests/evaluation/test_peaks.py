"""Peaks that no value of a rule falls on, and steps that no sample shows: what was not seen proves nothing."""

from __future__ import annotations

import pytest

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from higgs_sym.results import context

DIGITS = 30
M = context(60)


def value(text):
    with budget(20):
        return Expression(parse(text)).value({}, DIGITS).number


def of_an_edge(n):
    """Of 1/(1 + t^n) over (0, oo)."""
    return M.pi / n / M.sin(M.pi / n)


def of_the_sine(width, moment):
    """Two peaks of a function of (sin t - 1/2)/width on (0, pi), by its even moments."""
    density = M.taylor(lambda u: 1 / M.sqrt(1 - (M.mpf(1) / 2 + u) ** 2), 0, 8)
    return 2 * sum(density[2 * k] * width ** (2 * k + 1) * moment(k) for k in range(5))


def of_the_power(n):
    """The integral of cos(t)^n over all t around one maximum."""
    return M.sqrt(M.pi) * M.exp(M.loggamma((n + M.mpf(1)) / 2) - M.loggamma(n / M.mpf(2) + 1))


PEAKS = {
    "Integral(sech(1e8*(sin(t) - 1/2)), (t, 0, pi))": lambda: of_the_sine(
        M.mpf(10) ** -8, lambda k: abs(M.eulernum(2 * k)) * M.pi ** (2 * k + 1) / M.mpf(2) ** (2 * k)
    ),
    "Integral(exp(-1e20*(sin(t) - 1/2)**2), (t, 0, pi))": lambda: of_the_sine(
        M.mpf(10) ** -10, lambda k: M.gamma(k + M.mpf(1) / 2)
    ),
    "Integral(besselk(0, 1e10*abs(t - 1/3)), (t, 0, 1))": lambda: M.pi / 10**10,
    "Integral(exp(-1e8*t**4)*exp(2e8*t**2)*exp(-1e8), (t, -3, 3))": lambda: (
        2 * M.quad(lambda v: M.exp(-(v**2) * (1 + v / 20000) ** 2 * 4) / 10**4, [-6, -2, 0, 2, 6])
    ),
    "Integral(sin(t)**1000, (t, 0, 7*pi/2))": lambda: of_the_power(1000) * M.mpf(7) / 2,
    "Integral(1/(1 + t**(10**3)), (t, 0, oo))": lambda: of_an_edge(M.mpf(10) ** 3),
    "Integral(1/(1 + t**(707*sqrt(2))), (t, 0, oo))": lambda: of_an_edge(M.sqrt(2) * 707),
    "Integral(exp(-1e9)*exp(1e9*t), (t, 0, 1))": lambda: 1 / M.mpf(10) ** 9,
}


@pytest.mark.parametrize("text", PEAKS)
def test_no_peak_is_missed(text):
    expected = PEAKS[text]()
    assert abs(M.mpf(str(value(text))) - expected) < abs(expected) * M.mpf(10) ** (1 - DIGITS)


def test_scales_beyond_all_bounds_are_refused_at_once():
    with pytest.raises(AccuracyError, match=r"e\^\(\+-1e\+09\)"):
        value("Integral(1/(exp(-1e9) + t), (t, 0, 1))")


@pytest.mark.parametrize(("text", "reason"), [
    ("Product(1 + (-1)**n/n, (n, 2, oo))", "even and the odd ones apart"),  # 1
    ("Sum((-1)**n/(n + (-1)**n), (n, 2, oo))", "even and the odd ones apart|follow no simple law"),  # log(2) - 1
    ("Integral(exp(-1/t)*floor(exp(1/t)), (t, 0, 1))", r"1/t for t"),
])  # fmt: skip
def test_what_converges_is_not_said_to_diverge(text, reason):
    with pytest.raises(AccuracyError, match=reason) as caught:
        value(text)
    assert not isinstance(caught.value, DivergesError)


@pytest.mark.parametrize("low", [1, 4, 5, 6, 7])
def test_tails_may_fall_beyond_every_power_from_anywhere(low):
    primitive = M.airyai(low, derivative=-1)
    expected = M.mpf(1) / 3 - primitive
    assert abs(M.mpf(str(value(f"Integral(airyai(t), (t, {low}, oo))"))) - expected) < expected * M.mpf(10) ** (
        1 - DIGITS
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("1 + Sum(1/(2*n + 1) - 1/(2*n), (n, 1, oo))", lambda: M.log(2)),
    ("Integral((t - floor(t))/t**2, (t, 1, oo))", lambda: 1 - M.euler),
    ("Integral(t/(2**t - 1), (t, 0, oo))", lambda: M.zeta(2) / M.log(2) ** 2),
    ("Integral(t**3/(e**t - 1), (t, 0, oo))", lambda: M.pi**4 / 15),
])  # fmt: skip
def test_what_their_messages_advise_helps(text, expected):
    assert abs(M.mpf(str(value(text))) - expected()) < expected() * M.mpf(10) ** (1 - DIGITS)
