"""Every way to write a later term: in fractions of fractions, exponents, roots, logarithms, phases, arguments.

The right value is known for each; the wrong one must be refused with it, and the right one confirmed.
"""

from __future__ import annotations

import pytest

from higgs_sym.check import check
from higgs_sym.records import Kind

MILLS = "sqrt(pi/2)*exp(x**2/2)*erfc(x/sqrt(2))"
E1 = "exp(x)*E1(x)"
STIRLING = "sqrt(2*pi*x)*(x/E)**x"
WAVE = "sqrt(2/(pi*x))"
AIRY = "exp(-2/3*x**(3/2))/(2*sqrt(pi)*x**(1/4))"

# wrong formula, right one, exact, variable, limit -> words on the wrong term
PAIRS = {
    "a denominator's denominator": (
        "1/(x+1/(x+3/x))", "1/(x+1/(x+2/x))", MILLS, "x", "oo", "written 3/x^5, measured 2.0000000000(1)/x^5 = 2/x^5"),
    "the fourth level": (
        "1/(x+1/(x+2/(x+4/x)))", "1/(x+1/(x+2/(x+3/x)))", MILLS, "x", "oo", "measured -6.0000000000(1)/x^7"),
    "one below one": (
        "1/(x+1/(1+2/x))", "1/(x+1/(1+1/x))", E1, "x", "oo", "measured 1.0000000000(1)/x^3"),
    "a sign inside a fraction": (
        "x/(1-x**2/(3+x**2/5))", "x/(1-x**2/(3-x**2/5))", "tan(x)", "x", "0+", "= (1/45) x^5"),
    "below the second term": ("1+x/(2+x/3)", "1+x/(2+x/2)", "sqrt(1+x)", "x", "0+", "= (-1/8) x^2"),
    "an exponent": (
        f"{STIRLING}*exp(1/(12*x)+1/(360*x**3))", f"{STIRLING}*exp(1/(12*x)-1/(360*x**3))", "gamma(x+1)", "x", "oo",
        "1/(360*x**3)"),
    "a root of a polynomial": (
        "sqrt(pi)*(x/E)**x*(8*x**3+4*x**2+x+1/10)**(1/6)", "sqrt(pi)*(x/E)**x*(8*x**3+4*x**2+x+1/30)**(1/6)",
        "gamma(x+1)", "x", "oo", "measured 0.3333333333(1)"),
    "a power x of a sum": (
        "sqrt(2*pi*x)*(x/E+1/(6*E*x))**x", "sqrt(2*pi*x)*(x/E+1/(12*E*x))**x", "gamma(x+1)", "x", "oo",
        "measured 0.5000000000(1)"),
    "a shift in a logarithm": (
        "log(x-1/3)", "log(x-1/2)", "digamma(x)", "x", "oo", "written -0.3333333333/x, measured -0.5000000000(1)/x"),
    "second order in a logarithm": (
        "log(1-x**2/6+x**4/60)", "log(1-x**2/6+x**4/120)", "log(sin(x)/x)", "x", "0+", "x**4/60"),
    "a sum below a root": (
        "sqrt(1+1/x+2/x**2)", "sqrt(1+1/x+1/x**2)", "sqrt(1+1/x+1/x**2)", "x", "oo", "= (1/2)/x^2"),
    "a root below a root": (
        "sqrt(x+sqrt(x+2*sqrt(x)))", "sqrt(x+sqrt(x+sqrt(x)))", "sqrt(x+sqrt(x+sqrt(x)))", "x", "oo", "= (1/4)"),
    "a numerator": (
        "(1+3/(8*x)+15/(128*x**2))/(1-1/(8*x)+9/(128*x**2))", "(1+3/(8*x)-15/(128*x**2))/(1-1/(8*x)+9/(128*x**2))",
        "besselk(1,x)/besselk(0,x)", "x", "oo", ""),
    "a denominator": ("(1+x/2+x**2/12)/(1-x/2+x**2/10)", "(1+x/2+x**2/12)/(1-x/2+x**2/12)", "exp(x)", "x", "0+", ""),
    "what is left of a cancellation": (
        "2*x**3/3+x**7/630", "2*x**3/3+x**7/1260", "exp(x)-exp(-x)-2*sin(x)", "x", "0+", "= (1/1260) x^7"),
    "a correction to an exponent": (
        "x**(1/2+1/x+2/x**2)", "x**(1/2+1/x+3/x**2)", "x**(1/2+1/x+3/x**2)", "x", "oo", "ln x"),
    "an argument of gamma": (
        "gamma(x+1/2+1/(12*x))", "gamma(x+1/2+1/(24*x))", "gamma(x+1/2+1/(24*x))", "x", "oo", "1/(12*x)"),
    "a correction to a phase": (
        f"{WAVE}*cos(x-pi/4+1/(8*x))", f"{WAVE}*cos(x-pi/4-1/(8*x))", "besselj(0,x)", "x", "oo", "-1.00000000"),
    "amplitude beside phase": (
        f"{WAVE}*(1+1/(16*x**2))*cos(x-pi/4-1/(8*x))", f"{WAVE}*(1-1/(16*x**2))*cos(x-pi/4-1/(8*x))", "besselj(0,x)",
        "x", "oo", "-1.00000000"),
    "a decaying oscillation": (
        "exp(-x)*(cos(2*x)+sin(2*x)/x)", "exp(-x)*(cos(2*x)-sin(2*x)/x)", "exp(-x)*cos(2*x+1/x)", "x", "oo", ""),
    "half powers beside an exponential": (
        f"{AIRY}*(1-5/(72*x**(3/2)))", f"{AIRY}*(1-5/(48*x**(3/2)))", "airyai(x)", "x", "oo", "1.5000000000(1)"),
    "an exponentially small one": ("1+1/(exp(2*x)-1)", "1+2/(exp(2*x)-1)", "coth(x)", "x", "oo", "2.0000000000(1)"),
    "a constant beside a logarithm": (
        "zeta(3)-pi**2*x/6+x**2/2*(1-log(x))", "zeta(3)-pi**2*x/6+x**2/2*(3/2-log(x))", "polylog(3,exp(-x))", "x", "0+",
        "= (3/4) x^2"),
    "a sign of i": ("1/x-I/x**2", "1/x+I/x**2", "1/(x-I)", "x", "oo", "imaginary part"),
    "a logarithm of a logarithm": (
        "1/log(x)-2*log(log(x))/log(x)**2", "1/log(x)-log(log(x))/log(x)**2", "1/log(x+x*log(x))", "x", "oo", ""),
}  # fmt: skip
SLOW = {"the fourth level", "a root below a root", "amplitude beside phase", "a decaying oscillation"}


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=pytest.mark.slow) if each in SLOW else each for each in PAIRS]
)
def test_a_wrong_later_term_is_refused_wherever_it_stands_and_the_right_one_confirmed(name):
    wrong, right, exact, var, to, words = PAIRS[name]
    refused = check(wrong, exact, var, to)
    assert refused.kind in (Kind.WRONG_TERM, Kind.MISSING_TERM, Kind.WRONG_PREFACTOR), str(refused)
    assert words in str(refused)
    found = check(right, exact, var, to)
    assert found.kind is Kind.CONFIRMED, str(found)
    assert {row.kind for row in found.terms} <= {Kind.CONFIRMED}


