"""Rigorous quadrature: `acb.integral` (adaptive Gauss-Legendre, bounds from values on complex neighbourhoods).

An integrand returns nan wherever its analyticity on the ball handed in is not proven, which makes the integrator
subdivide. Panels are only a start: any choice is valid.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.backends.quadrature import arb_integral
from higgs_sym.physics._ball_problem import Ball

EVALUATIONS = 40_000  # per panel, before giving up


def integrate(function: Callable[[Ball], Ball], ends: list[Any]) -> Ball:
    """Sum of the panels' integrals over the real parameter."""
    total = flint.acb(0)
    # a panel far below the precision must not be resolved to its own relative accuracy
    tolerance = flint.arb(2) ** (-flint.ctx.prec)
    for low, high in pairwise(ends):
        total += arb_integral(
            lambda x, _analytic: function(x),
            low,
            high,
            abs_tol=tolerance,
            eval_limit=EVALUATIONS,
            depth_limit=200,
        )
        if not total.is_finite():
            break
    return total


def graded(first: int, last: int) -> list[Any]:
    """Panel ends 0, 4^first, ..., 4^last."""
    return [flint.arb(0), *(flint.arb(4) ** k for k in range(first, last + 1))]
