"""chi^-1 at T > 0 in float64."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.cold import Frame
from higgs_sym.physics.kernel import Parameters
from higgs_sym.physics.roots import float64 as root_float64
from higgs_sym.physics.thermal.plane import Heat
from higgs_sym.physics.thermal.sums import evaluate

ORDER = 24  # nodes per panel
DIGITS = 17


def chi_inv_float(edge: Edge, omega: Any, kappa: float, vertex: bool, T: float, deltas: Any = None) -> Any:
    """chi^-1 for a one-dimensional array of omega, real or in the upper half-plane; complex128.

    `deltas` are omega - 2 eps_g where that is known better than from omega; then Re omega >= 0.
    """
    result = np.zeros(omega.shape, dtype=complex)
    with np.errstate(all="ignore"):
        for k, given in enumerate(omega.tolist()):
            w = complex(abs(given.real), given.imag)  # chi^-1(-omega*) = conj chi^-1(omega)
            if edge.zeta == 0 and kappa == 0 and w == 2:
                continue  # the pole sits at the threshold
            delta = (w - 2 * edge.eps_g) - 2 * edge.eps_low if edge.gapped else w
            if deltas is not None and edge.gapped:
                delta = complex(deltas[k])
            at = Parameters(w, edge.zeta, kappa, vertex, edge.gapped)
            frame = Frame(BACKEND, edge, delta, at, lambda points: root_float64.solve(edge, *points), ORDER)
            value = complex(np.ravel(evaluate(frame, Heat(T, DIGITS))[0])[0])
            if not w.real:
                value = complex(value.real, 0.0)  # real on the Matsubara axis
            result[k] = value.conjugate() if given.real < 0 else value
    return result
