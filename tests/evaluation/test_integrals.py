"""Integrals to 30 digits against closed forms and other libraries; divergence is an answer."""

from __future__ import annotations

from fractions import Fraction

import mpmath as m
import pytest
import sympy

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.nodes import PrincipalValue

DIGITS = 30
with m.workdps(100):
    NINTHS = m.mpf(4) / 9


def value(text, digits=DIGITS, **given):
    found = Expression(parse(text, given)).value({name: Fraction(each) for name, each in given.items()}, digits)
    return found.number


def agrees(found, expected, digits=DIGITS):
    with m.workdps(digits + 40):
        exact = m.re(expected()) if callable(expected) else m.mpf(expected)
        return abs(m.mpf(found) - exact) <= abs(exact) * m.mpf(10) ** -digits


def ten(power):
    return Fraction(10) ** power


def big(power):
    return m.mpf(10) ** power


def _beside_a_pole(power):
    return m.log((m.mpc(2, -3 * big(power))) / m.mpc(-1, -3 * big(power)))


CASES = {  # formula, parameters -> oracle
    ("Integral(1/sqrt(t*(1-t)), (t, 0, 1-x))", "1/128"): lambda: m.pi - 2 * m.asin(m.sqrt(m.mpf(1) / 128)),
    ("Integral(exp(-x*(t-1/3)**2),(t,0,1))", 100): lambda: (
        m.sqrt(m.pi) / 20 * (m.erf(m.mpf(20) / 3) + m.erf(m.mpf(10) / 3))
    ),
    ("Integral(exp(-x*(t-1/3)**2),(t,0,1))", ten(30)): lambda: m.sqrt(m.pi) / big(15),
    ("Integral(exp(x*(log(t)-t)),(t,0,oo))*exp(x)", ten(6)): lambda: (
        m.gamma(big(6) + 1) / big(6) ** (10**6 + 1) * m.exp(big(6))
    ),
    ("Integral(1/(exp(t-x)+1),(t,0,oo))", 10): lambda: m.log1p(m.exp(10)),
    ("Integral(1/(exp(t-x)+1),(t,0,oo))", ten(100)): lambda: big(100),
    ("Integral(sqrt(t)/(exp(t-x)+1),(t,0,oo))", 30): lambda: -m.gamma(1.5) * m.polylog(1.5, -m.exp(30)),
    ("Integral(1/(exp(x*t)+1),(t,0,oo))", 7): lambda: m.log(2) / 7,
    ("Integral(tanh(u/(2*x))/u,(u,0,1))", ten(-80)): lambda: m.log(2 * m.exp(m.euler) / m.pi * big(80)),
    ("3/x**3*Integral(t**3/(exp(t)-1),(t,0,x))", ten(-10)): lambda: 1 - 3 * big(-10) / 8 + big(-20) / 20,
    ("3/x**3*Integral(t**3/(exp(t)-1),(t,0,x))", ten(10)): lambda: 3 * big(-30) * m.pi**4 / 15,
    ("Integral(1/((t-1/3)**2+x**2),(t,-1,1))", ten(-20)): lambda: (
        (m.atan(m.mpf(2) / 3 * big(20)) + m.atan(m.mpf(4) / 3 * big(20))) * big(20)
    ),
    ("Integral(x/sqrt(cos(t)),(t,0,pi/2))", 2): lambda: m.gamma(m.mpf(1) / 4) ** 2 / m.sqrt(2 * m.pi),
    ("Integral(exp(-x*t)/t**3*(t/tanh(t)-1-t**2/3),(t,0,oo))*x**2", ten(12)): lambda: (
        -(1 - 6 * m.mpf(2) / 21 * big(-24)) / 45
    ),
    ("Integral(erfc(t),(t,x,oo))*exp(x**2)", 100): lambda: 1 / m.sqrt(m.pi) - 100 * m.exp(10000) * m.erfc(100),
    ("Integral(1/(t*log(t)**2),(t,x,oo))", 2): lambda: 1 / m.log(2),
    ("Integral(1/(t*log(t)**2),(t,0,1/x))", 2): lambda: 1 / m.log(2),
    ("Integral(log(1+t)/t**(3/2),(t,0,oo))*x", 1): lambda: 2 * m.pi,
    ("Integral(t**(-1-1/x)*log(t),(t,1,oo))", 100): lambda: m.mpf(10000),
    ("Integral(1/sqrt(t*(x-t)),(t,0,x))", "1/3"): lambda: m.pi,
    ("Integral(1/sqrt(x**2-t**2),(t,-x,x))", ten(300)): lambda: m.pi,
    ("Integral(t**x,(t,0,1))", ten(50)): lambda: 1 / (1 + big(50)),
    ("Integral(1/(x+cos(t)),(t,0,2*pi))", 1 + ten(-20)): lambda: 2 * m.pi / m.sqrt((1 + big(-20)) ** 2 - 1),
    ("2*x*exp(x**2)*Integral(exp(-t**2),(t,x,oo))", ten(300)): lambda: m.mpf(1),
    ("Integral(exp(-x*cos(t)),(t,0,pi))", ten(5)): lambda: m.pi * m.besseli(0, big(5)),
    ("Integral(log(1-2*x*cos(t)+x**2),(t,0,2*pi))", 3): lambda: 4 * m.pi * m.log(3),
    ("Integral(1/log(t)+1/(1-t),(t,0,1))*x", 1): lambda: +m.euler,
    ("Integral(abs(t-x),(t,0,1))", "1/3"): lambda: m.mpf(5) / 18,
    ("Integral(abs(sin(t))*exp(-x*t),(t,0,oo))", 1): lambda: m.coth(m.pi / 2) / 2,
    ("Integral(log(1+exp(-x*t)),(t,0,oo))", 1): lambda: m.pi**2 / 12,
    ("Integral(x*exp(-t)/abs(t-1)**(1/2),(t,0,oo))", 1): lambda: (
        (m.sqrt(m.pi) + 2 * m.quad(lambda s: m.exp(s * s), [0, 1])) / m.e
    ),
    ("Integral(exp(-t)+1000*exp(-(t-x)**2*10000),(t,0,oo))", 500): lambda: 1 + 10 * m.sqrt(m.pi),
    ("Integral(abs(cos(t)),(t,0,x))", 10): lambda: 6 - m.sin(10),
    ("Integral(exp(-t**2)*cos(x*t),(t,-oo,oo))", 20): lambda: m.sqrt(m.pi) * m.exp(-100),
    ("Integral(sin(x*cos(t)),(t,0,pi/2))", 1000): lambda: m.pi / 2 * m.struveh(0, 1000),
    ("Integral(10**(-60)*exp(x*t),(t,0,1))", 1): lambda: big(-60) * (m.e - 1),
}

