"""The spectral root of the gapless state continued below the real axis, in float64.

It has a branch point at -i eps_*, where r = zeta^(1/3), and is analytic in w = sqrt(z^2 + eps_*^2), Re w > 0, near the
imaginary axis on both sides of that point: there it is followed in w, from a point above it. Written in p = r/a - 1,
a = zeta^(1/3), m = 1 - a^2 < 0, the quartic of `edge` holds as it stands, w^2 in the place of z^2 - eps_g^2.
"""

from __future__ import annotations

import math

import numpy as np

from higgs_sym.arithmetic.types import Array, Number, Scalar
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.roots import float64 as root_float64

_STEPS = 24
_NEWTON = 5
_START = 0.6  # |z|/eps_* where the two ways of following meet
_FAR = 30.0  # |z|/zeta beyond which r = zeta - i z starts Newton's method


def on_axis(edge: Edge, short: Number) -> Root:
    """The root at z = -i (eps_* - short), on the right lip where short < 0."""
    star = edge.star
    squared = short * (2 * star - short)
    w = np.where(squared >= 0, 1, -1j) * np.sqrt(np.abs(squared))
    return _inner(edge, -1j * (star - short), w)


def continued(edge: Edge, z: Number) -> Root:
    """The root at any z: physical above the real axis, continued from it below, passing -i eps_* on its right."""
    z = np.asarray(z, dtype=complex)
    above = z.imag >= 0
    star = edge.star
    steep = np.angle(z) < -math.pi / 4
    near = ~above & (np.abs(z) < np.where(steep, 2, _START) * star)
    far = ~above & ~near
    physical = _physical(edge, np.where(above, z, 1))
    y = np.where(near, z, -1j * star / 2)
    inner = _inner(edge, y, np.sqrt(y * y + star**2))
    outer = turned(edge, np.where(far, z, 2 * star + 1))
    return Root(*(np.where(above, a, np.where(near, b, c)) for a, b, c in zip(physical, inner, outer, strict=True)))


def reflected(edge: Edge, z: Scalar) -> Root:
    """[root(conj z)]^* for Im z <= 0."""
    found = _physical(edge, np.conj(z))
    return Root(found.q.conj(), found.r.conj(), found.u.conj())


def _physical(edge: Edge, z: Array) -> Root:
    far = np.abs(z) > _FAR * edge.zeta
    near = root_float64.solve(edge, np.where(far, 1, z), 0 * z)
    distant = np.where(far, z, _FAR * edge.zeta)
    p = _newton(edge, (edge.zeta - 1j * distant) / edge.a - 1, distant * distant - edge.m**3)
    return Root(*(np.where(far, a, b) for a, b in zip(_root(edge, p, distant), near, strict=True)))


def _inner(edge: Edge, z: Array, w: Array) -> Root:
    """Roots with |z| below ~2 eps_*, Im z <= 0; w = sqrt(z^2 + eps_*^2) to full relative accuracy."""
    star = edge.star
    small = np.abs(z) < _START * star
    if small.all():
        return _from_zero(edge, z)
    one = _from_zero(edge, np.where(small, z, 0)) if small.any() else Root(0j, 0j, 0j)
    first = _from_zero(edge, np.array([-1j * _START * star]))
    p = np.broadcast_to(first.r / edge.a - 1, w.shape)
    start = star * np.sqrt(1 - _START**2)
    target = np.where(small, start, w)
    before = start
    for k in range(1, _STEPS + 1):
        here = start + (target - start) * (k / _STEPS)
        p = _newton(edge, p * (here / before), here**2)  # p goes as w near the branch point
        before = here
    return Root(*(np.where(small, a, b) for a, b in zip(one, _root(edge, p, np.where(small, start, z)), strict=True)))


def _from_zero(edge: Edge, z: Array) -> Root:
    """The root followed from z = 0, where u = i sqrt(zeta^2 - 1) and the quartic in p has a double root."""
    u = np.full(z.shape, 1j * np.sqrt(edge.zeta2_minus_1))
    for k in range(1, _STEPS + 1):
        y = z * (k / _STEPS)
        for _ in range(_NEWTON):
            value, slope, _ = quartic.in_u(edge, y, u)
            u = u - value / slope
    r = np.sqrt(1 - u * u)
    return Root(r - edge.zeta, r, u)


def turned(edge: Edge, z: Scalar) -> Root:
    """The root turned down from the real axis along a circle."""
    size, angle = np.abs(z), np.angle(z)
    p = _physical(edge, size + 0j).r / edge.a - 1
    for k in range(1, _STEPS + 1):
        y = size * np.exp(1j * angle * k / _STEPS)
        p = _newton(edge, p, y * y - edge.m**3)
    return _root(edge, p, z)


def _newton(edge: Edge, p: Array, squared: Number) -> Scalar:
    for _ in range(_NEWTON):
        value, slope, _ = quartic.in_p(edge.m, squared / edge.a**2, p)
        with np.errstate(divide="ignore", invalid="ignore"):
            p = np.where(value == 0, p, p - value / slope)
    return p


def _root(edge: Edge, p: Number, z: Number) -> Root:
    r = edge.a * (1 + p)
    return Root(r - edge.zeta, r, z * (1 + p) / (edge.m + p))
