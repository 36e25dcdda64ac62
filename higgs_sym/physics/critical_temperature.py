r"""Critical temperature against the pair-breaking rate (Abrikosov and Gor'kov).

ln(T_c0/T_c) = psi(1/2 + x) - psi(1/2) with x = gamma/(2 pi T_c), T_c0 = exp(C)/pi, C Euler's constant, and
psi(1/2) = -C - ln 4 combine into

    p(x) = psi(1/2 + x) - ln x = -ln(2 gamma),    T_c = gamma/(2 pi x),

in which p decreases from infinity to 0 (as 1/(24 x^2)) and gamma = 1/2, where T_c vanishes, is a regular end: the
deficit 1 - 2 gamma is formed from the exact input, so that T_c ~ sqrt(1 - 2 gamma) is accurate relative to itself.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.convert import digits as digits_of
from higgs_sym.arithmetic.types import Answer, Array, Context, Input, Number, Real, Scalar
from higgs_sym.arrays import Given, RealArray, each, is_array, real_array
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import check_digits, exact_real, to_mp
from higgs_sym.physics import pair_breaking
from higgs_sym.quantity import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

_GUARD_DIGITS = 15
_FLOAT_DIGITS = 18
_MAX_STEPS = 200
_MANY = 50  # numbers beyond which they are solved for together, in doubles
_ACCURACY = 5e-15  # that those have
_SETTLED = 1e-8  # of a quadratic iteration, after which nothing is left
_AT_HALF = -np.euler_gamma - np.log(4)  # psi(1/2)


@QUANTITIES.register(id="critical_temperature", latex=r"T_c/\Delta_0", source=Source("AbrikosovGorkov1961"))
@promised
def critical_temperature(gamma: Input, digits: int | None = None) -> Answer:
    r"""Critical temperature T_c/Delta_0, Delta_0 being the order parameter at T = 0 without pair breaking (k_B = 1).

    Parameters
    ----------
    gamma : real number or array
        Pair breaking Gamma/Delta_0 >= 0, dimensionless, any shape.
    digits : int, optional
        Correct decimal digits, 10 to 100; float64 if not given.

    Returns
    -------
    float, array or mpf
        :math:`e^{C}/\pi = 0.5669` at gamma = 0 (C is Euler's constant), exactly 0 for gamma >= 1/2: float64, correctly
        rounded (of more than 50 at once, right to 5e-15 of itself), or an mpf with `digits` correct digits (an array of
        them), relative to T_c also where it vanishes.

    Raises
    ------
    InputError
        If gamma is negative, complex or not finite, or digits is out of range.
    AccuracyError
        If the digits were not reached.

    Notes
    -----
    The root of :math:`\ln(T_{c0}/T_c)=\psi(\tfrac12+\Gamma/2\pi T_c)-\psi(\tfrac12)`. Source: AbrikosovGorkov1961.
    """
    count = check_digits(digits)
    rates: Given = {"gamma": (gamma, partial(exact_real, minimum=0))}
    if count is not None:
        return each(lambda rate: results.real(multiprecision(rate, count), count), rates)
    if is_array(gamma):
        given = real_array("gamma", gamma, minimum=0)
        if given.size > _MANY and np.asarray(gamma).dtype.kind in "iuf":
            return doubles(given.ravel()).reshape(given.shape)
    found = each(lambda rate: float(multiprecision(rate, _FLOAT_DIGITS)), rates)
    return found.astype(float) if is_array(gamma) else found


def doubles(gamma: RealArray) -> RealArray:
    """T_c of many gamma by Newton's method on doubles, from digits if one of three is not what digits say."""
    found = np.where(gamma == 0, without_pair_breaking(), 0.0)
    places = np.flatnonzero((gamma > 0) & (gamma < 0.5))
    if not places.size:
        return found
    rate = gamma[places]
    with np.errstate(all="ignore"):
        x, settled = _inverse_doubles(minus_log_doubles(rate))
        weak = without_pair_breaking() * np.exp(-pair_breaking.difference(x))  # where ln x is large
        found[places] = np.where(x > 1, rate / (2 * np.pi * x), weak)
    order = np.argsort(rate)
    chosen = np.unique(order[[0, order.size // 2, -1]])
    agreed = all(abs(found[places[k]] / _direct(rate[k]) - 1) <= _ACCURACY for k in chosen.tolist())
    for k in np.flatnonzero(~settled if agreed else np.ones(rate.size)).tolist():
        found[places[k]] = _direct(rate[k])
    return found


def _direct(gamma: float) -> float:
    return float(multiprecision(Fraction(gamma), _FLOAT_DIGITS))


@cache
def without_pair_breaking() -> float:
    """T_c0."""
    return _direct(0.0)


def minus_log_doubles(gamma: RealArray) -> RealArray:
    """`minus_log` for doubles 0 < gamma < 1/2."""
    return np.where(gamma > 0.25, -np.log1p(2 * gamma - 1), -np.log(2 * gamma))


def _inverse_doubles(excess: RealArray) -> tuple[Array, Array]:
    """`_inverse` for doubles, and where it has settled."""
    x = np.where(excess > 1, np.exp(_AT_HALF - excess), 1 / np.sqrt(24 * excess))
    step = x
    for _ in range(_MAX_STEPS):
        value, slope = pair_breaking.minus_log(x)
        step = value / slope * np.log(value / excess)
        x = x * np.exp(-step)
        if (np.abs(step) < _SETTLED).all():
            break
    return x, np.abs(step) < _SETTLED


def multiprecision(gamma: Scalar, digits: int) -> Scalar:
    """T_c for an exact gamma >= 0, proved to `digits` digits by a change of sign around it."""
    deficit = exact_real("gamma", 1 - 2 * gamma)
    context = results.context(digits + _GUARD_DIGITS)
    if not deficit > 0:
        return context.zero
    if gamma == 0:
        return context.exp(context.euler) / context.pi
    # p(x) = 1/(24 x^2) + ... is the small difference of two logarithms where T_c is small
    lost = max(0, -2 * digits_of(context.mag(to_mp(deficit, context))))
    wide = results.context(digits + _GUARD_DIGITS + lost)
    rate = to_mp(gamma, wide)
    return rate / (2 * wide.pi * _inverse(minus_log(rate, deficit, wide), digits, wide))


def minus_log(gamma: Number, deficit: Number, context: Context) -> Scalar:
    """-ln(2 gamma) from gamma or, next to 1/2, from the exact 1 - 2 gamma."""
    small = to_mp(deficit, context)
    return -context.log(2 * gamma) if 2 * small > 1 else -context.log1p(-small)


def pair_breaking_log(x: Number, context: Context) -> Scalar:
    """p(x) = psi(1/2 + x) - ln x."""
    return context.digamma(context.mpf(1) / 2 + x) - context.log(x)


def _inverse(excess: Real, digits: int, context: Context) -> Scalar:
    """The x > 0 with p(x) = excess > 0: Newton in ln p(ln x), straight at either end."""
    x = context.exp(context.digamma(context.mpf(1) / 2) - excess) if excess > 1 else 1 / context.sqrt(24 * excess)
    for _ in range(_MAX_STEPS):
        value = pair_breaking_log(x, context)
        slope = x * context.psi(1, context.mpf(1) / 2 + x) - 1
        step = value / slope * context.log(value / excess)
        x = x * context.exp(-step)
        if abs(step) < context.mpf(10) ** (-digits - 5):
            break
    margin = context.mpf(10) ** (-digits - 3)
    if pair_breaking_log(x * (1 - margin), context) > excess > pair_breaking_log(x * (1 + margin), context):
        return x
    raise AccuracyError(
        f"critical_temperature: no change of sign to {digits + 3} digits; ask for fewer than {digits} digits"
    )
