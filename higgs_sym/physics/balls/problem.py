"""The parameters of one certified evaluation, as balls."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import flint

from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.discs import enclosing
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import UndecidedError
from higgs_sym.physics.edge import Edge, edge_float, edge_in
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

    def in_acb(self) -> Problem:
        """The same parameters as complex balls, which are multiplied several times as fast as real ones by complex."""
        return self._replace(edge=self.edge.converted(flint.acb), kappa=flint.acb(self.kappa))

    def in_discs(self) -> Problem:
        """The same parameters as discs in double precision."""
        edge = self.edge.converted(enclosing)
        omega, delta, kappa = (enclosing(each) for each in (self.omega, self.delta, self.kappa))
        return Problem(edge, self.rough, omega, delta, kappa, self.vertex, self.at_threshold)


def singular(p: Problem) -> bool:
    """zeta = 0, or a ball that holds 1 and more: what `balls.follow` has no quartic for."""
    return p.rough.zeta == 0 or not (p.edge.gapped or bool(p.edge.zeta > 1) or bool(p.edge.zeta == 1))


def edge_ball(zeta: Ball) -> Edge:
    """The edge for an arb; raises AccuracyError if the ball holds values on both sides of zeta = 1."""
    gapped = bool(zeta < 1)
    if not gapped and not zeta >= 1:
        raise UndecidedError(
            f"zeta = {zeta} contains 1 and smaller values: gapped or gapless is undecided; use a smaller ball"
        )
    return edge_in(BACKEND, zeta, gapped)


def problem(omega: Ball, zeta: Ball, kappa: Ball, vertex: bool, at_threshold: bool = False) -> Problem:
    """Balls of the parameters at the current precision; omega is an acb with Im >= 0 and Re >= 0."""
    edge = edge_ball(zeta)
    rough = edge_float(Fraction(float(zeta.mid())))
    delta = flint.acb(0) if at_threshold else omega - 2 * edge.eps_g if edge.gapped else omega
    return Problem(edge, rough, omega, delta, kappa, vertex, at_threshold)
