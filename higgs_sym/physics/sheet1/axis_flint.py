"""chi^-1 of a gapless state on the negative imaginary axis above the branch point, in flint numbers.

There roots and kernels are real: u = i nu, r = sqrt(1 + nu^2), y = |nu (zeta/r - 1)|, nu below its value at y = 0 for
the continued root, above it for the reflected one. chi^-1(-i Y) = chi^-1(i Y) + int_0^(Y/2) dy (four kernels), as in
`time.gapless`.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any

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
_BISECTIONS = 60


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
                four = _four(at, y.mid(), (total - y).mid())
                value = (value + four * total * tau * (high - low) * w).mid()
        return context.convert(above) + to_mp(value, context)


def _four(at: Parameters, y: Ball, rest: Ball) -> Ball:
    """The four kernels between roots u = i nu at y and at Y - y."""

    def both(energy: Ball) -> tuple[Root, Root]:
        return _root(_nu(at.zeta, energy, False)), _root(-_nu(at.zeta, energy, True))

    return discontinuity(partial(plain_kernel, at=at), both(y), both(rest)).real.mid()


def _root(nu: Ball) -> Root:
    r = (1 + nu * nu).sqrt()
    return Root(None, r, flint.acb(0, nu))


def _nu(zeta: Ball, y: Ball, beyond: bool) -> Ball:
    """|nu| of the continued root (below sqrt(zeta^2 - 1)) or of the physical one (beyond it)."""
    start = float((zeta * zeta - 1).sqrt())
    rate, energy = float(zeta), float(y)
    sign = 1 if beyond else -1
    low, high = (start, start + 2 * rate + 2 * energy + 2) if beyond else (math.sqrt(rate ** (2 / 3) - 1), start)

    def excess(nu: float) -> float:
        return sign * nu * (1 - rate / math.hypot(1, nu)) - energy

    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        rising = (excess(middle) > 0) == beyond
        low, high = (low, middle) if rising else (middle, high)
    nu = flint.arb((low + high) / 2)
    goal = flint.arb(2) ** (-(2 * flint.ctx.prec) // 3)
    for _ in range(80):
        r = (1 + nu * nu).sqrt()
        step = (sign * nu * (1 - zeta / r) - y) / (sign * (1 - zeta / r**3))
        nu = (nu - step).mid()
        if abs(step) < goal:
            break
    return nu
