"""Expressions to many digits: against closed forms, with balls that hold, and refusals that say why."""

from __future__ import annotations

import re
from fractions import Fraction

import flint
import mpmath
import pytest
import sympy

from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

DIGITS = 40


def value(text, digits=DIGITS, certify=False, **given):
    expression = Expression(parse(text, given))
    return expression.value({name: Fraction(each) for name, each in given.items()}, digits, certify=certify)


def agree(found, expected, digits=DIGITS):
    with mpmath.workdps(digits + 20):
        exact = mpmath.mpmathify(expected() if callable(expected) else expected)
        return abs(mpmath.mpf(found.number) - exact) <= abs(exact) * mpmath.mpf(10) ** -digits


# formula of x = 3/7 -> the same by mpmath
SPECIAL = {
    "exp(x)*sin(x) - tan(x)/cos(x)": lambda m, x: m.exp(x) * m.sin(x) - m.tan(x) / m.cos(x),
    "asin(x) + acos(x)*atan(x)": lambda m, x: m.asin(x) + m.acos(x) * m.atan(x),
    "sinh(x) + cosh(x)*tanh(x) + coth(x) + cot(x)": lambda m, x: m.sinh(x) + m.sinh(x) + m.coth(x) + m.cot(x),
    "asinh(x) + acosh(1 + x) + atanh(x)": lambda m, x: m.asinh(x) + m.acosh(1 + x) + m.atanh(x),
    "gamma(x)*factorial(x) + loggamma(x)": lambda m, x: m.gamma(x) * m.factorial(x) + m.loggamma(x),
    "digamma(x) + polygamma(2, x) + beta(x, 2)": lambda m, x: m.digamma(x) + m.psi(2, x) + m.beta(x, 2),
    "erf(x) + erfc(x)*erfi(x)": lambda m, x: m.erf(x) + m.erfc(x) * m.erfi(x),
    "airyai(x) + airybi(x)": lambda m, x: m.airyai(x) + m.airybi(x),
    "Ei(x) + Si(x) + Ci(x) + E1(x)": lambda m, x: m.ei(x) + m.si(x) + m.ci(x) + m.e1(x),
    "zeta(3)*polylog(2, x) + LambertW(x)": lambda m, x: m.zeta(3) * m.polylog(2, x) + m.lambertw(x),
    "elliptic_k(x) + elliptic_e(x)": lambda m, x: m.ellipk(x) + m.ellipe(x),
    "besselj(1, x) + bessely(0, x)": lambda m, x: m.besselj(1, x) + m.bessely(0, x),
    "besseli(1/2, x) + besselk(1/3, x)": lambda m, x: m.besseli(m.mpf(1) / 2, x) + m.besselk(m.mpf(1) / 3, x),
    "lowergamma(2, x) + uppergamma(1/2, x)": lambda m, x: m.gammainc(2, 0, x) + m.gammainc(m.mpf(1) / 2, x),
    "expint(3, x) + abs(-x) + sign(-x) + arg(-x)": lambda m, x: m.expint(3, x) + x - 1 + m.pi,
    "re(exp(I*x)) + im(conjugate(exp(I*x)))": lambda m, x: m.cos(x) - m.sin(x),
    "x**x + x**(1/3) + 0**x + cbrt(x) + sqrt(x)": lambda m, x: x**x + 2 * m.cbrt(x) + m.sqrt(x),
    "Catalan + EulerGamma + E + pi": lambda m, x: m.catalan + m.euler + m.e + m.pi,
}


@pytest.mark.parametrize("text", SPECIAL)
def test_functions_have_the_digits_asked_for(text):
    found = value(text, x="3/7")
    with mpmath.workdps(80):
        expected = SPECIAL[text](mpmath, mpmath.mpf(3) / 7)
    assert found.proven
    assert agree(found, expected)
    with mpmath.workdps(60):
        assert holds(found.ball, _arb(expected))


def _arb(number):
    import flint

    from higgs_sym.arithmetic.flint_context import flint_precision

    with flint_precision(250):
        return flint.arb(number, abs(flint.arb(number)) * flint.arb(2) ** -190)


