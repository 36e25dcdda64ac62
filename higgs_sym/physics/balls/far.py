"""Roots and kernels far from the gap edges, as balls that may contain infinity.

Along z(s) = top/s + rest, 0 < s <= 1, the variable eta = 1/z = s/(top + rest s) is analytic at s = 0, and so are the
scaled roots R = eta r, U = eta u at the energies sign z + shift (`balls.root_far`, Z = sign + shift eta).
What is left of the kernels is finite at eta = 0:

    (1/r_2 - K_RR)/eta^2, with 1 - C = eta^2 (R_1 + R_2)^2/[R_1 R_2 (eta^2 + R_1 R_2 - U_1 U_2)]  (see `kernel`),
    K_RA/eta^2,           with 1 + C = -eta^2 S^2/[R_1 R_2 F], S = U_1 + V_2, F = eta^2 + U_1 V_2 + R_1 R_2, V_2 = -U_2,
                          and r_1 + r_2 - zeta (1 - C) = -omega S/(R_1 - R_2).
"""

from __future__ import annotations

from collections.abc import Callable

import flint
import numpy as np

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.types import Ball
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.balls.root import NAN, SAFE, Starts, upper
from higgs_sym.physics.balls.root_far import Scaled, certified_far
from higgs_sym.physics.roots import float64 as root_float64

_SAMPLES = 48
_DEEPEST = 12
FarRoot = Callable[[Ball], tuple[Ball, Ball]]


def float_radii(p: Problem, energies: list[complex]) -> list[complex]:
    """r in double precision: where Newton starts."""
    z = np.array(energies)
    with np.errstate(all="ignore"):
        roots: list[complex] = root_float64.solve(p.rough, z, z * z - p.rough.m**3).r.tolist()
    return roots


def far_scale(p: Problem) -> float:
    """|z| beyond which the scaled equation is well conditioned; any choice is valid."""
    return 8 * max(1.0, abs(complex(p.omega)), float(p.rough.base_r))


def eta_on(top: Ball, rest: Ball) -> Callable[[Ball], Ball]:
    """s -> 1/z."""
    return lambda s: s / (top + rest * s)


def far_root(p: Problem, top: Ball, rest: Ball, sign: int, shift: Ball) -> FarRoot:
    """s -> certified (R, U) of the physical root at the energy sign z(s) + shift."""
    eta_of = eta_on(top, rest)
    grid = [(k + 0.5) / _SAMPLES for k in range(_SAMPLES)]
    etas = [complex(eta_of(flint.acb(x))) for x in grid]
    radii = float_radii(p, [sign / eta + complex(shift) for eta in etas])
    starts = Starts(grid, [eta * r for eta, r in zip(etas, radii, strict=True)])

    def root(s: Ball) -> tuple[Ball, Ball]:
        center = s.real.mid() if s.real.mid() > 0 else s.real.upper() / 2
        if not holds(s, center):
            return NAN, NAN
        eta = eta_of(flint.acb(center))
        reach = upper(eta_of(s) - eta)
        moved = reach * upper(shift) * SAFE
        if not (reach < 1e150 and moved < 1e150):
            return NAN, NAN
        return certified_far(p.edge, Scaled(eta, sign + shift * eta, reach, moved), starts.near(float(center)))

    return root


def far_subtracted(p: Problem, eta: Ball, one: tuple[Ball, Ball], two: tuple[Ball, Ball]) -> Ball:
    """(1/r_2 - K_RR)/eta^2 for scaled roots (R, U)."""
    (r1, u1), (r2, u2) = one, two
    zeta, eta2 = p.edge.zeta, eta * eta
    spread = (r1 + r2) * (r1 + r2) / (r1 * r2 * (eta2 + r1 * r2 - u1 * u2))  # (1 - C)/eta^2
    bare = r1 + r2 - zeta * eta * eta2 * spread
    difference = -p.omega * (u1 + u2) / bare  # r_1 - r_2
    if p.vertex:
        top = p.kappa + difference + eta * spread * (r2 - zeta * eta)
        bottom = bare + p.kappa * eta
    else:
        top = p.kappa - zeta + difference + eta * spread * r2
        bottom = r1 + r2 + (p.kappa - zeta) * eta
    return top / (r2 * bottom)


def far_mixed(p: Problem, eta: Ball, one: tuple[Ball, Ball], two: tuple[Ball, Ball]) -> Ball:
    """K_RA/eta^2 for scaled roots (R, U), the second at minus the second energy."""
    (r1, u1), (r2, u2) = one, two
    total, product = u1 - u2, r1 * r2
    share = -total * total / (product * (eta * eta - u1 * u2 + product))  # (1 + C)/eta^2
    bottom = p.kappa - p.omega * total / (r1 - r2)
    if not p.vertex:
        bottom += p.edge.zeta * (1 - eta * eta * share)
    return share / bottom


def largest(function: Callable[[Ball], Ball]) -> Ball:
    """An upper bound of |function| on 0 <= s <= 1, by bisection; infinite if none is found."""
    worst = flint.arb(0)
    waiting = [(flint.arb(0), flint.arb(1), 0)]
    while waiting:
        low, high, depth = waiting.pop()
        value = abs(function(flint.acb(low.union(high))))
        if value.is_finite():
            worst = max(worst, value.upper())
        elif depth == _DEEPEST:
            return flint.arb.pos_inf()
        else:
            middle = (low + high) / 2
            waiting += [(low, middle, depth + 1), (middle, high, depth + 1)]
    return worst
