"""Rigorous quadrature: `acb.integral` (adaptive Gauss-Legendre, bounds from values on complex neighbourhoods).

An integrand returns nan wherever its analyticity on the ball handed in is not proven, which makes the integrator
subdivide. Panels are only a start: any choice is valid.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import flint

from higgs_sym.arithmetic.quadrature import arb_integral
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError

EVALUATIONS = 1000  # per panel and bit, before giving up: a piece takes about as many nodes as there are bits


def integrate(function: Callable[[Ball], Ball], ends: list[Ball], *, strict: bool = True) -> Ball:
    """Sum of the panels' integrals over the real parameter; not finite where nothing is proved.

    Raises AccuracyError where a panel takes too many evaluations, which more precision would not change; without
    `strict` the sum is then not finite.
    """
    total = flint.acb(0)
    limit, taken = EVALUATIONS * flint.ctx.prec, 0

    def counted(x: Ball, _analytic: bool) -> Ball:
        nonlocal taken
        taken += 1
        return function(x)

    # a panel far below the precision must not be resolved to its own relative accuracy
    tolerance = flint.arb(2) ** (-flint.ctx.prec)
    for low, high in pairwise(ends):
        taken = 0
        total += arb_integral(counted, low, high, abs_tol=tolerance, eval_limit=limit, depth_limit=200)
        if not total.is_finite():
            if strict and taken >= limit:
                raise AccuracyError(
                    f"an integrand could not be enclosed with {limit} evaluations: it is next to singular there; "
                    "use smaller balls or ask for fewer digits"
                )
            break
    return total


def graded(first: int, last: int) -> list[Ball]:
    """Panel ends 0, 4^first, ..., 4^last."""
    return [flint.arb(0), *(flint.arb(4) ** k for k in range(first, last + 1))]
