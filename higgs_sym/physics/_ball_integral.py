"""Rigorous quadrature: `acb.integral` (adaptive Gauss-Legendre, bounds from values on complex neighbourhoods).

An integrand returns nan wherever its analyticity on the ball handed in is not proven, which makes the integrator
subdivide. Panels are only a start: any choice is valid.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.errors import AccuracyError
from higgs_sym.physics._ball_problem import Ball

_NAN = flint.acb(flint.arb.nan(), flint.arb.nan())
EVALUATIONS = 1000  # per panel and bit, before giving up: a piece takes about as many nodes as there are bits


def integrate(function: Callable[[Ball], Ball], ends: list[Any], *, strict: bool = True) -> Ball:
    """Sum of the panels' integrals over the real parameter.

    Raises AccuracyError where a panel takes too many evaluations, which more precision would not change; without
    `strict` the sum is then not finite.
    """
    total = flint.acb(0)
    # a panel far below the precision must not be resolved to its own relative accuracy
    tolerance = flint.arb(2) ** (-flint.ctx.prec)
    for low, high in pairwise(ends):
        total += _panel(function, low, high, tolerance, strict)
        if not total.is_finite():
            break
    return total


def _panel(function: Callable[[Ball], Ball], low: Any, high: Any, tolerance: Any, strict: bool) -> Ball:
    """One integral. An exception cannot pass through the library: it is kept, and raised when the library is done."""
    raised: list[BaseException] = []
    limit, taken = EVALUATIONS * flint.ctx.prec, 0

    def value(x: Ball, _analytic: bool) -> Ball:
        nonlocal taken
        taken += 1
        if raised:
            return _NAN
        try:
            return function(x)
        except BaseException as error:  # Ctrl-C among them
            raised.append(error)
            return _NAN

    try:
        found = flint.acb.integral(value, low, high, abs_tol=tolerance, eval_limit=limit, depth_limit=200)
    except SystemError as error:  # Ctrl-C between the library and `value`
        raise _origin(error) from None
    if raised:
        raise _origin(raised[0])
    if strict and taken >= limit and not found.is_finite():
        raise AccuracyError(
            f"an integrand could not be enclosed with {limit} evaluations: it is next to singular there; "
            "use smaller balls or ask for fewer digits"
        )
    return found


def _origin(error: BaseException) -> BaseException:
    """What stands at the bottom of errors that say no more than that there was one."""
    while isinstance(error, SystemError) and (below := error.__cause__ or error.__context__):
        error = below
    return error


def graded(first: int, last: int) -> list[Any]:
    """Panel ends 0, 4^first, ..., 4^last."""
    return [flint.arb(0), *(flint.arb(4) ** k for k in range(first, last + 1))]