DRIFTS = {
    ("cos(x)/x", "cos(x+log(x))/x"): "differs from the written one by 1.0000000000(2)/x of it",
    ("cos(x)/x", "cos(101*x/100)/x"): "has 1.0100000000(1) times the written frequency",
    ("sin(x)", "sin(x+sqrt(x))"): "differs from the written one by 0.5000000000(1) x^(-1/2) of it",
    ("x", "sin(x)"): "the exact quantity has no such term at this order",
    ("coulombf(0,0,x)", "coulombf(0,0,x)+coulombf(0,0,2*x)/10"): "between antinodes and nodes",
    ("coulombf(0,0,x)", "coulombf(0,0,x+1/2000)"): "-0.0005 at nodes",
}


@pytest.mark.parametrize("sides", DRIFTS, ids=" | ".join)
def test_another_frequency_is_measured_and_a_small_phase_is_seen(sides):
    verdict = check(*sides, "x", "oo")
    assert verdict.kind in (Kind.WRONG_ORDER, Kind.WRONG_PREFACTOR), str(verdict)
    assert DRIFTS[sides] in verdict.reason


def test_a_crossover_between_logarithms_is_passed():
    sides = "1/(1+c*g*log(1/m))*g", "m", "0+"
    at = {"c": "2", "g": "1/5"}
    wrong = check("1/(c*log(1/m))-2/(g*c**2*log(1/m)**2)", *sides, at=at)
    assert wrong.kind is Kind.WRONG_TERM
    assert "measured -1.2500000000(1)" in wrong.reason
    assert check("1/(c*log(1/m))-1/(g*c**2*log(1/m)**2)", *sides, at=at).kind is Kind.CONFIRMED


IMAGINARY = {
    ("I*x", "I*x + x", "0+"): (Kind.MISSING_TERM, "has the real part 1.0000000000(1) x"),
    ("I*x", "I*x + x**2", "0+"): (Kind.CONFIRMED, "is smaller than every written term"),
    ("x + I*x**3", "x + x**2 + I*x**3", "0+"): (Kind.MISSING_TERM, "1.0000000000(1) x^2 is missing in the real part"),
    ("x + I*x**3", "x + I*x**3 + x**4", "0+"): (Kind.CONFIRMED, "real part and imaginary part"),
    ("1/x", "(1+I)/x", "oo"): (Kind.MISSING_TERM, "has the imaginary part 1.0000000000(1)/x"),
    ("1/x + 1/x**3", "1/x + 1/x**3 + I/x**2", "oo"): (Kind.MISSING_TERM, "has the imaginary part 1.0000000000(1)/x^2"),
    ("1", "1 + I*x", "0+"): (Kind.CONFIRMED, "1.0000000000(1) x, is smaller than every written term"),
    ("1 + 2*x", "1 + x + I*x**2", "0+"): (Kind.WRONG_TERM, "measured 1.0000000000(1) x"),
}


@pytest.mark.parametrize("sides", IMAGINARY, ids=" | ".join)
def test_a_real_formula_lacks_the_imaginary_part(sides):
    approx, exact, to = sides
    kind, words = IMAGINARY[sides]
    verdict = check(approx, exact, "x", to)
    assert (verdict.kind, words in verdict.reason) == (kind, True), str(verdict)
