"""Derivations by exact arithmetic: right to all orders asked for, refused without a rule, never trusted alone."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

import higgs_sym
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expand import expand
from higgs_sym.expanding import agreeing
from higgs_sym.expanding.attempts import attempt
from higgs_sym.expanding.deriving import derived
from higgs_sym.inputs import exact
from higgs_sym.judging.approaches import SMALL, approaching
from higgs_sym.judging.question import tree_of

DERIVABLE = (
    ("sin(x)/x", "0+"),
    ("cbrt(sin(x))", "0+"),
    ("sqrt(x+x**2)/(1+x**(1/3))", "0+"),
    ("sqrt(1+sqrt(x+x**(1/3)))", "0+"),
    ("(1+1/x)**x", "oo"),
    ("x**x", "0+"),
    ("x**(1/x)", "oo"),
    ("log(sin(x))", "0+"),
    ("exp(sin(x))/(1-x)", "0-"),
    ("sqrt(x)", "4+"),
    ("atan(x)", "oo"),
    ("digamma(x)", "oo"),
    ("loggamma(x+1/2)", "oo"),
    ("gamma(1/3+x)", "0+"),
    ("erfc(x)*exp(x**2)", "oo"),
    ("expint(2,x)*exp(x)", "oo"),
    ("besselk(1/3,x)*exp(x)", "oo"),
    ("besseli(1,2*x)/besseli(0,2*x)", "oo"),
    ("airyai(x)*airybi(x)", "oo"),
    ("uppergamma(1/3,x)*exp(x)", "oo"),
    ("Integral(exp(-x*t)/(1+t), (t, 0, oo))", "oo"),
    ("Integral(exp(-x*t**2)*cos(t)/(1+t), (t, 0, 1))", "oo"),
    ("Integral(exp(-2*x*t)*log(t)/sqrt(t)/(1+t), (t, 0, 1))", "oo"),
)
WIDTH = Fraction(4)
POINTS = ("1/1000000", "1/2000000")


def partial(formula, limit, small, digits=60):
    """The quantity and the sum of the derived terms, at a small parameter."""
    approach, tree = approaching("x", limit), tree_of(formula, ("x",), "exact")
    series = derived(tree, approach, WIDTH).series.single()
    s = sympy.Symbol("s", positive=True)
    powers = {key: s ** sympy.Rational(key[0].numerator, key[0].denominator) for key in series.terms}
    total = sympy.Add(*(c * powers[key] * sympy.log(1 / s) ** key[1] for key, c in series.terms.items()))
    value = Expression(tree).value({SMALL: exact("s", small), "x": approach.expression()}, digits).number
    return value, Expression(total).value({"s": exact("s", small)}, digits).number, series


@pytest.mark.parametrize(("formula", "limit"), DERIVABLE)
def test_the_error_of_a_derivation_has_its_order(formula, limit):
    errors = []
    for small in POINTS:
        value, total, series = partial(formula, limit, small)
        assert not series.front
        assert value != total
        errors.append(abs(value - value.context.convert(total)))
    order = float(value.context.log(errors[0] / errors[1], 2))
    assert order > float(series.order) - 0.4  # logarithms take a little off
    assert series.order >= series.lowest + 2


@pytest.mark.parametrize(
    ("formula", "limit"),
    [
        ("sin(x)/log(x)", "oo"),
        ("sqrt(-x)", "0+"),
        ("exp(sin(x))", "oo"),
        ("1/(1+cos(x)/2)", "oo"),
        ("gamma(sin(x))", "oo"),
        ("Integral(exp(-x*t)/(1+x*t**3+t), (t, 0, oo))", "oo"),
        ("Integral(exp(-x*t)*floor(t), (t, 0, oo))", "oo"),
    ],
)
def test_what_has_no_rule_is_not_derived(formula, limit):
    assert derived(tree_of(formula, ("x",), "exact"), approaching("x", limit), WIDTH) is None


def test_an_expansion_says_how_it_was_derived():
    found = expand("gamma(x)", "x", "oo", terms=3)
    assert found.status == "proved"
    assert found.evidence.startswith(
        "proved: series arithmetic, 1 step checked exactly, equal to what was measured to "
    )
    assert [term.derived for term in found.terms][1] == "sqrt(2)*sqrt(pi)/12"
    assert [(step.method, "difference equation" in step.reason) for step in found.steps] == [("proved", True)]


def test_a_derivation_gives_the_form_that_was_not_recognised():
    found = expand("gamma(1/3+x)", "x", "0+", terms=2)
    assert found.terms[1].recognised is None
    assert found.as_expr().has(sympy.EulerGamma)
    assert abs(float(found.as_expr().subs("x", 0.001)) - float(sympy.gamma(sympy.Rational(1, 3) + 0.001))) < 1e-4


@pytest.mark.parametrize(
    ("exact", "limit", "fourth"),
    [
        ("Root(y**3+x*y-1, (y, 0, 2))", "0+", "1/243"),
        ("Root(y**2-2*y+1-x*y, (y, 1, 3))", "0+", "1/8"),  # a double root at x = 0: powers of sqrt(x)
        ("Root(x*y**3+y-1, (y, 0, 1))", "oo", "1/243"),
    ],
)
def test_roots_of_polynomials_are_derived(exact, limit, fourth):
    found = expand(exact, "x", limit)
    assert found.evidence.startswith("proved: Newton's method on the equation")
    assert found.terms[3].derived == fourth


def test_terms_that_newtons_method_would_change_are_not_derived():
    approach = approaching("x", "0+")
    terms = higgs_sym.expand.search("Root(y**3+x*y-1, (y, 0, 2))", "x", "0+")
    tree = tree_of("Root(y**3+x*y-1, (y, 0, 2))", ("x",), "exact")
    other = tree_of("Root(y**3+x*y+x**3-1, (y, 0, 2))", ("x",), "exact")
    assert [str(each) for each in agreeing.coefficients(tree, approach, terms).exact] == ["1", "-1/3", "1/81", "1/243"]
    assert agreeing.coefficients(other, approach, terms) == agreeing.Agreed()
    double = tree_of("Root((y**3+x*y-1)**2, (y, 0, 2))", ("x",), "exact")
    assert agreeing.coefficients(double, approach, terms) == agreeing.Agreed()


def test_what_is_measured_only_says_so():
    found = expand("exp(jtheta(3, 0, x))", "x", "0+", terms=2)
    assert (found.evidence, found.status, found.steps) == ("measured", "measured", ())


def test_a_derivation_that_differs_from_the_measurement_is_not_shown(monkeypatch):
    other = tree_of("sin(2*x)", ("x",), "exact")
    monkeypatch.setattr(agreeing, "attempt", lambda _tree, *given: attempt(other, *given))
    found = expand("sin(x)", "x", "0+", terms=2)
    assert found.evidence == "measured"
    assert not any(term.derived for term in found.terms)


def test_brackets_contain_what_they_bracket():
    found = expand("gamma(x+1)/(x**x*exp(-x)*sqrt(2*pi*x))", "x", "oo", terms=3)
    assert [each.at for each in found.certified] == ["x = 16", "x = 256"]
    tree = tree_of(f"({found.exact}) - ({found.as_expr()})", ("x",), "exact")
    for each, x in zip(found.certified, ("16", "256"), strict=True):
        value = Expression(tree).value({"x": exact("x", x)}, 30).number
        assert float(each.low) < float(value) < float(each.high)
        assert (each.high - each.low) / abs(each.low) < 1e-4


def test_nothing_is_certified_where_values_have_no_proof():
    assert expand("Integral(exp(-x*t)/(1+t), (t, 0, oo))", "x", "oo", terms=2).certified == ()
