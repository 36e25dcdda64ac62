"""chi^-1 in float64, vectorised over the frequencies that share a layout of nodes."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.cold import Frame, Layout, evaluate, h_scale, layout, middle
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import float64 as root_float64

ORDER = 20  # nodes per panel
CHUNK = 40_000  # nodes held at once: few enough for the cache, enough to hide Python
_TINY = 1e-150
FRACTION = 1e-16


def chi_inv(edge: Edge, omega: Any, kappa: float, vertex: bool) -> Any:
    """chi^-1 for a one-dimensional array of omega, real or in the upper half-plane; complex128."""
    result = np.zeros(omega.shape, dtype=complex)
    negative = omega.real < 0  # chi^-1(-omega*) = conj chi^-1(omega)
    omega = np.where(negative, -omega.conj(), omega)
    omega = np.where(np.abs(omega) < _TINY, 0, omega)  # squares would underflow; chi^-1 is flat there
    delta = (omega - 2 * edge.eps_g) - 2 * edge.eps_low if edge.gapped else omega
    with np.errstate(all="ignore"):
        for where, members in _by_layout(edge, omega, delta, kappa).items():
            panels = where.coarse + abs(where.fine) + where.window + 6
            size = 1 if where.kind in ("line", "vertical") else max(1, CHUNK // (ORDER * panels))
            for start in range(0, len(members), size):
                part = members[start : start + size]
                frame = _frame(edge, omega[part], delta[part], kappa, vertex, where.kind)
                result[part] = evaluate(frame, where)[0].ravel()
    result.imag[omega.real == 0] = 0.0  # real on the Matsubara axis
    if edge.zeta == 0 and kappa == 0:
        result[omega == 2] = 0.0  # the pole sits at the threshold
    return np.where(negative, result.conj(), result)


def _frame(edge: Edge, omega: Any, delta: Any, kappa: float, vertex: bool, kind: str) -> Frame:
    if kind in ("below", "above"):
        omega, delta = omega.real[:, None], delta.real[:, None]
    else:
        omega, delta = omega[0], delta[0]
    at = Parameters(omega, edge.zeta, kappa, vertex, edge.gapped)
    return Frame(BACKEND, edge, delta, at, lambda points: root_float64.solve(edge, *points), ORDER)


def _by_layout(edge: Edge, omega: Any, delta: Any, kappa: float) -> dict[Layout, list[int]]:
    groups: dict[Layout, list[int]] = defaultdict(list)
    frame = _frame(edge, omega, delta, kappa, True, "above")
    real, shift = omega.real, delta.real
    ends = np.zeros(omega.shape)
    window = shift > 0
    if window.any():
        reach = np.where(omega.imag == 0, real, shift + 2 * edge.eps_g)[window]
        ends[window] = np.arcsinh(middle(frame, reach, shift[window]) / h_scale(edge))
    for k, (w, d, end) in enumerate(zip(omega.tolist(), delta.tolist(), ends.tolist(), strict=True)):
        groups[layout(edge, w, d, kappa, FRACTION, partial(_known, end))].append(k)
    return groups


def _known(end: float, _omega: Any, _delta: Any) -> float:
    return end
