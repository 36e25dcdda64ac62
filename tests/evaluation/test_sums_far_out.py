"""Sums that come from peaks far out, hold signs of a period, converge hardly, or run over lattices, to 30 digits."""

from __future__ import annotations

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.budget import budget
from tests.evaluation.values import M, right, value
from tests.oracles.series import infinite_sum


def _hexagonal(a):
    """Of the hexagonal lattice, by theta functions."""
    q = mp.exp(-a)
    return mp.jtheta(3, 0, q) * mp.jtheta(3, 0, q**3) + mp.jtheta(2, 0, q) * mp.jtheta(2, 0, q**3)


def _logarithmic(p):
    """The sum of 1/(n ln^p n), n >= 2, by Euler and Maclaurin with the integral in closed form."""
    start, f = 300, lambda n: 1 / (n * mp.log(n) ** p)
    slopes = mp.taylor(f, start, 32)
    total = mp.fsum(f(n) for n in range(2, start)) + mp.log(start) ** (1 - p) / (p - 1) + f(start) / 2
    return total - mp.fsum(mp.bernoulli(2 * k) / (2 * k) * slopes[2 * k - 1] for k in range(1, 16))


def _doubly(q, rest):
    """The sum of 1/(n ln n q(ln ln n)), n >= 3, by Euler and Maclaurin; rest(u) is the integral of 1/q from u on."""
    start, f = 300, lambda n: 1 / (n * mp.log(n) * q(mp.log(mp.log(n))))
    slopes = mp.taylor(f, start, 32)
    total = mp.fsum(f(M(n)) for n in range(3, start)) + rest(mp.log(mp.log(M(start)))) + f(M(start)) / 2
    return total - mp.fsum(mp.bernoulli(2 * k) / (2 * k) * slopes[2 * k - 1] for k in range(1, 16))


