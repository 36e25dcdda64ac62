"""The amplitude (Schmid-Higgs) susceptibility chi(omega) at T = 0 from the full integral.

chi^-1 = 1/lambda - (pair bubble), with the coupling eliminated by self-consistency, so that no cutoff is left:

    chi^-1(omega) =   int_0^inf dy [1/r(iy) - K_RR(omega + iy, iy)]
                    + (i omega/2) int_0^1 dtau K_RA(omega tau, omega (1 - tau))

`_paths` explains how it is integrated, `kernel` holds K, `_root_float` the criterion that picks the physical root.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym import precision
from higgs_sym.errors import InputError
from higgs_sym.inputs import check_digits, exact_real, to_float
from higgs_sym.physics import _float_engine, _mp_engine
from higgs_sym.physics._edge import edge_float
from higgs_sym.physics.spectrum import upper_array, upper_exact
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES


@QUANTITIES.register(id="chi_inv", latex=r"\chi^{-1}(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
def chi_inv(omega: Any, zeta: Any, *, kappa: Any = 0, digits: int | None = None, vertex: bool = True) -> Any:
    """Inverse amplitude susceptibility at T = 0, the full integral, dimensionless.

    Parameters: omega, frequency/Delta, real (meaning omega + i0) or Im omega > 0, any shape for digits=None, else
    one number; zeta = Gamma/Delta >= 0 (gapless included); kappa = D q^2/Delta >= 0; vertex: keep the
    pair-breaking vertex correction.

    Returns complex128 in the shape of omega: relative error <= 1e-12 away from zeros for zeta in [1e-8, 1e3] and
    |omega| in [1e-6, 1e3], next to 2 eps_g as well. With digits=n an mpc with n correct digits in the real and in
    the imaginary part, each for itself. For real omega below 2 eps_g the imaginary part is exactly 0.

    Raises InputError (Im omega < 0, zeta < 0, kappa < 0, NaN, infinity, digits outside 10..100) and AccuracyError
    if the digits cannot be promised.

    Source: DzeroKamenev2025, Eqs. (18), (19).
    """
    digits = check_digits(digits)
    z, k = exact_real("zeta", zeta, minimum=0), exact_real("kappa", kappa, minimum=0)
    _check_vertex(vertex)
    if digits is None:
        frequencies = upper_array("omega", omega)
        values = _float_engine.chi_inv(edge_float(z), frequencies.ravel(), float(to_float(k)), vertex)
        values = values.reshape(frequencies.shape)
        return values if frequencies.ndim else complex(values[()])
    value = _mp_engine.chi_inv(upper_exact("omega", omega), z, k, digits, vertex)
    return precision.cplx(value, digits)


@QUANTITIES.register(id="chi", latex=r"\chi(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
def chi(omega: Any, zeta: Any, *, kappa: Any = 0, digits: int | None = None, vertex: bool = True) -> Any:
    """Amplitude susceptibility 1/chi_inv; parameters, accuracy and errors as for `chi_inv`.

    At a pole (omega = 2, zeta = kappa = 0) the float64 result is infinite and digits=n raises InputError.
    """
    digits = check_digits(digits)
    if digits is None:
        inverse = np.asarray(chi_inv(omega, zeta, kappa=kappa, vertex=vertex))
        zero = inverse == 0
        values = np.where(zero, complex(np.inf, 0), 1 / np.where(zero, 1, inverse))
        return values if inverse.ndim else complex(values[()])
    z, k = exact_real("zeta", zeta, minimum=0), exact_real("kappa", kappa, minimum=0)
    _check_vertex(vertex)
    value = _mp_engine.chi_inv(upper_exact("omega", omega), z, k, digits + 2, vertex)
    if not value:
        raise InputError("omega", omega, "any frequency at which chi_inv is not 0")
    return precision.cplx(1 / value, digits)


def _check_vertex(vertex: Any) -> None:
    if not isinstance(vertex, (bool, np.bool_)):
        raise InputError("vertex", vertex, "True or False")
