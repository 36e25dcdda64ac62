"""Certified roots along the paths of the ball engine; the certificate itself is in `balls.root`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np

from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.root import (
    REFUSED,
    SAFE,
    Energy,
    Starts,
    certified,
    middle,
    upper,
)
from higgs_sym.physics.balls.root_edge import AtEdge, certified_at_cusp, certified_at_edge
from higgs_sym.physics.balls.root_gap import certified_at_gap_edge, certified_in_gap
from higgs_sym.physics.edge import Edge, Root, edge_float
from higgs_sym.physics.roots import float64 as root_float64

EnergyOf = Callable[[Any], tuple[Any, Any]]
RootOf = Callable[[Ball], Root]
_SAMPLES = 24  # starts per panel


def starts_on(p: Problem, energy: EnergyOf, ends: list[Ball]) -> Starts:
    """Double-precision roots on a fine grid of the path."""
    grid: list[float] = []
    values = [float(x) for x in ends]
    for low, high in pairwise(values):
        grid += [low + (high - low) * (k + 0.5) / _SAMPLES for k in range(_SAMPLES)]
    if p.edge.zeta == 0:
        return Starts(grid, [0j] * len(grid))
    points = [energy(flint.acb(x)) for x in grid]
    with np.errstate(all="ignore"):
        return Starts(grid, _float_energies(p.rough, points))


def _float_energies(edge: Edge, points: list[tuple[Ball, Ball]]) -> Ball:
    z = np.array([complex(z) for z, _ in points])
    d = np.array([complex(d) for _, d in points])
    flip = z.imag < 0
    z = np.where(flip, -z, z)
    root = root_float64.solve(edge, z, d)
    return (root.q if edge.gapped else root.u).tolist()


def _is_point(x: Ball) -> bool:
    """Whether a ball is as narrow as rounding makes a node: then what is shown is shown for all its points at once."""
    return bool(x.real.rel_accuracy_bits() > flint.ctx.prec - 16 and x.imag == 0)


def root_on(
    p: Problem, energy: EnergyOf, slope: Callable[[Ball], Ball], starts: Starts, in_gap: bool = False
) -> RootOf:
    """x -> certified root over the ball x; `slope` is dz/dx, which bounds how far z moves."""

    edge = p.edge.converted(flint.acb)

    def root(x: Ball) -> Root:
        center = middle(x)
        if center is None:
            return REFUSED
        if _is_point(x) and not in_gap:
            return certified(edge, Energy(*energy(x), 0.0), starts.near(float(center.real)))
        z, squared = energy(center)
        reach = 0.0
        if not x.is_exact():
            reach = upper(slope(x)) * upper(x - center) * SAFE
            if not reach < 1e150:
                return REFUSED
        at, start = Energy(z, squared, reach), starts.near(float(center.real))
        return certified_in_gap(p.edge, at, start.real) if in_gap else certified(p.edge, at, start)

    return root


def edge_root(
    p: Problem,
    energy: EnergyOf,
    factor: Callable[[Ball], Ball],
    rest: Callable[[Ball], Ball],
    ends: list[Ball],
    in_gap: bool = False,
) -> RootOf:
    """As `root_on` for a path that starts at the edge (also into the gap): D = factor^2 rest, factor = 0 there."""
    starts, edge = starts_on(p, energy, ends), p.edge.converted(flint.acb)
    # Q = q/s hardly changes where q vanishes
    starts.roots = [q / complex(factor(flint.acb(x))) for x, q in zip(starts.parameters, starts.roots, strict=True)]

    def root(x: Ball) -> Root:
        center = middle(x)
        if center is None:
            return REFUSED
        if _is_point(x) and not in_gap:
            z = energy(x)[0]
            at = AtEdge(z, factor(x), rest(x), 0.0, 0.0, z)
            return certified_at_edge(edge, at, starts.near(float(center.real)))
        s, d = factor(center), rest(center)
        s_reach = d_reach = 0.0
        if not x.is_exact():
            s_reach, d_reach = upper(factor(x) - s), upper(rest(x) - d)
            if not (s_reach < 1e150 and d_reach < 1e150):
                return REFUSED
        at = AtEdge(energy(center)[0], s, d, s_reach, d_reach, energy(x)[0])
        start = starts.near(float(center.real))
        return certified_at_gap_edge(p.edge, at, start.real) if in_gap else certified_at_edge(p.edge, at, start)

    return root


def cusp_root(p: Problem, big_z: Ball, energy: EnergyOf, ends: list[Ball]) -> RootOf:
    """As `root_on` for z = Z s^3 at zeta = 1."""
    starts = starts_on(p, energy, ends)
    starts.roots = [u / x for x, u in zip(starts.parameters, starts.roots, strict=True)]

    def root(x: Ball) -> Root:
        center = middle(x)
        if center is None:
            return REFUSED
        reach = 0.0 if x.is_exact() else upper(x - center)
        return certified_at_cusp(big_z, center, reach, starts.near(float(center.real)))

    return root


def joined(near: RootOf, far: RootOf, limit: Ball) -> RootOf:
    """`near` for balls centred below the parameter `limit`, `far` for the others."""
    return lambda x: near(x) if float(x.real.mid()) < float(limit) else far(x)


def root_at(edge: Edge, z: Ball) -> Root:
    """The certified physical root at one energy (an acb with Re >= 0, Im >= 0, off the edge), or nan."""
    rough = edge_float(Fraction(float(edge.zeta.mid())))
    squared = (z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3
    with np.errstate(all="ignore"):
        found = root_float64.solve(rough, complex(z), complex(squared))
    start = complex(found.q if edge.gapped else found.u)
    if z.imag == 0 and edge.gapped and z.real < edge.eps_g:
        return certified_in_gap(edge, Energy(z, squared, 0.0), start.real)
    return certified(edge, Energy(z, squared, 0.0), start)
