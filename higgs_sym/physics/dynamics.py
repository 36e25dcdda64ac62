"""The amplitude mode in time: response to a kick, and relaxation after a small quench.

chi(t) = int d omega/(2 pi) e^{-i omega t} chi(omega). The contour is moved into the lower half-plane, where
e^{-i omega t} decays, so that the cost does not grow with t: `time.ray` for a gapped state, `time.gapless`
beyond zeta = 1, `time.thermal` at T > 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_flint
from higgs_sym.arithmetic.types import Answer, Input, Number, Real
from higgs_sym.arrays import Array, Given, each, over, real_array
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.inputs import check_digits, exact_real, to_float, to_mp
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.engines import doubles
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.integrals.legendre import Factor
from higgs_sym.physics.scan import times as scan
from higgs_sym.physics.susceptibility import COLDEST
from higgs_sym.physics.time import gapless_digits, ray_digits
from higgs_sym.physics.time.carrier import modulated
from higgs_sym.physics.time.gapless import Descent
from higgs_sym.physics.time.ray import Ray
from higgs_sym.physics.time.thermal import Thermal
from higgs_sym.quantity import not_negative, promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

MAX_DIGITS = 80
MAX_GAPLESS_DIGITS = 50  # beyond, tables of the ray do not reach their digits (58 at zeta = 2, near rho = 8)
_FROZEN = 100.0  # eps_g/T beyond which the response is that of T = 0
_DECAYED = 300.0  # exponents beyond which the gapless response is evaluated time by time
EARLIEST, LATEST = 1e-9, 1e8  # beyond, the ray is too long, or a double does not hold the phase
LATEST_EXACT = 1e30  # where digits are asked for
LATEST_AMPLITUDE = 1e12  # which has no phase to lose
_TIMES = f"times <= 0 or from {EARLIEST:g} to {{:g}}"


class Parameters(NamedTuple):
    """Checked parameters, exact."""

    zeta: Any
    kappa: Any
    T: Any
    digits: int = 0  # 0 in float64


@QUANTITIES.register(id="chi_t", latex=r"\chi(t)", source=Source("DzeroKamenev2025", "Eq. (24)"))
@promised
def chi_t(t: Input, zeta: Input, *, kappa: Input = 0, T: Input = 0, digits: int | None = None) -> Answer:
    r"""Response of the order parameter to a sudden kick, over Delta.

    .. math:: \chi(t)=\int\frac{d\omega}{2\pi}\,e^{-i\omega t}\chi(\omega)

    Parameters
    ----------
    t : real number or array
        Time x Delta, <= 0 or from 1e-9 to 1e8 (with digits to 1e30), any shape.
    zeta : real number or array
        Pair breaking Gamma/Delta >= 0.
    kappa : real number or array
        Momentum, D q^2/Delta >= 0.
    T : real number or array
        Temperature/Delta(T) >= 0 (k_B = 1), Delta(T) being the unit of energy then.
    digits : int, optional
        Correct decimal digits, 10 to 80, for zeta > 1 to 50, at T = 0 only; float64 if not given.

    Returns
    -------
    float, array or mpf
        chi = 0 for t < 0 and infinite at t = 0, where it diverges as :math:`1/(t\ln^2 t)`. It oscillates; the relative
        error, 1e-10 for 0.01 <= t <= 1e6 and zeta >= 1e-8, is relative to the amplitude of the oscillation at that t,
        however small. At T > 0 it is 1e-8; T < 1e-9, and T < eps_g/100, count as 0, and
        beyond T of about 100 float64 may not reach it (AccuracyError). With digits an mpf with so many
        digits of that amplitude, for zeta >= 1 of chi itself.

    Raises
    ------
    InputError
        For zeta < 0, kappa < 0, T < 0, NaN, infinity, digits out of range or given at T > 0; t = 0 with digits.
    AccuracyError
        If the accuracy cannot be promised.

    Notes
    -----
    Where kappa > 0 or zeta >= 1 late times can be out of reach of float64 (AccuracyError; the gapless response decays
    exponentially). So is, at T = 0, zeta > 1 with small kappa > 0:
    :math:`\kappa\le\sqrt{a^2-1}\,[\sqrt{\zeta^2-1}-\sqrt{a^2-1}]/a`, :math:`a=\zeta^{1/3}`, where a branch point of
    diffusion lies on the contour. zeta = 1: relative to :math:`|A(t)|\sim t^{-2}`, while :math:`\chi\sim t^{-10/3}`
    does not oscillate; of its own digits float64 leaves 9 at t = 1e3 and 5 at t = 1e6.

    Source: DzeroKamenev2025, Eq. (24); contour derived here.
    """
    return _values(t, (zeta, kappa, T), digits, _response, _response_digits)


def _response(t: Array, given: Parameters) -> Array:
    if (t > 0).all():
        return _signal(t, given)
    out = np.where(t == 0, np.inf, 0.0)
    out[t > 0] = _signal(t[t > 0], given)
    return out


def _response_digits(t: Real, given: Parameters) -> Number:
    if t == 0:
        raise InputError("t", t, "any time but 0, where chi diverges")
    return results.context(given.digits).mpf(0) if t < 0 else _digits_signal(t, given)


@QUANTITIES.register(id="quench", latex=r"\delta\Delta(t)", source=Source("VolkovKogan1974"))
@promised
def quench(t: Input, zeta: Input, *, kappa: Input = 0, T: Input = 0, digits: int | None = None) -> Number:
    r"""Linear relaxation after a small sudden change of the coupling.

    .. math:: \frac{\Delta(t)-\Delta_\infty}{\Delta(0)-\Delta_\infty}=\frac{1}{\chi(\omega=0)}\int_t^\infty\chi(t')\,dt'

    Delta_oo, the order parameter that the new coupling has in equilibrium, is what the linear response settles at.

    Parameters
    ----------
    t, zeta, kappa, T, digits
        As for `chi_t`.

    Returns
    -------
    float, array or mpf
        1 for t <= 0, then decaying to 0; the accuracy, as for `chi_t`, is relative to the amplitude of the oscillation.

    Raises
    ------
    InputError, AccuracyError
        As for `chi_t`.

    Notes
    -----
    At T > 0 and kappa = 0 the equilibrium is the one at unchanged occupation: nothing in the theory lets quasiparticles
    recombine. Source: VolkovKogan1974 (zeta = 0); DzeroKamenev2025, Section III.
    """
    return _values(t, (zeta, kappa, T), digits, _relaxation, _relaxation_digits)


def _relaxation(t: Array, given: Parameters) -> Array:
    out = np.ones(t.shape)
    if (t > 0).any():
        out[t > 0] = _signal(t[t > 0], given, _settling(given))
    return out


def _relaxation_digits(t: Real, given: Parameters) -> Number:
    return results.context(given.digits).mpf(1) if t <= 0 else _digits_signal(t, given, _digits_settling(given))


@promised
def amplitude(t: Input, zeta: Input, *, kappa: Input = 0, digits: int | None = None) -> Answer:
    """A(t) of chi(t) = Re[A(t) e^{-2 i eps_g t}], zeta <= 1: the response without its carrier, t > 0.

    complex128 in the shape of t, or an mpc with `digits` digits of |A|.
    """
    count = check_digits(digits, MAX_DIGITS)
    given: Given = {"zeta": (zeta, _gapped), "kappa": (kappa, not_negative)}
    if count is None:
        times = _checked_times(t, LATEST_AMPLITUDE)
        return over(lambda s, z, k: scan.values(s, _ray(z, k).amplitude), "t", times, given)
    working = count + ray_digits.GUARD
    return each(
        lambda time, z, k: results.cplx(_digits_ray(z, k, working).amplitude(time), count),
        {"t": (t, _checked_time), **given},
    )


def _gapped(name: str, value: Number) -> Any:
    number = not_negative(name, value)
    if number > 1:
        raise InputError(name, value, "0 <= zeta <= 1")
    return number


def _values(
    t: Any,
    given: tuple[Any, Any, Any],
    digits: int | None,
    floats: Callable[[Array, Parameters], Array],
    exact: Callable[[Any, Parameters], Any],
) -> Answer:
    """Doubles for arrays of times and parameters, or digits one by one."""
    count = check_digits(digits, MAX_DIGITS)
    zeta, kappa, T = given
    parameters: Given = {"zeta": (zeta, not_negative), "kappa": (kappa, not_negative)}
    if count is None:
        heat: Given = {"T": (T, not_negative)}
        return over(lambda s, *rest: floats(s, Parameters(*rest)), "t", _checked_times(t), {**parameters, **heat})
    if inputs.energy("T", T, minimum=0):
        raise InputError("digits", digits, "None (float64) at T > 0")

    def value(time: Any, z: Any, k: Any) -> Any:
        if count > MAX_GAPLESS_DIGITS and z > 1:
            raise AccuracyError(
                f"digits = {count}: for zeta > 1 at most {MAX_GAPLESS_DIGITS} are reached; ask for those"
            )
        return results.real(exact(time, Parameters(z, k, Fraction(), count)), count)

    return each(value, {"t": (t, _checked_time), **parameters})


def _checked_times(t: Input, latest: float = LATEST) -> Any:
    times = real_array("t", t)
    bad = (times < EARLIEST) & (times > 0)
    bad |= times > latest
    if bad.any():
        raise InputError("t", times[bad].ravel()[0], _TIMES.format(latest))
    return times


def _checked_time(name: str, t: Number) -> Number:
    time = exact_real(name, t)
    if time > 0 and not EARLIEST <= to_float(time) <= LATEST_EXACT:
        raise InputError(name, t, _TIMES.format(LATEST_EXACT))
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
    if given.T >= COLDEST and not _frozen(given):
        return _thermal(given.zeta, given.kappa, given.T).signal(times, factor)
    if given.zeta > 1:
        return _decaying(_gapless(given.zeta, given.kappa), times, factor)
    edge, ray = edge_float(given.zeta), _ray(given.zeta, given.kappa)
    envelope = scan.values(times, lambda t: ray.amplitude(t, factor))
    return modulated(envelope, 2 * edge.eps_g, 2 * edge.eps_low, times)


def _frozen(given: Parameters) -> bool:
    """Whether no quasiparticle is left at this temperature: e^(-eps_g/T) < 1e-43, in a gapped state."""
    return bool(edge_float(given.zeta).eps_g > _FROZEN * to_float(given.T))


def _digits_ray(zeta: Any, kappa: Any, working: int) -> ray_digits.DigitsRay:
    make = gapless_digits.critical if zeta == 1 else ray_digits.ray
    return make(zeta, kappa, working)


def _decaying(descent: Descent, times: Array, factor: Factor | None) -> Array:
    """The gapless response, its exponential decay taken out where many times are interpolated."""
    rate = descent.star if descent.pole is None else descent.pole[0]
    early = rate * times < _DECAYED
    out = np.empty(times.shape)
    out[~early] = descent.signal(times[~early], factor)
    some = times[early]
    envelope = scan.values(some, lambda t: descent.signal(t, factor) * np.exp(rate * t))
    out[early] = envelope.real * np.exp(-rate * some)
    return out


def _digits_signal(time: Any, given: Parameters, factor: Factor | None = None) -> Any:
    working = given.digits + ray_digits.GUARD
    if given.zeta > 1 and not gapless_digits.is_early(time, given.zeta, given.kappa):
        return gapless_digits.descent(given.zeta, given.kappa, working).signal(time, factor)
    ray = _digits_ray(given.zeta, given.kappa, working)
    envelope = ray.amplitude(time, factor)
    if given.zeta >= 1:  # no oscillation: digits of the real part, of which more are lost the later the time
        lost = math.ceil(-math.log10(abs(envelope.real) / abs(envelope)))
        if lost > ray_digits.SPARE:
            envelope = _digits_ray(given.zeta, given.kappa, working + lost).amplitude(time, factor)
        return envelope.real
    size = max(0.0, float(ray.context.log10(to_mp(time, ray.context))))
    context = results.context(ray.working + 10 + int(size))
    phase = 2 * context.convert(ray.eps_g) * to_mp(time, context)
    return (context.convert(envelope) * context.expj(-phase)).real


def _settling(given: Parameters) -> Factor:
    """chi^-1(0)/(i omega): from chi(t) to its integral beyond t, normalised."""
    static = doubles.chi_inv(np.zeros(1, dtype=complex), given.zeta, given.kappa, given.T, True)[0].real
    return lambda omega: static / (1j * omega)


def _digits_settling(given: Parameters) -> Factor:
    import flint

    static = flint_engine.chi_inv(Fraction(), given.zeta, given.kappa, given.digits + ray_digits.GUARD).real
    return lambda omega: to_flint(static) / (flint.acb(0, 1) * omega)
