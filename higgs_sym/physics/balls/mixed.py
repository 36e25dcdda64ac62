"""The part of chi^-1 at T > 0 and real omega where y = omega - x lies in the gap and x above it, as a ball.

Both halves of the range, of length L = min(omega, 2 eps_g), are integrals over 0 < s < sqrt(L/2):

  upper   omega > 2 eps_g: y = eps_g - s^2;  omega < 2 eps_g: x = eps_g + s^2;  at the threshold both
  lower   y = s^2 - eps_g

so that an edge from which a root starts is met at s = 0. Without pair breaking K has a factor 1/(r_1 r_2), of which the
r that vanishes like s is divided into dx = 2 s ds on paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.root_paths import RootOf, edge_root, root_on, starts_on
from higgs_sym.physics.balls.window import Weighing, Weight, bcs_kernel, one_integral
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.thermal.kernel import mixed_kernel

_I = flint.acb(0, 1)
Line = Callable[[Ball], Ball]


def mixed(p: Problem, weighing: Weighing) -> Ball:
    """int dx weight(x, y) K_RA(x, y) over -eps_g < y < eps_g, x > eps_g."""
    above = bool(p.delta.real > 0)
    length, weight = 2 * p.edge.eps_g if above else p.omega.real, weighing(BACKEND)
    ends = _ends(p, (length / 2).sqrt())
    return _upper(p, weight, above, ends) + _lower(p, weight, ends)


def _ends(p: Problem, last: Ball) -> list[Ball]:
    """Panels graded towards s = 0, no finer than the smallest scale."""
    size = float(last)
    scales = [abs(complex(p.delta)), p.rough.a**2, p.rough.m**1.5, abs(complex(p.omega)), 1.0]
    smallest = math.sqrt(min(x for x in scales if x > 1e-250))
    count = max(1, math.ceil(panels.log4(max(1.0, size / smallest))))
    return [flint.arb(0), *(last / flint.arb(4) ** k for k in range(count, -1, -1))]


def _energy(p: Problem, distance: Ball) -> tuple[Ball, Ball]:
    """z and z^2 - eps_g^2 at z = eps_g + distance."""
    edge = p.edge
    return edge.eps_g + distance, distance * (2 * edge.eps_g + distance)


def _from_edge(p: Problem, ends: list[Ball], in_gap: bool) -> RootOf:
    """The root at eps_g + s^2, or at eps_g - s^2."""
    sign = -1 if in_gap else 1

    def rest(s: Ball) -> Ball:
        return sign * (2 * p.edge.eps_g + sign * s * s)

    return edge_root(p, lambda s: _energy(p, sign * s * s), lambda s: s, rest, ends, in_gap)


def _elsewhere(p: Problem, distance: Line, sign: int, ends: list[Ball], in_gap: bool) -> RootOf:
    """The root at eps_g + distance(s), d distance/ds = 2 sign s."""

    def energy(s: Ball) -> tuple[Ball, Ball]:
        return _energy(p, distance(s))

    return root_on(p, energy, lambda s: 2 * sign * s, starts_on(p, energy, ends), in_gap)


def _upper(p: Problem, weight: Weight, above: bool, ends: list[Ball]) -> Ball:
    delta = p.delta
    from_gap = above or p.at_threshold
    from_band = not above  # at the threshold both
    second = _from_edge(p, ends, True) if from_gap else _elsewhere(p, lambda s: delta - s * s, -1, ends, True)
    first = _from_edge(p, ends, False) if from_band else _elsewhere(p, lambda s: delta + s * s, 1, ends, False)
    gap_shift, band_shift = (flint.acb(0), delta) if from_gap else (delta, flint.acb(0))

    def integrand(s: Ball) -> Ball:
        one, two = first(s), second(s)
        s2 = s * s
        factor = weight(p.edge.eps_g + band_shift + s2, p.edge.eps_g + gap_shift - s2)
        if p.edge.zeta != 0:
            return factor * mixed_kernel(BACKEND, one, two, p.at) * 2 * s
        if p.at_threshold:
            return factor * _both_edges(one, two, p.kappa, s)
        scaled = bcs_kernel(one, -two.u, two.r, p.kappa)
        return factor * scaled * _over_root(s, from_gap) / (one.r if from_gap else two.r)

    return one_integral(integrand, ends)


def _lower(p: Problem, weight: Weight, ends: list[Ball]) -> Ball:
    first = _elsewhere(p, lambda s: p.omega - s * s, -1, ends, False)
    second = _from_edge(p, ends, True)

    def integrand(s: Ball) -> Ball:
        one, two = first(s), second(s)
        two = Root(two.q, two.r, -two.u)
        s2 = s * s
        factor = weight(p.edge.eps_g + p.omega - s2, s2 - p.edge.eps_g)
        if p.edge.zeta != 0:
            return factor * mixed_kernel(BACKEND, one, two, p.at) * 2 * s
        return factor * scattering(one, two, p) * _over_root(s, True) / one.r

    return one_integral(integrand, ends)


def _over_root(s: Ball, in_gap: bool) -> Ball:
    """2 s/r at zeta = 0 for r = sqrt(1 - z^2) at z = 1 - s^2 in the gap, or z = 1 + s^2."""
    return 2 / (2 - s * s).sqrt(analytic=True) if in_gap else 2 * _I / (2 + s * s).sqrt(analytic=True)


def _both_edges(one: Root, two: Root, kappa: Ball, s: Ball) -> Ball:
    """2 s K at zeta = 0 and omega = 2, where both roots vanish like s."""
    beyond, inside = 2 / _over_root(s, False), 2 / _over_root(s, True)
    apart, difference = one.u + two.u, beyond - inside
    folded = 1 + one.u * two.u + one.r * two.r
    bottom = beyond * inside * apart * apart * (one.r + two.r + kappa)
    return -2 * s * difference * difference * folded / bottom


def scattering(one: Root, two: Root, p: Problem) -> Ball:
    """r_1 r_2 K_RA at zeta = 0, as a quasiparticle scattered from -y to x has it: nothing cancels at high energies."""
    total, difference = one.u - two.u, one.r - two.r
    folded = 1 - one.u * two.u + one.r * two.r
    return -total * total * difference / (folded * (p.kappa * difference - p.omega * total))