PEAKS = [
    ("Sum(exp(-(n - 1e10)^2/1e6), (n, 1, oo))", lambda: mp.sqrt(mp.pi * 10**6)),
    ("Sum(exp(-(n - 1e7)^2), (n, 1, oo))", lambda: mp.jtheta(3, 0, mp.exp(-1))),
    ("Sum(exp(-(n - 1e6)^2) + exp(-(n - 1e6 - 1e4)^2), (n, 1, oo))", lambda: 2 * mp.jtheta(3, 0, mp.exp(-1))),
    ("Sum(exp(-(n - 1e10)^2/1e6)*(2 + cos(pi*n)), (n, 1, oo))", lambda: 2 * mp.sqrt(mp.pi * 10**6)),
    ("Sum(exp(-(n - 1e10)^2/1e6)*exp(cos(pi*n)), (n, 1, oo))", lambda: mp.sqrt(mp.pi * 10**6) * mp.cosh(1)),
    ("exp(-1e8)*Sum(1e8^n/n!, (n, 0, oo))", lambda: M(1)),
    ("Sum(1e12^n/n!^2, (n, 0, oo))", lambda: mp.besseli(0, 2 * 10**6)),
    ("Sum(n^x/2^(n + 1), (n, 0, oo))", lambda: mp.factorial(100000) / mp.log(2) ** 100001 / 2),
    ("exp(-1e6*ln(4))*Sum(binomial(1e6, k)^2, (k, 0, 1e6))", lambda: mp.binomial(2 * 10**6, 10**6) / M(4) ** 10**6),
    ("Sum(binomial(1e6, k)*k^3, (k, 0, 1e6))*exp(-1e6*ln(2))", lambda: M(10) ** 12 * (10**6 + 3) / 8),
    ("Sum(n^100*exp(-n/1e10), (n, 1, oo))", lambda: mp.factorial(100) * M(10) ** 1010),
]
PERIODS = [
    ("Sum((-1)^(n*(n - 1)/2)/n, (n, 1, oo))", lambda: mp.pi / 4 - mp.log(2) / 2),
    ("Sum((-1)^floor(n/2)/n, (n, 1, oo))", lambda: mp.pi / 4 - mp.log(2) / 2),
    ("Sum((-1)^(n*(n + 1)/2)/n^2, (n, 1, oo))", lambda: -mp.catalan - mp.pi**2 / 48),
    ("Sum((-1)^(n*(n - 1)/2)*3^n/n!, (n, 0, oo))", lambda: mp.cos(3) + mp.sin(3)),
    ("Sum(sin(pi*n^2/3)/n^2, (n, 1, oo))", lambda: mp.sqrt(3) / 2 * mp.zeta(2) * (M(4) / 9)),
    ("Sum(1/(n^2*(2 + cos(pi*n))), (n, 1, oo))", lambda: mp.zeta(2) * (M(3) / 4 + M(1) / 12)),
    ("Sum(floor(n/2)/n^3, (n, 1, oo))", lambda: mp.zeta(2) / 2 - mp.zeta(3) * M(7) / 16),
    ("Sum((-1)^(n^3)/n, (n, 1, oo))", lambda: -mp.log(2)),
]
SLOW = [
    ("Sum(1/(n*ln(n)^1.02), (n, 2, oo))", lambda: _logarithmic(M("1.02"))),
    ("Sum(1/(n*ln(n)^1.3), (n, 2, oo))", lambda: _logarithmic(M("1.3"))),
    ("Sum(1/(n*ln(n)*ln(ln(n))^2), (n, 3, oo))", lambda: _doubly(lambda u: u**2, lambda u: 1 / u)),
    ("Sum(1/(n*ln(n)*(1 + ln(ln(n))^2)), (n, 3, oo))", lambda: _doubly(lambda u: 1 + u**2, lambda u: mp.acot(u))),
]
LATTICES = [
    ("Sum(exp(-(m^2 + m*n + n^2)), (m, -oo, oo), (n, -oo, oo))", lambda: _hexagonal(M(1))),
    ("Sum(exp(-(m^2 + n^2)/1000), (m, -oo, oo), (n, -oo, oo))", lambda: mp.jtheta(3, 0, mp.exp(-M(1) / 1000)) ** 2),
    ("Sum(exp(-n^2/100)*cos(n), (n, -oo, oo))", lambda: mp.jtheta(3, M(1) / 2, mp.exp(-M(1) / 100))),
    ("Sum(exp(-abs(n)), (n, -oo, oo))", lambda: mp.coth(M(1) / 2)),
    ("Sum(1/(m!*n!*(m + n + 1)), (m, 0, oo), (n, 0, oo))", lambda: (mp.exp(2) - 1) / 2),
    ("Sum(1/(2^m + 3^n), (m, 0, oo), (n, 0, oo))",
     lambda: mp.fsum(1 / (M(2) ** m + M(3) ** n) for m in range(130) for n in range(85))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "exact"), PEAKS + PERIODS + SLOW + LATTICES)
def test_to_thirty_digits(text, exact):
    assert right(text, exact, **({"x": 100_000} if "^x" in text else {}))


def _poles(middle, height, turn):
    """The sum of cos(turn n)/((n - middle)^2 + height^2), n >= 1, by hypergeometric functions and digamma."""

    def half(h):  # the sum of z^k/(k + a), k >= 0
        a, z = 1 - middle - mp.mpc(0, h), mp.expj(turn)
        if turn == 0:
            return -mp.digamma(a)
        if turn == mp.pi:
            return z * (mp.digamma((a + 1) / 2) - mp.digamma(a / 2)) / 2
        far = a + 600
        return mp.fsum(z ** (k + 1) / (k + a) for k in range(600)) + z**601 * mp.hyp2f1(1, far, far + 1, z) / far

    return mp.re((half(height) - half(-height)) / mp.mpc(0, 2 * height))


