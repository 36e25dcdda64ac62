"""Sums and products to 30 digits against closed forms and mpmath, what diverges, and what nobody can sum."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, DivergesError, HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

DIGITS = 30


def value(text, digits=DIGITS, **given):
    return Expression(parse(text, given)).value({name: Fraction(each) for name, each in given.items()}, digits)


def agrees(text, expected, digits=DIGITS, **given):
    found = value(text, digits, **given).number
    with mpmath.workdps(digits + 30):
        exact = mpmath.mpmathify(expected() if callable(expected) else expected)
        return abs(mpmath.mpf(found) - exact) <= abs(exact) * mpmath.mpf(10) ** -digits


def _theta(a):
    return mp.jtheta(3, 0, mp.exp(-mp.mpf(a)))


def _differences():
    return mp.fsum(mp.mpf(1) / (m - n) ** 2 for m in range(1, 11) for n in range(11, 21))


with mpmath.workdps(100):
    SLOW = mp.mpf(1001) / 1000

CLOSED = [  # formula, its value, parameters
    ("Sum(1/n**2, (n, 1, oo))", lambda: mp.zeta(2), {}),
    ("Sum(1/n**50, (n, 1, oo))", lambda: mp.zeta(50), {}),
    ("Sum(10**(-290)/n**2, (n, 1, oo))", lambda: mp.zeta(2) * mp.mpf(10) ** -290, {}),
    ("Sum(10**290/n**2, (n, 1, oo))", lambda: mp.zeta(2) * mp.mpf(10) ** 290, {}),
    ("Sum(log(n)/n**2, (n, 1, oo))", lambda: -mp.zeta(2, derivative=1), {}),
    ("Sum(n**(-1 - x), (n, 1, oo))", lambda: mp.zeta(1 + mp.mpf(10) ** -6), {"x": "1e-6"}),
    ("Sum(1/n**x, (n, 1, oo))", lambda: mp.zeta(1 + mp.mpf(10) ** -12), {"x": "1000000000001/1000000000000"}),
    ("Sum((1 + log(n))/n**x, (n, 1, oo))", lambda: mp.zeta(SLOW) - mp.zeta(SLOW, derivative=1), {"x": "1001/1000"}),
    ("Sum((-1)**n*(zeta(n) - 1), (n, 2, oo))", lambda: mp.mpf(1) / 2, {}),
    ("Sum(1/(m - n)**2, (m, 1, 10), (n, 11, 20))", lambda: _differences(), {}),
    ("Sum(1/(n + m)**3, (n, 1, oo))", lambda: mp.zeta(3, mp.mpf(10) ** 20 + 1), {"m": "1e20"}),
    ("Sum(1/(n*(n + 1)), (n, 1, oo))", lambda: mp.mpf(1), {}),
    ("Sum((sqrt(n + 1) - sqrt(n))/sqrt(n**2 + n), (n, 1, oo))", lambda: mp.mpf(1), {}),
    ("Sum((digamma(n + 1) + EulerGamma)/n**2, (n, 1, oo))", lambda: 2 * mp.zeta(3), {}),
    ("Sum(gamma(2*n + 1)/gamma(n + 1)**2/4**n/n, (n, 1, oo))", lambda: 2 * mp.log(2), {}),
    ("Sum(gamma(n + x)/gamma(n + 1)/gamma(x)/2**n, (n, 0, oo))", lambda: mp.mpf(2) ** 33, {"x": 33}),
    # alternating and turning
    ("Sum((-1)**n/(2*n + 1), (n, 0, oo))", lambda: mp.pi / 4, {}),
    ("Sum((-1)**n/sqrt(n), (n, 1, oo))", lambda: -mp.altzeta(mp.mpf(1) / 2), {}),
    ("Sum((-1)**n/log(n), (n, 2, oo))", "0.92429989722293885595957018135959", {}),
    ("Sum((-1)**n/(n**2 - 10**4 + 1/2), (n, 1, oo))", "2.000095566032578737153598168630878638277", {}),
    ("Sum(x**n/n**2, (n, 1, oo))", lambda: mp.polylog(2, -1), {"x": "-1"}),
    ("Sum(x**n/n**2, (n, 1, oo))", lambda: mp.polylog(2, 1 - mp.mpf(10) ** -8), {"x": "0.99999999"}),
    ("Sum(cos(n*x)/n**2, (n, 1, oo))", lambda: mp.pi**2 / 6 - mp.mpf("0.7") * mp.pi + mp.mpf("0.49"), {"x": "7/5"}),
    ("Sum(cos(n*x)/n**2, (n, 1, oo))", lambda: mp.pi**2 / 6 - mp.pi / 2e12 + mp.mpf("2.5e-25"), {"x": "1e-12"}),
    ("Sum(sin(n*x)/n, (n, 1, oo))", lambda: (mp.pi - mp.mpf("1e-20")) / 2, {"x": "1e-20"}),
    ("Sum(sin(n)**2/n**2, (n, 1, oo))", lambda: (mp.pi - 1) / 2, {}),
    ("Sum(sin(k)/sqrt(k), (k, 1, oo))", lambda: mp.im(mp.polylog(mp.mpf(1) / 2, mp.exp(mp.mpc(0, 1)))), {}),
    # exponential, and scales far apart
    ("Sum(x**n/factorial(n), (n, 0, oo))", lambda: mp.exp(-30), {"x": -30}),
    ("Sum((-1)**n*x**(2*n)/factorial(2*n), (n, 0, oo))", lambda: mp.cos(40), {"x": 40}),
    ("Sum(n*exp(-a*n), (n, 1, oo))", lambda: 1 / (4 * mp.sinh(mp.mpf("5e-31")) ** 2), {"a": "1e-30"}),
    ("Sum(n*exp(-a*n), (n, 1, oo))", lambda: 1 / (4 * mp.sinh(mp.mpf("5e-301")) ** 2), {"a": "1e-300"}),
    ("Sum(exp(-n*x)/n, (n, 1, oo))", lambda: -mp.log(mp.expm1(mp.mpf("1e-30"))) + mp.mpf("1e-30"), {"x": "1e-30"}),
    ("Sum(exp(-a*n**2), (n, -oo, oo))", lambda: mp.sqrt(mp.pi * mp.mpf(10) ** 30), {"a": "1e-30"}),
    ("Sum(exp(-a*n**2), (n, -oo, oo))", lambda: _theta(1 / mp.mpf(3)), {"a": "1/3"}),
    ("Sum(n**2/(exp(a*n) - 1), (n, 1, oo))", lambda: 2 * mp.zeta(3) * mp.mpf(10) ** 120, {"a": "1e-40"}),
    ("Sum(1/cosh(n*a), (n, -oo, oo))", lambda: mp.pi * 10**6, {"a": "1e-6"}),
    ("Sum(1/(n**2 + x**2), (n, -oo, oo))", lambda: mp.pi / 100 * mp.coth(100 * mp.pi), {"x": 100}),
    # double
    ("Sum(Sum(1/(n**2*m**3), (m, 1, oo)), (n, 1, oo))", lambda: mp.zeta(2) * mp.zeta(3), {}),
    ("Sum(Sum(exp(-a*(m**2 + n**2)), (m, -oo, oo)), (n, -oo, oo))", lambda: _theta("0.1") ** 2, {"a": "1/10"}),
    # to a far upper limit
    ("Sum(1/k, (k, 1, n))", lambda: mp.harmonic(mp.mpf(10) ** 30), {"n": 10**30}),
    ("Sum(1/k, (k, 1, n))", lambda: mp.harmonic(mp.mpf(33) / 2), {"n": "33/2"}),
    ("Sum(log(k), (k, 1, n))", lambda: mp.loggamma(mp.mpf(10) ** 30 + 1), {"n": 10**30}),
    ("Sum(k**5, (k, 0, n))", lambda: mp.mpf(10**6 + 10**12) ** 2 * (2 * 10**12 + 2 * 10**6 - 1) / 12, {"n": 10**6}),
    ("Sum((-1)**k*k, (k, 1, n))", lambda: mp.mpf(5) * 10**29, {"n": 10**30}),
    ("Sum(2**k, (k, 0, n))", lambda: mp.mpf(2) ** 1001 - 1, {"n": 1000}),
    ("Sum(1/2**k, (k, 0, n))", lambda: 2 - mp.mpf(2) ** -1000, {"n": 1000}),
    # products
    ("Product(1 + 1/k**2, (k, 1, oo))", lambda: mp.sinh(mp.pi) / mp.pi, {}),
    ("Product(1 - x**2/k**2, (k, 1, oo))", lambda: mp.sinpi(mp.mpf("3.4")) / mp.pi / mp.mpf("3.4"), {"x": "17/5"}),
    ("Product(cos(x/2**k), (k, 1, oo))", lambda: mp.sinc(mp.mpf("3.4")), {"x": "17/5"}),
    ("Product(1 - exp(-a*k), (k, 1, oo))", lambda: mp.qp(mp.exp(-mp.mpf(1) / 50)), {"a": "1/50"}),
    ("Product(1 + 1/k, (k, 1, n))", lambda: mp.mpf("3.5"), {"n": "5/2"}),
    ("Product(k, (k, 1, n))", lambda: mp.factorial(10**6), {"n": 10**6}),
    ("Product(1 - 1/(2*k), (k, 1, n))", lambda: mp.rf(mp.mpf(1) / 2, 10**12) / mp.factorial(10**12), {"n": 10**12}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "given"), CLOSED, ids=[f"{row[0]} {row[2]}" for row in CLOSED])
def test_sums_and_products_have_the_digits_asked_for(text, expected, given):
    with budget(20):
        assert agrees(text, expected, **given)


def test_a_sum_that_converges_like_a_logarithm_of_its_length():
    assert agrees("Sum(1/(n*log(n)**2), (n, 2, oo))", "2.10974280123689197447925719761655", 30)
    assert agrees("Sum(1/n, (n, 1, 10**5))", lambda: mp.harmonic(10**5))


@pytest.mark.parametrize("digits", [10, 60, 100])
def test_sums_at_other_precisions(digits):
    assert agrees("Sum(1/n**2, (n, 1, oo))", lambda: mp.zeta(2), digits)
    assert agrees("Sum((-1)**n/(2*n + 1), (n, 0, oo))", lambda: mp.pi / 4, digits)
    assert agrees("Sum(n*exp(-a*n), (n, 1, oo))", lambda: 1 / (4 * mp.sinh(mp.mpf("5e-31")) ** 2), digits, a="1e-30")


PROVED = [  # polynomials times exponentials
    ("Sum(n**2/2**n, (n, 1, oo))", lambda: 6, {}),
    ("Sum((n + 3)**5*3**(-2*n + 1), (n, 2, oo))",
     lambda: mp.fsum(3 * mp.mpf(n + 3) ** 5 / 9**n for n in range(2, 120)), {}),
    ("Sum((-1)**n*x**n*(n + 1), (n, 0, oo))", lambda: 1 / mp.mpf("1.9") ** 2, {"x": "9/10"}),
    ("Sum(cos(n*x)/2**n, (n, 0, oo))", lambda: mp.re(1 / (1 - mp.expj(2) / 2)), {"x": 2}),
    ("Sum(n*sin(n)**2*exp(-a*n), (n, 1, oo))",
     lambda: mp.re(mp.polylog(-1, mp.exp(-mp.mpf("1e-8"))) - mp.polylog(-1, mp.exp(mp.mpc("-1e-8", 2)))) / 2,
     {"a": "1e-8"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "given"), PROVED)
def test_polynomials_times_exponentials_are_proved(text, expected, given):
    assert value(text, **given).proven
    assert agrees(text, expected, **given)


DIVERGING = {
    "Sum(1/n, (n, 1, oo))": r"the sum diverges: its terms fall like 1/n$",
    "Sum(1/sqrt(n), (n, 1, oo))": r"fall like n\^-0\.5, more slowly",
    "Sum(n, (n, 1, oo))": "do not tend to zero",
    "Sum(1, (n, 1, oo))*0": "do not tend to zero",
    "Sum(2**n, (n, 1, oo))": "grow exponentially",
    "Sum(factorial(n), (n, 1, oo))": "grow faster than every exponential",
    "Sum(1/(n*log(n)), (n, 2, oo))": r"1/\(n ln n\)",
    "Sum(1/(n*log(n)*log(log(n))), (n, 3, oo))": "too slowly to tell",
    "Sum(1/(n*sqrt(log(n))), (n, 2, oo))": r"1/\(n \(ln n\)\^0\.5\)",
    "Sum(1/log(n), (n, 2, oo))": "more slowly than every power",
    "Sum(1/n**(1 - 10**(-6)), (n, 1, oo))": r"n\^-\(1 - 1e-06\), more slowly",
    "Sum(1/(1 + log(n))**3/n**(999/1000), (n, 1, oo))": r"n\^-\(1 - 0\.000999\d\) but for logarithms",
    "Sum(exp(-n)/(n - 500), (n, 1, oo))": r"its term of n = 500\.0+ is not finite",
    "Sum(1/(n**2 - 4), (n, -oo, oo))": r"its term of n = -?2\.0+ is not finite",
    "Sum((-1)**n, (n, 1, oo))": "do not tend to zero",
    "Sum((-1)**n*n, (n, 1, oo))": "do not tend to zero",
    "Sum(cos(n), (n, 1, oo))": "do not tend to zero",
    "Sum(sin(n)**2/n, (n, 1, oo))": r"fall like 1/n$",
    "Sum(1/n + 10**(-60)*2**(-n), (n, 1, oo))": r"fall like 1/n$",
    "Sum(10**(-900)/n, (n, 1, oo))": r"fall like 1/n$",
    "Sum(10**(-60)/n + 2**(-n), (n, 1, oo))": r"fall like 1/n$",
    "Sum((-1)**n/n + 1/n, (n, 1, oo))": "diverge|decided",
    "Product(1 + 1/k, (k, 1, oo))": "logarithms of its factors fall like 1/n",
    "Product(1/2, (k, 1, oo))": "logarithms of its factors do not tend to zero",
}


@pytest.mark.parametrize("text", DIVERGING)
def test_divergence_is_an_answer(text):
    with pytest.raises(AccuracyError, match=DIVERGING[text]) as caught, budget(20):
        value(text)
    assert isinstance(caught.value, DivergesError) or "decided" in str(caught.value)


@pytest.mark.parametrize("text", [
    "Sum(sin(n**2)/n**2, (n, 1, oo))",  # converges, but no method follows its terms
    "Sum(1/(n**2*(2 + cos(n))), (n, 1, oo))",
    "Sum(1/(1 + abs(n))**2, (n, 1, oo))",  # not holomorphic
    "Sum(1/(n*log(n)*log(log(n))**(5/2)), (n, 3, oo))",
])  # fmt: skip
def test_what_no_method_can_sum_is_refused_and_not_guessed(text):
    with pytest.raises(HiggsSymError), budget(10):
        value(text)
