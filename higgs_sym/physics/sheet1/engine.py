"""chi^-1 on sheet 1, below the real axis."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.inputs import exact
from higgs_sym.physics.sheet1.contour import chi_inv_sheet_1

_DOUBLE = 17  # digits that settle a double


def floats(omega: Any, zeta: Any, kappa: Any, vertex: bool) -> Any:
    """chi^-1 for a one-dimensional array of omega; complex128."""
    return np.array([complex(digits(exact("omega", w), zeta, kappa, _DOUBLE, vertex)) for w in omega.tolist()], complex)


def digits(omega: Any, zeta: Any, kappa: Any, count: int, vertex: bool) -> Any:
    """chi^-1 for an exact omega, right to `count` digits in either part; an mpc."""
    return chi_inv_sheet_1(omega, zeta, kappa, count, vertex)
