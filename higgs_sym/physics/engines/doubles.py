"""Doubles for every frequency: T = 0 or not, many or few, and from digits where sums of doubles do not serve."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym.inputs import exact, to_float
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.engines import float64 as cold_engine
from higgs_sym.physics.scan import frequencies
from higgs_sym.physics.scan import rows as scan_rows
from higgs_sym.physics.scan import surface as scan_surface
from higgs_sym.physics.scan.adaptive import Goal
from higgs_sym.physics.thermal import float64 as thermal_engine

COLDEST = 1e-9  # thermal corrections are of order T^(4/3) (zeta = 1) or smaller
_DIGITS = 17  # that settle a double
_ROUNDING = 1e-15
_SMALL = 5e-3  # below this the sums of a double, right to 5e-15 at best, are not right to 1e-12 of the value
_CLEAN, _STEEP = 1e-8, 1e-4  # at T > 0 the square roots of the clean state lie Im omega from the line of integration
_TOGETHER = 64  # temperatures
_SLOW = 6e-2  # for Im omega > pi T the two halves of the integral cancel: it loses up to 2e-15/|omega|^2
_IMAG = 1e-11  # accuracy of Im by itself at T > 0, where
_IMAG_ZETA, _IMAG_OMEGA = 1e-6, 1e-4


def chi_inv(omega: Any, zeta: Any, kappa: Any, T: Any, vertex: bool) -> Any:
    """chi^-1 for a one-dimensional complex array in the upper half-plane or on the real axis; exact zeta, kappa, T."""
    direct = _Direct(zeta, kappa, T, vertex)
    real = omega.imag == 0
    if np.count_nonzero(real) < frequencies.FEWEST:
        return direct(omega)
    values = np.empty(omega.shape, dtype=complex)
    if not real.all():
        values[~real] = direct(omega[~real])
    w = omega.real[real]
    with np.errstate(all="ignore"):
        found = frequencies.values(direct.edge, np.abs(w), direct.on_axis, direct.heat > 0, direct.goal(np.abs(w)))
    values[real] = np.where(w < 0, found.conj(), found)
    return values


def rows(omega: Any, zeta: Any, name: str, numbers: Any, fixed: tuple[Any, Any], vertex: bool) -> Any:
    """chi^-1 at an array of omega for each of many increasing numbers > 0, which are kappa or T by `name`.

    `fixed` are exact kappa and T; the one that varies does not count.
    """
    kappa, T = fixed

    coldest = _Direct(zeta, kappa, Fraction(float(numbers[0])) if name == "T" else T, vertex)
    if name == "T":
        return _heated(omega, coldest, numbers)

    def sample(t: Any) -> Any:
        return np.array([chi_inv(omega, zeta, Fraction(float(number)), T, vertex) for number in np.exp(t)])

    return scan_rows.interpolated(np.log(numbers), sample, coldest.goal(np.abs(omega)))


def surface(omega: Any, zetas: Any, kappa: Any, vertex: bool) -> Any:
    """chi^-1 at T = 0 at an array of real omega for each of many increasing zeta >= 0; exact kappa."""
    sizes, codes = np.unique(np.abs(omega), return_inverse=True)

    def at(zeta: Fraction) -> _Direct:
        return _Direct(zeta, kappa, Fraction(), vertex)

    found = scan_surface.values(sizes, zetas, at, at(Fraction(1)).goal(sizes))[:, codes]
    return np.where(omega < 0, found.conj(), found)


def _heated(omega: Any, coldest: _Direct, numbers: Any) -> Any:
    """`rows` for temperatures; below the threshold Im chi^-1 goes as exp(-eps_g/T), and is interpolated over that."""
    edge = coldest.edge
    frozen = np.where(np.abs(omega) < 2 * edge.eps_g, edge.eps_g, 0.0)
    together = bool(edge.zeta or coldest.kappa) and not omega.imag.any()

    def few(t: Any) -> Any:
        heats = tuple(np.exp(t).tolist())
        if together:
            return coldest.warmer(omega, heats)
        return np.array([coldest.at(T)(omega) for T in heats])

    def sample(t: Any) -> Any:
        found = np.concatenate([few(part) for part in np.split(t, np.arange(_TOGETHER, t.size, _TOGETHER))])
        found.imag *= np.exp(frozen * np.exp(-t)[:, None])
        return found

    found = scan_rows.interpolated(np.log(numbers), sample, coldest.goal(np.abs(omega)))
    found.imag *= np.exp(-frozen / numbers[:, None])
    return found


class _Direct:
    """Values one by one."""

    def __init__(self, zeta: Any, kappa: Any, T: Any, vertex: bool) -> None:
        heat = float(to_float(T))
        self.exact = (zeta, kappa, T)
        self.vertex = vertex
        self.edge = edge_float(zeta)
        self.kappa = float(to_float(kappa))
        self.heat = heat if heat >= COLDEST else 0.0
        self.size = 1 / max(1.0, heat)  # of the integrals that are added up

    def at(self, T: float) -> _Direct:
        """The same at another temperature."""
        zeta, kappa, _ = self.exact
        return _Direct(zeta, kappa, Fraction(T), self.vertex)

    def warmer(self, omega: Any, heats: tuple[float, ...]) -> Any:
        """Rows of values at real omega for increasing temperatures, which share their roots and kernels."""
        rows = thermal_engine.chi_inv_float(self.edge, omega, self.kappa, self.vertex, heats[0], None, heats)
        for T, row in zip(heats, rows, strict=True):
            self.at(T).settle(omega, row)
        return rows

    def goal(self, omega: Any) -> Goal:
        """What interpolation must reach."""
        tail = self.heat and self.edge.zeta >= _IMAG_ZETA and omega.min() >= _IMAG_OMEGA
        return Goal(rounding=_ROUNDING * self.size, imag=_IMAG if tail else None)

    def on_axis(self, omega: Any, delta: Any) -> Any:
        """Real omega >= 0 with omega - 2 eps_g to full relative accuracy."""
        return self(omega + 0j, delta)

    def __call__(self, omega: Any, delta: Any = None) -> Any:
        if self.heat:
            values = thermal_engine.chi_inv_float(self.edge, omega, self.kappa, self.vertex, self.heat, delta)
        else:
            values = cold_engine.chi_inv(self.edge, omega, self.kappa, self.vertex, delta)
        self.settle(omega, values, delta)
        return values

    def settle(self, omega: Any, values: Any, delta: Any = None) -> None:
        """Put values from digits where those of doubles are in doubt."""
        for k in np.flatnonzero(self._doubtful(omega, values)).tolist():
            values[k] = self._settled(omega[k], None if delta is None else float(delta[k]))

    def _doubtful(self, omega: Any, values: Any) -> Any:
        doubtful = (np.abs(values) < _SMALL * self.size) & (values != 0) | ~np.isfinite(values)
        if self.heat and self.edge.zeta < _CLEAN:
            doubtful |= (omega.imag > 0) & (omega.imag < _STEEP)
        if self.heat:
            doubtful |= (omega.imag > np.pi * self.heat) & (np.abs(omega) < _SLOW)
        return doubtful

    def _settled(self, omega: complex, delta: float | None) -> complex:
        zeta, kappa, T = self.exact
        w = exact("omega", omega)
        if delta is not None and self.edge.gapped:  # at the distance given, not at that of the rounded omega
            w = 2 * Fraction(self.edge.eps_g) + 2 * Fraction(self.edge.eps_low) + Fraction(delta)
        return complex(flint_engine.chi_inv(w, zeta, kappa, _DIGITS, self.vertex, T))
