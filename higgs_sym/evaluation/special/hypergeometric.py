"""Hypergeometric functions, and orthogonal polynomials continued to any degree."""

from __future__ import annotations

from collections.abc import Sequence

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.special.base import (
    HALF,
    LARGEST_ORDER,
    NOT_A_NUMBER,
    Ball,
    Function,
    above_one,
    cut,
    entire,
    left,
    whole_order,
)

SLOW = 0.9  # |z| from which on the number of terms is told
MOST_TERMS = 30_000
FIRST_TERMS = 200  # before they fall


def _pfq(above: int) -> Function:
    def value(_analytic: bool, *args: Ball) -> Ball:
        tops, bottoms, x = list(args[:above]), list(args[above:-1]), args[-1]
        if above != len(bottoms) + 1:
            return x.hypgeom(tops, bottoms)
        if not abs(x) < 1:
            return NOT_A_NUMBER
        # Arb gives up where a series is slow.
        terms = flint.ctx.prec * 0.7 / -float(abs(x).upper().log()) if abs(x) > SLOW else 0
        if terms > MOST_TERMS:
            return NOT_A_NUMBER
        return x.hypgeom(tops, bottoms, n=int(terms) + FIRST_TERMS) if terms else x.hypgeom(tops, bottoms)

    return value


def gauss(parameters: Sequence[Tree]) -> Function:
    """2F1 with these parameters: of those that are no binary fractions Arb must be told which differ by integers."""
    if not all(each.is_rational for each in parameters):
        return TABLE["hyp2f1"]
    a, b, c = (each.doit() for each in parameters)
    differences = {"ab": a - b, "ac": a - c, "bc": b - c, "abc": a + b - c}
    flags = {name: bool(each.is_Integer) for name, each in differences.items()}
    return cut(lambda a, b, c, x: x.hypgeom_2f1(a, b, c, **flags), above_one)


def _whittaker_m(k: Ball, m: Ball, x: Ball) -> Ball:
    return (-x / 2).exp() * x ** (m + HALF) * x.hypgeom_1f1(m - k + HALF, 1 + 2 * m)


def _whittaker_w(k: Ball, m: Ball, x: Ball) -> Ball:
    return (-x / 2).exp() * x ** (m + HALF) * x.hypgeom_u(m - k + HALF, 1 + 2 * m)


def _lambert(x: Ball, branch: Ball | None = None) -> Ball:
    return x.lambertw(0 if branch is None else whole_order("the branch of LambertW", branch, -(10**9), 10**9))


def _lambert_crosses(analytic: bool, x: Ball, branch: Ball | None = None) -> Ball:
    edge = -0.36 if branch is None or branch == 0 else flint.arb("inf")
    return NOT_A_NUMBER if analytic and may_be(x.imag) and not x.real > edge else _lambert(x, branch)


def _two_zero(a: Ball, b: Ball, x: Ball) -> Ball:
    return flint.acb(1) if x == 0 else (-1 / x) ** a * (-1 / x).hypgeom_u(a, 1 + a - b)


def _harmonic(n: Ball, m: Ball, theta: Ball, phi: Ball) -> Ball:
    degree = whole_order("the degree of a spherical harmonic", n, 0, LARGEST_ORDER)
    order = whole_order("the order of a spherical harmonic", m, -LARGEST_ORDER, LARGEST_ORDER)
    return flint.acb.spherical_y(degree, order, theta, phi)


TABLE: dict[str, Function] = {
    "hyp0f1": entire(lambda b, x: x.hypgeom_0f1(b)),
    "hyp1f1": entire(lambda a, b, x: x.hypgeom_1f1(a, b)),
    "hyp2f1": cut(lambda a, b, c, x: x.hypgeom_2f1(a, b, c), above_one),
    "hyperu": cut(lambda a, b, x: x.hypgeom_u(a, b), left),
    "hyp2f0": cut(_two_zero, lambda x: left(-x)),
    "hyp1f2": _pfq(1),
    "hyp2f3": _pfq(2),
    "spherharm": entire(_harmonic),
    "hyp2f2": _pfq(2),
    "hyp3f2": _pfq(3),
    "whitm": cut(_whittaker_m, left),
    "whitw": cut(_whittaker_w, left),
    "coulombf": cut(lambda n, eta, x: x.coulomb_f(n, eta), left),
    "coulombg": cut(lambda n, eta, x: x.coulomb_g(n, eta), left),
    "LambertW": _lambert_crosses,
    "legendre": cut(lambda n, x: x.legendre_p(n), lambda x: left(x + 1)),
    "legenp": cut(lambda n, m, x: x.legendre_p(n, m), lambda x: left(x + 1) or above_one(x)),
    "legenq": cut(lambda n, m, x: x.legendre_q(n, m), lambda x: left(x + 1) or above_one(x)),
    "chebyshevt": cut(lambda n, x: x.chebyshev_t(n), lambda x: left(x + 1)),
    "chebyshevu": cut(lambda n, x: x.chebyshev_u(n), lambda x: left(x + 1)),
    "hermite": entire(lambda n, x: x.hermite_h(n)),
    "laguerre": entire(lambda n, x: x.laguerre_l(n)),
    "assoc_laguerre": entire(lambda n, a, x: x.laguerre_l(n, a)),
    "gegenbauer": cut(lambda n, a, x: x.gegenbauer_c(n, a), lambda x: left(x + 1)),
    "jacobi": cut(lambda n, a, b, x: x.jacobi_p(n, a, b), lambda x: left(x + 1)),
}
ON_CUTS = frozenset(
    {
        "LambertW",
        "chebyshevt",
        "chebyshevu",
        "coulombf",
        "coulombg",
        "gegenbauer",
        "hyp2f0",
        "hyp2f1",
        "hyp3f2",
        "hyperu",
        "jacobi",
        "legendre",
        "legenp",
        "legenq",
        "pcfu",
        "whitm",
        "whitw",
    }
)
