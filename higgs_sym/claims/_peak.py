"""Where Im chi is largest above the threshold, from the full integral, to any number of digits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from higgs_sym import inputs, results
from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.types import Context, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.engines.digits import once
from higgs_sym.physics.engines.flint import ENGINE
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi

WEAK = Fraction(1, 1000)  # below it the peak is so close to 2 Delta that 2 Delta is the centre of the window
GUARD = 4
ROUGH = 11  # nodes of the first of two windows, which is in double precision
SHARP = 7  # digits of a place that double precision yields at best
ENOUGH, BETWEEN = 5, 15  # with fewer than so many there is a second window, which yields so many
ATTEMPTS = 8
AWAY = 12  # half-widths of the first window from it to the singularities, or more


@lru_cache(maxsize=256)
def below_two(zeta: Fraction, digits: int) -> Any:
    """2 - omega_res in units of Delta to `digits` digits, as an mpf.

    Im chi is interpolated at Chebyshev nodes around the maximum and the zero of the series' derivative is found by
    Newton's method; the last coefficients of the series tell whether it has converged.
    """
    ctx = results.context(2 * digits + 60)
    exact = inputs.to_mp(zeta, ctx)
    lost = max(0, int(-ctx.log10(exact)))
    wanted = digits + lost + GUARD
    if wanted > inputs.MAX_DIGITS:
        raise AccuracyError(f"the peak at zeta = {float(zeta):.2g} to {digits} digits; ask for fewer digits")
    edge = 2 * ctx.convert(gap(zeta, digits=wanted))
    centre = ctx.mpf(2) if zeta < WEAK else ctx.mpf(_coarse(zeta))
    half = (centre - edge) / AWAY
    scale = lost // 3  # |omega_res - 2| is smaller than the window by this many digits
    near = centre + half * _rough(zeta, centre, half, ctx)
    gained = min(SHARP, int(ctx.log10(half)) + SHARP + 6)  # energies near 2 have 16 digits
    for asked in (BETWEEN, digits + scale + GUARD) if gained < ENOUGH else (digits + scale + GUARD,):
        narrow = half / ctx.mpf(10) ** gained
        near += narrow * _maximum(zeta, near, narrow, asked + gained, gained + 1, ctx)
        gained = asked - GUARD // 2
    return 2 - near


def _rough(zeta: Fraction, centre: Number, half: Number, ctx: Context) -> Number:
    """Place of the maximum in units of `half` from `centre`, from values in double precision."""
    angles = _angles(ROUGH, ctx)
    places = np.array([float(centre + half * ctx.cos(a)) for a in angles])
    return _stationary(_series([ctx.mpf(float(v)) for v in np.imag(chi(places, float(zeta)))], angles, ctx), ctx)


def _maximum(zeta: Fraction, centre: Number, half: Number, digits: int, yields: int, ctx: Any) -> Number:
    """The same from values to `digits` digits, of which a Chebyshev node yields `yields`."""
    angles = _angles(digits // yields + 2, ctx)
    values = _absorption([centre + half * ctx.cos(a) for a in angles], zeta, digits + GUARD, ctx)
    series = _series(values, angles, ctx)
    _check(series, digits - GUARD - yields, ctx)  # the first coefficient left out is smaller by so many digits
    return _stationary(series, ctx)


def _absorption(places: Sequence[Number], zeta: Fraction, digits: int, ctx: Context) -> list[Number]:
    """Im chi at places so close together that a rule which serves one of them serves all: checked at the first."""
    shown = min(inputs.MAX_DIGITS, max(inputs.MIN_DIGITS, digits) + GUARD)
    known = ctx.convert(chi(places[0], zeta, digits=shown).imag)
    effort = 1.4
    for _ in range(ATTEMPTS):
        found = [_by_one_rule(places[0], zeta, shown, effort, ctx)]
        if abs(found[0] - known) < abs(known) * ctx.mpf(10) ** -digits:
            return found + [_by_one_rule(place, zeta, shown, effort, ctx) for place in places[1:]]
        effort *= 1.25
    raise AccuracyError(f"the absorption at zeta = {float(zeta):.2g} to {digits} digits")


def _by_one_rule(omega: Number, zeta: Fraction, digits: int, effort: float, ctx: Context) -> Number:
    value = ctx.convert(once(ENGINE, to_fraction(omega), zeta, Fraction(0), digits, effort))
    return -value.imag / (value.real**2 + value.imag**2)


def _angles(count: int, ctx: Context) -> list[Any]:
    """Chebyshev nodes are their cosines."""
    return [ctx.pi * (k + ctx.mpf(1) / 2) / count for k in range(count)]


def _series(values: Sequence[Any], angles: Sequence[Any], ctx: Context) -> list[Any]:
    """Coefficients of the Chebyshev polynomials."""
    count = len(angles)
    return [2 * ctx.fsum(v * ctx.cos(n * a) for v, a in zip(values, angles, strict=True)) / count for n in range(count)]


def _coarse(zeta: Fraction) -> float:
    """The maximum of Im chi in double precision."""
    low, high = 2 * gap(zeta), 2.2
    for _ in range(4):
        grid = np.linspace(low, high, 41)
        best = int(np.argmax(np.imag(chi(grid, zeta))))
        low, high = grid[max(0, best - 1)], grid[min(40, best + 1)]
    return float(grid[best])


def _check(series: list[Number], digits: int, ctx: Context) -> None:
    tail = max(abs(c) for c in series[-2:])
    if tail > abs(series[0]) * ctx.mpf(10) ** -digits:
        raise AccuracyError(f"the peak is resolved to {int(-ctx.log10(tail / abs(series[0])))} digits only")


def _stationary(series: list[Number], ctx: Context) -> Any:
    """Zero of the derivative of sum c_n T_n on (-1, 1), by Newton from the middle."""
    first = _derivative(series)
    second = _derivative(first)
    x = ctx.zero
    for _ in range(100):
        step = _sum(first, x) / _sum(second, x)
        x -= step
        if abs(x) > 1:
            raise AccuracyError("no stationary point near the expected peak")
        if abs(step) < ctx.eps * 1000:
            return x
    raise AccuracyError("Newton's method for the peak does not settle")


def _derivative(series: list[Number]) -> list[Number]:
    """Chebyshev coefficients of the derivative; the first one counts half, as in `series`."""
    found = [0 * series[0]] * (len(series) + 1)
    for n in range(len(series) - 1, 0, -1):
        found[n - 1] = found[n + 1] + 2 * n * series[n]
    return found[: len(series)]


def _sum(series: list[Number], x: Number) -> Number:
    """Clenshaw."""
    b1 = b2 = 0 * x
    for c in reversed(series[1:]):
        b1, b2 = 2 * x * b1 - b2 + c, b1
    return x * b1 - b2 + series[0] / 2
