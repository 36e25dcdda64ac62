"""The parameters of one certified evaluation, as balls."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.discs import enclosing
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import UndecidedError
from higgs_sym.physics.edge import Edge, edge_float
from higgs_sym.physics.kernel import Parameters


class Problem(NamedTuple):
    """Parameters as balls (acb for omega and delta), and doubles for choosing starts and panels."""

    edge: Edge
    rough: Edge
    omega: Ball
    delta: Ball
    kappa: Ball
    vertex: bool
    at_threshold: bool

    @property
    def at(self) -> Parameters:
        return Parameters(self.omega, self.edge.zeta, self.kappa, self.vertex, self.edge.gapped)

    def in_discs(self) -> Problem:
        """The same parameters as discs in double precision."""
        edge = self.edge.converted(enclosing)
        omega, delta, kappa = (enclosing(each) for each in (self.omega, self.delta, self.kappa))
        return Problem(edge, self.rough, omega, delta, kappa, self.vertex, self.at_threshold)


def edge_ball(zeta: Ball) -> Edge:
    """The edge for an arb; raises AccuracyError if the ball holds values on both sides of zeta = 1."""
    one = flint.arb(1)
    gapped = bool(zeta < 1)
    if not gapped and not zeta >= 1:
        raise UndecidedError(
            f"zeta = {zeta} contains 1 and smaller values: gapped or gapless is undecided; use a smaller ball"
        )
    a = zeta.root(3) if zeta != 0 else flint.arb(0)
    # (1 - zeta) factored out, so that zeta near 1 keeps its relative accuracy
    m = (one - zeta) * (1 + a) / (1 + a + a * a)
    zero = flint.arb(0)
    root_m = m.sqrt() if gapped else zero
    eps_g = m * root_m
    if gapped:
        base_r: Any = a
        base_xi: Any = flint.acb(a, root_m)
        primitive = a.acos()
        if zeta != 0:
            primitive -= zeta / 2 * (root_m / (a * a) + ((1 + root_m) / a).log())
    else:
        base_r, base_xi = zeta, flint.acb(zeta + ((zeta - 1) * (zeta + 1)).sqrt())
        primitive = zero
    return Edge(
        gapped, zeta, a, m, (zeta - 1) * (zeta + 1), root_m, eps_g, zero, base_r, base_xi, primitive
    )  # fmt: skip


def problem(omega: Ball, zeta: Ball, kappa: Ball, vertex: bool, at_threshold: bool = False) -> Problem:
    """Balls of the parameters at the current precision; omega is an acb with Im >= 0 and Re >= 0."""
    edge = edge_ball(zeta)
    rough = edge_float(Fraction(float(zeta.mid())))
    delta = flint.acb(0) if at_threshold else omega - 2 * edge.eps_g if edge.gapped else omega
    return Problem(edge, rough, omega, delta, kappa, vertex, at_threshold)
