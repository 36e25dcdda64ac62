"""Certified roots on paths that begin at the gap edge, or at z = 0 for zeta = 1, where the root is a multiple one.

As `balls.root`, for the zero of a scaled quartic that is simple at the beginning of the path.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls.root import REFUSED, SAFE, Moved, coefficientwise, disc, upper, zero
from higgs_sym.physics.edge import Edge, Root


class AtEdge(NamedTuple):
    """A path that begins at the edge, D = s^2 d with s = 0 there: z, s, d at the midpoint, their reach, z over all."""

    z: Any
    s: Any
    d: Any
    s_reach: float
    d_reach: float
    z_whole: Any


def certified_at_edge(edge: Edge, at: AtEdge, start: complex) -> Root:
    """As `certified`, for paths that begin at the edge, where the root is a double one; `start` approximates q/s.

    With q = s Q the quartic is Q^2 (s^2 Q^2 + b s Q + 3 a^2 m) + d (a + s Q)^2 = 0, whose root is simple at s = 0.
    """
    z0, s, d, ds, dd, z = at
    whole_s, whole_d = disc(s, ds), disc(d, dd)
    if edge.zeta == 0:
        # r^2 = -D and Re r >= 0 above the real axis fix the branch: D lies above it for Re z > 0, below for Re z < 0
        mirrored = bool(z0.real < 0)
        over_s = flint.acb(0, 1) * d.sqrt(analytic=True) if mirrored else lower_root(d)
        if not (s.real > 0 if s.imag == 0 else (s * over_s).real > 0):
            return REFUSED
        r = whole_s * (flint.acb(0, 1) * whole_d.sqrt(analytic=True) if mirrored else lower_root(whole_d))
        return Root(r, r, z)
    zeros = zero(*coefficients_at_edge(edge, at), start)
    if zeros is None:
        return REFUSED
    q0, q = s * zeros[0], whole_s * zeros[1]
    a, am = edge.a, edge.a * edge.m
    u0 = z0 * (a + q0) / (am + q0)
    if not ((a + q0).real > 0 and u0.imag > 0):
        return REFUSED
    return Root(q, a + q, z * (a + q) / (am + q))


def coefficients_at_edge(edge: Edge, at: AtEdge) -> tuple[list[Ball], Moved | None]:
    """The quartic for Q at the midpoint, and how far it moves."""
    _, s, d, ds, dd, _ = at
    a = edge.a
    size_a, size_s, size_d = upper(a), upper(s), upper(d)
    s2 = ds * (2 * size_s + ds) * SAFE
    sd = (size_s * dd + size_d * ds + ds * dd) * SAFE
    ssd = (s2 * (size_d + dd) + size_s * size_s * dd) * SAFE
    return (
        [a * a * d, 2 * a * s * d, edge.m3 + s * s * d, edge.b * s, s * s],
        coefficientwise(size_a * size_a * dd * SAFE, 2 * size_a * sd * SAFE, ssd, upper(edge.b) * ds, s2),
    )


def lower_root(d: Ball) -> Ball:
    """sqrt(-d) for d in the closed upper half-plane, as the limit from above where d > 0; analytic, or nan."""
    return (-d).sqrt(analytic=True) if d.real < 0 else flint.acb(0, -1) * d.sqrt(analytic=True)


def certified_at_cusp(big_z: Ball, s0: Ball, reach: float, start: complex) -> Root:
    """zeta = 1, where z ~ u^3: the root at z = s^3 Z for paths that begin at z = 0.

    With u = s U the quartic in u becomes U^4 - 2 Z s^2 U^3 + Z^2 s^4 U^2 + 2 Z U - Z^2 s^2 = 0, in which the root is
    simple at s = 0. Z is constant along the path, |s - s0| <= reach; `start` approximates U.
    """
    s2 = s0 * s0
    size, size_z = upper(s0), upper(big_z)
    moved2 = reach * (2 * size + reach) * SAFE
    moved4 = moved2 * (2 * size * size + moved2) * SAFE
    zeros = zero(
        [-big_z * big_z * s2, 2 * big_z, big_z * big_z * s2 * s2, -2 * big_z * s2, 1],
        coefficientwise(size_z * size_z * moved2, 0.0, size_z * size_z * moved4, 2 * size_z * moved2),
        start,
    )
    if zeros is None:
        return REFUSED
    u0 = s0 * zeros[0]
    r0 = (1 - u0 * u0).sqrt(analytic=True)
    energy = s0 * s2 * big_z
    if not u0.imag > 0 or may_be(energy - u0 * (1 + 1 / r0)):
        return REFUSED
    whole_s = disc(s0, reach)
    u = whole_s * zeros[1]
    r = (1 - u * u).sqrt(analytic=True)
    return Root(whole_s * whole_s * big_z * r / zeros[1], r, u)
