"""Kramers-Kronig: Re chi^-1 from Im chi^-1, subtracted once at omega = 0 (Re chi^-1 grows as a logarithm).

Re chi^-1(omega) - chi^-1(0) = (2 omega^2/pi) P int_{threshold}^inf Im chi^-1(x) dx / [x (x^2 - omega^2)]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np


def rises(
    imaginary: Callable[[np.ndarray], np.ndarray], omegas: Sequence[float], threshold: float, scale: float
) -> list[float]:
    """Re chi^-1(omega) - chi^-1(0) for each omega; `imaginary` is vectorised and called once.

    Gauss-Legendre on panels graded from `scale` (where Im chi^-1 changes its form) outwards. The principal
    value is taken by subtracting Im chi^-1(omega)/omega, whose own integral is elementary.
    """
    nodes, weights = np.polynomial.legendre.leggauss(12)
    edges = threshold + np.concatenate([[0.0], np.geomspace(scale, 3e3, 2 + math.ceil(math.log2(3e3 / scale)))])
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    x, weight = (middle[:, None] + half[:, None] * nodes).ravel(), (half[:, None] * weights).ravel()
    last = float(edges[-1])
    sampled = imaginary(np.concatenate([x, [last], [max(w, threshold) for w in omegas]]))
    inside, at_last, at_omegas = sampled[: len(x)], sampled[len(x)], sampled[len(x) + 1 :]
    found = []
    for omega, at_omega in zip(omegas, at_omegas, strict=True):
        pole = float(at_omega) / omega if omega > threshold else 0.0
        total = float(((inside / x - pole) / (x * x - omega * omega)) @ weight)
        total += pole * (_principal(last, omega) - _principal(threshold, omega))
        total += float(at_last) / (2 * last**2)  # Im chi^-1 is constant there up to 1/last
        found.append(2 * omega**2 / math.pi * total)
    return found


def _principal(y: float, omega: float) -> float:
    return math.log(abs((y - omega) / (y + omega))) / (2 * omega)
