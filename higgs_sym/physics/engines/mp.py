"""The engine in mpmath: slow, independent of the flint engine in arithmetic and root finding (see `engines.digits`)."""

from __future__ import annotations

import math
from contextlib import nullcontext
from fractions import Fraction
from typing import Any

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Context, Number, Real
from higgs_sym.physics.edge import Edge, Root, distance_from_edge, edge_float, edge_mp
from higgs_sym.physics.engines.digits import Blur, Engine
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.roots.mp import solve_scalar


def frame(omega: Number, zeta: Real, kappa: Number, digits: int, vertex: bool) -> Frame:
    """Everything at `digits` digits, the distance from the threshold included."""
    context = results.context(digits)
    edge = edge_mp(zeta, context)
    w = inputs.to_mp(omega, context)
    half = (omega[0] / 2, omega[1] / 2) if isinstance(omega, tuple) else omega / 2
    delta = 2 * distance_from_edge(half, zeta, context) if edge.gapped else w
    at = Parameters(w, edge.zeta, inputs.to_mp(kappa, context), vertex, edge.gapped)
    return Frame(MpBackend(context), edge, delta, at, lambda points: roots(context, edge, points), 0)


def roots(context: Context, edge: Edge, points: list[tuple[Any, Any]]) -> list[Root]:
    """Physical roots at (z, D) pairs: one vectorised float64 solve for the starts, Newton steps in mpmath."""
    if edge.zeta == 0:
        return [solve_scalar(context, edge, z, d, None) for z, d in points]
    starts = root_float64.starts(_float_edge(edge), points)
    return [solve_scalar(context, edge, *point, start or None) for point, start in zip(points, starts, strict=True)]


def _float_edge(edge: Edge) -> Edge:
    return edge_float(exact_zeta(edge))


def exact_zeta(edge: Edge) -> Fraction:
    """The multiprecision zeta of an edge as the fraction it is."""
    return to_fraction(edge.zeta)


def _shown(value: Number, _digits: int) -> tuple[Number, Blur]:
    return value, (-math.inf, -math.inf)


ENGINE = Engine(
    precise=lambda _: nullcontext(),
    frame=frame,
    number=lambda value, digits: inputs.to_mp(value, results.context(digits)),
    shown=_shown,
)