WAVES = {
    ("Integral(cos(x*t)/(1+t**2),(t,0,oo))", 1): lambda: m.pi / 2 / m.e,
    ("Integral(cos(x*t)/(1+t**2),(t,-oo,oo))", 30): lambda: m.pi * m.exp(-30),
    ("Integral(sin(x*t)/t,(t,-oo,oo))", 1): lambda: m.pi,
    ("Integral(sin(x*t**2),(t,0,oo))", 1): lambda: m.sqrt(m.pi / 8),
    ("Integral((sin(t)/t)**2,(t,0,oo))*x", 1): lambda: m.pi / 2,
    ("Integral((sin(t)/t)**4,(t,0,oo))*x", 1): lambda: m.pi / 3,
    ("Integral((1-cos(t))**2/t**4,(t,0,oo))*x", 1): lambda: m.pi / 6,
    ("im(Integral(exp(I*t*x)/(t-I),(t,-oo,oo)))", 1): lambda: 2 * m.pi / m.e,
    ("re(Integral(1/(t-1/3-I*x),(t,0,1)))", "1e-6"): lambda: m.re(_beside_a_pole(-6)),
    ("im(Integral(1/(t-1/3-I*x),(t,0,1)))", "1e-20"): lambda: m.im(_beside_a_pole(-20)),
    ("Integral((sin(t)/t)**2,(t,0,x))", ten(6)): lambda: m.si(2 * big(6)) - m.sin(big(6)) ** 2 / big(6),
    ("Integral((sin(t)/t)**2,(t,0,x))", 10): lambda: m.si(20) - m.sin(10) ** 2 / 10,
    ("Integral(sin(pi*t**2/2),(t,0,x))", 1000): lambda: m.fresnels(1000),
    ("Integral(besselj(0,t)*exp(-t*x),(t,0,oo))", ten(-6)): lambda: 1 / m.sqrt(1 + big(-12)),
    ("Integral(besselj(1,t)/t,(t,0,oo))*x", 1): lambda: m.mpf(1),
    ("Integral(cos(x*t)/sqrt(1+t**2),(t,0,oo))", 3): lambda: m.besselk(0, 3),
    ("Integral(cos(x*t)*exp(-t),(t,0,oo))", ten(10)): lambda: 1 / (1 + big(20)),
    ("Integral(sin(x*t)/sqrt(t),(t,0,oo))", ten(20)): lambda: m.sqrt(m.pi / 2) * big(-10),
    ("Integral(cos(x*t**9)*t**3,(t,0,oo))", 32): lambda: m.gamma(NINTHS) * m.cos(m.pi * 2 / 9) / 9 * 32**-NINTHS,
    ("Integral(cos(t**3/3+x*t),(t,0,oo))", 1): lambda: m.pi * m.airyai(1),
    ("Integral(exp(-t)*cos(x*t)/sqrt(t),(t,0,oo))", 1000): lambda: m.sqrt(m.pi) / m.sqrt(m.mpc(1, -1000)),
    ("Integral(t**2*cos(t),(t,0,x))", ten(5)): lambda: (big(10) - 2) * m.sin(big(5)) + 2 * big(5) * m.cos(big(5)),
}


