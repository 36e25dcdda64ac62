"""Kinds of integrals, sums and functions that need a way of their own, against values of another kind."""

from __future__ import annotations

import re
from fractions import Fraction

import mpmath
import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, DivergesError, FormulaError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from tests.evaluation.corpus.sides import OK, compared

DIGITS = 30
M = mp.mpf


def value(text, digits=DIGITS, **given):
    return Expression(parse(text, given)).value({name: Fraction(each) for name, each in given.items()}, digits).number


def _sine_of_sine():
    """pi times the sum of J_(2n+1)(1), term by term: the first that is left out is below 1e-150."""
    return mp.pi * mp.fsum(mp.besselj(2 * n + 1, 1) for n in range(41))


def _poisson():
    """1/(2 + cos t) by its Fourier series, term by term."""
    x = (2 - mp.sqrt(3)) * mp.exp(-1)
    return mp.pi / mp.sqrt(3) * (1 - x) / (1 + x)


CASES = [
    # what repeats itself, as a sum over periods
    ("Integral(sin(sin(t))/t, (t, 0, oo))", _sine_of_sine),
    ("Integral(1/((2 + cos(t))*(1 + t**2)), (t, -oo, oo))", _poisson),
    ("Integral((t - floor(t))/t**2, (t, 1, oo))", lambda: 1 - mp.euler),
    ("Integral(floor(1/t), (t, 1/10, 1))", lambda: M(4861) / 2520),
    # oscillations that become faster and faster
    ("Integral(sin(1/t), (t, 0, 1))", lambda: mp.sin(1) - mp.ci(1)),
    ("Integral(sin(1/t)/t, (t, 0, 1))", lambda: mp.pi / 2 - mp.si(1)),
    ("Integral(cos(log(t)), (t, 0, 1))", lambda: M(1) / 2),
    ("Integral(cos(2*sinh(t)), (t, 0, oo))", lambda: mp.besselk(0, 2)),
    # next to a pole, a branch point, a sharp peak, a slow end
    ("Integral(elliptic_k(k**2), (k, 0, 1))", lambda: 2 * mp.catalan),
    ("Integral(t**(-1 + 1e-5), (t, 0, 1))", lambda: M(10) ** 5),
    ("Integral(1/gamma(t), (t, 0, oo))", lambda: M("2.80777024202851936522150118655777293230808592093")),
    ("Integral(1/(t**2 + 1e-24), (t, -1, 1))", lambda: 2 * mp.atan(M(10) ** 12) * M(10) ** 12),
    # sums within sums
    ("Sum(Sum(1/k, (k, 1, n))/n**2, (n, 1, oo))", lambda: 2 * mp.zeta(3)),
    ("Sum(Sum(1/k**2, (k, 1, n - 1))/n**2, (n, 2, oo))", lambda: (mp.zeta(2) ** 2 - mp.zeta(4)) / 2),
    (
        "Sum(Sum((-1)**(k + 1)/k, (k, 1, n))/n**2, (n, 1, oo))",
        lambda: mp.pi**2 / 4 * mp.log(2) - mp.zeta(3) / 4,
    ),
    ("Sum(1/(m**2 + n**2)**2, (m, 1, oo), (n, 1, oo))", lambda: mp.zeta(2) * mp.catalan - mp.zeta(4)),
    (
        "Sum((-1)**(m + n)/(m**2 + n**2), (m, 1, oo), (n, 1, oo))",
        lambda: mp.pi**2 / 12 - mp.pi * mp.log(2) / 4,
    ),
    ("Sum(1/(m*n*(m + n)), (m, 1, oo), (n, 1, oo))", lambda: 2 * mp.zeta(3)),
    # the sides of a cut
    ("im(asin(above(2)))", lambda: mp.acosh(2)),
    ("im(asin(below(2)))", lambda: -mp.acosh(2)),
    ("im(polylog(2, above(2)))", lambda: mp.pi * mp.log(2)),
    ("re(elliptic_k(2))", lambda: mp.re(mp.ellipk(2))),
    ("asin(above(1/2))", lambda: mp.pi / 6),
    ("hyp3f2(1, 1, 1, 2, 2, -3)", lambda: -mp.polylog(2, -3) / 3),
    ("hyp3f2(1, 1, 1, 2, 2, 1)", lambda: mp.zeta(2)),
]


