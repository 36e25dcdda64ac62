"""chi^-1 near the threshold: pair-breaking rate against distance, and momentum against distance."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Axis
from higgs_sym.registry import MAPS

DISTANCE = Axis("delta", 1e-4, 1.0)
RATE = Axis("zeta", 1e-3, 0.95)
MOMENTUM = Axis("kappa", 1e-3, 1.0)


def _at_rates(delta: Any, zeta: Any, vertex: bool = True) -> Number:
    """chi^-1(2 eps_g + delta) for columns of delta and rows of zeta."""
    rows = [chi_inv(2 * gap(float(rate)) + delta, float(rate), vertex=vertex) for rate in zeta]
    return np.array(rows)


@MAPS.register(
    id="map:threshold:im",
    title=r"$\mathrm{Im}\,\chi^{-1}$ above the threshold, $q=0$",
    formulas=("eq:22", "eq:22:eta", "threshold:im"),
    axes=(DISTANCE, RATE),
)
def imaginary(delta: Array, zeta: Array) -> Any:
    """Im chi^-1(2 eps_g + delta)."""
    return _at_rates(delta, zeta).imag


@MAPS.register(
    id="map:threshold:im:bare",
    title=r"$\mathrm{Im}\,\chi^{-1}$ above the threshold without vertex correction, $q=0$",
    formulas=("threshold:im:bare",),
    axes=(DISTANCE, RATE),
)
def imaginary_bare(delta: Array, zeta: Array) -> Number:
    """The same from the kernel without the pair-breaking vertex correction."""
    return _at_rates(delta, zeta, vertex=False).imag


@MAPS.register(
    id="map:threshold:re",
    title=r"$\mathrm{Re}\,\chi^{-1}$ above the threshold, $q=0$",
    formulas=("eq:20", "eq:20:eta"),
    axes=(DISTANCE, RATE),
)
def real(delta: Array, zeta: Array) -> Any:
    """Re chi^-1(2 eps_g + delta)."""
    return _at_rates(delta, zeta).real


def _at_momenta(delta: Any, kappa: Any) -> Number:
    """chi^-1(2 + delta) without pair breaking."""
    return np.array([chi_inv(2 + delta, 0, kappa=float(each)) for each in kappa])


@MAPS.register(
    id="map:momentum:im",
    title=r"$\mathrm{Im}\,\chi^{-1}$ above $2\Delta$ without pair breaking",
    formulas=("eq:31",),
    axes=(DISTANCE, MOMENTUM),
)
def momentum_imaginary(delta: Array, kappa: Array) -> Number:
    """Im chi^-1(2 + delta, kappa)."""
    return _at_momenta(delta, kappa).imag


@MAPS.register(
    id="map:momentum:re",
    title=r"$\mathrm{Re}\,\chi^{-1}$ above $2\Delta$ without pair breaking",
    formulas=("eq:39",),
    axes=(DISTANCE, MOMENTUM),
)
def momentum_real(delta: Array, kappa: Array) -> Number:
    """Re chi^-1(2 + delta, kappa)."""
    return _at_momenta(delta, kappa).real
