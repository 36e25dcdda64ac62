"""What a terahertz experiment sees of the amplitude mode: where it absorbs, how it rings down, when the tail remains.

A pump-probe experiment follows chi(t) after a kick: it rings at the pole of the second sheet, omega_p, and falls by e
in hbar/|Im omega_p|, until the power-law tail at 2 eps_g, smaller at first, is all that is left. Light couples to the
mode in second order: third-harmonic generation and two-photon absorption are largest where twice the photon energy is
the peak of Im chi (Matsunaga2014).
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from higgs_sym.errors import AccuracyError
from higgs_sym.materials.units import Energy
from higgs_sym.physics.poles import ringdown_pole
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi, chi_inv

_POINTS = 33
_ZOOMS = 5
_STEPS = 40


@dataclass(frozen=True)
class Experiment:
    """Energies and times; what does not exist for the film is None.

    The ring-down and the tail are those of the T = 0 response at the film's zeta; the resonance is at its temperature.
    There is no ring-down in the gapless state, nor at momenta for which the pole has gone behind a branch point.
    """

    resonance: Energy  # maximum of Im chi
    photon: Energy  # half of it: two photons, or the fundamental of a third harmonic
    ringing: Energy | None  # Re omega_p
    ring_down_ps: float | None  # hbar/|Im omega_p|: the oscillation has fallen by a factor e
    tail: Energy | None  # 2 eps_g, the frequency of what remains
    tail_after_ps: float | None  # when ring-down and tail are equal in size; q = 0


def observe(film: Any) -> Experiment:
    """What an experiment on a `Material` sees; double precision, about six digits."""
    zeta, kappa, T = (float(each) for each in film.parameters.values())
    peak = film.in_units_of_delta(maximum(zeta, kappa, T))
    edge = float(gap(zeta))
    tail = film.in_units_of_delta(2 * edge) if edge else None
    found = None
    if 0 < zeta < 1:
        with suppress(AccuracyError):
            found = pole(zeta, kappa)
    if found is None:
        return Experiment(peak, peak.times(0.5), None, None, tail, None)
    omega, residue = found
    delta_ps = float(film.order_parameter.hbar_over_E_ps)
    after = None if kappa else delta_ps * takeover(zeta, omega, residue)
    ringing = film.in_units_of_delta(omega.real)
    return Experiment(peak, peak.times(0.5), ringing, delta_ps / -omega.imag, tail, after)


def maximum(zeta: float, kappa: float, T: float) -> float:
    """Frequency/Delta at which Im chi is largest, to about 1e-6."""
    if zeta == kappa == 0:
        return 2.0  # Im chi diverges there
    scale = max(zeta ** (2 / 3), kappa**2, 1e-6)
    low, high = max(2 * float(gap(zeta)), 0.01), 2 + 2 * min(scale, 1.0)
    for _ in range(_ZOOMS):
        omega = np.linspace(low, high, _POINTS)
        place = int(np.argmax(chi(omega, zeta, kappa=kappa, T=T).imag))
        low, high = omega[max(place - 1, 0)], omega[min(place + 1, _POINTS - 1)]
    return float((low + high) / 2)


def pole(zeta: float, kappa: float = 0.0) -> tuple[complex, complex]:
    """The pole of chi on the sheet through the cut, in units of Delta, and its residue; 0 < zeta < 1.

    Raises AccuracyError if the pole lies behind the branch point next to the cut, where the second sheet depends on
    the path.
    """
    found = ringdown_pole(zeta, kappa=kappa)
    return complex(found.frequency), complex(found.residue)


def takeover(zeta: float, omega: complex, residue: complex) -> float:
    """Time x Delta at which 2 |residue| e^(-|Im omega| t) has come down to the tail 1/(6 zeta eps_g R^2 t^3), q = 0."""
    edge = float(gap(zeta))
    R = chi_inv(2 * edge, zeta).real
    tail = 1 / (6 * zeta * edge * R**2)
    rate = -omega.imag
    t = 20 / rate
    for _ in range(_STEPS):  # contracts with 3/(rate t)
        t = max(math.log(2 * abs(residue) * t**3 / tail), 3.5) / rate
    return t
