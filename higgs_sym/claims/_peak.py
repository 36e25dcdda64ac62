"""Where Im chi is largest above the threshold, from the full integral, to any number of digits."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from higgs_sym import inputs, precision
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi

WEAK = Fraction(1, 1000)  # below it the peak is so close to 2 Delta that 2 Delta is the centre of the window
DIGITS_PER_NODE = 1.15  # of a Chebyshev series on a window of one sixth of the distance to the threshold
GUARD = 4


@lru_cache(maxsize=256)
def below_two(zeta: Fraction, digits: int) -> Any:
    """2 - omega_res in units of Delta to `digits` digits, as an mpf.

    Im chi is interpolated at Chebyshev nodes around the maximum and the zero of the series' derivative is found by
    Newton's method; the last coefficients of the series tell whether it has converged.
    """
    ctx = precision.context(2 * digits + 60)
    exact = inputs.to_mp(zeta, ctx)
    lost = max(0, int(-ctx.log10(exact)))
    wanted = digits + lost + GUARD
    if wanted > inputs.MAX_DIGITS:
        raise AccuracyError(f"the peak at zeta = {float(zeta):.2g} to {digits} digits; ask for fewer digits")
    edge = 2 * ctx.convert(gap(zeta, digits=wanted))
    centre = ctx.mpf(2) if zeta < WEAK else ctx.mpf(_coarse(zeta))
    half = (centre - edge) / 12
    count = int((digits + lost / 3 + GUARD) / DIGITS_PER_NODE) + 3 + 4
    angles = [ctx.pi * (k + ctx.mpf(1) / 2) / count for k in range(count)]
    shown = min(inputs.MAX_DIGITS, digits + lost // 3 + GUARD + 4)
    values = [ctx.convert(chi(centre + half * ctx.cos(a), zeta, digits=shown).imag) for a in angles]
    series = [
        2 * ctx.fsum(v * ctx.cos(n * a) for v, a in zip(values, angles, strict=True)) / count for n in range(count)
    ]
    _check(series, digits + lost // 3, ctx)
    place = _stationary(series, ctx)
    return 2 - centre - half * place


def _coarse(zeta: Fraction) -> float:
    """The maximum of Im chi in double precision."""
    low, high = 2 * gap(zeta), 2.2
    for _ in range(4):
        grid = np.linspace(low, high, 41)
        best = int(np.argmax(np.imag(chi(grid, zeta))))
        low, high = grid[max(0, best - 1)], grid[min(40, best + 1)]
    return float(grid[best])


def _check(series: list[Any], digits: int, ctx: Any) -> None:
    tail = max(abs(c) for c in series[-2:])
    if tail > abs(series[0]) * ctx.mpf(10) ** -digits:
        raise AccuracyError(f"the peak is resolved to {int(-ctx.log10(tail / abs(series[0])))} digits only")


def _stationary(series: list[Any], ctx: Any) -> Any:
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


def _derivative(series: list[Any]) -> list[Any]:
    """Chebyshev coefficients of the derivative; the first one counts half, as in `series`."""
    found = [0 * series[0]] * (len(series) + 1)
    for n in range(len(series) - 1, 0, -1):
        found[n - 1] = found[n + 1] + 2 * n * series[n]
    return found[: len(series)]


def _sum(series: list[Any], x: Any) -> Any:
    """Clenshaw."""
    b1 = b2 = 0 * x
    for c in reversed(series[1:]):
        b1, b2 = 2 * x * b1 - b2 + c, b1
    return x * b1 - b2 + series[0] / 2
