"""Functions at a number where they have a series, singular or not, as their handbook gives it (numbers of DLMF).

What is analytic and known to SymPy is developed by its derivatives elsewhere. Logarithms, branch points, poles and
hypergeometric series are here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import sympy
from sympy import EulerGamma, Integer, Rational, pi

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding import formal
from higgs_sym.expanding.cylinders import Near, Orders, Rule, cylinder, digamma, rational, second
from higgs_sym.expanding.formal import Formal, UnderivableError, constant

ONE, ZERO = Integer(1), Integer(0)
SEARCHED = 1  # Stieltjes constants that formulas may contain


def _hypergeometric(above: Orders, below: Orders) -> Callable[[int], Any]:
    """Coefficients of pFq, 16.2.1."""
    made = [ONE]

    def coefficient(k: int) -> Tree:
        while len(made) <= k:
            j = len(made) - 1
            top, bottom = sympy.Mul(*(a + j for a in above)), sympy.Mul(*(b + j for b in below))
            if bottom == 0:
                raise UnderivableError("a hypergeometric function without value")
            made.append(made[-1] * top / (bottom * (j + 1)))
        return made[k]

    return coefficient


def _pfq(above: int) -> Rule:
    def rule(orders: Orders, near: Near) -> Formal:
        given = [rational(each) for each in orders]
        return near.sum(_hypergeometric(given[:above], given[above:]))

    return rule


def _elliptic(first: Tree) -> Rule:
    """K (first 1/2) and E (first -1/2) at m = 0, 19.5.1 and 19.5.2."""
    half = Rational(1, 2)
    return lambda _orders, near: near.sum(_hypergeometric([first, half], [ONE])).scaled(pi / 2)


def _degenerate(a: Tree, b: Tree, near: Near) -> Formal:
    """2F1(a, b; a + b; 1 - u), 15.8.10; near.u is 1 - z here."""
    unit = _hypergeometric([a, b], [ONE])
    psi = digamma

    @cache
    def d(k: int) -> Tree:
        return 2 * psi(k + 1) - psi(a + k) - psi(b + k)

    regular = near.sum(lambda k: unit(k) * d(k))
    front = sympy.gamma(a + b) / (sympy.gamma(a) * sympy.gamma(b))
    return (near.sum(unit) * near.log().scaled(-ONE) + regular).scaled(front)


def _elliptic_e(_orders: Orders, near: Near) -> Formal:
    """E(1 - u), 19.12.2."""
    half = Rational(1, 2)
    unit = _hypergeometric([half, 3 * half], [Integer(2)])

    @cache
    def d(k: int) -> Tree:
        return digamma(k + ONE) - digamma(k + half) - ONE / ((2 * k + 1) * (2 * k + 2))

    logs = near.sum(unit) * near.log().scaled(-half) + near.sum(lambda k: unit(k) * d(k))
    return constant(ONE) + (near.u * logs).scaled(half)


def _gauss(orders: Orders, near: Near) -> Formal:
    a, b, c = (rational(each) for each in orders)
    if a + b != c:
        raise UnderivableError("no rule for this hypergeometric function at 1")
    return _degenerate(a, b, near)


def _integrals(sign: int, even: bool) -> Rule:
    """Ei (1), E_1 (-1) and, from the even terms, Ci: 6.6.1, 6.6.2, 6.6.6."""

    def rule(_orders: Orders, near: Near) -> Formal:
        def coefficient(k: int) -> Tree:
            if k == 0 or (even and k % 2):
                return ZERO
            return (Integer(-1) ** (k // 2) if even else sign * Integer(sign) ** k) / (k * sympy.factorial(k))

        outer = 1 if even else sign
        return (near.log() + constant(EulerGamma)).scaled(Integer(outer)) + near.sum(coefficient)

    return rule


def _expint(orders: Orders, near: Near) -> Formal:
    """8.19.8."""
    n = rational(orders[0])
    if not (n.is_Integer and n > 0):
        raise UnderivableError("no rule for this exponential integral")
    regular = near.sum(lambda k: ZERO if k == n - 1 else -(Integer(-1) ** k) / (sympy.factorial(k) * (1 - n + k)))
    value = digamma(n)
    logs = (near.log().scaled(-ONE) + constant(value)) * near.power(n - 1)
    return regular + logs.scaled((-ONE) ** (n - 1) / sympy.factorial(n - 1))


def _uppergamma(orders: Orders, near: Near) -> Formal:
    """8.7.3."""
    a = rational(orders[0])
    if a == 0:
        return _integrals(-1, False)([], near)
    if a.is_Integer and a < 0:
        raise UnderivableError("no rule for this incomplete gamma function")
    tail = near.sum(lambda k: -(Integer(-1) ** k) / (sympy.factorial(k) * (a + k)))
    return constant(sympy.gamma(a)) + tail * near.power(a)


def _polylog(orders: Orders, near: Near) -> Formal:
    """25.12.10."""
    n = rational(orders[0])
    return near.sum(lambda k: Integer(k) ** (-n) if k else ZERO)


def _dilogarithm(orders: Orders, near: Near) -> Formal:
    """Li_2(1 - u) by its reflection, 25.12.6."""
    if orders[0] != 2:
        raise UnderivableError("no rule for this polylogarithm at 1")
    rest = near.sum(lambda k: -Rational(1, k) if k else ZERO)  # ln(1 - u)
    tail = near.sum(lambda k: Rational(-1, k * k) if k else ZERO)
    return constant(pi**2 / 6) + (near.log() * rest).scaled(-ONE) + tail


def _debye(orders: Orders, near: Near) -> Formal:
    """n x^-n times the integral of sum B_k t^(k+n-1)/k!, 24.2.1."""
    n = rational(orders[0])
    half = Rational(-1, 2)  # B_1
    return near.sum(lambda k: n * (half if k == 1 else sympy.bernoulli(k)) / ((n + k) * sympy.factorial(k)))


def _lambert(_orders: Orders, near: Near) -> Formal:
    """4.13.5."""
    return near.sum(lambda k: Integer(-k) ** (k - 1) / sympy.factorial(k) if k else ZERO)


def _lambert_branch(_orders: Orders, near: Near) -> Formal:
    """W(-1/e + u) in powers of sqrt(2 e u), 4.13.6."""
    p = formal.power(near.u.scaled(2 * sympy.E), Rational(1, 2), near.width + 4)
    mu, alpha = [-ONE, ONE], [Integer(2), -ONE]

    def coefficient(k: int) -> Tree:
        while len(mu) <= k:
            j = len(mu)
            alpha.append(sympy.Add(*(mu[i] * mu[j + 1 - i] for i in range(2, j))))
            mu.append(Rational(j - 1, j + 1) * (mu[j - 2] / 2 + alpha[j - 2] / 4) - alpha[j] / 2 - mu[j - 1] / (j + 1))
        return mu[k]

    return near.sum(coefficient, p)


def _zeta(orders: Orders, near: Near) -> Formal:
    """25.2.4."""
    if orders:
        raise UnderivableError("Hurwitz's zeta function")
    values = (EulerGamma, *(sympy.stieltjes(k) for k in range(1, SEARCHED + 1)))
    known = Formal({(Fraction(k), 0): ONE for k in range(0)}, None)
    for k, value in enumerate(values):
        unit = formal.power(near.u, Integer(k), near.width) if k else constant(ONE)
        known = known + unit.scaled((-ONE) ** k * value / sympy.factorial(k))
    rest = Formal({}, near.u.lowest * len(values))
    return near.power(-1) + known + rest


def _zeta_value(place: Tree, u: Formal) -> Formal:
    """The value, and the slope where it has a closed form: 25.6.11 and 25.6.12."""
    slope = None
    if place == 0:
        slope = -sympy.log(2 * pi) / 2
    elif place.is_Integer and place < 0 and place % 2 == 0:
        n = -place
        slope = (-ONE) ** (n / 2) * sympy.factorial(n) * sympy.zeta(n + 1) / (2 * (2 * pi) ** n)
    value = constant(sympy.zeta(place))
    if slope is None:
        return value + Formal({}, u.reach)
    return value + u.scaled(slope) + Formal({}, 2 * u.reach)


NEAR: Mapping[tuple[str, Any], tuple[Rule, str]] = {
    ("elliptic_k", ZERO): (_elliptic(Rational(1, 2)), "19.5.1"),
    ("elliptic_e", ZERO): (_elliptic(Rational(-1, 2)), "19.5.2"),
    ("hyp0f1", ZERO): (_pfq(0), "16.2.1"),
    ("hyp1f1", ZERO): (_pfq(1), "16.2.1"),
    ("hyp2f1", ZERO): (_pfq(2), "16.2.1"),
    ("hyp1f2", ZERO): (_pfq(1), "16.2.1"),
    ("hyp2f2", ZERO): (_pfq(2), "16.2.1"),
    ("hyp3f2", ZERO): (_pfq(3), "16.2.1"),
    ("polylog", ZERO): (_polylog, "25.12.10"),
    ("debye", ZERO): (_debye, "24.2.1"),
    ("besselj", ZERO): (cylinder(-1), "10.2.2"),
    ("besseli", ZERO): (cylinder(1), "10.25.2"),
    ("bessely", ZERO): (second(-1), "10.8.1"),
    ("besselk", ZERO): (second(1), "10.31.1"),
    ("Ei", ZERO): (_integrals(1, False), "6.6.1"),
    ("Ci", ZERO): (_integrals(1, True), "6.6.6"),
    ("expint", ZERO): (_expint, "8.19.8"),
    ("uppergamma", ZERO): (_uppergamma, "8.7.3"),
    ("LambertW", ZERO): (_lambert, "4.13.5"),
    ("LambertW", -1 / sympy.E): (_lambert_branch, "4.13.6"),
    ("zeta", ONE): (_zeta, "25.2.4"),
}
BELOW: Mapping[tuple[str, Any], tuple[Rule, str]] = {  # in terms of u = c - z > 0
    ("elliptic_k", ONE): (lambda _n, near: _degenerate(Rational(1, 2), Rational(1, 2), near).scaled(pi / 2), "19.12.1"),
    ("elliptic_e", ONE): (_elliptic_e, "19.12.2"),
    ("hyp2f1", ONE): (_gauss, "15.8.10"),
    ("polylog", ONE): (_dilogarithm, "25.12.6"),
}


def near_by(name: str, orders: Orders, place: Tree, u: Formal, width: Fraction) -> tuple[Formal, str]:
    """The function at place + u, and the number of its equation in DLMF."""
    if (name, place) in NEAR:
        rule, number = NEAR[name, place]
        return rule(orders, Near(u, width)), number
    if (name, place) in BELOW:
        rule, number = BELOW[name, place]
        return rule(orders, Near(u.scaled(-ONE), width)), number
    if name == "zeta" and not orders and place.is_Rational:
        return _zeta_value(place, u), "25.6"
    raise UnderivableError(f"no rule for {name} there")
