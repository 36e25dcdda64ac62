"""Limits known in closed form, and the one-dimensional real integral that is left at zeta = 0, kappa > 0."""

from __future__ import annotations

import cmath
import itertools
import math

from scipy.integrate import quad


def bcs(omega: complex) -> complex:
    """chi^-1 at zeta = kappa = 0: sqrt(1 - w^2) arcsin(w)/w, w = omega/2 (+ i0)."""
    w = complex(omega) / 2
    if w.imag == 0 and abs(w.real) > 1:
        size = abs(w.real)
        value = math.sqrt((size - 1) * (size + 1)) / size * complex(math.acosh(size), -math.pi / 2)
        return value if w.real > 0 else value.conjugate()
    return cmath.sqrt((1 - w) * (1 + w)) * cmath.asin(w) / w


def static(zeta: float) -> float:
    """chi^-1(0) at kappa = 0, from d ln(Delta/Delta_0)/d zeta on either side of zeta = 1."""
    if zeta <= 1:
        return 1 - math.pi * zeta / 4
    root = math.sqrt((zeta - 1) * (zeta + 1))
    return 1 - (zeta * math.atan2(1, root) + root / zeta) / 2


def bcs_golden_rule(omega: float, kappa: float) -> float:
    """Im chi^-1 at zeta = 0: densities and coherence factors of BCS, a diffusive Lorentzian between them."""
    half, reach = omega / 2, omega / 2 - 1
    if reach <= 0:
        return 0.0

    def rate(phi: float) -> float:
        # eps = half +- reach sin(phi): d eps cancels one inverse root at each edge
        s = math.sin(phi)
        above, below = 1 - s, 1 + s
        one, two = half - reach * s, half + reach * s
        p, q = math.sqrt(reach * above * (one + 1)), math.sqrt(reach * below * (two + 1))
        coherence = (one * two - 1) / (p * q)
        sum_, difference = kappa / (kappa**2 + (p + q) ** 2), kappa / (kappa**2 + (p - q) ** 2)
        return ((1 - coherence) * sum_ - (1 + coherence) * difference) * reach * math.cos(phi)

    width = min(1.5, kappa)
    marks = [0.0, width / 4, width, math.pi / 2]
    parts = [quad(rate, a, b, epsabs=1e-13, epsrel=1e-12, limit=400)[0] for a, b in itertools.pairwise(marks)]
    return float(sum(parts))  # half the integral over -pi/2..pi/2, which is even
