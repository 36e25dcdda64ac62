"""Trees that are changed without SymPy's simplification mean what SymPy's own mean."""

from __future__ import annotations

import mpmath
import pytest
import sympy

from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.polynomials import coefficients, expanded, terms
from higgs_sym.parsing.grammar import parse
from tests.evaluation.corpus.sides import DIGITS

T, S, X = sympy.symbols("t s x")
FORMULAS = (
    "t/sqrt(t**2 - 1)*exp(-t)",
    "exp(-x*(t - 1/3)**2)",
    "log(t)/(1 + t)**2/sqrt(t)",
    "sin(x*cos(t)) + tan(t)/x",
    "tanh(t/2)*atan(t)**2 - sinh(t)*cosh(x*t)*coth(t)",
    "2**(-t)*t**t",
    "erf(t)*asinh(t)*abs(t - 3)",
    "asin(t/7)*acos(t/9) + besselj(1, t)",
    "((t**2)**3/x**(-2))**(1/2)",
)


def close(one, other, **values):
    """Whether two trees have the same value."""
    numbers = {sympy.Symbol(name): sympy.Rational(value) for name, value in values.items()}
    with mpmath.workdps(40):
        apart, size = (abs(sympy.N(each.subs(numbers), DIGITS)) for each in (one - other, other))
    return apart <= size * 10 ** -(DIGITS - 5)


@pytest.mark.parametrize("text", FORMULAS)
def test_derivatives_are_those_of_sympy(text):
    tree = parse(text, ["t", "x"])
    real = sympy.Symbol("t", real=True)  # of abs, along the real line
    assert close(algebra.derivative(tree, T), tree.subs(T, real).diff(real).subs(real, T), t="13/7", x="3/10")


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("place", [X + S, X - S, 2 * S / X, sympy.pi / 2 - S, S - sympy.pi])
def test_what_replaces_a_symbol_stands_in_its_place(text, place):
    tree = parse(text, ["t", "x"])
    found = algebra.replaced(tree, {T: place})
    assert not algebra.depends(found, T)
    assert close(found, tree.subs(T, place), s="29/10", x="41/10")


def test_what_cancels_is_gone():
    tree = parse("exp(t - x) - (x - t)**2 + t*t**(-1) - 1", ["t", "x"])
    square = algebra.multiply(algebra.MINUS_ONE, algebra.power(S, sympy.Integer(2)))
    assert algebra.replaced(tree, {T: algebra.add(X, S)}) == algebra.add(sympy.exp(S), square)
    assert algebra.replaced(parse("cos(t)", ["t"]), {T: algebra.add(sympy.pi / 2, -S)}) == sympy.sin(S)


@pytest.mark.parametrize(("text", "even"), [
    ("exp(-x*(t**2 - 1)**2)*cos(x*t)", True), ("t*sin(t)/cosh(t) + abs(t)", True), ("t*cos(t)", False),
    ("exp(t) + exp(-t)*2", False), ("(t - 1)**2", False),
])  # fmt: skip
def test_what_is_even_is_seen(text, even):
    assert algebra.is_even(parse(text, ["t", "x"]), T) is even


def test_what_an_integral_binds_is_neither_free_nor_replaced():
    tree = sympy.Integral(T * X, (T, 0, T))
    assert algebra.symbols(tree) == {T, X}
    assert algebra.replaced(tree, {T: S}) == sympy.Integral(T * X, (T, 0, S))


def test_coefficients_of_a_polynomial():
    found = coefficients(parse("x*(t - 1/3)**2 + sqrt(2)*sqrt(2)*t - 2*t + (x + 1)**2 - x**2 - 2*x - 1", ["t", "x"]), T)
    assert {degree: sympy.simplify(each) for degree, each in found.items()} == {2: X, 1: -2 * X / 3, 0: X / 9}
    assert coefficients(parse("t + exp(t)", ["t"]), T) is None
    assert coefficients(parse("1/t + t", ["t"]), T) is None
    assert coefficients(parse("(t + x)**50", ["t", "x"]), T) is None  # more than would help
    assert coefficients(parse("(t + 1)**2 - (t - 1)**2 - 4*t", ["t"]), T) == {}


def test_coefficients_of_waves_are_left_as_they_are():
    found = terms(parse("(1 + t)**2*(x + s)*x - s/t", ["t", "x", "s"]), [X, S])
    square = parse("(1 + t)**2", ["t"])
    assert found == {(2, 0): square, (1, 1): square, (0, 1): parse("-1/t", ["t"])}
    assert close(expanded(parse("(I*t + 1)**2 + t**2 - 1", ["t"])), 2 * sympy.I * T, t="3/7")


@pytest.mark.parametrize("power", ["2", "3", "7", "-1", "-2", "-5", "1/2", "-1/2", "3/2", "-3/2", "2/3", "-7/3"])
def test_powers_in_the_short_ways_are_powers(power):
    tree = sympy.Pow(sympy.Symbol("x"), sympy.Rational(power), evaluate=False)
    found = Expression(tree).value({"x": sympy.Rational(7, 3)}, DIGITS).number
    with mpmath.workdps(DIGITS + 10):
        known = (mpmath.mpf(7) / 3) ** (mpmath.mpf(sympy.Rational(power).p) / sympy.Rational(power).q)
        assert abs(mpmath.mpf(found) / known - 1) < mpmath.mpf(10) ** -DIGITS
