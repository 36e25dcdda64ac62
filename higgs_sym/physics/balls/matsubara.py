"""The Matsubara sum 2 pi T sum_n [1/r(i y_n) - K_RR(omega + i y_n, i y_n)], y_n = (2n + 1) pi T, as a ball.

For N >= 1 and H = 2 pi N T the terms from N on are the residues of (1/2i) tanh(z/2T) g(z) above the line Im z = H; g is
analytic in the upper half-plane and ~ 1/z^2. On the line z = iH +- x, and there tanh(z/2T) = +-(1 - 2 f(x)) with
f(x) = 1/(exp(x/T) + 1), because exp(iH/T) = 1. Turning the two terms with +-1 up to the imaginary axis gives

    2 pi T sum_{n >= N} g(i y_n) = int_H^inf g(iy) dy + i int_0^inf [g(iH + x) - g(iH - x)] f(x) dx.

Roots are certified as everywhere (`balls.root`). The vertical integral ends in the variable 1/z of `balls.far`; the
horizontal one is cut at x = X, behind which |g| <= G/X^2, G a certified bound of |z^2 g|, and the rest is at most
2 (G/X^2) T exp(-X/T).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic import discs
from higgs_sym.arithmetic.ball_backend import BACKEND
from higgs_sym.arithmetic.types import Ball, Scalar
from higgs_sym.physics.balls.cover import Cells, Values
from higgs_sym.physics.balls.far import eta_on, far_root, far_scale, far_subtracted, largest
from higgs_sym.physics.balls.follow import Over, physical_root
from higgs_sym.physics.balls.problem import Problem, singular
from higgs_sym.physics.balls.root_paths import RootOf, root_on, starts_on
from higgs_sym.physics.balls.window import one_integral
from higgs_sym.physics.thermal.matsubara import thermal_term

EXPLICIT = 6
_I = flint.acb(0, 1)
Line = Callable[[Ball], Ball]


def place(p: Problem, z: Ball) -> tuple[Ball, Ball]:
    """(z, z^2 - m^3)."""
    edge = p.edge
    return z, ((z - edge.eps_g) * (z + edge.eps_g) if edge.gapped else z * z - edge.m**3)


def roots_along(p: Problem, z: Line, speed: Ball, ends: list[Ball]) -> RootOf:
    """Certified roots at z(x), linear in x with slope `speed`."""

    def energy(x: Ball) -> tuple[Ball, Ball]:
        return place(p, z(x))

    return root_on(p, energy, lambda _x: speed, starts_on(p, energy, ends))


def matsubara_sum(p: Problem, T: Ball) -> Ball:
    """An acb that contains the sum for every parameter in the balls."""
    step = 2 * flint.arb.pi() * T
    height = step * EXPLICIT
    nodes = [(2 * n + 1) * step / 2 for n in range(EXPLICIT)]
    on_axis = _Straight(p, flint.acb(0), _I).on(nodes)
    total = sum((step * on_axis(flint.acb(y)) for y in nodes), flint.acb(0))
    return total + _vertical(p, height) + _horizontal(p, T, height)


class _Straight(NamedTuple):
    """g on the straight path z = start + x speed, above the real axis."""

    p: Problem
    start: Ball
    speed: Ball

    def on(self, ends: list[Ball]) -> Line:
        """Over balls of x."""
        p = self.p
        second = roots_along(p, lambda x: self.start + x * self.speed, self.speed, ends)
        first = roots_along(p, lambda x: self.start + x * self.speed + p.omega, self.speed, ends)
        return lambda x: thermal_term(BACKEND, first(x), second(x), p.at)

    def over(self, cells: Cells) -> Scalar:
        """Over discs of x."""
        p, side = self.p.in_discs(), -1 if float(self.speed.real) < 0 else 1
        start, speed = discs.enclosing(self.start), discs.enclosing(self.speed)
        wide, here = (start + x * speed - side * p.edge.eps_g for x in (cells.x, cells.x.centers()))
        second = physical_root(cells, p, Over(wide, here), side=side)
        first = physical_root(cells, p, Over(wide + p.omega, here + p.omega), side=side)
        return thermal_term(discs.BACKEND, first, second, p.at)


def _vertical(p: Problem, height: Ball) -> Ball:
    count = max(0, math.ceil(math.log(far_scale(p) / float(height), 4)))
    ends = [height * flint.arb(4) ** k for k in range(count + 1)]
    path = _Straight(p, flint.acb(0), _I)
    finite = one_integral(path.on(ends), ends, None if singular(p) else lambda cells: (path.over(cells),))
    top = _I * ends[-1]
    first, second = far_root(p, top, flint.acb(0), 1, p.omega), far_root(p, top, flint.acb(0), 1, flint.acb(0))
    eta = eta_on(top, flint.acb(0))

    def beyond(s: Ball) -> Ball:  # dy = |dz| = |top| ds/s^2 and eta = s/top
        return far_subtracted(p, eta(s), first(s), second(s)) / top / _I

    return finite + one_integral(beyond, [flint.arb(0), flint.arb(0.25), flint.arb(1)])


def _horizontal(p: Problem, T: Ball, height: Ball) -> Ball:
    reach, heat = far_scale(p), float(T)
    ends = [flint.arb(0), flint.arb(heat)]
    while float(ends[-1]) < max(reach, heat * flint.ctx.prec * math.log(2)):
        ends.append(2 * ends[-1])
    last = ends[-1]
    lift = flint.acb(0, height)
    sides = [_Straight(p, lift, flint.acb(sign)) for sign in (1, -1)]
    right, left = (side.on(ends) for side in sides)

    def integrand(x: Ball) -> Ball:
        return (right(x) - left(x)) * occupied(BACKEND, -x, T)

    def over(cells: Cells) -> Values:
        return ((sides[0].over(cells) - sides[1].over(cells)) * occupied(discs.BACKEND, -cells.x, discs.enclosing(T)),)

    total = one_integral(integrand, ends, None if singular(p) else over) * _I
    bound = flint.arb(0)
    for side in (1, -1):
        top = flint.acb(side * last)
        first, second = far_root(p, top, lift, 1, p.omega), far_root(p, top, lift, 1, flint.acb(0))
        eta = eta_on(top, lift)

        def scaled(s: Ball) -> Ball:
            return far_subtracted(p, eta(s), first(s), second(s))  # noqa: B023

        bound += largest(scaled)
    bound *= T * (-last / T).exp() / (last * last)
    return total + flint.acb(flint.arb(0, bound), flint.arb(0, bound))


def occupied(lib: Any, x: Ball, T: Ball) -> Ball:
    """1/(1 + exp(-x/T)); not finite on balls and discs that may hold a pole."""

    def empty() -> Ball:
        grown = (x / T).exp()
        return grown / (1 + grown)

    return lib.where(lib.positive(x), lambda: 1 / (1 + (-x / T).exp()), empty)
