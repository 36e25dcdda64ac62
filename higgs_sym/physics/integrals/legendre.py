"""Gauss nodes, Legendre coefficients and the measures of accuracy that the float64 contours share."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array

Factor = Callable[[Any], Any]

QUADRATURE = 56  # nodes per octave for the exponential
ORDERS = (24, 36, 60)  # nodes per octave for chi^-1, until its Legendre coefficients have fallen
_TAIL = 3e-13  # ... to this, relative
_ROUGH = 1e-9  # what the last order is let through with: rounding far out, where e^{-st} leaves little
EMPTY = 0.02  # s t below which one Gauss rule with s ~ x^4 takes all the rest
GONE = 42.0  # decay exponents beyond which nothing is left of 1e-16


def gauss(order: int) -> tuple[Any, Any]:
    """Gauss-Legendre nodes and weights on (0, 1)."""
    nodes, weights = BACKEND.gauss(order)
    return np.array(nodes), np.array(weights)


@lru_cache(maxsize=32)
def projection(order: int) -> Array:
    """Matrix from values at the Gauss nodes on (0, 1) to Legendre coefficients."""
    nodes, weights = gauss(order)
    degrees = np.arange(order)
    return (2 * degrees[:, None] + 1) * np.polynomial.legendre.legvander(2 * nodes - 1, order - 1).T * weights


def converged(coefficients: Array) -> bool:
    """Whether the last Legendre coefficients are rounding."""
    size = np.abs(coefficients)
    return bool(size[-4:].max() <= (_ROUGH if len(size) == ORDERS[-1] else _TAIL) * size.max())
