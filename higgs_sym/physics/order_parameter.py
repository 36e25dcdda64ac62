r"""Order parameter against the pair-breaking rate: the Abrikosov-Gor'kov self-consistency.

T > 0 is left to `thermal_order`, which starts from T = 0.

With D = Delta/Delta_0, gamma = zeta D and s = 1/zeta, ln D(zeta) turns into one equation per branch, in an
unknown for which Newton's method is well conditioned on the whole branch:

    zeta <= 1:  y exp(-y) = pi gamma/4,  D = exp(-y),  0 <= y <= pi/4        (gamma <= exp(-pi/4))
    zeta >= 1:  g(t) = -ln(2 gamma),  t = s^2,  D = gamma s,  0 < t <= 1     (exp(-pi/4) <= gamma < 1/2)
                g = log(1 - b/2) + (a + b)/2,  a = arcsin(s)/s - 1,  b = 1 - sqrt(1 - s^2)

Near gamma = 1/2, g = t/12 + O(t^2): D closes as the square root of 1 - 2 gamma, and its relative accuracy is
that of 1 - 2 gamma, which is therefore formed from the exact input (in float64 the difference is exact). No
step cancels: a is summed as a series for t < 1/4; above, the angle arcsin(s) is taken from both s and
sqrt(1 - t), because the arcsin of a rounded s loses half the digits next to s = 1. The slope is free:
t dg/dt = (b - a)/4. The branches join with equal values and slopes at zeta = 1, so that either may be used
where they cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.types import Answer, Array, Context, Exact, Input, Scalar
from higgs_sym.arrays import RealArray, each, real_array, together
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import check_digits, exact_real, to_mp
from higgs_sym.physics import thermal_order
from higgs_sym.quantity import promised
from higgs_sym.records import Source
from higgs_sym.registry import QUANTITIES

_GUARD_DIGITS = 15
_MAX_STEPS = 60
_SERIES_BELOW = 0.25
_SERIES_TERMS_64 = 26  # 4**-26 < 2**-52


@QUANTITIES.register(
    id="order_parameter",
    latex=r"\Delta/\Delta_0",
    source=Source("AbrikosovGorkov1961"),
)
@promised
def order_parameter(gamma: Input, digits: int | None = None, *, T: Input = 0) -> Answer:
    r"""Order parameter Delta(T) in units of Delta_0, its value at T = 0 without pair breaking.

    Parameters
    ----------
    gamma : real number or array
        Pair breaking Gamma/Delta_0 >= 0, dimensionless. A float is the double it is: next to 1/2 the string "0.4999" is
        another number.
    digits : int, optional
        Correct decimal digits, 10 to 100; float64 if not given.
    T : real number or array
        Temperature/Delta_0 >= 0 (k_B = 1); not in units of Delta(T), as in `chi_inv`. It broadcasts with gamma.

    Returns
    -------
    float, array or mpf
        Delta/Delta_0, exactly 0 for gamma >= 1/2 and from T_c (`critical_temperature`) on: float64 with relative error
        <= 1e-12, or an mpf with `digits` correct digits; the accuracy is relative also where it vanishes.

    Raises
    ------
    InputError
        If gamma or T is negative, complex or not finite, or digits is out of range.
    AccuracyError
        If the digits were not reached.

    Notes
    -----
    At T = 0 and while there is a gap, :math:`\ln(\Delta/\Delta_0)=-\pi\zeta/4`. Source: AbrikosovGorkov1961.
    """
    count = check_digits(digits)
    check = partial(exact_real, minimum=0)
    if count is None:
        rates = real_array("gamma", gamma, minimum=0)
        return together(_at_temperatures, "gamma", rates, "T", (T, check))
    given = {"gamma": (gamma, check), "T": (T, check)}
    return each(lambda rate, hot: results.real(_digits(rate, hot, count), count), given)


def _at_temperatures(rates: RealArray, temperatures: list[Exact], which: Array) -> Array:
    return thermal_order.doubles(rates, temperatures, which, _float64(rates))


def _digits(rate: Scalar, temperature: Scalar, digits: int) -> Scalar:
    deficit = exact_real("gamma", 1 - 2 * rate)
    context = results.context(digits + _GUARD_DIGITS)
    found = _multiprecision(to_mp(rate, context), to_mp(deficit, context), digits, context)
    return thermal_order.multiprecision(rate, temperature, found, digits) if temperature and found else found


def _float64(gamma: np.ndarray[Scalar, np.dtype[np.float64]]) -> np.ndarray[Scalar, np.dtype[np.float64]]:
    found = np.zeros(gamma.shape)
    gapped = gamma <= np.exp(-np.pi / 4)
    x = np.pi / 4 * gamma[gapped]
    y = x.copy()
    for _ in range(8):  # from below, quadratic; the slowest start, y = pi/4, needs six
        y -= (y - x * np.exp(y)) / (1 - y)
    found[gapped] = np.exp(-y)
    gapless = (gamma < 0.5) & ~gapped
    excess = -np.log1p(-(1 - 2 * gamma[gapless]))
    t = np.minimum(12 * excess, 1)
    for _ in range(6):
        a, b = _arcsine_excess_64(t), t / (1 + np.sqrt(1 - t))
        step = 4 * (np.log1p(-b / 2) + (a + b) / 2 - excess) / (b - a)
        t = np.minimum(t * (1 - step), 1)
    found[gapless] = gamma[gapless] * np.sqrt(t)
    return found


def _arcsine_excess_64(t: np.ndarray[Scalar, np.dtype[np.float64]]) -> np.ndarray[Scalar, np.dtype[np.float64]]:
    series = np.zeros_like(t)
    low = np.minimum(t, _SERIES_BELOW)
    for k in range(_SERIES_TERMS_64, 0, -1):
        # term k over term k - 1 of arcsin(s)/s is t (2k - 1)^2 / (2k (2k + 1))
        series = low * (2 * k - 1) ** 2 / (2 * k * (2 * k + 1)) * (1 + series)
    high = np.maximum(t, _SERIES_BELOW)
    s = np.sqrt(high)
    direct: np.ndarray[Any, np.dtype[np.float64]] = np.arctan2(s, np.sqrt(1 - high)) / s - 1
    return np.where(t < _SERIES_BELOW, series, direct)


def _multiprecision(gamma: Scalar, deficit: Scalar, digits: int, context: Context) -> Array:
    """D for gamma and deficit = 1 - 2 gamma, proved to `digits` digits by a change of sign around it."""
    if deficit <= 0:
        return context.zero
    if gamma == 0:
        return context.one
    if gamma <= context.exp(-context.pi / 4):
        x = context.pi / 4 * gamma

        def below(y: Scalar) -> tuple[Scalar, Scalar]:
            return y * context.exp(-y) - x, (1 - y) * context.exp(-y)

        return context.exp(-_root(below, x, context.one, digits, context))
    excess = -context.log1p(-deficit)

    def above(t: Scalar) -> tuple[Scalar, Scalar]:
        a, b = _arcsine_excess_mp(t, context), t / (1 + context.sqrt(1 - t))
        return context.log1p(-b / 2) + (a + b) / 2 - excess, (b - a) / (4 * t)

    return gamma * context.sqrt(_root(above, 12 * excess, context.one, digits, context))


def _arcsine_excess_mp(t: Scalar, context: Context) -> Scalar:
    if t >= _SERIES_BELOW:
        s = context.sqrt(t)
        return context.atan2(s, context.sqrt(1 - t)) / s - 1
    total, term, k = context.zero, context.one, 0
    while term > total * context.eps / 4:
        k += 1
        term = term * t * (2 * k - 1) ** 2 / (2 * k * (2 * k + 1))
        total += term
    return total


def _root(
    value_and_slope: Callable[[Scalar], tuple[Scalar, Scalar]],
    start: Scalar,
    upper: Scalar,
    digits: int,
    context: Context,
) -> Scalar:
    """Newton's root of an increasing function on (0, upper], accepted only if the sign changes around it."""
    x = min(start, upper)
    for _ in range(_MAX_STEPS):
        value, slope = value_and_slope(x)
        step = value / slope if slope else context.zero
        x = min(x - step, upper)
        if abs(step) <= abs(x) * context.eps * 1000:  # quadratic: one such step is already past eps
            break
    margin = x * context.mpf(10) ** -(digits + 3)
    lower_value, _ = value_and_slope(x - margin)
    upper_value, _ = value_and_slope(min(x + margin, upper))
    if lower_value < 0 < upper_value or (x + margin > upper and lower_value < 0 <= upper_value + margin):
        return x
    raise AccuracyError(
        f"order_parameter: no change of sign within 1e-{digits + 3} of {context.nstr(x, digits)}; "
        f"ask for fewer than {digits} digits"
    )
