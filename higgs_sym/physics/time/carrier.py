"""e^{-i omega t} for large omega t: the phase reduced before it is rounded."""

from __future__ import annotations

import numpy as np

from higgs_sym.arithmetic.types import Array, Number

# 2 pi in three pieces; the first two have 30 bits, so that their multiples up to 2^23 are exact
_FIRST = float.fromhex("0x1.921fb54000000p+2")
_SECOND = float.fromhex("0x1.10b4610000000p-28")
_THIRD = 2.2884754904439327e-17
_TURNS = 1 / (_FIRST + _SECOND)
_BLOCK = 8192  # times whose phases are held together: they fit the cache
_SPLIT = 134217729.0  # 2^27 + 1


def carrier(high: float, low: float, t: Number) -> Array:
    """exp(-i (high + low) t) for an array t, accurate to rounding while (high + low) t < 10^7."""
    return np.exp(-1j * _phase(high, low, t))


def modulated(envelope: Array, high: float, low: float, t: Array) -> Array:
    """Re[envelope exp(-i (high + low) t)] for one-dimensional arrays, block by block."""
    out = np.empty(t.shape)
    for start in range(0, t.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        phase, part = _phase(high, low, t[block]), envelope[block]
        out[block] = part.real * np.cos(phase) + part.imag * np.sin(phase)
    return out


def _phase(high: float, low: float, t: Number) -> Array:
    """(high + low) t less whole turns."""
    product = high * t
    h1, h2 = _halves(high)
    t1, t2 = _halves(t)
    error = ((h1 * t1 - product) + h1 * t2 + h2 * t1) + h2 * t2
    turns = np.rint(product * _TURNS)
    rest = ((product - turns * _FIRST) - turns * _SECOND) - turns * _THIRD
    return rest + (error + low * t)


def _halves(x: Number) -> tuple[Number, Number]:
    """x as a sum of two numbers of 26 bits (Dekker)."""
    big = _SPLIT * x
    high = big - (big - x)
    return high, x - high
