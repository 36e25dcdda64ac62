"""Chebyshev interpolation on one panel, in float64."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array

NODES = 22
_AT_ONCE = 4096  # points whose polynomials are held together: they fit the cache


@lru_cache(maxsize=32)
def nodes(count: int = NODES) -> Any:
    """Zeros of T_count on (-1, 1)."""
    return np.cos(np.pi * (np.arange(count) + 0.5) / count)


@lru_cache(maxsize=32)
def _transform(count: int) -> Array:
    """Coefficients from values at the nodes, as a matrix."""
    angle = np.pi * (np.arange(count) + 0.5) / count
    matrix = 2 / count * np.cos(np.arange(count)[:, None] * angle)
    matrix[0] /= 2
    return matrix


def coefficients(values: Array) -> Any:
    """Of the polynomial through complex values at the nodes (last axis): real and imaginary part, (..., nodes, 2)."""
    pairs = np.stack([values.real, values.imag], -1)
    return _transform(values.shape[-1]) @ pairs


def fill(series: Any, t: Any, out: Any, low: float = -1.0, high: float = 1.0) -> None:
    """Put the polynomial on low < t < high with these coefficients, (nodes, 2), at t into the complex array `out`."""
    count, steep = len(series), 2 / (high - low)
    pairs = out.view(float).reshape(-1, 2)
    rows = np.empty((count, min(_AT_ONCE, t.size)))
    for start in range(0, t.size, _AT_ONCE):
        part = np.clip((t[start : start + _AT_ONCE] - low) * steep - 1, -1, 1)
        table = rows[:, : part.size]
        twice = part + part
        table[0], table[1] = 1, part
        for k in range(2, count):
            np.multiply(twice, table[k - 1], out=table[k])
            table[k] -= table[k - 2]
        np.matmul(table.T, series, out=pairs[start : start + _AT_ONCE])
