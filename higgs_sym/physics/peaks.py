"""The maximum of Im chi on the real axis: place, height, width, and how far from a Lorentzian."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.types import Array, Context, Exact, Input, Number, Real, Scalar
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.engines import doubles
from higgs_sym.physics.engines import flint as flint_engine
from higgs_sym.physics.integrals.legendre import gauss, projection
from higgs_sym.quantity import not_negative, promised

MAX_DIGITS = 40
_GRID = 48  # distances from the threshold, to begin with
_WINDOW = 14  # values of a window in which the maximum is sought
_SHRINKING = 4  # windows, at most
_CONVERGED = 1e-13  # last coefficients relative to the first
_FIT = 16  # samples of a line for the Lorentzian
_DENSE = 40  # ... and for its deviation
_FARTHEST = 1e4  # where the search for half the height of a line without end is given up
_CLOSER = 0.05  # the second window that a crossing is sought in, relative to the first
_KNOWN = 8  # digits of the place in float64
_GUARD = 8


class AbsorptionPeak(NamedTuple):
    """The maximum of Im chi(omega): place, height, full width at half maximum, and how far from a Lorentzian."""

    frequency: Any
    height: Any
    width: float | None
    lorentzian_residual: float | None


@promised
def absorption_peak(zeta: Input, *, kappa: Input = 0, digits: int | None = None) -> AbsorptionPeak:
    r"""Frequency at which Im chi(omega) is largest, with height, width and deviation from a Lorentzian; T = 0.

    Parameters
    ----------
    zeta : real number
        Pair breaking Gamma/Delta > 0 (0 with kappa > 0 is accepted too).
    kappa : real number
        Momentum, D q^2/Delta >= 0.
    digits : int, optional
        Correct decimal digits of frequency and height, 10 to 40; float64 if not given.

    Returns
    -------
    AbsorptionPeak
        frequency and height as floats (relative error 1e-9 and 1e-11) or mpf; width (full width at half maximum) and
        lorentzian_residual as floats. The latter is the largest deviation, over the height, from the Lorentzian
        :math:`h w^2/[(\omega-\omega_0)^2+w^2]` that fits best between the points of half height. Im chi falls as
        :math:`1/\ln^2\omega` only: where it has not fallen to half its height at omega = 1e4 (kappa beyond about 100),
        both are None.

    Raises
    ------
    InputError
        For zeta or kappa < 0, both 0, digits out of range.
    AccuracyError
        If the accuracy was not reached.

    Notes
    -----
    Source: DzeroKamenev2025, Eq. (23) and the text before it.
    """
    count = inputs.check_digits(digits, MAX_DIGITS)
    z, k = not_negative("zeta", zeta), not_negative("kappa", kappa)
    if not z and not k:
        raise InputError("zeta", zeta, "zeta > 0 or kappa > 0: without either Im chi diverges at 2")
    return _peak(z, k, count)


@lru_cache(maxsize=256)
def _peak(z: Scalar, k: Scalar, count: int | None) -> AbsorptionPeak:
    place, size = _coarse(z, k)
    centre, height = _refined(place, size, z, k)
    left, right = _halves(centre, height, z, k)
    if right is None:
        width, residual = None, None
    else:
        width, residual = right - left, _lorentzian(left, right, height, z, k)
    if count is not None:
        centre, height = _refined_digits(centre, z, k, count)
    return AbsorptionPeak(centre, height, width, residual)


def _absorption(omega: Scalar, zeta: Scalar, kappa: Scalar) -> Scalar:
    values = doubles.chi_inv(np.asarray(omega, dtype=complex), zeta, kappa, Fraction(), True)
    return -values.imag / np.abs(values) ** 2


def _coarse(zeta: Scalar, kappa: Scalar) -> tuple[float, float]:
    """Where a logarithmic grid of distances from the threshold peaks, and the distance of its neighbours."""
    edge = 2 * edge_float(zeta).eps_g
    grid = np.logspace(-12, max(2.5, math.log10(1 + float(kappa)) + 1), _GRID)
    for _ in range(2):
        values = _absorption(edge + grid, zeta, kappa)
        k = int(np.argmax(values))
        low, high = grid[max(k - 1, 0)], grid[min(k + 1, len(grid) - 1)]
        grid = np.geomspace(low, high, _WINDOW)
    return edge + float(grid[_WINDOW // 2]), float(high - low) / 2


def _refined(place: float, size: float, zeta: Scalar, kappa: Scalar) -> tuple[Scalar, Scalar]:
    """The maximum of Legendre series on shrinking windows, until the series has converged."""
    height = 0.0
    for _ in range(_SHRINKING):
        nodes = place + size * (2 * gauss(_WINDOW)[0] - 1)
        series = np.polynomial.legendre.Legendre(projection(_WINDOW) @ _absorption(nodes, zeta, kappa))
        inside = [float(x.real) for x in series.deriv().roots() if abs(x.imag) < 1e-6 and abs(x.real) < 1]
        if not inside:
            raise AccuracyError(f"no maximum of Im chi within {size:.3g} of {place:.6g}; ask for digits=15")
        x = max(inside, key=series)
        place, height = place + size * x, float(series(x))
        if np.abs(series.coef[-2:]).max() <= _CONVERGED * np.abs(series.coef).max():
            break
        size /= 3
    return place, height


def _refined_digits(centre: float, zeta: Scalar, kappa: Scalar, digits: int) -> tuple[Scalar, Scalar]:
    """Newton's method on the slope of Im chi, from three values each, the digits doubling every time."""
    context = results.context(2 * digits + 3 * _GUARD + 20)
    place, known, width = context.mpf(centre), _KNOWN, context.mpf(_scale(centre, zeta))
    while True:
        goal = min(2 * known, digits + 2)
        h = width * context.mpf(10) ** (-(goal // 2) - 1)
        low, here, high = (_height(place + k * h, zeta, kappa, goal + goal // 2 + _GUARD, context) for k in (-1, 0, 1))
        slope, bend = (high - low) / (2 * h), (high - 2 * here + low) / h**2
        step = slope / bend
        if abs(step) > width * context.mpf(10) ** (3 - known):
            raise AccuracyError(f"absorption_peak reached fewer than {digits} digits at zeta = {inputs.show(zeta)}")
        place -= step
        if goal >= digits + 2 and abs(step) < width * context.mpf(10) ** (-(digits + 4) // 2):
            return results.real(place, digits), results.real(here - slope * step / 2, digits)
        known = goal


def _scale(centre: float, zeta: Exact) -> float:
    """The length on which Im chi varies at its maximum."""
    return min(1.0, centre - 2 * edge_float(zeta).eps_g)


def _height(omega: Real, zeta: Real, kappa: Real, digits: int, context: Context) -> Number:
    value = context.convert(flint_engine.chi_inv(to_fraction(omega), zeta, kappa, digits))
    return -value.imag / (value.real**2 + value.imag**2)


def _halves(centre: float, height: float, zeta: Exact, kappa: Exact) -> tuple[float, float | None]:
    """Where the absorption has fallen to half of its maximum, on either side; None if it has not within reach."""

    def excess(omega: Any) -> Array:
        return np.asarray(_absorption(omega, zeta, kappa)) / height - 0.5

    edge = 2 * edge_float(zeta).eps_g
    count = math.ceil(math.log2(_FARTHEST / (centre - edge))) + 1
    outer = centre + (centre - edge) * 2.0 ** np.arange(count)
    outer = np.append(outer[outer < _FARTHEST], _FARTHEST)
    fallen = np.flatnonzero(excess(outer) <= 0)
    if not fallen.size:
        return _crossings(excess, [(centre, edge)])[0], None
    k = int(fallen[0])
    left, right = _crossings(excess, [(centre, edge), (float(outer[k - 1]) if k else centre, float(outer[k]))])
    return left, right


def _crossings(function: Callable[[Any], Array], brackets: list[tuple[float, float]]) -> list[float]:
    """The zeros between points where the function is positive and where it is not: of Legendre series, if they do."""
    nodes, matrix = 2 * gauss(_WINDOW)[0] - 1, projection(_WINDOW)
    middles, sizes = (np.array(x) for x in zip(*(((a + b) / 2, (b - a) / 2) for a, b in brackets), strict=True))
    found = middles
    for size in (sizes, sizes * _CLOSER):
        values = function((found[:, None] + size[:, None] * nodes).ravel()).reshape(-1, _WINDOW)
        found = np.array([c + s * _zero(matrix @ v) for c, s, v in zip(found, size, values, strict=True)])

    def alone(x: float) -> float:
        return float(function(np.array([x]))[0])

    good = np.abs(found - middles) < np.abs(sizes)
    return [float(x) if ok else _crossing(alone, *b) for x, ok, b in zip(found, good, brackets, strict=True)]


def _zero(series: Array) -> float:
    """The first zero in (-1, 1) of a Legendre series; NaN if there is none."""
    roots = np.polynomial.legendre.legroots(series)
    inside = roots.real[(np.abs(roots.imag) < 1e-6) & (np.abs(roots.real) < 1)]
    return float(inside.min()) if inside.size else math.nan


def _crossing(function: Callable[[float], float], above: float, below: float) -> float:
    """The zero between a point where the function is positive and one where it is not (Illinois method)."""
    high, low, last = function(above), function(below), 0
    for _ in range(100):
        middle = (above * low - below * high) / (low - high)
        value = function(middle)
        if abs(value) < 1e-12 or abs(above - below) < 1e-13 * abs(above):
            break
        if value > 0:
            above, high, low = middle, value, low / 2 if last > 0 else low
        else:
            below, low, high = middle, value, high / 2 if last < 0 else high
        last = 1 if value > 0 else -1
    return middle


def _lorentzian(left: float, right: float, height: float, zeta: Array, kappa: Array) -> float:
    """Largest deviation from the best Lorentzian (least squares) between two points."""
    middle, reach = (left + right) / 2, (right - left) / 2
    x = 2 * gauss(_FIT)[0] - 1
    nodes = middle + reach * (2 * gauss(_DENSE)[0] - 1)
    data, exact = np.split(_absorption(np.concatenate([middle + reach * x, nodes]), zeta, kappa) / height, [_FIT])
    powers = np.stack([np.ones(_FIT), x, x * x], axis=1)
    weights = data**2
    shape = np.zeros(3)
    for _ in range(30):  # 1/data is a parabola; the weights turn its error into that of data
        before, shape = shape, np.linalg.lstsq(powers * weights[:, None], weights / data, rcond=None)[0]
        if np.abs(shape - before).max() <= 1e-15 * np.abs(shape).max():
            break
        weights = data / (powers @ shape)
    dense = np.linspace(-1, 1, 201)
    curve = np.polynomial.legendre.legval(dense, projection(_DENSE) @ exact)
    return float(np.abs(curve - 1 / (shape[0] + shape[1] * dense + shape[2] * dense**2)).max())
