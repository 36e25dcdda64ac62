"""The physical root in float64 from a good start and three of Halley's steps: what nearly every node needs.

Gapped, in p = r/a - 1 with sigma = sqrt(-D)/a, Re sigma >= 0, the Usadel equation reads

    p sqrt(p^2 + 2 (1 + m) p + 3 m) = sigma (1 + p),

p = sigma/sqrt(3m) + ... next to the edge and sigma - m + ... far out. The start is the rational function of sigma of
degree 2 that agrees with three terms of either end of that (within 20% everywhere for zeta < 0.9), for larger zeta,
where p ~ sigma^(2/3) in between, the equation solved for the first p, or sigma - m. Gapless, with u = i U and z = i y,
the start solves U (U^2 - zeta^2 + 1) = y R (R + zeta), R^2 = 1 + U^2, for the first U.

A root is handed out only if it settled and meets the criterion of `roots.float64`, which finds the others by safer
means. Cost: 0.1 microseconds a root.
"""

from __future__ import annotations

import numpy as np

from higgs_sym.arithmetic.types import Array, Number, Scalar, Values
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge

_PADE = 0.9  # zeta below which the rational start serves
_SETTLED = 1e-5  # relative size of a step of third order after which nothing is left
_SLACK = 1e-9
_STEPS = 3
_MORE = 3  # further steps for the few nodes that need them


def gapped(edge: Edge, z: Number, squared: Array) -> tuple[Scalar, Scalar, Scalar]:
    """p, u and where they are the physical root; z in the first quadrant, zeta > 0."""
    scaled = squared * (1 / (edge.a * edge.a))
    minus = -scaled
    p = _start(edge, right_sqrt(minus), minus)
    p, good = _iterated(lambda p, s: _halley_p(p, s, edge.m), p, (scaled,))
    near = 1 + p
    p = np.where(squared == 0, 0, p)
    u = z * near / (edge.m + p)
    # |r|^3 >= zeta is |1 + p| >= 1; Im r <= 0, and with it Im u >= 0, up to rounding
    good &= (p.real > -_SLACK) | (_square(near) >= 1 - _SLACK)
    good &= (near.real >= -_SLACK * np.abs(near)) & (p.imag <= _SLACK * np.abs(p.real)) & (u.real >= 0)
    good |= squared == 0
    return p, u, good


def gapless(edge: Edge, z: Values) -> tuple[Scalar, Scalar]:
    """u, and where it is next to the physical root; z in the first quadrant."""
    zeta, h = edge.zeta, edge.zeta2_minus_1
    y = -1j * z
    size = np.abs(y)
    modulus = np.minimum(np.cbrt(h * np.sqrt(h) + 2 * size), size + zeta)
    big = y + modulus * (zeta / np.sqrt(1 + modulus * modulus))
    for _ in range(2):
        square = big * big
        r = right_sqrt(1 + square)
        big = big - (big * (square - h) - y * r * (r + zeta)) / (3 * square - h)
    u, good = _iterated(lambda u, z: _halley_u(u, z, edge), 1j * big, (z,))
    r = right_sqrt(1 - u * u)
    size_r = _square(r)
    good &= (u.imag >= -_SLACK * np.abs(u.real)) & (u.real >= -_SLACK * np.abs(u.imag)) & (r.real > 0)
    good &= size_r * size_r * size_r >= zeta * zeta * (1 - _SLACK)
    good &= np.abs((z - u) * r + zeta * u) <= 1e-6 * (np.abs(z * r) + zeta * np.abs(u))  # the quartic also holds for -r
    return u, good


def right_sqrt(w: Array) -> Number:
    """Square root with Re >= 0, three times as fast as NumPy's; for w < 0 on the side of the sign of Im w."""
    real, imag = w.real, w.imag
    long = np.sqrt((np.abs(w) + np.abs(real)) * 0.5)
    short = np.abs(imag) / (2 * long)
    right = real >= 0
    root = np.empty(w.shape, dtype=complex)
    root.real = np.where(right, long, short)
    root.imag = np.copysign(np.where(right, short, long), imag)
    return root


def _start(edge: Edge, sigma: Scalar, square: Scalar) -> Scalar:
    m = edge.m
    if edge.zeta < _PADE:
        n0, n1, d1, d2 = edge.tables.get("start") or edge.tables.setdefault("start", _pade(m))
        return sigma * (n0 + n1 * sigma + d2 * square) / (1 + d1 * sigma + d2 * square)
    size = np.abs(sigma)
    p = sigma / np.sqrt(3 * m + 2 * np.cbrt(size * size / 2) + size * size / (1 + size))
    for _ in range(2):
        p = sigma * (1 + p) / right_sqrt((p + 2 * (1 + m)) * p + 3 * m)
    return np.where(size > 4, sigma - m, p)


def _pade(m: float) -> tuple[float, float, float, float]:
    """(n0 + n1 s + d2 s^2)/(1 + d1 s + d2 s^2) = c1 + c2 s + O(s^2) = 1 - m/s + e/s^2 + O(1/s^3)."""
    c1 = (3 * m) ** -0.5
    c2 = c1 * c1 * (1 - (1 + m) / (3 * m))
    e = (1 - m) * (1 + 3 * m) / 2 - m * (1 - m)
    determinant = (c1 - 1) * e + m * m
    d1 = (-c2 * e - m * (c1 - 1)) / determinant
    d2 = ((c1 - 1) ** 2 - m * c2) / determinant
    return c1, c2 + c1 * d1, d1, d2


def _iterated(step: Scalar, x: Scalar, given: tuple[Scalar, ...]) -> tuple[Scalar, Scalar]:
    """x after the steps, and where they have settled."""
    for _ in range(_STEPS):
        last = step(x, *given)
        x = x - last
    good = _square(last) <= _SETTLED**2 * _square(x)
    if not good.all():
        open_ = ~good
        part, rest = x[open_], tuple(each[open_] for each in given)
        for _ in range(_MORE):
            last = step(part, *rest)
            part = part - last
        x[open_] = part
        good[open_] = _square(last) <= _SETTLED**2 * _square(part)
    return x, good


def _square(x: Scalar) -> Scalar:
    return x.real * x.real + x.imag * x.imag


def _ratio(top: Scalar, bottom: Scalar) -> Scalar:
    """top/bottom without the branches of NumPy's division, which processors mispredict."""
    return top * bottom.conj() * (1 / _square(bottom))


def _halley_p(p: Scalar, scaled: Scalar, m: float) -> Scalar:
    value, slope, bend = quartic.in_p(m, scaled, p)
    return _ratio(value * slope, slope * slope - value * bend)


def _halley_u(u: Scalar, z: Scalar, edge: Edge) -> Scalar:
    value, slope, bend = quartic.in_u(edge, z, u)
    return _ratio(value * slope, slope * slope - value * bend)
