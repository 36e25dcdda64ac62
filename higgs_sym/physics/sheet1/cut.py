"""chi^-1 next to the cut omega > 2 eps_g on both sheets, in float64, for many frequencies at once.

For frequencies 2 eps_g + delta with delta a little below the positive axis. Sheet 0 is the reflection of the values
above the axis; sheet 1 is the same contour (`integrals.cold`) with every root continued through the cut. Where
delta is small the two differ by little, and their difference is computed by itself: chi^-1_1 - chi^-1_0 = 2 i G, where
G continues Im chi^-1(omega + i0), an integral over the line from eps_g to omega - eps_g (golden rule).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root, third_branch_point
from higgs_sym.physics.integrals import cold
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters, discontinuity, opposite_kernel, pair_kernel
from higgs_sym.physics.roots import float64 as root_float64

ORDER = 24
_TURN = math.pi / 48  # steps in which a root is turned from the real axis to its place
_NEWTON = 4
_FOLLOWED = 2  # Newton steps on the way, each of which starts within 7 % of its root
_FRACTION = 1e-17
_FAR = 8.0  # distance from the edge beyond which r = zeta - i z starts Newton's method


def nearest_branch_point(edge: Edge) -> complex:
    """e - eps_g, where e is the branch point of the continued root next to the cut (zeta > 0)."""
    return complex(third_branch_point(BACKEND, edge) - edge.eps_g)


def root_below(edge: Edge, x: Number) -> Root:
    """The root continued through the cut, at distances x from the gap edge, -pi/4 < arg x <= 0.

    It is turned down from the lip of the cut: no branch point of it lies closer to the lip than 30 degrees.
    """
    x = np.asarray(x, dtype=complex)
    z, squared = edge.eps_g + x, x * (2 * edge.eps_g + x)
    if not edge.zeta:
        r = -1j * np.sqrt(squared)
        return Root(r, r, z)
    size, angle = np.abs(x), np.angle(x)
    far = size > _FAR
    lip = np.where(far, 1, size)
    p = root_float64.solve(edge, edge.eps_g + lip, lip * (2 * edge.eps_g + lip)).q / edge.a
    turns = max(1, math.ceil(np.abs(angle).max(initial=0.0) / _TURN))
    turn, y = np.exp(1j / turns * angle), lip
    for _ in range(turns):
        y = y * turn
        p = _polished(edge, p, y * (2 * edge.eps_g + y) * (1 / edge.a**2), _FOLLOWED)
    if not far.any():
        return _from_start(edge, p, z, squared, _NEWTON - 1)
    return _from_start(edge, np.where(far, _far_start(edge, z), p), z, squared)


def _far_start(edge: Edge, z: Number) -> Array:
    return (edge.zeta - 1j * z) / edge.a - 1


def _from_start(edge: Edge, p: Number, z: Number, squared: Number, steps: int = _NEWTON) -> Root:
    p = _polished(edge, p, squared / edge.a**2, steps)
    r = edge.a * (1 + p)
    return Root(edge.a * p, r, z * (1 + p) / (edge.m + p))


def root_above(edge: Edge, x: Array) -> Root:
    """The physical root at distances x from the gap edge, Im x >= 0."""
    if not edge.zeta:
        return root_float64.solve(edge, edge.eps_g + x, x * (2 * edge.eps_g + x))
    far = np.abs(x) > _FAR
    if not far.any():
        return root_float64.solve(edge, edge.eps_g + x, x * (2 * edge.eps_g + x))
    y = np.where(far, 1, x)
    near = root_float64.solve(edge, edge.eps_g + y, y * (2 * edge.eps_g + y))
    y = np.where(far, x, _FAR)
    z = edge.eps_g + y
    distant = _from_start(edge, _far_start(edge, z), z, y * (2 * edge.eps_g + y))
    return Root(*(np.where(far, a, b) for a, b in zip(distant, near, strict=True)))


def _polished(edge: Edge, p: Number, scaled: Number, steps: int = _NEWTON) -> Number:
    for _ in range(steps):
        value, slope, _half = quartic.in_p(edge.m, scaled, p)
        p = p - value / slope
    return p


def root_reflected(edge: Edge, x: Any) -> Root:
    """The physical root of the upper half-plane, reflected: [root(conj z)]^*."""
    found = root_above(edge, np.conj(x))
    return Root(found.q.conj(), found.r.conj(), found.u.conj())


def sheets(edge: Edge, delta: Array, kappa: float) -> tuple[Any, Any]:
    """chi^-1 on sheet 0 and on sheet 1 at 2 eps_g + delta; an array of similar |delta| (within a factor of 4)."""
    physical = _contour(edge, delta.conj(), kappa, lambda x: root_above(edge, x))
    return physical.conj(), _contour(edge, delta, kappa, lambda x: _either(edge, x))


def _either(edge: Edge, x: Array) -> Root:
    """The root at distances x: physical above the axis, continued through the cut below it."""
    above = x.imag >= 0
    y = np.where(above, x, 1)
    one = root_above(edge, y)
    two = root_below(edge, np.where(above, 1, x))
    return Root(*(np.where(above, a, b) for a, b in zip(one, two, strict=True)))


def _contour(edge: Edge, delta: Any, kappa: float, root: Callable[[Any], Root]) -> Any:
    """The contour of `integrals.cold` with the given continuation of the root."""
    column = delta[:, None]
    omega = 2 * edge.eps_g + column
    at = Parameters(omega, edge.zeta, kappa, True, True)
    frame = Frame(BACKEND, edge, column, at, lambda points: root(points[1] / (points[0] + edge.eps_g)), ORDER)
    size = np.abs(column)
    last = cold.middle(frame, 2 * edge.eps_g + size, size)
    end = np.arcsinh(last / cold.h_scale(edge))
    least = complex(np.conj(delta[np.argmin(np.abs(delta))]))
    most = float(size.max())
    where = cold.layout(edge, 2 * edge.eps_g + least, least, kappa, _FRACTION, lambda *_: float(end.max()))
    where = where._replace(kind=cold.DENSE, coarse=where.coarse + max(0, math.ceil(math.log(most / abs(least), 4))))
    points, measures = cold.window_nodes(frame, last, where.window)
    tilt = column / size
    near = points.distance * tilt
    one, two = root(near), root(column - near)
    kernel = pair_kernel(BACKEND, (one.u, one.r), (-two.u, two.r), one.q - two.q, at)
    window = BACKEND.dot(kernel, measures * tilt)
    return (cold.ray(frame, where) + 1j * window)[:, 0]


def golden_rule(edge: Edge, delta: Array, kappa: float, grades: int = 0) -> Number:
    """G at 2 eps_g + delta, an array; relative accuracy as delta -> 0.

    `grades` panels towards either end of the line are needed where |delta| exceeds the distance of the next
    singularity.
    """
    ends = [0.0, *(2.0**-k for k in range(grades, 0, -1)), *(1 - 2.0**-k for k in range(2, grades + 1)), 1.0]
    rule = [np.array(column) for column in BACKEND.gauss(ORDER)]
    nodes = np.concatenate([low + (high - low) * rule[0] for low, high in pairwise(ends)])
    weights = np.concatenate([(high - low) * rule[1] for low, high in pairwise(ends)])
    column = delta[:, None]
    near = column / 2 * nodes**2
    far = column - near
    at = Parameters(2 * edge.eps_g + column, edge.zeta, kappa, True, True)
    one, two = root_below(edge, near), root_below(edge, far)
    first, second = root_reflected(edge, near), root_reflected(edge, far)

    value = discontinuity(partial(opposite_kernel, BACKEND, at=at), (one, first), (two, second))
    return (value * weights * nodes).sum(axis=-1) * delta / 2
