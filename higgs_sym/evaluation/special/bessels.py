"""Bessel, Kelvin, Struve and Airy functions."""

from __future__ import annotations

import flint

from higgs_sym.evaluation.special.base import (
    HALF,
    NOT_A_NUMBER,
    Ball,
    Function,
    I,
    cut,
    entire,
    left,
    pi,
    whole,
    whole_order,
)

AT_ZERO = ("bessel_j", "bessel_i")  # whose spherical ones of whole orders are entire


def _spherical(method: str) -> Function:
    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if analytic and left(x):
            return NOT_A_NUMBER
        if x == 0 and method in AT_ZERO and (order := whole(n)) is not None and order >= 0:
            return flint.acb(0 if order else 1)
        # Not sqrt(pi/(2 x)), which lies on the other side of its cut than the Bessel function where x < 0.
        return (pi() / 2).sqrt() / x.sqrt() * getattr(x, method)(n + HALF)

    return value


def _hankel(sign: int) -> Function:
    return cut(lambda n, x: x.bessel_j(n) + sign * I * x.bessel_y(n), left)


def _spherical_hankel(sign: int) -> Function:
    regular, other = _spherical("bessel_j"), _spherical("bessel_y")
    return lambda analytic, n, x: regular(analytic, n, x) + sign * I * other(analytic, n, x)


def _kelvin(method: str, quarter: int, imaginary: bool) -> Function:
    """The real or imaginary part of a Bessel function on a ray, continued from real orders and arguments."""

    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if left(x) and (analytic or (x != 0 and (method == "bessel_k" or whole(n) is None))):
            return NOT_A_NUMBER
        parts = []
        for sign in (1, -1):
            ray = (sign * quarter * I * pi() / 4).exp()
            twist = (-sign * n * I * pi() / 2).exp() if method == "bessel_k" else flint.acb(1)
            parts.append(twist * getattr(x * ray, method)(n))
        return (parts[0] - parts[1]) / (2 * I) if imaginary else (parts[0] + parts[1]) / 2

    return value


def _struve(sign: int) -> Function:
    """H for -1, L for +1: a series; H far out through Y and the divergent series of their difference (DLMF 11.6.1)."""

    def value(analytic: bool, n: Ball, x: Ball) -> Ball:
        if analytic and left(x):
            return NOT_A_NUMBER
        if sign < 0 and not analytic and x.imag == 0 and n.imag == 0 and x.real > flint.ctx.prec:
            return _struve_far(n, x)
        series = (sign * x * x / 4).hypgeom([flint.acb(1)], [flint.acb(1.5), n + 1.5])
        return (x / 2) ** (n + 1) * flint.acb(1.5).rgamma() * (n + 1.5).rgamma() * series

    return value


def _struve_far(n: Ball, x: Ball) -> Ball:
    total, k = flint.acb(0), 0
    tiny = flint.arb(2) ** -flint.ctx.prec
    while True:
        part = (HALF + k).gamma() * (x / 2) ** (n - 2 * k - 1) * (n + HALF - k).rgamma() / pi()
        if k > n.real - HALF.real and abs(part).upper() <= (abs(total) * tiny).upper():
            # The remainder is smaller than the first term left out.
            return total + flint.acb(flint.arb(0, abs(part).upper())) + x.bessel_y(n)
        total, k = total + part, k + 1
        if k > 4 * flint.ctx.prec:
            return NOT_A_NUMBER


def _airy(place: int) -> Function:
    return entire(lambda x: x.airy()[place])


def _airy_zero(name: str) -> Function:
    def value(k: Ball) -> Ball:
        return flint.acb(getattr(flint.arb, name)(whole_order("the number of a zero", k, 1, 10**9)))

    return entire(value)


def _anger(n: Ball, x: Ball) -> Ball:
    return x.bessel_j(n) if whole(n) is not None else NOT_A_NUMBER  # others have no balls


TABLE: dict[str, Function] = {
    "angerj": entire(_anger),
    "hankel1": _hankel(1),
    "hankel2": _hankel(-1),
    "jn": _spherical("bessel_j"),
    "yn": _spherical("bessel_y"),
    "spherical_in": _spherical("bessel_i"),
    "spherical_kn": _spherical("bessel_k"),
    "hn1": _spherical_hankel(1),
    "hn2": _spherical_hankel(-1),
    "ber": _kelvin("bessel_j", 3, False),
    "bei": _kelvin("bessel_j", 3, True),
    "ker": _kelvin("bessel_k", 1, False),
    "kei": _kelvin("bessel_k", 1, True),
    "struveh": _struve(-1),
    "struvel": _struve(1),
    "airyaiprime": _airy(1),
    "airybiprime": _airy(3),
    "airyaizero": _airy_zero("airy_ai_zero"),
    "airybizero": _airy_zero("airy_bi_zero"),
}
ON_CUTS = frozenset(
    {"besseli", "besselj", "besselk", "bessely", "jn", "kei", "ker", "spherical_in", "spherical_kn", "yn"}
)
