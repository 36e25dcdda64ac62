"""The golden rule of the gapless state continued below the real axis, and chi^-1 on both sheets at zeta = 1."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array
from higgs_sym.physics.edge import Edge, Root
from higgs_sym.physics.engines import float64 as float64_engine
from higgs_sym.physics.integrals.legendre import gauss
from higgs_sym.physics.kernel import Parameters, discontinuity, opposite_kernel
from higgs_sym.physics.roots.gapless import reflected, turned

_PANEL = 48


def critical(edge: Edge, omega: Array, kappa: float) -> tuple[Any, Any]:
    """chi^-1 on sheet 0 and what sheet 1 adds, for zeta = 1, where the edge is a cube root at omega = 0."""
    above = np.concatenate([float64_engine.chi_inv(edge, w, kappa, True) for w in np.array_split(omega.conj(), 4)])
    nodes, w = gauss(_PANEL)
    grades = math.ceil(math.log(max(4.0, float(np.abs(omega).max())), 4))
    # the cube root at the edge, and a width of 1 in the middle of the line
    ends = [0.0, *(4.0**-k for k in range(grades, 0, -1)), *(1 - 4.0**-k for k in range(1, grades + 1)), 1.0]
    tau = np.concatenate([low + (high - low) * nodes for low, high in pairwise(ends)])
    measure = np.concatenate([(high - low) * w for low, high in pairwise(ends)])
    near = omega[:, None] / 2 * tau**3
    at = Parameters(omega[:, None], edge.zeta, kappa, True, False)
    value = four_kernels(at, (turned(edge, near), turned(edge, omega[:, None] - near)), near, edge)
    absorbed = (value * measure * 3 * tau**2).sum(axis=-1) * omega / 2
    return above.conj(), 1j * absorbed


def four_kernels(at: Parameters, pair: tuple[Root, Root], near: Array, edge: Edge) -> Any:
    """The golden rule's integrand, twice: kernels between continued and reflected roots."""
    one, two = pair
    first, second = reflected(edge, near), reflected(edge, at.omega - near)
    return discontinuity(partial(opposite_kernel, BACKEND, at=at), (one, first), (two, second))