INTEGRALS = {  # proven, and the closed form
    "Integral(1/(1 + t**2), (t, 0, 1))": (True, lambda: mpmath.pi / 4),
    "Integral(sqrt(1 - t**2), (t, -1, 1))": (None, lambda: mpmath.pi / 2),
    "Integral(1/sqrt(t)/(1 + t), (t, 0, 1))": (False, lambda: mpmath.pi / 2),
    "Integral(log(t), (t, 0, 2))": (None, lambda: 2 * mpmath.log(2) - 2),
    "Integral(exp(-t**2), (t, -oo, oo))": (False, lambda: mpmath.sqrt(mpmath.pi)),
    "Integral(exp(t), (t, -oo, 1))": (False, lambda: mpmath.e),
    "Integral(log(t)/(1 + t**2), (t, 1, oo))": (False, lambda: +mpmath.catalan),
    "Integral(exp(-10**9*t)/(1 + t), (t, 0, oo))": (False, lambda: mpmath.exp(10**9) * mpmath.e1(10**9)),
    "Integral(t**(-3/4)*exp(-t), (t, 0, oo))": (False, lambda: mpmath.gamma(mpmath.mpf(1) / 4)),
    "Integral(Integral(t*s, (t, 0, s)), (s, 0, 1))": (False, lambda: mpmath.mpf(1) / 8),
    "Sum(1/n**3, (n, 1, oo))": (True, lambda: mpmath.zeta(3)),
    "Sum(1/factorial(n), (n, 0, 60))": (True, lambda: +mpmath.e),
}


@pytest.mark.parametrize("text", INTEGRALS)
def test_integrals_and_sums_against_closed_forms(text):
    proven, expected = INTEGRALS[text]
    found = value(text, 25)
    with mpmath.workdps(50):
        assert agree(found, expected, 25)
    assert proven is None or found.proven is proven


@pytest.mark.parametrize("text", [
    "Integral(1/(1 + t), (t, 0, oo))",  # diverges
    "Integral(1/t, (t, 0, 1))",
    "Integral(sin(t*sin(t))/t, (t, 1, oo))",  # no sum of waves
    "exp(exp(exp(exp(x))))",
    "log(x - x)",
    "1/(x - x)",
    "x/0**(x - x)*log(0*x)",
    "erf(Integral((1e10**t)**2, (t, 1e-20 - x, oo)))",  # neither converges, and its ball holds 0
])  # fmt: skip
def test_what_cannot_be_bounded_is_refused_and_not_guessed(text):
    with pytest.raises(AccuracyError):
        value(text, x=10)


def test_a_complex_value_is_refused():
    with pytest.raises(AccuracyError, match="complex"):
        value("log(-x)", x=2)
    assert agree(value("re(log(-x))", x=2), lambda: mpmath.log(2))


def test_cancellation_raises_the_precision():
    assert agree(value("1 - cos(x)", x=Fraction(1, 10**20)), lambda: mpmath.mpf("5e-41"), 39)
    assert value("x - x", x=3).number == 0
    assert agree(value("sin(10**290*x)", x="7/5"), lambda: _sine("1.4e290"))
    assert agree(value("(1 - cos(x))/x**2", x=Fraction(1, 10**30)), mpmath.mpf(1) / 2, DIGITS)


def _sine(argument):
    with mpmath.workdps(400):
        return mpmath.sin(mpmath.mpf(argument))


def test_quantities_are_promised_or_proved():
    promised = value("im(chi_inv(2*gap(zeta) + delta, zeta))", 12, zeta="1/10", delta="1/16")
    proved = value("im(chi_inv(2*gap(zeta) + delta, zeta))", 12, certify=True, zeta="1/10", delta="1/16")
    assert (promised.proven, proved.proven) == (False, True)
    assert agree(promised, proved.number, 12)
    assert agree(value("gap(zeta)", 30, zeta="1/10"), certify.gap("1/10", digits=40).str(40, radius=False), 30)
    assert not value("order_parameter(1/10)", 10, certify=True).proven


def test_a_registered_formula_is_evaluated_by_its_id():
    assert agree(value("eq:10(zeta)", zeta="1/8"), lambda: (mpmath.mpf(3) / 4) ** mpmath.mpf("1.5"))


