"""Certified roots far out, over balls that may contain infinity. As `balls.root`, for scaled roots."""

from __future__ import annotations

from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls.root import NAN, SAFE, coefficientwise, disc, upper, zero
from higgs_sym.physics.edge import Edge


class Scaled(NamedTuple):
    """Far out, with eta = 1/xi: eta and Z = eta z at the midpoint, and how far they move."""

    eta: Any
    z: Any
    eta_reach: float
    z_reach: float


def certified_far(edge: Edge, at: Scaled, start: complex) -> tuple[Ball, Ball]:
    """(R, U) = eta (r, u) over a ball that may contain eta = 0, or nan; `start` approximates R.

    R^4 - 2 zeta eta R^3 + [(zeta^2 - 1) eta^2 + Z^2] R^2 + 2 zeta eta^3 R - zeta^2 eta^4 = 0, with R = -iZ at eta = 0.
    """
    eta, z, de, dz = at
    if edge.zeta == 0:  # r = -i z sqrt(1 - 1/z^2), cut along the gap
        whole_eta, whole_z = disc(eta, de), disc(z, dz)
        ratio = whole_eta / whole_z
        return flint.acb(0, -1) * whole_z * (1 - ratio * ratio).sqrt(analytic=True), whole_z
    zeta, h = edge.zeta, edge.zeta2_minus_1
    eta2 = eta * eta
    n, sz, sh = upper(eta), upper(zeta), upper(h)
    d2 = de * (2 * n + de) * SAFE
    changes = (
        sz * sz * de * (4 * n**3 + 6 * n * n * de + 4 * n * de * de + de**3) * SAFE,
        2 * sz * de * (3 * n * n + 3 * n * de + de * de) * SAFE,
        (sh * d2 + dz * (2 * upper(z) + dz)) * SAFE,
        2 * sz * de * SAFE,
    )
    zeros = zero(
        [-(zeta * zeta) * eta2 * eta2, 2 * zeta * eta * eta2, h * eta2 + z * z, -2 * zeta * eta, 1],
        coefficientwise(*changes),
        start,
    )
    if zeros is None:
        return NAN, NAN
    r0, r = zeros
    u0 = z * r0 / (r0 - zeta * eta)
    if not ((r0 / eta).real > 0 and (u0 / eta).imag > 0):
        return NAN, NAN
    return r, disc(z, dz) * r / (r - zeta * disc(eta, de))
