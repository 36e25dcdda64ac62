"""Functions far out, z -> +oo, as their handbook gives them (numbers of DLMF): each a front times a series in 1/z.

Coefficients follow from one another by exact factors. Waves are written by complex exponentials; the real functions
are real and imaginary parts of one series.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import I, Integer, Rational, pi, sqrt

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import formal, transseries
from higgs_sym.expanding.formal import Formal, UnderivableError, constant, exponential, logarithm
from higgs_sym.expanding.transseries import Trans, of, of_constant

ONE, ZERO = Integer(1), Integer(0)
DEBYE = 8  # exponentials of the Debye function
DIRICHLET = 12  # terms of the zeta function


@dataclass(frozen=True)
class Far:
    """The argument far out, as a series, and how many powers are wanted."""

    z: Formal
    width: Fraction

    def power(self, exponent: Tree) -> Formal:
        """z^exponent."""
        return formal.power(self.z, sympy.sympify(exponent), self.width + 4)

    def tail(self, factor: Callable[[int], Any], small: Formal) -> Formal:
        """1 + c_1 u + c_2 u^2 + ..., c_k = factor(k) c_(k-1)."""
        made = [ONE]

        def coefficient(k: int) -> Tree:
            while len(made) <= k:
                made.append(sympy.expand(made[-1] * factor(len(made))))
            return made[k]

        return formal.composed(coefficient, small, self.width)

    def front(self, exponent: Formal) -> Formal:
        """exp of what grows."""
        return exponential(exponent, self.width)


Orders = Sequence[Any]
Rule = Callable[[Orders, Far], Trans]


def real(series: Trans) -> Trans:
    """The real part."""
    return (series + series.conjugate()).scaled(Rational(1, 2))


def imaginary(series: Trans) -> Trans:
    """The imaginary part."""
    return (series + series.conjugate().scaled(Integer(-1))).scaled(-I / 2)


def _rational(order: Tree) -> Tree:
    if not order.is_Rational:
        raise UnderivableError("an order that is no fraction")
    return order


def hankel(orders: Orders, far: Far) -> Trans:
    """H^(1) = J + i Y, 10.17.5."""
    n = _rational(orders[0])
    steps = far.tail(lambda k: I * (4 * n**2 - (2 * k - 1) ** 2) / (8 * Integer(k)), far.power(-1))
    unit = sqrt(2 / pi) * sympy.expand(sympy.exp(-I * pi * (n / 2 + Rational(1, 4))), complex=True)
    return of((far.front(far.z.scaled(I)) * far.power(Rational(-1, 2)) * steps).scaled(unit))


def _modified(sign: int) -> Rule:
    """K for 1, I for -1: 10.40.1 and 10.40.2."""

    def rule(orders: Orders, far: Far) -> Trans:
        n = _rational(orders[0])
        steps = far.tail(lambda k: sign * (4 * n**2 - (2 * k - 1) ** 2) / (8 * Integer(k)), far.power(-1))
        unit = sqrt(pi / 2) if sign > 0 else 1 / sqrt(2 * pi)
        return of((far.front(far.z.scaled(Integer(-sign))) * far.power(Rational(-1, 2)) * steps).scaled(unit))

    return rule


def _airy(factor: Tree, front: Tree, unit: Tree, far: Far) -> Formal:
    """exp(front zeta) z^(-1/4) sum of u_k (factor/zeta)^k, zeta = 2 z^(3/2)/3."""
    small = far.power(Rational(-3, 2)).scaled(Rational(3, 2))
    steps = far.tail(lambda k: factor * Rational((6 * k - 5) * (6 * k - 3) * (6 * k - 1), 216 * k * (2 * k - 1)), small)
    exponent = far.power(Rational(3, 2)).scaled(Rational(2, 3) * front)
    return (far.front(exponent) * far.power(Rational(-1, 4)) * steps).scaled(unit / sqrt(pi))


def airy_left(far: Far) -> Trans:
    """Ai(-z) - i Bi(-z), 9.7.9 and 9.7.11."""
    return of(_airy(-I, I, (1 - I) / sqrt(2), far))


def _error(sign: int) -> Rule:
    """erfc for 1, erfi for -1: 7.12.1."""

    def rule(_orders: Orders, far: Far) -> Trans:
        steps = far.tail(lambda k: -sign * Rational(2 * k - 1, 2), far.power(-2))
        return of((far.front((far.z * far.z).scaled(Integer(-sign))) * far.power(-1) * steps).scaled(1 / sqrt(pi)))

    return rule


def _expint(orders: Orders, far: Far) -> Trans:
    """8.20.2."""
    n = _rational(orders[0])
    return of(far.front(far.z.scaled(-ONE)) * far.power(-1) * far.tail(lambda k: -(n + k - 1), far.power(-1)))


def _ei(_orders: Orders, far: Far) -> Trans:
    """6.12.2."""
    return of(far.front(far.z) * far.power(-1) * far.tail(Integer, far.power(-1)))


def auxiliary(far: Far) -> Trans:
    """Ci + i (Si - pi/2), 6.12.3 and 6.12.4."""
    return of((far.front(far.z.scaled(I)) * far.power(-1) * far.tail(lambda k: -I * k, far.power(-1))).scaled(-I))


def fresnel(far: Far) -> Trans:
    """C - 1/2 + i (S - 1/2), 7.12.2 and 7.12.3."""
    steps = far.tail(lambda k: Integer(2 * k - 1) / (I * pi), far.power(-2))
    return of((far.front((far.z * far.z).scaled(I * pi / 2)) * far.power(-1) * steps).scaled(1 / (I * pi)))


def _uppergamma(orders: Orders, far: Far) -> Trans:
    """8.11.2."""
    a = _rational(orders[0])
    return of(far.front(far.z.scaled(-ONE)) * far.power(a - 1) * far.tail(lambda k: a - k, far.power(-1)))


def loggamma(far: Far) -> Formal:
    """5.11.1."""
    bernoulli = formal.composed(
        lambda k: sympy.bernoulli(k + 1) / (k * (k + 1)) if k % 2 else ZERO, far.power(-1), far.width + 2
    )
    main = (far.z + constant(Rational(-1, 2))) * logarithm(far.z, far.width + 4)
    return main + far.z.scaled(-ONE) + constant(sympy.log(2 * pi) / 2) + bernoulli


def polygamma(orders: Orders, far: Far) -> Trans:
    """5.11.2 and 5.15.8."""
    n = int(_rational(orders[0]))
    if n == 0:
        tail = formal.composed(lambda k: -sympy.bernoulli(k) / k if k > 1 else ZERO, far.power(-1), far.width + 2)
        return of(logarithm(far.z, far.width) + far.power(-1).scaled(Rational(-1, 2)) + tail)
    f, sign = sympy.factorial, (-1) ** (n + 1)

    def coefficient(k: int) -> Tree:
        if k < n:
            return ZERO
        if k == n:
            return sign * f(n - 1)
        if k == n + 1:
            return sign * f(n) / 2
        return sign * sympy.bernoulli(k - n) * f(k - 1) / f(k - n)

    return of(formal.composed(coefficient, far.power(-1), far.width + n))


def struve(orders: Orders, far: Far) -> Trans:
    """H - Y, 11.6.1: a series without a wave."""
    n = _rational(orders[0])
    half = Rational(1, 2)
    if n - half == int(n - half) and n > 0:
        raise UnderivableError("a Struve function that ends")
    unit = sympy.gamma(half) / (pi * sympy.gamma(n + half)) * 2 ** (1 - n)
    steps = far.tail(lambda k: (k - half) * (n + half - k) * 4, far.power(-2))
    return of((far.power(n - 1) * steps).scaled(unit))


def _dawson(_orders: Orders, far: Far) -> Trans:
    """7.5.1 with 7.12.1."""
    return of((far.power(-1) * far.tail(lambda k: Rational(2 * k - 1, 2), far.power(-2))).scaled(Rational(1, 2)))


def _parabolic(order: Tree, far: Far) -> Trans:
    """D of that order, 12.9.1."""
    n = _rational(order)
    steps = far.tail(lambda k: -(n - 2 * k + 2) * (n - 2 * k + 1) / (2 * Integer(k)), far.power(-2))
    return of(far.front((far.z * far.z).scaled(Rational(-1, 4))) * far.power(n) * steps)


def _kummer_u(orders: Orders, far: Far) -> Trans:
    """13.7.3."""
    a, b = (_rational(each) for each in orders)
    steps = far.tail(lambda k: -(a + k - 1) * (a - b + k) / Integer(k), far.power(-1))
    return of(far.power(-a) * steps)


def _kummer_m(orders: Orders, far: Far) -> Trans:
    """13.7.1."""
    a, b = (_rational(each) for each in orders)
    if a.is_Integer and a <= 0:
        raise UnderivableError("a polynomial")
    steps = far.tail(lambda k: (k - a) * (b - a + k - 1) / Integer(k), far.power(-1))
    return of((far.front(far.z) * far.power(a - b) * steps).scaled(sympy.gamma(b) / sympy.gamma(a)))


def _debye(orders: Orders, far: Far) -> Trans:
    """n x^-n (n! zeta(n+1) - integral from x), the integrand as a sum of exp(-k t), 25.5.1."""
    n = _rational(orders[0])
    if not (n.is_Integer and n > 0):
        raise UnderivableError("no rule for this Debye function")
    f = sympy.factorial
    parts = [far.power(-n).scaled(n * f(n) * sympy.zeta(n + 1))]
    for k in range(1, DEBYE + 1):
        front = far.front(far.z.scaled(Integer(-k)))
        powers = [far.power(-j).scaled(n * f(n) / f(n - j) / Integer(k) ** (j + 1)) for j in range(int(n) + 1)]
        tail = powers[0]
        for each in powers[1:]:
            tail = tail + each
        parts.append((front * tail).scaled(-ONE) if k < DEBYE else Formal({}, tail.lowest, front.front))
    return transseries.gathered(parts)


def _zeta(orders: Orders, far: Far) -> Trans:
    """25.2.1."""
    if orders:
        raise UnderivableError("Hurwitz's zeta function")
    parts = [far.front(far.z.scaled(-sympy.log(n))) for n in range(1, DIRICHLET)]
    last = far.front(far.z.scaled(-sympy.log(DIRICHLET)))
    return transseries.gathered([*parts, Formal({}, last.lowest, last.front)])


FAR: Mapping[str, tuple[Rule, str]] = {
    "besselj": (lambda n, far: real(hankel(n, far)), "10.17.3"),
    "bessely": (lambda n, far: imaginary(hankel(n, far)), "10.17.4"),
    "besselk": (_modified(1), "10.40.2"),
    "besseli": (_modified(-1), "10.40.1"),
    "airyai": (lambda _n, far: of(_airy(-ONE, -ONE, Rational(1, 2), far)), "9.7.5"),
    "airybi": (lambda _n, far: of(_airy(ONE, ONE, ONE, far)), "9.7.7"),
    "erfc": (_error(1), "7.12.1"),
    "erf": (lambda n, far: of_constant(ONE) + _error(1)(n, far).scaled(-ONE), "7.12.1"),
    "erfi": (_error(-1), "7.12.1"),
    "expint": (_expint, "8.20.2"),
    "Ei": (_ei, "6.12.2"),
    "Ci": (lambda _n, far: real(auxiliary(far)), "6.12.4"),
    "Si": (lambda _n, far: of_constant(pi / 2) + imaginary(auxiliary(far)), "6.12.3"),
    "fresnelc": (lambda _n, far: of_constant(Rational(1, 2)) + real(fresnel(far)), "7.12.2"),
    "fresnels": (lambda _n, far: of_constant(Rational(1, 2)) + imaginary(fresnel(far)), "7.12.2"),
    "uppergamma": (_uppergamma, "8.11.2"),
    "loggamma": (lambda _n, far: of(loggamma(far)), "5.11.1"),
    "gamma": (lambda _n, far: of(exponential(loggamma(far), far.width)), "5.11.3"),
    "digamma": (lambda _n, far: polygamma([ZERO], far), "5.11.2"),
    "polygamma": (polygamma, "5.15.8"),
    "struveh": (lambda n, far: struve(n, far) + imaginary(hankel(n, far)), "11.6.1"),
    "struvel": (_modified(-1), "11.6.2"),
    "dawson": (_dawson, "7.12.1"),
    "pcfd": (lambda n, far: _parabolic(n[0], far), "12.9.1"),
    "pcfu": (lambda n, far: _parabolic(-n[0] - Rational(1, 2), far), "12.9.1"),
    "hyperu": (_kummer_u, "13.7.3"),
    "hyp1f1": (_kummer_m, "13.7.1"),
    "debye": (_debye, "25.5.1"),
    "zeta": (_zeta, "25.2.1"),
}
LEFT: Mapping[str, tuple[Rule, str]] = {  # z -> -oo, in terms of -z
    "airyai": (lambda _n, far: real(airy_left(far)), "9.7.9"),
    "airybi": (lambda _n, far: imaginary(airy_left(far)).scaled(-ONE), "9.7.11"),
    "Ei": (lambda _n, far: _expint([ONE], far).scaled(-ONE), "6.12.1"),
    "erfc": (lambda n, far: of_constant(Integer(2)) + _error(1)(n, far).scaled(-ONE), "7.12.1"),
    "erf": (lambda n, far: of_constant(-ONE) + _error(1)(n, far), "7.12.1"),
}
COMPLEX = ("loggamma", "gamma", "digamma")  # hold in every direction but the negative axis


def far_out(name: str, orders: Orders, z: Formal, width: Fraction) -> tuple[Trans, str]:
    """The function of z -> +oo or -oo, and the number of its equation in DLMF."""
    lead = z.leading()[1]
    if lead.is_negative and name in LEFT:
        rule, number = LEFT[name]
        return rule(orders, Far(z.scaled(-ONE), width)), number
    complex_too = name in COMPLEX and lead.is_real is False
    if name not in FAR or not (lead.is_positive or complex_too):
        raise UnderivableError(f"no rule for {name} far out")
    rule, number = FAR[name]
    return rule(orders, Far(z, width)), number
