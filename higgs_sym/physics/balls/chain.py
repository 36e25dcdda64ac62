"""The root continued from the gap edge along a straight line of energies, certified link by link.

The line is z = eps_g + delta t, 0 <= t <= 1, in sigma = sqrt(t) (gapless: z = delta t, sigma = t), with any complex
delta. In sigma the quartic has the zero X (gapped: q = sigma X; gapless: u = X) that is simple at sigma = 0, where it
is known: X = -i sqrt(2 eps_g delta/3m), the retarded root above the edge continued in arg delta from 0, or
X = i sqrt(zeta^2 - 1). Away from the edge q itself is the better unknown; there X stands for q.

Links. [0, 1] is covered by intervals [s_k, s_k+1], each with a disc that, for every sigma in the interval, holds
exactly one zero of the quartic (Rouche, `balls.root.zero_discs`), and with a tiny disc, which holds exactly one, at
each end. A tiny disc inside the large discs on either side makes their zeros one analytic function. Hence, by
induction from sigma = 0: the zero in each large disc is the continued root.

Over a ball of sigma a disc with exactly one zero is found in the same way; where the tiny disc at its midpoint lies in
the link's disc, that zero is the continued root there, and over the ball its analytic continuation. Approximate zeros
have no influence on validity: from a wrong one a link cannot be joined.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import flint

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.balls.root import REFUSED, SAFE, disc, moved_by, moved_in_u, upper, zero_discs
from higgs_sym.physics.balls.root_edge import AtEdge, coefficients_at_edge
from higgs_sym.physics.edge import Edge, Root

_SHORTEST = 2.0**-40
_NEAR = 0.125  # sigma up to which q is scaled; either unknown serves beyond 0


class _Link(NamedTuple):
    start: float
    end: float
    center: Ball
    radius: float
    scaled: bool


class Chain:
    """The continued root on the line from the edge with the direction and length of `delta`."""

    def __init__(self, edge: Edge, delta: Ball) -> None:
        self.edge, self.delta = edge, delta
        self.links: list[_Link] = []
        zero = self._zero(flint.acb(0), 0.0, self._first(), True)
        if zero is None:
            raise AccuracyError("sheet 1: the root at the edge could not be certified; use smaller balls")
        at_start = disc(zero[0], zero[1])
        if not ((at_start / _turned(delta)).real > 0 if edge.gapped else at_start.imag > 0):
            raise AccuracyError("sheet 1: the root at the edge could not be told from its mirror image")
        position, step, tiny = 0.0, 0.25, zero
        while position < 1:
            step = min(step, 1 - position)
            joined = self._joined(position, position + step, tiny)
            if joined is None:
                step /= 2
                if step < _SHORTEST:
                    raise AccuracyError(
                        f"sheet 1: the root cannot be followed beyond {position:.6g} of the way from the threshold; "
                        "a branch point lies on the line or next to it"
                    )
                continue
            link, tiny = joined
            self.links.append(link)
            position += step
            step *= 1.5
            if link.scaled and not self._scaled(position):
                tiny = (tiny[0] * position, tiny[1] * position * SAFE, 0.0)
        self.starts = [link.start for link in self.links]

    def _first(self) -> complex:
        if self.edge.gapped:
            return complex(_turned(self.delta) * (2 * self.edge.eps_g / (3 * self.edge.m)).sqrt())
        return complex(flint.acb(0, self.edge.zeta2_minus_1.sqrt()))

    def _scaled(self, position: float) -> bool:
        return self.edge.gapped and position < _NEAR

    def _zero(self, sigma: Ball, reach: float, start: complex, scaled: bool) -> tuple[Ball, float, float] | None:
        edge, delta = self.edge, self.delta
        if edge.gapped and not scaled:
            return self._unscaled(sigma, reach, start)
        if edge.gapped:
            reached = delta * sigma * sigma
            moved2 = upper(delta) * reach * (2 * upper(sigma) + reach) * SAFE
            at = AtEdge(None, sigma, delta * (2 * edge.eps_g + reached), reach, upper(delta) * moved2 * SAFE, None)
            return zero_discs(*coefficients_at_edge(edge, at), start)
        z = delta * sigma
        return zero_discs(quartic.coefficients_in_u(edge, z), moved_in_u(z, upper(delta) * reach * SAFE), start)

    def _unscaled(self, sigma: Ball, reach: float, start: complex) -> tuple[Ball, float, float] | None:
        edge, delta = self.edge, self.delta
        distance = delta * sigma * sigma
        d = distance * (2 * edge.eps_g + distance)
        step = upper(delta) * reach * (2 * upper(sigma) + reach) * SAFE
        change = step * (2 * upper(edge.eps_g + distance) + step) * SAFE
        return zero_discs(quartic.coefficients_in_q(edge, d), moved_by(edge.a, change), start)

    def _joined(self, start: float, end: float, tiny: Ball) -> tuple[_Link, Ball] | None:
        """The link, and the tiny disc at its end; None if they could not be certified or do not meet."""
        middle = flint.acb((start + end) / 2)
        scaled = self._scaled(start)
        large = self._zero(middle, (end - start) / 2 * SAFE, complex(tiny[0]), scaled)
        if large is None:
            return None
        link = _Link(start, end, large[0], large[2], scaled)
        last = self._zero(flint.acb(end), 0.0, complex(large[0]), scaled)
        return (link, last) if last and _inside(tiny, link) and _inside(last, link) else None

    def root(self, sigma: Ball) -> Root:
        """The continued root over a ball of sigma that holds a number in [0, 1], or nan."""
        middle = sigma.real.mid()
        if middle > 1:  # next to the end of the line
            middle = flint.arb(1)
        if not (middle >= 0 and holds(sigma, middle)):
            return REFUSED
        center, k = flint.acb(middle), max(0, bisect_right(self.starts, float(middle)) - 1)
        if middle < self.starts[k]:  # float(middle) was rounded up
            k -= 1
        link = self.links[k]
        if not middle <= link.end:
            return REFUSED
        zero = self._zero(center, upper(sigma - center), complex(link.center), link.scaled)
        if zero is None or not _inside(zero, link):
            return REFUSED
        edge, found = self.edge, disc(zero[0], zero[2])
        if edge.gapped:
            q = sigma * found if link.scaled else found
            r = edge.a + q
            return Root(q, r, (edge.eps_g + self.delta * sigma * sigma) * r / (edge.a * edge.m + q))
        z = self.delta * sigma
        r = edge.zeta * found / (found - z)  # z = u (1 - zeta/r)
        return Root(z * r / found, r, found)


def _turned(delta: Ball) -> Ball:
    return -flint.acb(0, 1) * delta.sqrt(analytic=True)


def _inside(tiny: tuple[Ball, float, float], link: _Link) -> bool:
    """Whether the tiny disc lies in the link's disc."""
    return upper(tiny[0] - link.center) + tiny[1] < link.radius / SAFE
