"""chi^-1 of a gapless state on the negative imaginary axis above the branch point, in flint numbers.

There roots and kernels are real: u = i nu, r = sqrt(1 + nu^2), y = |nu (zeta/r - 1)|, nu below its value at y = 0 for
the continued root, above it for the reflected one. chi^-1(-i Y) = chi^-1(i Y) + int_0^(Y/2) dy (four kernels), as in
`time.gapless`.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import flint

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_flint, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.arithmetic.types import Ball, Context
from higgs_sym.physics.edge import Root, edge_mp
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.kernel import Parameters, discontinuity, plain_kernel

_RATIO = 4
_STEPS, _SETTLED = 60, 1e-15
_NEAR = 0.02  # to the minimum, relative: a parabola is a better start there than a double


def star(zeta: Ball, context: Context) -> Ball:
    """eps_* = (zeta^(2/3) - 1)^(3/2)."""
    return edge_mp(zeta, context).star


def on_axis(zeta: Ball, kappa: Ball, Y: Ball, digits: int) -> Any:
    """chi^-1(-i Y), 0 < Y <= eps_*, exact zeta > 1 and kappa, Y an mpf; real, to `digits` digits of the integrals."""
    context = results.context(2 * digits + 30)  # the root is double at -i eps_*
    above = flint_engine.chi_inv(context.mpc(0, Y), zeta, kappa, digits).real
    limit = star(zeta, context)
    with flint_precision(context.prec):
        rate, momentum, total = (to_flint(x) for x in (inputs.to_mp(zeta, context), inputs.to_mp(kappa, context), Y))
        curve = _Curve.of(rate)
        at = Parameters(None, rate, momentum, True, False)
        rule = [(flint.arb(x), flint.arb(w)) for x, w in gauss_dyadic(int(0.9 * digits) + 8, context.prec)]
        gap = float(1 - Y / limit)
        grades = math.ceil(math.log(1 / max(gap, 10.0**-digits), _RATIO) / 2) + 3
        ends = [flint.arb(0), *(flint.arb(_RATIO) ** -k for k in range(grades, -1, -1))]
        value = flint.arb(0)
        for low, high in pairwise(ends):
            for x, w in rule:
                tau = low + (high - low) * x
                y = total / 2 * tau * tau  # the square root at eps_* in the other energy, Y - y
                four = _four(at, curve, y.mid(), (total - y).mid())
                value = (value + four * total * tau * (high - low) * w).mid()
        return context.convert(above) + to_mp(value, context)


class _Curve(NamedTuple):
    """y(nu) = nu (1 - zeta/r) of one zeta, with its zero and its minimum -eps_* in nu > 0."""

    zeta: Ball
    square: Ball  # zeta^2 - 1: of nu at the zero
    lowest: Ball  # nu at the minimum, where r^3 = zeta
    star: Ball  # eps_*

    @classmethod
    def of(cls, zeta: Ball) -> _Curve:
        lowest = (zeta ** (flint.arb(2) / 3) - 1).sqrt().mid()
        return cls(zeta, (zeta * zeta - 1).mid(), lowest, (lowest**3).mid())

    def physical(self, y: Ball) -> Ball:
        """nu beyond the zero."""
        return self._polished(y, self._start(float(y)))

    def continued(self, y: Ball) -> Ball:
        """nu between the minimum and the zero, at -y."""
        below = (2 * (self.star - y) * (1 + self.lowest * self.lowest) / (3 * self.lowest)).sqrt()
        near = below < self.lowest * _NEAR  # the root is almost double there
        return self._polished(-y, self.lowest + below if near else self._start(-float(y)))

    def _start(self, y: float) -> Ball:
        """In double precision by Newton's steps from the side they do not leave, y(nu) being convex."""
        rate, square = float(self.zeta), float(self.square)
        nu = math.sqrt(square) + (2 * (rate + y + 1) if y > 0 else 0)
        for _ in range(_STEPS):
            r = math.hypot(1, nu)
            share = (nu * nu - square) / (r + rate)  # r - zeta
            step = (nu * share / r - y) / ((share + r * nu * nu) / r**3)
            nu -= step
            if abs(step) <= _SETTLED * nu:
                break
        return flint.arb(nu)

    def _polished(self, y: Ball, nu: Ball) -> Ball:
        """By Halley's steps."""
        goal = flint.arb(2) ** (-(2 * flint.ctx.prec) // 3)
        for _ in range(_STEPS):
            inverse = 1 / (1 + nu * nu).sqrt()
            share, square = self.zeta * inverse, inverse * inverse
            miss, slope = nu * (1 - share) - y, 1 - share * square
            step, bend = miss / slope, 3 * share * square * square * nu / (2 * slope)
            nu = (nu - step / (1 - step * bend)).mid()
            if abs(step * step * step * bend * bend) < goal:
                break
        return nu


def _four(at: Parameters, curve: _Curve, y: Ball, rest: Ball) -> Ball:
    """The four kernels between roots u = i nu at y and at Y - y."""

    def both(energy: Ball) -> tuple[Root, Root]:
        return _root(curve.continued(energy)), _root(-curve.physical(energy))

    return discontinuity(partial(plain_kernel, at=at), both(y), both(rest)).real.mid()


def _root(nu: Ball) -> Root:
    r = (1 + nu * nu).sqrt()
    return Root(None, r, flint.acb(0, nu))
