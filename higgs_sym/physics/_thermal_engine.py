"""chi^-1 at T > 0 in float64, and with n correct digits in mpmath under the error control of `_mp_engine`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from higgs_sym import inputs, precision
from higgs_sym.backends.float64_backend import BACKEND
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import _mp_engine, _root_float
from higgs_sym.physics._edge import Edge
from higgs_sym.physics._integrals import Frame
from higgs_sym.physics._thermal import evaluate
from higgs_sym.physics._thermal_plane import Heat
from higgs_sym.physics.kernel import Parameters

ORDER = 24  # nodes per panel
DIGITS = 17


def chi_inv_float(edge: Edge, omega: Any, kappa: float, vertex: bool, T: float) -> Any:
    """chi^-1 for a one-dimensional array of omega, real or in the upper half-plane; complex128."""
    result = np.zeros(omega.shape, dtype=complex)
    with np.errstate(all="ignore"):
        for k, given in enumerate(omega.tolist()):
            w = complex(abs(given.real), given.imag)  # chi^-1(-omega*) = conj chi^-1(omega)
            if edge.zeta == 0 and kappa == 0 and w == 2:
                continue  # the pole sits at the threshold
            delta = (w - 2 * edge.eps_g) - 2 * edge.eps_low if edge.gapped else w
            at = Parameters(w, edge.zeta, kappa, vertex, edge.gapped)
            frame = Frame(BACKEND, edge, delta, at, lambda points: _root_float.solve(edge, *points), ORDER)
            value = complex(np.ravel(evaluate(frame, Heat(T, DIGITS))[0])[0])
            if not w.real:
                value = complex(value.real, 0.0)  # real on the Matsubara axis
            result[k] = value.conjugate() if given.real < 0 else value
    return result


def chi_inv_mp(omega: Any, zeta: Any, kappa: Any, digits: int, vertex: bool, T: Any) -> Any:
    """chi^-1 for exact omega (Im >= 0), zeta, kappa >= 0, T > 0, right to `digits` digits in either part; an mpc.

    Raises AccuracyError if the digits cannot be promised.
    """
    real, imag = omega if isinstance(omega, tuple) else (omega, 0)
    if real < 0:  # chi^-1(-omega*) = conj chi^-1(omega)
        value = chi_inv_mp((-real, imag) if imag else -real, zeta, kappa, digits, vertex, T)
        return value.context.conj(value)
    if zeta == 0 and kappa == 0 and omega == 2:
        return precision.context(digits).mpc(0)  # the pole sits at the threshold
    small = _rounding(real, imag, zeta, T)
    working, order = digits + _mp_engine.GUARD, _order(digits + _mp_engine.GUARD)
    reached = 0
    for _ in range(8):
        if working > _mp_engine.MAX_DIGITS:
            break
        frame, _ = _mp_engine.prepare(omega, zeta, kappa, working + small, vertex)
        heat = Heat(inputs.to_mp(T, precision.context(working + small)), working)
        rough, _ = evaluate(frame._replace(order=math.ceil(_mp_engine.COARSE * order)), heat)
        value, imag_alone = evaluate(frame._replace(order=order), heat)
        if not real:
            value = value.context.mpc(value.real, 0)  # real on the Matsubara axis
        accurate, lost = _mp_engine.agreement(rough, value, imag_alone)
        reached = min(accurate, working - lost - 3)
        if reached >= digits + _mp_engine.MARGIN:
            return value
        if working - lost - 3 < digits + _mp_engine.MARGIN:
            working = digits + lost + _mp_engine.GUARD
            order = max(order, _order(working))
        if accurate < digits + _mp_engine.MARGIN:
            order = math.ceil(1.35 * order)
    raise AccuracyError(
        f"chi_inv reached {max(0, reached)} of {digits} digits at omega = {inputs.show(omega)}, "
        f"zeta = {inputs.show(zeta)}, kappa = {inputs.show(kappa)}, T = {inputs.show(T)}; "
        "ask for fewer digits or move away from a zero"
    )


def _order(working: int) -> int:
    return math.ceil(0.8 * working) + 6


def _rounding(*scales: Any) -> int:
    """Digits that differences of nearly equal energies may cost."""
    context = precision.context(15)
    sizes = [abs(inputs.to_mp(each, context)) for each in scales if each]
    return sum(max(0, -int(context.mag(size) * 0.30103)) for size in sizes)