@pytest.mark.parametrize(("text", "x"), WAVES, ids=lambda each: str(each)[:60])
def test_waves(text, x):
    assert agrees(value(text, x=x), WAVES[text, x])


@pytest.mark.parametrize(("text", "x"), CASES, ids=lambda each: str(each)[:60])
def test_to_thirty_digits(text, x):
    assert agrees(value(text, x=x), CASES[text, x])


@pytest.mark.parametrize("logs", [0, 1, 2])
@pytest.mark.parametrize("power", ["-9/10", "-1/2", "-1/7", "0", "1/3", "1", "3/2", "2"])
def test_singular_ends_are_the_same_on_either_side(power, logs):
    left = value(f"Integral(t**({power})*log(t)**{logs}, (t, 0, 1))")
    right = value(f"Integral((3-t)**({power})*log(3-t)**{logs}, (t, 2, 3))")
    assert m.nstr(left, DIGITS) == m.nstr(right, DIGITS)
    exponent = Fraction(power) + 1
    assert agrees(
        left,
        lambda: (-1) ** logs * m.factorial(logs) * (m.mpf(exponent.denominator) / exponent.numerator) ** (logs + 1),
    )


@pytest.mark.parametrize("scale", [-300, -150, -40, 40, 150, 300])
@pytest.mark.parametrize(("text", "expected"), [
    ("Integral(x*exp(t), (t, 0, 1))", lambda x: x * (m.e - 1)),
    ("Integral(exp(-t/x), (t, 0, oo))", lambda x: x),
    ("Integral(x/sqrt(1-t), (t, 0, 1))", lambda x: 2 * x),
    ("Integral(1/(t**2+x**2), (t, -oo, oo))", lambda x: m.pi / x),
    ("Integral(1/sqrt(t*(x-t)), (t, 0, x/2))", lambda x: m.pi / 2),
    ("Integral(x*exp(-t**2)/sqrt(t), (t, 0, oo))", lambda x: x * m.gamma(m.mpf(1) / 4) / 2),
    ("Integral(Integral(x*t*s, (t, 0, s)), (s, 0, 1))", lambda x: x / 8),
])  # fmt: skip
def test_scale_does_not_matter(text, expected, scale):
    assert agrees(value(text, x=ten(scale)), lambda: expected(big(scale)))


