"""Certified roots in the gap: real energies -eps_g < z < eps_g, where the physical root is real.

As `balls.root`, with another identity for the zero at the midpoint, a real energy. There the quartic in q = r - a is
real; the disc around a real centre holds one zero only, which is therefore real. With q > 0 it has r > a > 0, that is
zeta/r^3 < 1: a fixed point of u -> z + zeta u/r on the boundary of the half-plane that attracts, and so the physical
root (Denjoy-Wolff).
"""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics import quartic
from higgs_sym.physics.balls.root import REFUSED, SAFE, Energy, disc, moved_by, upper, zero
from higgs_sym.physics.balls.root_edge import AtEdge, coefficients_at_edge
from higgs_sym.physics.edge import Edge, Root


def certified_in_gap(edge: Edge, energy: Energy, start: float) -> Root:
    """The physical root over a ball of energies around a real one in the gap, or nan; `start` approximates q."""
    a = edge.a
    z0, d, reach = energy
    change = reach * (2 * upper(z0) + reach) * SAFE
    if not (z0.imag == 0 and d.imag == 0 and d.real < 0):
        return REFUSED
    if edge.zeta == 0:
        r = (-disc(d, change)).sqrt(analytic=True)
        return Root(r, r, disc(z0, reach))
    zeros = zero(quartic.coefficients_in_q(edge, d), moved_by(a, change), complex(start))
    if zeros is None or not _physical(zeros[0]):
        return REFUSED
    q = zeros[1] if reach else flint.acb(zeros[1].real)
    return Root(q, a + q, disc(z0, reach) * (a + q) / (a * edge.m + q))


def certified_at_gap_edge(edge: Edge, at: AtEdge, start: float) -> Root:
    """As `certified_at_edge`, for paths from the edge into the gap, with real s > 0; `start` approximates q/s > 0."""
    s, d = at.s, at.d
    if not (s.imag == 0 and s.real > 0 and d.imag == 0 and d.real < 0):
        return REFUSED
    whole_s, whole_d = disc(s, at.s_reach), disc(d, at.d_reach)
    if edge.zeta == 0:
        r = whole_s * (-whole_d).sqrt(analytic=True)
        return Root(r, r, at.z_whole)
    zeros = zero(*coefficients_at_edge(edge, at), complex(start))
    if zeros is None or not _physical(zeros[0]):
        return REFUSED
    q = whole_s * zeros[1]
    a = edge.a
    return Root(q, a + q, at.z_whole * (a + q) / (a * edge.m + q))


def _physical(zero_at_midpoint: Ball) -> bool:
    return bool(zero_at_midpoint.imag.mid() == 0 and zero_at_midpoint.real > 0)