BESIDE = [  # poles next to the axis, which no derivative of the terms at the start of a tail tells of
    ("Sum(1/((n - 60)^2 + 9^2), (n, 1, oo))", lambda: _poles(60, 9, 0)),
    ("Sum((-1)^n/((n - 200)^2 + 5^2), (n, 1, oo))", lambda: _poles(200, 5, mp.pi)),
    ("Sum((-1)^n/((n - 1000)^2 + 10^2), (n, 1, oo))", lambda: _poles(1000, 10, mp.pi)),
    ("Sum(cos(2*n)/((n - 400)^2 + 6^2), (n, 1, oo))", lambda: _poles(400, 6, 2)),
    ("Sum(cos(n/4)/((n - 300)^2 + 20^2), (n, 1, oo))", lambda: _poles(300, 20, M(1) / 4)),
    ("Sum((n - 99)*(-1)^n/((n - 99)^2 + 7^2)^2, (n, 1, oo))",
     lambda: mp.diff(lambda c: _poles(c, 7, mp.pi), 99) / 2),
]  # fmt: skip


ENDED = [  # to a finite limit, which says nothing of the poles on the way either
    ("Sum(cos(n)/((n - 400)^2 + 5^2), (n, 1, 3000))", lambda n: mp.cos(n) / ((n - 400) ** 2 + 25)),
    ("Sum((-1)^n*cos(n/4)/((n - 400)^2 + 5^2), (n, 1, 3000))",
     lambda n: (-1) ** n * mp.cos(M(n) / 4) / ((n - 400) ** 2 + 25)),
    ("Sum(1/((n - 400)^2 + 5^2), (n, 1, 3000))", lambda n: M(1) / ((n - 400) ** 2 + 25)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "term"), ENDED)
def test_poles_next_to_a_finite_range_are_not_overlooked(text, term):
    assert right(text, lambda: mp.fsum(term(n) for n in range(1, 3001)))


@pytest.mark.parametrize(("text", "exact"), BESIDE)
def test_poles_next_to_the_axis_are_not_overlooked(text, exact):
    assert right(text, exact)


def _at_squares(s, first):
    """The sum of zeta(s, k^2), k >= first: from k = 20 on by the asymptotic law of each."""
    near = mp.fsum(mp.zeta(s, k * k) for k in range(first, 20))
    far = mp.zeta(2 * s - 2, 20) / (s - 1) + mp.zeta(2 * s, 20) / 2
    return (
        near
        + far
        + mp.fsum(
            mp.bernoulli(2 * j) / mp.factorial(2 * j) * mp.rf(s, 2 * j - 1) * mp.zeta(2 * s + 4 * j - 2, 20)
            for j in range(1, 25)
        )
    )


STEPS = [
    ("Sum(floor(sqrt(n))/n^3, (n, 1, oo))", lambda: _at_squares(3, 1)),
    ("Sum(floor(sqrt(n))/(n*(n + 1)), (n, 1, oo))", lambda: mp.zeta(2)),
    ("Sum(floor(sqrt(n))/n^(5/2), (n, 3, oo))",
     lambda: _at_squares(M(5) / 2, 2) + mp.zeta(M(5) / 2, 3)),
    ("Sum((-1)^floor(n^(1/3))/n, (n, 1, oo))",
     lambda: infinite_sum(lambda k: (-1) ** k * (mp.digamma((k + 1) ** 3) - mp.digamma(k**3)), 1)),
    ("Sum(primepi(n)/2^n, (n, 1, oo))", lambda: 2 * mp.fsum(M(2) ** -p for p in _primes(300))),
    ("Sum(floor(n*sqrt(2))/2^n, (n, 1, oo))", lambda: mp.fsum(mp.floor(n * mp.sqrt(2)) / 2**n for n in range(1, 300))),
    ("Sum((-1)^primepi(n)/n!, (n, 0, oo))",
     lambda: mp.fsum((-1) ** len([p for p in _primes(60) if p <= n]) / mp.factorial(n) for n in range(60))),
]  # fmt: skip


