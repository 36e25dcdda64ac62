"""A zero of chi^-1 on sheet 1, that is a pole of chi, as a ball.

F = chi^-1 on sheet 1 is analytic where `balls.sheets` proves its formula for a whole box of frequencies; let the box
omega_0 +- R be one, and |F| <= M on it. By Cauchy's estimates the Taylor coefficients of F at omega_0 are bounded by
M/R^k, so that

    F'(omega_0) = [F(omega_0 + h) - F(omega_0)]/h + e,                     |e| <= M h/[R (R - h)],
    |F(omega_0 + d) - F(omega_0) - F'(omega_0) d| <= M rho^2/[R (R - rho)]       for |d| = rho < R.

Where |F'(omega_0)| rho > |F(omega_0)| + M rho^2/[R (R - rho)], the disc of radius rho holds exactly one zero (Rouche).
omega_0 comes from elsewhere; a wrong one fails the inequality.
"""

from __future__ import annotations

from collections.abc import Callable

import flint

from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError

_BOXES = (12, 16, 20, 26)  # R = 2^-k
_STEP = 20  # h = 2^-20 R
_MAX_NEWTON = 12
EXTRA_BITS = 70  # lost in the difference quotient


def zero_near(function: Callable[[Ball], Ball], start: Ball, goal: float) -> Ball:
    """An acb around exactly one zero of `function` next to `start`, an exact acb; aims at the radius `goal`."""
    size, bound = _box(function, start)
    step = size / 2**_STEP
    center = start
    for _ in range(_MAX_NEWTON):
        value = function(center)
        slope = (function(center + step) - value) / step
        if not value.is_finite() or not slope.is_finite():
            break
        slope += _within(bound * step / (size * (size - step)))
        radius = _radius(abs(value).upper(), abs(slope).lower(), bound, size)
        if radius is not None and float(radius) <= goal:
            return center + _within(radius)
        center = (center - value / slope).mid()
        if not abs(center - start) < size / 4:
            break
        size, step = size / 2, step / 2  # the box around the new centre lies in the old one
    raise AccuracyError("no zero could be certified next to the approximate one; ask for fewer digits")


def _box(function: Callable[[Ball], Ball], center: Ball) -> tuple[Ball, Ball]:
    for k in _BOXES:
        size = flint.arb(2) ** -k
        found = abs(function(center + _within(size)))
        if found.is_finite():
            return size, found.upper()
    raise AccuracyError("chi^-1 on sheet 1 could not be bounded next to the approximate pole")


def _radius(value: Ball, slope: Ball, bound: Ball, size: Ball) -> Ball | None:
    radius = 2 * value / slope + size / flint.arb(2) ** (2 * flint.ctx.prec) if slope > 0 else size
    while radius < size / 2:
        if slope * radius > value + bound * radius * radius / (size * (size - radius)):
            return radius.upper()
        radius = radius * 2
    return None


def _within(radius: Ball) -> Ball:
    return flint.acb(flint.arb(0, radius), flint.arb(0, radius))
