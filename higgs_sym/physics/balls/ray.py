"""The ray of `integrals.paths` made straight, for balls one by one and for discs many at once; and its way to infinity.

Both halves are written for a problem in either arithmetic (`Problem.in_discs`): the integrand at a node and the
integrand over a neighbourhood are one text.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.types import Ball, Number
from higgs_sym.physics.balls import follow
from higgs_sym.physics.balls.cover import Cells, Values
from higgs_sym.physics.balls.far import far_subtracted
from higgs_sym.physics.balls.problem import Problem
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.integrals.paths import RayPoint, ray_point
from higgs_sym.physics.kernel import subtracted_kernel


def once(function: Callable[[Number], Ball]) -> Callable[[Number], Ball]:
    """The function, which keeps its last value for the same object."""
    kept: list[Any] = [None, None]

    def value(x: Number) -> Ball:
        if kept[0] is not x:
            kept[:] = x, function(x)
        return kept[1]

    return value


class Ray(NamedTuple):
    """The ray xi = base_xi + tau turn, zeta > 0."""

    lib: Any
    p: Problem
    turn: Number

    def point(self, tau: Number) -> RayPoint:
        """The root and the energy z_2."""
        return ray_point(self.p.edge, tau * self.turn, self.turn, self.lib.i)

    def slope(self, tau: Number) -> Ball:
        """dz_2/dtau = (r - zeta/r^2) dphi/dtau, dphi = i dxi/xi, with xi as seldom as possible."""
        xi = self.p.edge.base_xi + tau * self.turn
        inverse = 1 / xi
        r = (xi + inverse) / 2
        bare = r if self.p.rough.zeta == 0 else r - self.p.edge.zeta / (r * r)
        return bare * inverse * (self.lib.i * self.turn)

    def shifted(self, second: RayPoint) -> tuple[Ball, Ball]:
        """(z, D) at z_2 + omega."""
        p, z = self.p, second.z + self.p.omega
        if p.edge.gapped:
            return z, (p.delta + second.distance) * (p.omega + second.distance)
        return z, z * z - p.edge.m**3

    def integrand(self, one: Root, second: RayPoint, tau: Number) -> Ball:
        """What is integrated over tau, from both roots."""
        return subtracted_kernel(self.lib, one, second, self.p.at) * self.slope(tau)

    def over(self, cells: Cells) -> Values:
        """The integrand over discs, with the root of z_2 + omega followed on them."""
        p, tau = self.p, cells.x
        second, slope = self.point(tau), self.slope(tau)
        lower = bool(abs(p.omega) < abs(p.delta))  # which edge is nearer
        distance = self.point(tau.centers()).distance + (p.omega if lower else p.delta)
        over = follow.Over(distance.widened(slope.upper() * tau.rad), distance)
        one = follow.physical_root(cells, p, over, side=-1 if lower else 1)
        return (self.integrand(one, second, tau),)


def ray_over(p: Problem, turn: Ball) -> Ball:
    """`Ray.over` for the problem in discs."""
    return Ray(discs.BACKEND, p.in_discs(), discs.enclosing(turn)).over


def direction(edge: Edge) -> Ball:
    """Direction of a straight ray (doubles, exact): 40 degrees from the edge's own, 70 where z ~ phi^3 takes over."""
    if not edge.gapped:
        return flint.acb(1)
    angle = math.acos(float(edge.a)) - math.pi / 2 + math.radians(40 if edge.m > 0.05 else 70)
    return flint.acb(math.cos(angle), math.sin(angle))


class Tail(NamedTuple):
    """The ray from xi = 1/end to infinity, straight in eta = 1/xi = x end, in scaled roots (R, U) = eta (r, u)."""

    lib: Any
    p: Problem
    end: Any

    def second(self, eta: Number) -> tuple[Ball, Ball, Ball]:
        """R, U, and eta z_2."""
        eta2, zeta = eta * eta, self.p.edge.zeta
        r, u = (1 + eta2) / 2, self.lib.i * (1 - eta2) / 2
        return r, u, u * (1 - zeta * eta / r)

    def first(self, eta: Number) -> Ball:
        """eta (z_2 + omega)."""
        return self.second(eta)[2] + self.p.omega * eta

    def speed(self, eta: Number) -> Ball:
        """The derivative of `first`."""
        r, u, _ = self.second(eta)
        zeta, i = self.p.edge.zeta, self.lib.i
        return self.p.omega - i * eta * (1 - zeta * eta / r) - u * zeta * (1 - eta * eta / r) / r

    def integrand(self, x: Number, one: tuple[Number, Number]) -> Ball:
        """What is integrated over x, up to the factor `end`: dz_2 = i (R - zeta eta^3/R^2) dxi/xi and xi = 1/eta."""
        eta = x * self.end
        r, u, _ = self.second(eta)
        measure = r - self.p.edge.zeta * eta * eta * eta / (r * r)
        return -self.lib.i * measure * far_subtracted(self.p, eta, one, (r, u))

    def over(self, cells: Cells) -> Values:
        """The integrand over discs, with the root followed on them."""

        x = cells.x
        eta, reach = x.centers() * self.end, x.rad * self.end.upper()
        wide = eta.widened(reach)
        energy = self.first(eta)
        over = follow.Over(energy.widened(reach * self.speed(wide).upper()), energy)
        return (self.integrand(x, follow.far_root(cells, self.p, follow.Over(wide, eta), over)),)


def tail_over(p: Problem, end: Ball) -> Ball:
    """`Tail.over` for the problem in discs."""
    return Tail(discs.BACKEND, p.in_discs(), discs.enclosing(end)).over
