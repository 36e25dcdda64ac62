"""chi^-1 at T > 0 in float64, vectorised over the frequencies on the same side of every seam."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND, keep_memory
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.thermal.plane import Heat, is_low
from higgs_sym.physics.thermal.sums import integrated, seam

ORDER = 18  # nodes per panel
DIGITS = 17
_TOGETHER = 256  # frequencies; one has 500 to 2,000 nodes

keep_memory()


def chi_inv_float(
    edge: Edge, omega: Any, kappa: float, vertex: bool, T: float, deltas: Any = None, several: tuple[float, ...] = ()
) -> Any:
    """chi^-1 for a one-dimensional array of omega, real or in the upper half-plane; complex128.

    `deltas` are omega - 2 eps_g where that is known better than from omega; then Re omega >= 0. `several` are
    temperatures from T upwards: one row of values for each, real omega, zeta and kappa not both 0.
    """
    result = np.zeros((max(1, len(several)), *omega.shape), dtype=complex)
    negative = omega.real < 0  # chi^-1(-omega*) = conj chi^-1(omega)
    w = np.where(negative, -omega.conj(), omega)
    delta = w
    if edge.gapped:
        delta = (w - 2 * edge.eps_g) - 2 * edge.eps_low if deltas is None else deltas + 0j
    known = (edge.zeta == 0) & (kappa == 0) & (w == 2)  # 0: the pole sits at the threshold
    heat = Heat(T, DIGITS, several)

    def frame(places: Any) -> Frame:
        at = Parameters(w[places], edge.zeta, kappa, vertex, edge.gapped)
        return Frame(BACKEND, edge, delta[places], at, lambda points: root_float64.solve(edge, *points), ORDER)

    with np.errstate(all="ignore"):
        for places in _alike(edge, T, w, delta, ~known):
            result[:, places] = integrated(frame(places[:, None]), heat)[0].reshape(len(result), -1)
    result.imag[:, w.real == 0] = 0.0  # real on the Matsubara axis
    result = np.where(negative, result.conj(), result)
    return result if several else result[0]


def _alike(edge: Edge, T: float, omega: Any, delta: Any, chosen: Any) -> list[Any]:
    """Places of frequencies in groups that go through the same integrals, near ones together."""
    places = np.flatnonzero(chosen)
    w = omega[places]
    real = w.imag == 0
    seams = [real & side for side in seam(w.real, delta.real[places], edge.eps_g)]
    keys = np.array([real, is_low(w.imag, math.pi * T), *seams])
    order = np.lexsort([np.abs(w), *keys])
    cuts = np.flatnonzero((np.diff(keys[:, order]) != 0).any(0)) + 1
    groups = np.split(places[order], cuts)
    return [part for group in groups for part in np.split(group, range(_TOGETHER, group.size, _TOGETHER)) if part.size]
