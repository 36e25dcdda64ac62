"""The amplitude (Schmid-Higgs) susceptibility chi(omega) from the full integral.

chi^-1 = 1/lambda - (pair bubble), with the coupling eliminated by self-consistency, so that no cutoff is left. At T = 0

    chi^-1(omega) =   int_0^inf dy [1/r(iy) - K_RR(omega + iy, iy)]
                    + (i omega/2) int_0^1 dtau K_RA(omega tau, omega (1 - tau))

`integrals.paths` explains how it is integrated, `thermal.sums` what T > 0 changes; `kernel` holds K, `roots.float64`
the criterion that picks the physical root.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import inputs, quantity, results
from higgs_sym.arithmetic.types import Answer, Array, Input, Number, Scalar
from higgs_sym.arrays import ComplexArray, Given, RealArray, each, given, is_array, over
from higgs_sym.errors import InputError
from higgs_sym.inputs import check_digits
from higgs_sym.physics.engines import doubles, scans
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.scan import rows
from higgs_sym.physics.sheet1 import engine as sheet1
from higgs_sym.quantity import none_on_a_sheet, not_negative, promised, sheet_number, truth
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

COLDEST = doubles.COLDEST


@QUANTITIES.register(id="chi_inv", latex=r"\chi^{-1}(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
@promised
def chi_inv(
    omega: Input,
    zeta: Input,
    *,
    kappa: Input = 0,
    T: Input = 0,
    digits: int | None = None,
    vertex: bool = True,
    sheet: int | None = None,
) -> Answer:
    r"""Inverse amplitude susceptibility, the full integral, dimensionless.

    .. math::

        \chi^{-1}(\omega)=\int_0^\infty dy\left[\frac1{r(iy)}-K_{RR}(\omega+iy,iy)\right]
        +\frac{i\omega}2\int_0^1 d\tau\,K_{RA}(\omega\tau,\omega(1-\tau))\qquad(T=0)

    Parameters
    ----------
    omega : complex number or array
        Frequency/Delta, real (meaning omega + i0) or with Im omega > 0, any shape; below the axis with `sheet`.
    zeta : real number or array
        Pair breaking Gamma/Delta >= 0 (gapless included).
    kappa : real number or array
        Momentum, D q^2/Delta >= 0.
    T : real number or array
        Temperature/Delta >= 0, Delta being the order parameter at that temperature (k_B = 1).
    digits : int, optional
        Correct decimal digits, 10 to 100; double precision if not given.
    vertex : bool
        Keep the pair-breaking vertex correction.
    sheet : {0, 1}, optional
        For Im omega < 0 at T = 0: 0 continues through the gap (Schwarz reflection), 1 through the cut omega > 2 eps_g
        or, gapless, through the real axis (see `sheet1.engine`; `branch_points` lists where it is singular).

    Returns
    -------
    complex, array or mpc
        complex128: relative error <= 1e-12 for zeta = 0 or in [1e-8, 1e3] and \|omega\| in [1e-6, 1e3], next to 2 eps_g
        and next to zeros as well. With digits an mpc with so many correct digits in the real and in the imaginary part,
        each for itself. For real omega below 2 eps_g the imaginary part is exactly 0 at T = 0; at T > 0 it has a tail
        there, in float64 accurate to 1e-10 of itself for zeta >= 1e-6 and omega >= 1e-4.

    Raises
    ------
    InputError
        For Im omega < 0 without a sheet, zeta < 0, kappa < 0, T < 0, NaN, infinity, digits outside 10..100.
    AccuracyError
        If the digits cannot be promised.

    Notes
    -----
    float64 is as accurate for T in [1e-9, 1e6] as at T = 0; T < 1e-9 is taken as 0. Values below 5e-3 take the time of
    digits=17. From 600 real frequencies on, values are interpolated between direct ones and verified by direct ones
    (`scan`), to 1e-13 of the value: a million frequencies take no more than a few hundred.

    At T > 0 and kappa = 0 the value at omega = 0 is the limit omega -> 0, in which quasiparticles keep their
    occupation; the isothermal response (the slope of the self-consistency condition) is omega = 0, kappa -> 0.

    Source: DzeroKamenev2025, Eqs. (18), (19).
    """
    asked = Asked(omega, zeta, kappa, T, vertex, sheet)
    count = check_digits(digits)
    if count is None:
        return _floats(asked, lambda values: values)
    return _exact(asked, lambda value: results.cplx(value(count), count))


@QUANTITIES.register(id="chi", latex=r"\chi(\omega)", source=Source("DzeroKamenev2025", "Eq. (18)"))
@promised
def chi(
    omega: Input,
    zeta: Input,
    *,
    kappa: Input = 0,
    T: Input = 0,
    digits: int | None = None,
    vertex: bool = True,
    sheet: int | None = None,
) -> Answer:
    """Amplitude susceptibility 1/chi_inv.

    Parameters
    ----------
    omega, zeta, kappa, T, digits, vertex, sheet
        As for `chi_inv`.

    Returns
    -------
    complex, array or mpc
        As accurate as `chi_inv`. At a pole (omega = 2, zeta = kappa = 0) the float64 result is infinite.

    Raises
    ------
    InputError, AccuracyError
        As for `chi_inv`; InputError too for digits at a pole.
    """
    count = check_digits(digits)
    asked = Asked(omega, zeta, kappa, T, vertex, sheet)
    if count is None:
        return _floats(asked, _inverted)

    def inverse(value: Callable[[int], Number]) -> Array:
        found = value(count + 2)
        if not found:
            raise InputError("omega", omega, "any frequency at which chi_inv is not 0")
        return results.cplx(1 / found, count)

    return _exact(asked, inverse)


def _inverted(values: Array) -> Number:
    zero = values == 0
    return np.where(zero, complex(np.inf, 0), 1 / np.where(zero, 1, values))


class Asked(NamedTuple):
    """The parameters as a user gives them."""

    omega: Any
    zeta: Any
    kappa: Any
    T: Any
    vertex: Any
    sheet: Any


def _floats(asked: Asked, finish: Callable[[Scalar], Scalar]) -> Array:
    """Doubles for arrays of all parameters; `finish` makes the quantity from chi^-1."""
    (omega, zeta, kappa, T), keep, on = asked[:4], truth("vertex", asked.vertex), sheet_number(asked.sheet)

    def values(frequencies: Scalar, z: Scalar, k: Scalar, heat: Scalar) -> Scalar:
        if on == 1:
            return finish(sheet1.floats(frequencies, z, k, keep))
        lower = frequencies.imag < 0
        found = doubles.chi_inv(np.where(lower, frequencies.conj(), frequencies), z, k, heat, keep)
        return finish(np.where(lower, found.conj(), found))

    frequencies, parameters = quantity.frequencies("omega", omega, on), _parameters(zeta, kappa, T, on)
    if on is None:
        found = _map(frequencies, parameters, keep)
        if found is not None:
            return finish(found)
    return over(values, "omega", frequencies, parameters)


def _map(frequencies: ComplexArray, parameters: Given, vertex: bool) -> ComplexArray | None:
    """Doubles where every omega meets each of many zeta, kappa or T; None for anything else."""
    arrays = [name for name, (value, _) in parameters.items() if is_array(value)]
    if len(arrays) != 1:
        return None
    name = arrays[0]
    column = given(name, parameters[name][0])
    if column.dtype.kind not in "iuf" or not np.isfinite(column).all():
        return None
    numbers, codes = np.unique(column, return_inverse=True)
    least = doubles.COLDEST if name == "T" else inputs.SMALLEST
    counted = numbers[numbers != 0] if name == "zeta" else numbers
    if len(counted) < rows.FEWEST or not (least <= counted[0] and counted[-1] <= inputs.LARGEST):
        return None
    places = np.arange(frequencies.size).reshape(frequencies.shape)
    try:
        places, codes = np.broadcast_arrays(places, codes.reshape(column.shape))
    except ValueError:
        return None
    if places.size != frequencies.size * column.size:
        return None
    fixed = [check(key, value) for key, (value, check) in parameters.items() if key != name]
    found = _meeting(frequencies.ravel(), name, numbers, fixed, vertex)
    return None if found is None else np.asarray(found[codes, places])


def _meeting(omega: ComplexArray, name: str, numbers: RealArray, fixed: list[Number], vertex: bool) -> Array | None:
    """Rows at increasing numbers, which are zeta, kappa or T by name; `fixed` are the other two in that order."""
    if name == "zeta":
        kappa, T = fixed
        if inputs.to_float(T) >= doubles.COLDEST or omega.imag.any():
            return None
        with np.errstate(all="ignore"):
            return np.asarray(doubles.surface(omega.real, numbers, kappa, vertex))
    zeta, other = fixed
    kept = (Fraction(0), other) if name == "kappa" else (other, Fraction(0))
    return np.asarray(doubles.rows(omega, zeta, name, numbers, kept, vertex))


def _exact(asked: Asked, finish: Callable[[Scalar], Scalar]) -> Scalar:
    """Digits for exact parameters; `finish` makes the quantity from a function of digits that evaluates chi^-1."""
    (omega, zeta, kappa, T), keep, on = asked[:4], truth("vertex", asked.vertex), sheet_number(asked.sheet)

    def value(w: Scalar, z: Scalar, k: Scalar, heat: Scalar) -> Scalar:
        if on == 1:
            return finish(lambda digits: sheet1.digits(w, z, k, digits, keep))
        return finish(lambda digits: source(w, z, k, digits, keep, heat))

    frequency = partial(quantity.frequency, sheet=on)
    source = _scanned(omega, zeta, kappa, T, keep) if on is None else flint_engine.chi_inv
    return each(value, {"omega": (omega, frequency), **_parameters(zeta, kappa, T, on)})


def _scanned(omega: Scalar, zeta: Scalar, kappa: Scalar, T: Scalar, vertex: bool) -> Callable[..., Scalar]:
    """What evaluates chi^-1: for many frequencies and one number each for the rest, T = 0, a table."""
    if given("omega", omega).size < scans.FEWEST or any(is_array(x) for x in (zeta, kappa, T)) or not_negative("T", T):
        return flint_engine.chi_inv
    frequencies = [quantity.frequency("omega", w) for w in given("omega", omega).ravel()]
    table = scans.lookup(frequencies, not_negative("zeta", zeta), not_negative("kappa", kappa), vertex)
    return lambda w, _z, _k, digits, _vertex, _heat: table(w, digits)


def _parameters(zeta: Scalar, kappa: Scalar, T: Scalar, sheet: int | None) -> Given:
    heat = not_negative if sheet is None else none_on_a_sheet
    return {"zeta": (zeta, not_negative), "kappa": (kappa, not_negative), "T": (T, heat)}
