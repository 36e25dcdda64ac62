"""Inner integrals in closed form against quadrature, at values of the parameters on both sides of what they need."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest
import sympy

from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.planes.boxes import folded
from higgs_sym.evaluation.planes.guards import hold
from higgs_sym.evaluation.planes.inner import known
from higgs_sym.evaluation.tree import compiled
from higgs_sym.parsing.grammar import parse

DIGITS = 25
FINITE, HALF, LINE = ("1/3", "2"), ("1/3", "oo"), ("-oo", "oo")
CASES = [
    *((f"(p + q*t)^{n}", FINITE) for n in ("3", "1/2", "(-1/2)", "(-1)", "(-2)", "(-5/2)")),
    ("(p + q*t)^(-3/2)", HALF),
    ("(p + q*t)^(-2)", HALF),
    ("t*(p + q*t)^(-4)", HALF),
    ("(t^2 - p)/(p + q*t)^(3/2)", FINITE),
    ("1/((p + q*t)*(2 + t))", FINITE),
    ("1/((p + q*t)*(2 + t))", HALF),
    ("log(p + q*t)", FINITE),
    ("sin(p + q*t) + 2*cos(q*t)", FINITE),
    ("sinh(q*t)*p + cosh(p*t)", FINITE),
    ("erf(p + q*t)", FINITE),
    ("atan(p + q*t)", FINITE),
    *((f"Abs(p - 2*q*t)^{n}", FINITE) for n in ("1", "(1/2)", "(-1/2)")),
    ("log(Abs(p - 2*q*t))", FINITE),
    ("exp(p - q*t)", FINITE),
    ("exp(p - q*t)", HALF),
    ("(1 + t)^2*exp(-q*t)", FINITE),
    ("t^(1/2)*exp(p - q*t)", ("0", "oo")),
    ("exp(-p*t)*sin(q*t + 1)", HALF),
    ("exp(p*t)*cos(q*t + 1)", FINITE),
    ("exp(-p*t)/(1 + q*t)", HALF),
    ("exp(-p*t)*(exp(-q*t) - exp(-t))", HALF),
    ("exp(-p*t^2 + q*t)", FINITE),
    ("exp(-p*t^2 + q*t)", HALF),
    ("exp(-p*t^2 + q*t)", ("-oo", "1/2")),
    ("exp(-p*t^2 + q*t)", LINE),
    ("(t^4 + t)*exp(-p*t^2 + q*t)", LINE),
    ("t*exp(-p*t^2 + q)", HALF),
    ("t*exp(p*t^2 + q)", FINITE),
    ("exp(-p*t^2 + t)*cos(q*t + 1)", LINE),
    ("exp(-p*t^2 + t)*sin(q*t + 1)", LINE),
    *((f"(t^2 + q*t + p)^{n}", FINITE) for n in ("(-1)", "(1/2)", "(-1/2)", "(-3/2)")),
    *((f"(2*t - 1)*(t^2 + q*t + p)^{n}", FINITE) for n in ("(1/2)", "(-1/2)", "(-3/2)")),
    *((f"(p*5 + q*t - t^2)^{n}", FINITE) for n in ("(-1)", "(1/2)", "(-1/2)")),
    *((f"(t*(2 - t))^{n}*p", ("0", "2")) for n in ("(1/2)", "(-1/2)")),
    *((f"(2*t - t^2)^{n}*p", ("0", "3/2")) for n in ("(1/2)", "(-1/2)")),
    *((f"(2*t - t^2)^{n}*(q + t)", ("1/2", "2")) for n in ("(1/2)", "(-1/2)")),
    ("1/(t^2 + q*t + p)", LINE),
    ("(t^2 + q*t + p)^(-3/2)", HALF),
    ("1/((t^2 + p)*((t - q)^2 + 2))", LINE),
    ("sqrt((t - 1/3)*(2 - t))*p", FINITE),
    ("(t - 1/3)^(-1/2)*(2 - t)^(1/3)", FINITE),
    ("1/(p - q*cos(t))", ("0", "pi")),
    ("1/(p - q*cos(t))^2", ("0", "2*pi")),
    ("1/(p - q*sin(t))", ("-pi", "pi")),
    ("(1 + cos(t) - sin(t))/(p + q*cos(t + 1))", ("0", "2*pi")),
    ("log(p + q*cos(t))", ("0", "pi")),
    ("log(p + q*cos(t) - q*sin(t)/2)", ("0", "2*pi")),
    ("exp(p*cos(t) + q*sin(t))", ("0", "2*pi")),
    ("1/sqrt(p + q*cos(t))", ("0", "pi")),
    ("sqrt(p + q*cos(t))", ("0", "pi")),
    ("1/sqrt((p + q*cos(t))*(3 - cos(t)))", ("0", "pi")),
    ("1/sqrt(p - q*sin(t)^2)", ("0", "pi/2")),
    ("1/(p + q*cos(t)^2)", ("0", "pi")),
]
POINTS = [{"p": "7/4", "q": "2/3"}, {"p": "-7/4", "q": "2/3"}, {"p": "1/3", "q": "-5/4"}]


@pytest.mark.parametrize("point", [0, *(pytest.param(k, marks=pytest.mark.slow) for k in (1, 2))])
@pytest.mark.parametrize(("text", "ends"), CASES)
def test_a_closed_form_is_the_integral_or_is_not_taken(text, ends, point):
    given = POINTS[point]
    values = {name: Fraction(each) for name, each in given.items()}
    tree = folded(parse(f"Integral({text}, (t, {ends[0]}, {ends[1]}))", given))
    found = known(tree.function, *tree.limits[0])
    assert found is not None, "no closed form"
    value, guards = found
    balls = {name: flint.acb(flint.fmpq(each.numerator, each.denominator)) for name, each in values.items()}
    held, _ = hold([(guard, compiled(guard.tree)) for guard in guards], [], balls)
    if not held:
        assert point > 0, "not taken where all is well"
        return
    exact = sympy.re(1 + tree, evaluate=False), sympy.re(1 + value, evaluate=False)
    number, closed = (Expression(each).value(values, DIGITS).number for each in exact)
    assert abs(number - closed) <= abs(number) * 10 ** (2 - DIGITS)
