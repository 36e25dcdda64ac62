"""The lower incomplete gamma function where its parameter is large.

Flint sums a series there, whose ball is wide and whose cost grows with the parameter: at P(8192, 8191) it asks for
seconds and has no digit. The upper function has all of them, and near the edge the two are of equal size.
"""

from __future__ import annotations

from typing import Any

import flint

Ball = Any  # acb
LARGE = 50  # parameter from which on the series is not tried first
FEW_LOST = 64  # bits


def lower_regularized(s: Ball, x: Ball) -> Ball:
    """P(s, x)."""
    if not (s.imag.is_zero() and x.imag.is_zero() and s.real > LARGE and 2 * x.real > s.real):
        return x.gamma_lower(s, regularized=1)
    other = 1 - x.gamma_upper(s, regularized=1)
    if other.rel_accuracy_bits() >= flint.ctx.prec - FEW_LOST:
        return other
    own = x.gamma_lower(s, regularized=1)
    return own if own.rel_accuracy_bits() > other.rel_accuracy_bits() else other


def lower(s: Ball, x: Ball) -> Ball:
    """gamma(s, x), the part of the integral up to x."""
    if s.imag.is_zero() and s.real > LARGE:
        return s.gamma() * lower_regularized(s, x)
    return x.gamma_lower(s)
