"""The amplitude (Schmid-Higgs) susceptibility chi(omega) from the full integral.

chi^-1 = 1/lambda - (pair bubble), with the coupling eliminated by self-consistency, so that no cutoff is left. At T = 0

    chi^-1(omega) =   int_0^inf dy [1/r(iy) - K_RR(omega + iy, iy)]
                    + (i omega/2) int_0^1 dtau K_RA(omega tau, omega (1 - tau))

`integrals.paths` explains how it is integrated, `thermal.sums` what T > 0 changes; `kernel` holds K, `roots.float64`
the criterion that picks the physical root.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym import results
from higgs_sym.errors import InputError
from higgs_sym.inputs import check_digits, check_size, energy, exact, is_complex
from higgs_sym.physics.engines import digits as engine_digits
from higgs_sym.physics.engines import doubles
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.sheet1 import contour as sheets
from higgs_sym.physics.spectrum import complex_array, upper_array, upper_exact
from higgs_sym.promise import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

_DOUBLE = 17  # digits that settle a double
COLDEST = doubles.COLDEST


@QUANTITIES.register(id="chi_inv", latex=r"\chi^{-1}(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
@promised
def chi_inv(
    omega: Any,
    zeta: Any,
    *,
    kappa: Any = 0,
    T: Any = 0,
    digits: int | None = None,
    vertex: bool = True,
    sheet: int | None = None,
) -> Any:
    """Inverse amplitude susceptibility, the full integral, dimensionless.

    Parameters: omega, frequency/Delta, real (meaning omega + i0) or Im omega > 0, any shape for digits=None, else
    one number; zeta = Gamma/Delta >= 0 (gapless included); kappa = D q^2/Delta >= 0; T, temperature/Delta >= 0, Delta
    being the order parameter at that temperature (k_B = 1); vertex: keep the pair-breaking vertex correction; sheet:
    for Im omega < 0 at T = 0, 0 continues through the gap (Schwarz reflection), 1 through the cut omega > 2 eps_g or,
    gapless, through the real axis (see `sheets`; `branch_points` lists where it is singular).

    Returns complex128 in the shape of omega: relative error <= 1e-12 for zeta = 0 or in [1e-8, 1e3] and |omega| in
    [1e-6, 1e3], next to 2 eps_g and next to zeros as well. With digits=n an mpc with n correct digits in the real and
    in the imaginary part, each for itself. For real omega below 2 eps_g the imaginary part is exactly 0 at T = 0; at
    T > 0 it has a tail there, in float64 accurate to 1e-10 of itself for zeta >= 1e-6 and omega >= 1e-4. float64 is
    as accurate for T in [1e-9, 1e6] as at T = 0; T < 1e-9 is taken as 0. Values below 5e-3 take the time of digits=17.
    From 600 real frequencies on, values are interpolated between direct ones and verified by direct ones (`scan`), to
    1e-13 of the value: a million frequencies take no more than a few hundred.

    At T > 0 and kappa = 0 the value at omega = 0 is the limit omega -> 0, in which quasiparticles keep their
    occupation; the isothermal response (the slope of the self-consistency condition) is omega = 0, kappa -> 0.

    Raises InputError (Im omega < 0, zeta < 0, kappa < 0, T < 0, NaN, infinity, digits outside 10..100) and
    AccuracyError if the digits cannot be promised.

    Source: DzeroKamenev2025, Eqs. (18), (19).
    """
    digits = check_digits(digits)
    z, k = energy("zeta", zeta, minimum=0), energy("kappa", kappa, minimum=0)
    temperature = energy("T", T, minimum=0)
    _check_vertex(vertex)
    if sheet is not None:
        if temperature:
            raise InputError("T", T, "0 when a sheet is given")
        return _on_sheet(omega, z, k, digits, vertex, sheet)
    if digits is None:
        frequencies = upper_array("omega", omega)
        values = doubles.chi_inv(frequencies.ravel(), z, k, temperature, vertex)
        values = values.reshape(frequencies.shape)
        return values if frequencies.ndim else complex(values[()])
    return results.cplx(_multiprecision(upper_exact("omega", omega), z, k, temperature, digits, vertex), digits)


@QUANTITIES.register(id="chi", latex=r"\chi(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
@promised
def chi(omega: Any, zeta: Any, *, kappa: Any = 0, T: Any = 0, digits: int | None = None, vertex: bool = True) -> Any:
    """Amplitude susceptibility 1/chi_inv; parameters, accuracy and errors as for `chi_inv`.

    At a pole (omega = 2, zeta = kappa = 0) the float64 result is infinite and digits=n raises InputError.
    """
    digits = check_digits(digits)
    if digits is None:
        inverse = np.asarray(chi_inv(omega, zeta, kappa=kappa, T=T, vertex=vertex))
        zero = inverse == 0
        values = np.where(zero, complex(np.inf, 0), 1 / np.where(zero, 1, inverse))
        return values if inverse.ndim else complex(values[()])
    z, k = energy("zeta", zeta, minimum=0), energy("kappa", kappa, minimum=0)
    temperature = energy("T", T, minimum=0)
    _check_vertex(vertex)
    value = _multiprecision(upper_exact("omega", omega), z, k, temperature, digits + 2, vertex)
    if not value:
        raise InputError("omega", omega, "any frequency at which chi_inv is not 0")
    return results.cplx(1 / value, digits)


def _on_sheet(omega: Any, zeta: Any, kappa: Any, digits: int | None, vertex: bool, sheet: Any) -> Any:
    """Continued values for Im omega < 0; on sheet 0 any frequency is accepted."""
    if isinstance(sheet, bool) or not isinstance(sheet, (int, np.integer)) or sheet not in (0, 1):
        raise InputError("sheet", sheet, "None, 0 or 1")
    frequencies = complex_array("omega", omega)
    if sheet == 1 and (frequencies.imag >= 0).any():
        raise InputError("omega", omega, "numbers with Im < 0 on sheet 1")
    if digits is None:
        if sheet == 0:
            lower = frequencies.imag < 0
            flat = np.where(lower, frequencies.conj(), frequencies).ravel()
            values = doubles.chi_inv(flat, zeta, kappa, Fraction(), vertex).reshape(frequencies.shape)
            values = np.where(lower, values.conj(), values)
        else:
            exact_ones = [exact("omega", w) for w in frequencies.ravel().tolist()]
            found = [complex(sheets.chi_inv_sheet_1(w, zeta, kappa, _DOUBLE, vertex)) for w in exact_ones]
            values = np.array(found, dtype=complex).reshape(frequencies.shape)
        return values if frequencies.ndim else complex(values[()])
    number = exact("omega", omega)
    check_size("omega", omega, number)
    if sheet == 1:
        return results.cplx(sheets.chi_inv_sheet_1(number, zeta, kappa, digits, vertex), digits)
    below = is_complex(number) and number[1] < 0
    value = _multiprecision((number[0], -number[1]) if below else number, zeta, kappa, 0, digits, vertex)
    return results.cplx(value.context.conj(value) if below else value, digits)


def _multiprecision(omega: Any, zeta: Any, kappa: Any, T: Any, digits: int, vertex: bool) -> Any:
    return engine_digits.chi_inv(flint_engine.ENGINE, omega, zeta, kappa, digits, vertex, T)


def _check_vertex(vertex: Any) -> None:
    if not isinstance(vertex, (bool, np.bool_)):
        raise InputError("vertex", vertex, "True or False")