@pytest.mark.parametrize(("text", "message"), [
    ("Integral(1/(t-1/2),(t,0,1))", "at t = 1/2"),
    ("Integral(exp(-t**2)/(t-100)**2,(t,-oo,oo))", "at t = 100"),
    ("Integral(exp(-t**2)/(t-100),(t,-oo,oo))", "at t = 100"),
    ("Integral(tan(t),(t,0,2))", "at t = 1.57079"),
    ("Integral(t,(t,0,oo))", "at infinity"),
    ("Integral(1/t,(t,0,1))", "at t = 0"),
    ("Integral(1/t,(t,1,oo))", "at infinity"),
    ("Integral(1/(t*log(t)),(t,2,oo))", "at infinity"),
    ("Integral(log(t)/t,(t,1,oo))", "at infinity"),
    ("Integral(exp(t),(t,0,oo))", "at infinity"),
    ("Integral(exp(1/t),(t,0,1))", "at t = 0"),
    ("Integral(1/sqrt(t),(t,0,oo))", "at infinity"),
    ("Integral(1/(1-cos(t)),(t,0,1))", "at t = 0"),
    ("Integral(gamma(t),(t,0,1))", "at t = 0"),
    ("Integral(1/(t**2-2*t+1),(t,0,2))", "at t = 1"),
    ("Integral(cos(t),(t,0,oo))", "at infinity"),
    ("Integral(sqrt(t)*cos(t),(t,0,oo))", "at infinity"),
    ("Integral(t**2*sin(t**2),(t,0,oo))", "at infinity"),
    ("Integral(sin(t)**2/t,(t,1,oo))", "at infinity"),
    ("Integral(besselj(0,t)**2,(t,0,oo))", "at infinity"),
])  # fmt: skip
def test_divergence_is_an_answer(text, message):
    with pytest.raises(DivergesError, match=message):
        value(text)


def test_agreement_of_rules_is_not_convergence():
    """The logarithmic control: what falls like 1/(t log t loglog t) is never given a number."""
    with pytest.raises(AccuracyError):
        value("Integral(1/(t*log(t)*log(log(t))),(t,3,oo))")


PLANE = {  # several variables, to 12 digits
    "Integral(Integral(1/(1+a*b), (a, 0, 1)), (b, 0, 1))": lambda: m.pi**2 / 12,
    "Integral(Integral(a*b*exp(-a), (a, 0, b)), (b, 0, 1))": lambda: 7 / m.e - m.mpf(5) / 2,
    "Integral(Integral(1/sqrt(a+b), (a, 0, b)), (b, 0, 1))": lambda: 4 * (m.sqrt(2) - 1) / 3,
}


@pytest.mark.parametrize("text", PLANE)
def test_integrals_within_integrals(text):
    assert agrees(value(text, 12), PLANE[text], 12)


PRINCIPAL = {  # integrand, its ends -> oracle
    ("1/(t-1/3)", "0", "1"): lambda: m.log(2),
    ("exp(-t**2)/(t-3)", "-oo", "oo"): lambda: -2 * m.sqrt(m.pi) * m.quad(lambda s: m.exp(s * s - 9), [0, 3]),
    ("exp(t)/t", "-oo", "5"): lambda: m.ei(5),
    ("1/log(t)", "0", "10"): lambda: m.li(10),
    ("cos(t)/(t-2)", "-oo", "oo"): lambda: -m.pi * m.sin(2),
    ("tan(t)", "0", "2"): lambda: -m.log(abs(m.cos(2))),
    ("sqrt(t)/(t**2-1)", "0", "oo"): lambda: m.pi / 2,
    ("exp(-t)", "0", "oo"): lambda: m.mpf(1),
}


def principal(text, low, high):
    ends = [sympy.oo if end == "oo" else -sympy.oo if end == "-oo" else parse(end) for end in (low, high)]
    return PrincipalValue(parse(text, ("t",)), (sympy.Symbol("t"), *ends))


@pytest.mark.parametrize("case", PRINCIPAL, ids=lambda case: case[0])
def test_principal_values(case):
    assert agrees(Expression(principal(*case)).value({}, DIGITS).number, PRINCIPAL[case])


@pytest.mark.parametrize(
    "case", [("1/(t-1)**2", "0", "2"), ("1/t", "0", "1"), ("1/(t*(1-t))", "0", "2"), ("1/t", "-1", "oo")]
)
def test_principal_values_that_do_not_exist(case):
    with pytest.raises(DivergesError):
        Expression(principal(*case)).value({}, DIGITS)


@pytest.mark.parametrize("digits", [15, 60, 200])
def test_digits_beyond_those_of_the_quantities(digits):
    assert agrees(value("Integral(1/sqrt(t)/(1+t),(t,0,oo))", digits), lambda: m.pi, digits)


@pytest.mark.parametrize(("text", "known"), [
    ("Integral(angerj(1/2, t), (t, 0, 1))", "0.782546699927084"),
    ("Integral(scorergi(t), (t, 0, 1))", "0.23652920271391503598"),
])  # fmt: skip
def test_a_number_at_the_middle_of_a_wide_ball_proves_nothing(text, known):
    found = Expression(parse(text)).value({}, 8)
    assert not found.proven
    assert abs(float(found.number) / float(known) - 1) < 1e-5