@pytest.mark.parametrize(("text", "known"), CASES, ids=[row[0] for row in CASES])
def test_to_thirty_digits(text, known):
    with mpmath.workdps(DIGITS + 20):
        exact = mp.nstr(known(), DIGITS + 15)
    assert compared(value(text), exact, DIGITS)[0] == OK


@pytest.mark.slow
@pytest.mark.parametrize(("text", "known"), [
    ("Integral(1/(1 - x*y), (x, 0, 1), (y, 0, 1))", lambda: mp.zeta(2)),
    ("Integral(1/sqrt(x**2 + y**2), (x, 0, 1), (y, 0, 1))", lambda: 2 * mp.asinh(1)),
    ("Integral(log(x + y), (x, 0, 1), (y, 0, 1))", lambda: 2 * mp.log(2) - M(3) / 2),
    ("Integral(floor(t)*exp(-t), (t, 0, oo))", lambda: 1 / (mp.e - 1)),
])  # fmt: skip
def test_to_thirty_digits_in_seconds(text, known):
    test_to_thirty_digits(text, known)


@pytest.mark.parametrize("text", [
    "Integral(abs(sin(t))/t, (t, 1, oo))",
    "Integral(sin(sin(t)), (t, 0, oo))",
    "Integral((2 + cos(sin(t)))/(1 + t), (t, 0, oo))",
])  # fmt: skip
def test_what_repeats_itself_and_does_not_fall_enough_diverges(text):
    with pytest.raises(DivergesError, match="an integral diverges at infinity"):
        value(text)


def test_a_phase_that_is_not_holomorphic_leaves_no_axis():
    """log(exp(t)) is t on the axis only: a path through the complex plane would cross its cuts unseen."""
    assert compared(value("Integral(cos(log(exp(t)))*exp(-t), (t, 0, oo))"), "0.5", DIGITS)[0] == OK


def test_a_cut_is_refused_and_what_is_said_to_do_works():
    with pytest.raises(AccuracyError, match=r"write above\(x\) or below\(x\)"):
        value("asin(2)")
    assert abs(value("im(asin(above(2)))") + value("im(asin(below(2)))")) < 1e-30
    assert abs(value("re(asin(above(2)))") - value("re(asin(2))")) < 1e-30


def test_what_may_be_zero_says_so_and_what_is_said_to_do_works():
    text = "Integral((cos(t) - exp(-t))/t, (t, 0, oo))"
    with pytest.raises(AccuracyError, match=r"is zero or smaller than .*: evaluate 1 \+ the expression"):
        value(text, 5)
    assert abs(value(f"1 + {text}", 5) - 1) < 1e-5


@pytest.mark.parametrize("name", ["mathieuc", "mathieus"])
def test_functions_that_are_not_built_in_are_named_with_what_to_write(name):
    with pytest.raises(FormulaError, match="not built in: write"):
        parse(f"{name}(1, 2, 3)")


def test_what_is_said_to_write_for_mathieu_functions_works():
    text = re.search(r"ODE\(.*, x\)", parse_error("mathieuc(1, 2, 3)")).group()
    found = value(text, 15, a=1, q="1/8", x=1)
    assert compared(found, mp.nstr(_mathieu(1, M(1) / 8, 1), 20), 14)[0] == OK


def parse_error(text):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    return str(caught.value)


def _mathieu(a, q, x):
    """y'' = (2 q cos 2t - a) y, y(0) = 1, y'(0) = 0, by mpmath's Taylor steps."""
    with mpmath.workdps(20):
        solve = mp.odefun(lambda t, y: [y[1], (2 * q * mp.cos(2 * t) - a) * y[0]], 0, [M(1), M(0)])
        return +solve(x)[0]
