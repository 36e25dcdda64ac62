"""The physical root at z = i y, |arg y| <= pi/4, in float64 for arrays of zeta too: Newton's method on y(v), u = i v.

For y > 0, y(v) = v (1 - zeta/r) with r^2 = 1 + v^2 is convex where it increases, so that Newton's method falls to the
root from every larger v. The start is y + zeta w/sqrt(1 + w^2) of an upper bound w, and the same function of complex y.
"""

from __future__ import annotations

import numpy as np

from higgs_sym.arithmetic.types import Array, Scalar
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.roots.direct import right_sqrt

_SETTLED = 1e-8  # of a quadratic iteration
_MOST = 60


def solve(zeta: Array, y: Array) -> tuple[Scalar, Scalar]:
    """v and r for zeta >= 0 and real or complex y, which broadcast."""
    breaking, sqrt = quartic.Breaking(zeta, (zeta - 1) * (zeta + 1)), right_sqrt if np.iscomplexobj(y) else np.sqrt
    v = _start(breaking, y)
    for _ in range(_MOST):
        square = v * v
        r = sqrt(1 + square)
        ratio, slope = quartic.energy_per_u(breaking, square / (1 + r), r)
        step = (v * ratio - y) / slope
        v = v - step
        if (np.abs(step) <= _SETTLED * np.abs(v)).all():
            return v, sqrt(1 + v * v)
    raise AccuracyError("no root was reached next to the imaginary axis; ask for digits=15")


def _start(breaking: quartic.Breaking, y: Array) -> Array:
    zeta, h = breaking.zeta, np.maximum(breaking.zeta2_minus_1, 0)
    size = np.abs(y)
    # y = v (1 - zeta) + ..., y >= v^3/(r^2 + r) > v^3/4 while v < 1, and v^3 >= h^(3/2) if gapless
    least = np.cbrt(h * np.sqrt(h) + np.where((zeta > 1) | (size < 0.25), 4, np.inf) * size)
    with np.errstate(divide="ignore"):
        least = np.where(zeta < 1, np.minimum(size / np.abs(1 - zeta), least), least)
    bound = np.minimum(size + zeta, least)
    return y + bound * (zeta / np.sqrt(1 + bound * bound))
