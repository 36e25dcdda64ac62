"""The physical root in float64 from a good start and two or three of Halley's steps: what nearly every node needs.

Gapped, in p = r/a - 1 with sigma = sqrt(-D)/a, Re sigma >= 0, the Usadel equation reads

    p sqrt(p^2 + 2 (1 + m) p + 3 m) = sigma (1 + p),

p = sigma/sqrt(3m) + ... next to the edge and sigma - m + ... far out. The start is the rational function of sigma of
degree 4 that agrees with four terms of the one and five of the other (within 0.4% everywhere for zeta < 0.7, a few per
cent at 0.9: two steps suffice), for larger zeta, where p ~ sigma^(2/3) in between, the equation solved for the first p,
or sigma - m. Gapless, with u = i U and z = i y, the start solves U (U^2 - zeta^2 + 1) = y R (R + zeta), R^2 = 1 + U^2,
for the first U.

A root is handed out only if it settled and meets the criterion of `roots.float64`, which finds the others by safer
means. Cost: 0.1 microseconds a root.
"""

from __future__ import annotations

import math

import numpy as np

from higgs_sym.arithmetic.types import Array, Number, Scalar, Values
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge

_PADE = 0.9  # zeta below which the rational start serves
_SETTLED = 1e-5  # relative size of a step of third order after which nothing is left
_SLACK = 1e-9
_STEPS = 3
_FEWER = 2  # steps that suffice from the rational start
_DEGREE = 4  # of it
_BELOW = range(1, _DEGREE + 1)
_MORE = 3  # further steps for the few nodes that need them


def gapped(edge: Edge, z: Number, squared: Array) -> tuple[Scalar, Scalar, Scalar]:
    """p, u and where they are the physical root; z in the first quadrant, zeta > 0."""
    scaled = squared * (1 / (edge.a * edge.a))
    minus = -scaled
    p = _start(edge, right_sqrt(minus), minus)
    steps = _FEWER if edge.zeta < _PADE else _STEPS
    p, good = _iterated(lambda p, s: _halley_p(p, s, edge.m), p, (scaled,), steps)
    near = 1 + p
    u = z * _ratio(near, edge.m + p)
    # |r|^3 >= zeta is |1 + p| >= 1; Im r <= 0, and with it Im u >= 0, up to rounding
    real = p.real
    right = real > -_SLACK
    if not right.all():
        right |= (_square(near) >= 1 - _SLACK) & (near.real >= -_SLACK * np.abs(near))
    good &= right & (p.imag <= _SLACK * np.abs(real)) & (u.real >= 0)
    return p, u, _at_edge(edge, p, u, good, squared)


def _at_edge(edge: Edge, p: Scalar, u: Scalar, good: Scalar, squared: Scalar) -> Scalar:
    """Where roots are good, once those at the edge itself are."""
    zero = squared == 0
    if zero.any():
        p[zero], u[zero] = 0, edge.u_g
        good |= zero
    return good


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
        top, bottom = edge.tables.get("start") or edge.tables.setdefault("start", _pade(m))
        return sigma * _ratio(_horner(top, sigma, square), _horner(bottom, sigma, square))
    size = np.abs(sigma)
    p = sigma / np.sqrt(3 * m + 2 * np.cbrt(size * size / 2) + size * size / (1 + size))
    for _ in range(2):
        p = sigma * (1 + p) / right_sqrt((p + 2 * (1 + m)) * p + 3 * m)
    return np.where(size > 4, sigma - m, p)


def _horner(series: list[float], x: Scalar, square: Scalar) -> Scalar:
    """A polynomial of degree 4, the constant first."""
    c0, c1, c2, c3, c4 = series
    return (square * c4 + x * c3 + c2) * square + (x * c1 + c0)


def _pade(m: float) -> tuple[list[float], list[float]]:
    """Numerator and denominator of p/sigma to as many terms of its series at 0 as of that at infinity."""
    near, far = _near(m), _far(m)
    lines, given = [], []
    for k in range(_DEGREE):  # unknown are the lower coefficients above, then those from the first below
        lines.append([float(n == k) for n in range(_DEGREE)] + [-near[k - n] if n <= k else 0.0 for n in _BELOW])
        given.append(near[k])
    for k in range(1, _DEGREE + 1):  # far out both begin with the same coefficient, as p/sigma tends to 1
        row = [float(n == _DEGREE - k) for n in range(_DEGREE)]
        lines.append(row + [-far[k - _DEGREE + n] if n >= _DEGREE - k else 0.0 for n in _BELOW])
        given.append(far[0] if k == _DEGREE else 0.0)
    found = np.linalg.solve(np.array(lines), np.array(given)).tolist()
    return [*found[:_DEGREE], found[-1]], [1.0, *found[_DEGREE:]]


def _near(m: float) -> list[float]:
    """v = p/sigma in powers of sigma, from v sqrt(3 m + 2 (1 + m) sigma v + (sigma v)^2) = 1 + sigma v."""
    v = [1 / math.sqrt(3 * m)] + [0.0] * _DEGREE
    for _ in range(_DEGREE):
        p = [0.0, *v[:-1]]
        under = [2 * (1 + m) * x + y for x, y in zip(p, _times(p, p), strict=True)]
        v = _times([1.0, *p[1:]], _power([3 * m, *under[1:]], -0.5))
    return v


def _far(m: float) -> list[float]:
    """w = p/sigma in powers of t = 1/sigma, from w^2 + 2 (1 + m) t w + 3 m t^2 = (1 + t/w)^2."""
    w = [1.0] + [0.0] * _DEGREE
    for _ in range(_DEGREE):
        inverse = [1.0, *_power(w, -1.0)[:-1]]
        square = [x - 2 * (1 + m) * y for x, y in zip(_times(inverse, inverse), [0.0, *w[:-1]], strict=True)]
        square[2] -= 3 * m
        w = _power(square, 0.5)
    return w


def _times(one: list[float], two: list[float]) -> list[float]:
    """The product of power series."""
    return [sum(one[n] * two[k - n] for n in range(k + 1)) for k in range(_DEGREE + 1)]


def _power(series: list[float], exponent: float) -> list[float]:
    """A power of a power series that does not vanish at 0."""
    first = series[0]
    found = [first**exponent]
    for k in range(1, _DEGREE + 1):
        rest = sum(((exponent + 1) * n - k) * series[n] * found[k - n] for n in range(1, k + 1))
        found.append(rest / (k * first))
    return found


def _iterated(step: Scalar, x: Scalar, given: tuple[Scalar, ...], steps: int = _STEPS) -> tuple[Scalar, Scalar]:
    """x after the steps, and where they have settled."""
    for _ in range(steps):
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
    turned = bottom.conj()
    return top * turned * (1 / (bottom * turned).real)


def _halley_p(p: Scalar, scaled: Scalar, m: float) -> Scalar:
    value, slope, bend = quartic.in_p(m, scaled, p)
    return _ratio(value * slope, slope * slope - value * bend)


def _halley_u(u: Scalar, z: Scalar, edge: Edge) -> Scalar:
    value, slope, bend = quartic.in_u(edge, z, u)
    return _ratio(value * slope, slope * slope - value * bend)
