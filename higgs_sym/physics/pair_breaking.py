r"""The digamma functions of pair breaking in float64, for arrays of x > 0, without cancellation.

    p(x) = psi(1/2 + x) - ln x,      q(x) = psi(1/2 + x) - psi(1/2) = p(x) + ln x + C + ln 4.

Eight steps of the recurrence lead to y = x + 8, where the asymptotic series of p in 1/y^2 serves. A step adds
ln((x + k + 1)/(x + k)) - 1/(x + k + 1/2) = 2 (artanh w - w), w = 1/(2 (x + k) + 1), to p and x/[(k + 1/2)(x + k + 1/2)]
to q: only positive terms, p ~ 1/(24 x^2) is as accurate relative to itself as q ~ pi^2 x/2.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from higgs_sym.arithmetic.types import Array

_STEPS = 8
_ASYMPTOTIC = tuple(  # (1 - 2^(1 - 2k)) B_2k/(2k) with Bernoulli's numbers B_2k
    float((1 - Fraction(2, 4**k)) * Fraction(*bernoulli) / (2 * k))
    for k, bernoulli in enumerate(
        ((1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510)), start=1
    )
)
_NEAR = 0.5  # w below which artanh w - w is summed as a series
_TERMS = 26  # 4**-26 < 2**-52


def minus_log(x: Array) -> tuple[Array, Array]:
    """p(x) and x p'(x)."""
    value, slope = _far(x + _STEPS)
    slope = slope * x / (x + _STEPS)
    for k in range(_STEPS):
        w = 1 / (2 * (x + k) + 1)
        value = value + (2 * _excess(w) if k else _first(x, w))
        w2 = w * w
        # dw/dx = -2 w^2; the first step, where w may be 1, needs 1 - w^2 = 4 x (x + 1) w^2
        slope = slope - (4 * x * w2 * w2 / (1 - w2) if k else w2 / (x + 1))
    return value, slope


def difference(x: Array) -> Array:
    """q(x)."""
    y = float(_STEPS)
    value = _far(x + y)[0] - _far(np.array(y))[0] + np.log1p(x / y)
    for k in range(_STEPS):
        value = value + x / ((k + 0.5) * (x + k + 0.5))
    return value


def _far(y: Array) -> tuple[Array, Array]:
    """p(y) and y p'(y) for y >= 8."""
    inverse, value, slope = 1 / (y * y), 0 * y, 0 * y
    for k in range(len(_ASYMPTOTIC), 0, -1):
        value = (value + _ASYMPTOTIC[k - 1]) * inverse
        slope = (slope - 2 * k * _ASYMPTOTIC[k - 1]) * inverse
    return value, slope


def _first(x: Array, w: Array) -> Array:
    return np.where(w < _NEAR, 2 * _excess(np.minimum(w, _NEAR)), np.log1p(1 / x) - 2 * w)


def _excess(w: Array) -> Array:
    """artanh w - w."""
    square, total = w * w, 0 * w
    for k in range(_terms(float(np.max(w, initial=0))), 0, -1):
        total = (total + 1 / (2 * k + 1)) * square
    return w * total


def _terms(w: float) -> int:
    """How many terms of the series reach 2^-52 of its sum."""
    return 1 if w == 0 else max(1, min(_TERMS, int(np.ceil(-18.5 / np.log(w)))))