DAMPED = [
    ("Sum(sin(n)^3*exp(-n/20)/n, (n, 1, oo))", lambda n: mp.sin(n) ** 3 * mp.exp(-M(n) / 20) / n),
    ("Sum((-1)^n/(1 + exp((n - 200)/10)), (n, 1, oo))", lambda n: (-1) ** n / (1 + mp.exp(M(n - 200) / 10))),
    ("Sum(exp(-n/20)/((n - 100)^2 + 9), (n, 1, oo))", lambda n: mp.exp(-M(n) / 20) / ((n - 100) ** 2 + 9)),
]


@pytest.mark.parametrize(("text", "term"), DAMPED)
def test_terms_that_die_out_slowly(text, term):
    assert right(text, lambda: mp.fsum(term(n) for n in range(1, 2500)))


ZEROS = [  # of Bessel functions, by Rayleigh's sums
    ("Sum(1/besseljzero(0, k)^2, (k, 1, oo))", lambda: M(1) / 4),
    ("Sum(1/besseljzero(1, k)^4, (k, 1, oo))", lambda: M(1) / 192),
    ("Sum(1/(besseljzero(3/2, k)^2 + 1), (k, 1, oo))", lambda: mp.besseli(M(5) / 2, 1) / mp.besseli(M(3) / 2, 1) / 2),
]


@pytest.mark.parametrize(("text", "exact"), ZEROS)
def test_zeros_are_a_function_of_their_number(text, exact):
    assert right(text, exact)


def _primes(last):
    return [p for p in range(2, last + 1) if all(p % q for q in range(2, p))]


@pytest.mark.parametrize(("text", "exact"), STEPS)
def test_terms_with_steps(text, exact):
    assert right(text, exact)


PATTERNS = {
    "(-1)^(n*(n - 1)/2)": lambda n: (-1) ** (n * (n - 1) // 2),
    "(-1)^floor(n/3)": lambda n: (-1) ** (n // 3),
    "(-1)^floor((2*n + 1)/5)*cos(pi*n^2/4)": lambda n: (-1) ** ((2 * n + 1) // 5) * mp.cos(mp.pi * n * n / 4),
    "abs(sin(pi*n/5))": lambda n: abs(mp.sin(mp.pi * n / 5)),
    "ceiling(n/2)*(-1)^(n^2*(n + 1)/2)": lambda n: -(-n // 2) * (-1) ** (n * n * (n + 1) // 2),
    "1/(3 + cos(pi*n/2) + sin(pi*n^3/3))": lambda n: 1 / (3 + mp.cos(mp.pi * n / 2) + mp.sin(mp.pi * n**3 / 3)),
}


@pytest.mark.parametrize("first", [0, 2, 7])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_are_those_of_the_integers(pattern, first):
    def exact():
        return mp.fsum(PATTERNS[pattern](n) / M(2) ** n for n in range(first, first + 240))

    assert right(f"Sum({pattern}/2^n, (n, {first}, oo))", exact)


@pytest.mark.parametrize(("text", "error", "reason"), [
    ("Sum(cos(2*pi*n/3)^5/n, (n, 1, oo))", DivergesError, "1/n"),
    ("Sum((-1)^(n*(n - 1)*(n - 2)/6)/n, (n, 1, oo))", DivergesError, "1/n"),
    ("Sum(2^n, (n, -oo, oo))", DivergesError, "exponentially"),
    ("Sum(abs(sin(n))/n^3, (n, 1, oo))", AccuracyError, "no simple law; give it an upper limit"),
    ("Sum((-1)^floor(log(n))/n^2, (n, 1, oo))", AccuracyError, "have steps, those of floor, .* upper limit"),
    ("Sum(primepi(n)/n^3, (n, 1, oo))", AccuracyError, "have steps, those of primepi"),
    ("Sum(floor(n*sqrt(2)), (n, 1, oo))", DivergesError, "do not tend to zero"),
    ("Sum(floor(sqrt(n))/n^(3/2), (n, 1, oo))", DivergesError, "1/n"),
])  # fmt: skip
def test_what_has_no_value_is_said(text, error, reason):
    with pytest.raises(error, match=reason), budget(5):
        value(text)
