"""chi^-1 with n correct digits in mpmath: the integrals of `_integrals` under error control.

Every value is computed with two Gauss rules. The error of a rule falls geometrically with its order, so the
difference d of the coarse rule from the fine one predicts the fine one's error as d^(n_fine/n_coarse). Order
and precision are raised until the prediction, for the real and for the imaginary part by itself, is below the promise.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym import inputs, precision
from higgs_sym.backends.mp_backend import MpBackend
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import _root_float
from higgs_sym.physics._edge import Edge, Root, distance_from_edge, edge_float, edge_mp
from higgs_sym.physics._integrals import Frame, Layout, evaluate, h_scale, layout, middle
from higgs_sym.physics._root_mp import solve_scalar
from higgs_sym.physics.kernel import Parameters

GUARD = 14
MARGIN = 5  # digits; the constant in front of the geometric convergence may be far from 1
COARSE = 0.6  # order of the rule that checks, relative to the rule that counts
MAX_DIGITS = 1500  # where raising the precision further is given up


def chi_inv(omega: Any, zeta: Any, kappa: Any, digits: int, vertex: bool) -> Any:
    """chi^-1 for exact omega (Im >= 0), zeta >= 0, kappa >= 0, right to `digits` digits in either part; an mpc.

    Raises AccuracyError if the digits cannot be promised.
    """
    real, imag = omega if isinstance(omega, tuple) else (omega, 0)
    if real < 0:  # chi^-1(-omega*) = conj chi^-1(omega)
        value = chi_inv((-real, imag) if imag else -real, zeta, kappa, digits, vertex)
        return value.context.conj(value)
    if zeta == 0 and kappa == 0 and omega == 2:
        return precision.context(digits).mpc(0)  # the pole sits at the threshold
    working, order = digits + GUARD, _order(digits + GUARD)
    for _ in range(8):
        frame, where = prepare(omega, zeta, kappa, working, vertex)
        rough, _ = evaluate(frame._replace(order=math.ceil(COARSE * order)), where)
        value, imag_alone = evaluate(frame._replace(order=order), where)
        if not real:
            value = value.context.mpc(value.real, 0)  # real on the Matsubara axis
        accurate, lost = agreement(rough, value, imag_alone)
        reached = min(accurate, working - lost - 3)
        if reached >= digits + MARGIN:
            return value
        if working - lost - 3 < digits + MARGIN:
            working = digits + lost + GUARD
            order = max(order, _order(working))
        if accurate < digits + MARGIN:
            order = math.ceil(1.35 * order)
        if working > MAX_DIGITS:
            break
    raise AccuracyError(
        f"chi_inv reached {max(0, reached)} of {digits} digits at omega = {inputs.show(omega)}, "
        f"zeta = {inputs.show(zeta)}, kappa = {inputs.show(kappa)}; ask for fewer digits or move away from a zero"
    )


def _order(working: int) -> int:
    return math.ceil(0.85 * working) + 4


def agreement(rough: Any, fine: Any, imag_alone: bool) -> tuple[int, int]:
    """Digits the fine value is predicted to have, and digits lost because a part is small beside the whole."""
    log10 = fine.context.log10
    accurate, lost = 10**6, 0
    for part, alone in (("real", False), ("imag", imag_alone)):
        value = getattr(fine, part)
        if not value:
            continue
        size = float(log10(abs(value)))
        difference = abs(value - getattr(rough, part))
        scale = size if alone else 0.0  # the integrals themselves are of order 1
        if difference:
            gained = (scale - float(log10(difference))) / COARSE - scale + size
            accurate = min(accurate, math.floor(gained))
        if not alone:
            lost = max(lost, math.ceil(-size))
    return accurate, lost


def prepare(omega: Any, zeta: Any, kappa: Any, digits: int, vertex: bool) -> tuple[Frame, Layout]:
    """Everything at `digits` digits, the distance from the threshold included, and the layout of the nodes."""
    context = precision.context(digits)
    edge = edge_mp(zeta, context)
    w = inputs.to_mp(omega, context)
    half = (omega[0] / 2, omega[1] / 2) if isinstance(omega, tuple) else omega / 2
    delta = 2 * distance_from_edge(half, zeta, context) if edge.gapped else w
    at = Parameters(w, edge.zeta, inputs.to_mp(kappa, context), vertex, edge.gapped)
    lib = MpBackend(context)
    frame = Frame(lib, edge, delta, at, lambda points: _roots(context, edge, points), 0)
    scale = h_scale(edge)

    def end(real_omega: Any, real_delta: Any) -> Any:
        return context.asinh(middle(frame, real_omega, real_delta) / scale)

    return frame, layout(edge, w, delta, at.kappa, context.mpf(10) ** (-digits), end)


def _roots(context: Any, edge: Edge, points: list[tuple[Any, Any]]) -> list[Root]:
    """Physical roots at (z, D) pairs: one vectorised float64 solve for the starts, Newton steps in mpmath."""
    if edge.zeta == 0:
        return [solve_scalar(context, edge, z, d, None) for z, d in points]
    starts: Any
    try:
        z = np.array([complex(p[0]) for p in points])
        d = np.array([complex(p[1]) for p in points])
        rough = _root_float.solve(_float_edge(edge), np.where(z.imag < 0, z.real, z), d)
        starts = (rough.q if edge.gapped else rough.u).tolist()
    except (AccuracyError, OverflowError):
        starts = [None] * len(points)
    out = []
    for (energy, squared), start in zip(points, starts, strict=True):
        usable = start is not None and math.isfinite(abs(start))
        out.append(solve_scalar(context, edge, energy, squared, start if usable else None))
    return out


def _float_edge(edge: Edge) -> Edge:
    return edge_float(exact_zeta(edge))


def exact_zeta(edge: Edge) -> Fraction:
    """The multiprecision zeta of an edge as the fraction it is."""
    _, man, exponent, _ = edge.zeta._mpf_
    return Fraction(int(man)) * Fraction(2) ** int(exponent)
