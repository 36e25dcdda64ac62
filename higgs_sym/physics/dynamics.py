"""The amplitude mode in time: response to a kick, and relaxation after a small quench.

chi(t) = int d omega/(2 pi) e^{-i omega t} chi(omega). The contour is moved into the lower half-plane, where
e^{-i omega t} decays, so that the cost does not grow with t: `time.ray` for a gapped state, `time.gapless`
beyond zeta = 1, `time.thermal` at T > 0.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.convert import to_flint
from higgs_sym.errors import InputError
from higgs_sym.inputs import check_digits, energy, exact_real, real_array, to_float, to_mp
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.integrals.legendre import Factor
from higgs_sym.physics.susceptibility import COLDEST, chi_inv
from higgs_sym.physics.time import gapless_digits, ray_digits
from higgs_sym.physics.time.carrier import carrier
from higgs_sym.physics.time.gapless import Descent
from higgs_sym.physics.time.ray import Ray
from higgs_sym.physics.time.thermal import Thermal
from higgs_sym.promise import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

MAX_DIGITS = 80
EARLIEST, LATEST = 1e-9, 1e8  # beyond, the ray is too long, or a double does not hold the phase
LATEST_EXACT = 1e30  # where digits are asked for
LATEST_AMPLITUDE = 1e12  # which has no phase to lose
_TIMES = f"times <= 0 or from {EARLIEST:g} to {{:g}}"


class Parameters(NamedTuple):
    """Checked parameters, exact."""

    zeta: Any
    kappa: Any
    T: Any
    digits: int | None


@QUANTITIES.register(id="chi_t", latex=r"\chi(t)", source=Source("DzeroKamenev2025", "Eq. (24)"))
@promised
def chi_t(t: Any, zeta: Any, *, kappa: Any = 0, T: Any = 0, digits: int | None = None) -> Any:
    """Response of the order parameter to a sudden kick, int d omega/(2 pi) e^{-i omega t} chi(omega), over Delta.

    Parameters: t, time x Delta, real, <= 0 or from 1e-9 to 1e8 (digits: 1e30), any shape for digits=None, else one
    number; zeta = Gamma/Delta >= 0; kappa = D q^2/Delta >= 0; T, temperature/Delta(T) >= 0 (k_B = 1), Delta(T) being
    the unit of energy then.

    Returns floats in the shape of t; chi = 0 for t < 0 and infinite at t = 0, where it diverges as 1/(t ln^2 t).
    chi(t) oscillates; the relative error, 1e-10 for 0.01 <= t <= 1e6 and zeta >= 1e-8, is relative to the amplitude of
    the oscillation at that t, however small. At T > 0 it is 1e-8, for T >= 1e-9 (below that T counts as 0); where
    kappa > 0 or zeta >= 1 late times can be out of reach of float64 (AccuracyError; the gapless response decays
    exponentially). zeta = 1: relative to |A(t)| ~ t^-2, while chi ~ t^(-10/3) does not oscillate; of its own digits
    float64 leaves 9 at t = 1e3 and 5 at t = 1e6. With digits=n (10 to 80; T = 0 only) an mpf with n digits of that
    amplitude, for zeta >= 1 of chi itself.

    Raises InputError (zeta < 0, kappa < 0, T < 0, NaN, infinity, digits out of range or given at T > 0; t = 0 with
    digits) and AccuracyError if the accuracy cannot be promised.

    Source: DzeroKamenev2025, Eq. (24); contour derived here.
    """
    given = _checked(zeta, kappa, T, digits)
    if given.digits is None:
        times = _checked_times(t)
        out = np.where(times == 0, np.inf, 0.0)
        later = times > 0
        out[later] = _signal(times[later], given)
        return out if times.ndim else float(out[()])
    time = _checked_time(t)
    if time == 0:
        raise InputError("t", t, "any time but 0, where chi diverges")
    if time < 0:
        return results.real(results.context(given.digits).mpf(0), given.digits)
    return results.real(_digits_signal(time, given), given.digits)


@QUANTITIES.register(id="quench", latex=r"\delta\Delta(t)", source=Source("VolkovKogan1974"))
@promised
def quench(t: Any, zeta: Any, *, kappa: Any = 0, T: Any = 0, digits: int | None = None) -> Any:
    """Linear relaxation after a small sudden change of the coupling, (Delta(t) - Delta_oo)/(Delta(0) - Delta_oo).

    Delta_oo, the order parameter that the new coupling has in equilibrium, is what the linear response settles at; the
    function is 1 for t <= 0, equals int_t^oo chi(t') dt'/chi(omega=0) after that, and decays to 0. At T > 0 and
    kappa = 0 it is the equilibrium at unchanged occupation: nothing in the theory lets quasiparticles recombine.
    Parameters, accuracy (relative to the amplitude of the oscillation) and errors as for `chi_t`.

    Source: VolkovKogan1974 (zeta = 0); DzeroKamenev2025, Section III.
    """
    given = _checked(zeta, kappa, T, digits)
    if given.digits is None:
        times = _checked_times(t)
        out = np.ones(times.shape)
        later = times > 0
        out[later] = _signal(times[later], given, _settling(given))
        return out if times.ndim else float(out[()])
    time = _checked_time(t)
    if time <= 0:
        return results.real(results.context(given.digits).mpf(1), given.digits)
    return results.real(_digits_signal(time, given, _digits_settling(given)), given.digits)


@promised
def amplitude(t: Any, zeta: Any, *, kappa: Any = 0, digits: int | None = None) -> Any:
    """A(t) of chi(t) = Re[A(t) e^{-2 i eps_g t}], zeta <= 1: the response without its carrier, t > 0.

    complex128 in the shape of t, or an mpc with `digits` digits of |A|.
    """
    given = _checked(zeta, kappa, 0, digits)
    if given.zeta > 1:
        raise InputError("zeta", zeta, "0 <= zeta <= 1")
    if given.digits is None:
        times = _checked_times(t, LATEST_AMPLITUDE)
        found = _ray(given.zeta, given.kappa).amplitude(times.ravel()).reshape(times.shape)
        return found if times.ndim else complex(found[()])
    ray = _digits_ray(given.zeta, given.kappa, given.digits + ray_digits.GUARD)
    return results.cplx(ray.amplitude(_checked_time(t)), given.digits)


def _checked(zeta: Any, kappa: Any, T: Any, digits: int | None) -> Parameters:
    count = check_digits(digits, MAX_DIGITS)
    z, k = energy("zeta", zeta, minimum=0), energy("kappa", kappa, minimum=0)
    temperature = energy("T", T, minimum=0)
    if count is not None and temperature:
        raise InputError("digits", digits, "None (float64) at T > 0")
    return Parameters(z, k, temperature, count)


def _checked_times(t: Any, latest: float = LATEST) -> Any:
    times = real_array("t", t)
    bad = (times > 0) & ((times < EARLIEST) | (times > latest))
    if bad.any():
        raise InputError("t", times[bad].ravel()[0], _TIMES.format(latest))
    return times


def _checked_time(t: Any) -> Any:
    time = exact_real("t", t)
    if time > 0 and not EARLIEST <= to_float(time) <= LATEST_EXACT:
        raise InputError("t", t, _TIMES.format(LATEST_EXACT))
    return time


@lru_cache(maxsize=64)
def _ray(zeta: Any, kappa: Any) -> Ray:
    return Ray(edge_float(zeta), float(to_float(kappa)))


@lru_cache(maxsize=64)
def _gapless(zeta: Any, kappa: Any) -> Descent:
    return Descent(edge_float(zeta), float(to_float(kappa)))


@lru_cache(maxsize=64)
def _thermal(zeta: Any, kappa: Any, T: Any) -> Thermal:
    return Thermal(edge_float(zeta), float(to_float(kappa)), float(to_float(T)))


def _signal(times: Any, given: Parameters, factor: Factor | None = None) -> Any:
    if given.T >= COLDEST:
        return _thermal(given.zeta, given.kappa, given.T).signal(times, factor)
    if given.zeta > 1:
        return _gapless(given.zeta, given.kappa).signal(times, factor)
    edge = edge_float(given.zeta)
    envelope = _ray(given.zeta, given.kappa).amplitude(times, factor)
    return (envelope * carrier(2 * edge.eps_g, 2 * edge.eps_low, times)).real


def _digits_ray(zeta: Any, kappa: Any, working: int) -> ray_digits.DigitsRay:
    make = gapless_digits.critical if zeta == 1 else ray_digits.ray
    return make(zeta, kappa, working)


def _digits_signal(time: Any, given: Parameters, factor: Factor | None = None) -> Any:
    assert given.digits is not None
    working = given.digits + ray_digits.GUARD
    if given.zeta > 1:
        return gapless_digits.descent(given.zeta, given.kappa, working).signal(time, factor)
    ray = _digits_ray(given.zeta, given.kappa, working)
    envelope = ray.amplitude(time, factor)
    if given.zeta == 1:  # no oscillation: digits of the real part, of which more are lost the later the time
        lost = max(0, math.ceil(-math.log10(abs(envelope.real) / abs(envelope))))
        ray = _digits_ray(given.zeta, given.kappa, working + lost)
        return ray.amplitude(time, factor).real
    size = max(0.0, float(ray.context.log10(to_mp(time, ray.context))))
    context = results.context(ray.working + 10 + int(size))
    phase = 2 * context.convert(ray.eps_g) * to_mp(time, context)
    return (context.convert(envelope) * context.expj(-phase)).real


def _settling(given: Parameters) -> Factor:
    """chi^-1(0)/(i omega): from chi(t) to its integral beyond t, normalised."""
    static = chi_inv(0, given.zeta, kappa=given.kappa, T=given.T).real
    return lambda omega: static / (1j * omega)


def _digits_settling(given: Parameters) -> Factor:
    import flint

    assert given.digits is not None
    static = flint_engine.chi_inv(Fraction(), given.zeta, given.kappa, given.digits + ray_digits.GUARD).real
    return lambda omega: to_flint(static) / (flint.acb(0, 1) * omega)