def test_values_may_be_expressions_of_the_values_before_them():
    x = Expression(parse("1/s", ("s",)))
    found = Expression(parse("x + s", ("x", "s"))).value({"s": Fraction(1, 4), "x": x}, 20)
    assert found.number == mpmath.mpf("4.25")


@pytest.mark.parametrize("tree", [
    sympy.Function("f")(sympy.Symbol("x")),
    sympy.Derivative(sympy.sin(sympy.Symbol("x")), sympy.Symbol("x")),
    sympy.Piecewise((1, sympy.Ne(sympy.Symbol("x"), 0)), (0, True)),
    sympy.Integral(sympy.Symbol("x"), sympy.Symbol("x")),
])  # fmt: skip
def test_trees_that_nobody_can_evaluate_are_refused(tree):
    with pytest.raises(InputError):
        Expression(tree).value({"x": Fraction(1)}, 20)


def test_a_symbol_without_value_is_named():
    with pytest.raises(InputError, match="made of x"):
        Expression(sympy.Symbol("y")).value({"x": Fraction(1)}, 20)


def test_floats_in_a_tree_are_the_doubles_they_are():
    assert Expression(sympy.Float(0.1)).value({}, 30).number == mpmath.mpf(0.1)


def test_constants_are_computed_once_and_rounded_to_what_is_asked() -> None:
    """gamma(2/3) 2^(1/3): many digits first, then few, then more than before."""
    x = sympy.Symbol("x")
    expression = Expression(sympy.gamma(sympy.Rational(2, 3)) * sympy.cbrt(2) * x)
    fresh = {n: Expression(expression.tree).value({"x": Fraction(3)}, n) for n in (10, 200, 400)}
    for digits in (200, 10, 400, 200):
        found = expression.value({"x": Fraction(3)}, digits)
        assert found.proven
        assert found.number == fresh[digits].number
        assert found.ball.rad() < abs(found.ball) * flint.arb(10) ** -digits


def test_gamma_of_fractions_has_its_poles() -> None:
    assert (
        abs(
            float(Expression(sympy.gamma(sympy.Rational(-5, 2), evaluate=False)).value({}, 20).number)
            + 0.9453087204829419
        )
        < 1e-15
    )
    with pytest.raises(AccuracyError):
        Expression(sympy.gamma(sympy.Integer(-2), evaluate=False)).value({}, 20)


@pytest.mark.parametrize(
    ("formula", "x", "part"),
    [
        ("zeta(x)", 1, "zeta(x) is not finite at x = 1"),
        ("1 + exp(x)*log(1 - x)", 1, "log(1 - x) is not finite at x = 1"),
        ("sin(x)/x", 0, "1/x is not finite at x = 0"),
        ("besselk(0, 2*x) + Ei(x + 1)", 0, "besselk(0, 2*x) is not finite at x = 0"),
        ("li(1)*x", 3, "li(1) is not finite"),
    ],
)
def test_what_has_no_value_is_named(formula, x, part):
    with pytest.raises(AccuracyError, match=re.escape(part)):
        Expression(parse(formula, ("x",))).value({"x": Fraction(x)}, 30)


@pytest.mark.parametrize("digits", [6, 30])
def test_two_hundred_digits_may_cancel(digits):
    """Kolmogorov's distribution at 1/20, whose other theta series does not cancel."""
    found = value("1 - 2*Sum((-1)**(k - 1)*exp(-2*k**2*x**2), (k, 1, oo))", digits, x="1/20").number
    with mpmath.workdps(50):
        x = mpmath.mpf(1) / 20
        exact = mpmath.sqrt(2 * mpmath.pi) / x * mpmath.exp(-(mpmath.pi**2) / (8 * x**2))
        assert abs(found - exact) < exact * mpmath.mpf(10) ** -digits


def test_what_cancels_in_a_function_is_found_with_more_bits():
    """A Laguerre polynomial of degree 500,000, by its recurrence in integers."""
    before, now, unit = 1 << 240, 0, 1 << 240  # L_0(1) and L_1(1)
    for k in range(1, 500_000):
        before, now = now, (2 * k * now - k * before) // (k + 1)
    found = value("laguerre(n, 1)", 30, n=500_000).number
    with mpmath.workdps(50):
        assert abs(found - mpmath.mpf(now) / unit) < mpmath.mpf(10) ** -31
