"""The response in time without moving the contour: sine transform, Volterra equation, precessing pseudospins."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.special import sici

from tests.oracles.plain import gap, golden_rule_double

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)


def panels(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gauss-Legendre on each panel; shapes (panels, nodes)."""
    low, width = ends[:-1, None], np.diff(ends)[:, None]
    return low + width * (1 + _NODES) / 2, width * _WEIGHTS / 2


def sine_transform(absorption: Callable[[np.ndarray], np.ndarray], threshold: float, t: float) -> float:
    """(2/pi) int Im chi(omega) sin(omega t) from the threshold, Im chi ending as 1/ln^2.

    Panels no longer than half a period; the alternating sum over half periods is averaged (Euler).
    """
    first = np.ceil((threshold + 4) * t / np.pi) * np.pi / t
    count = max(40, int(np.ceil((first - threshold) * t / np.pi)) * 2)
    s = np.linspace(0, 1, count + 1)
    omega, weight = panels(threshold + (first - threshold) * s**2)
    start = (absorption(omega.ravel()).reshape(omega.shape) * np.sin(omega * t) * weight).sum()
    omega, weight = panels(first + np.pi / t * np.arange(61))
    terms = (absorption(omega.ravel()).reshape(omega.shape) * np.sin(omega * t) * weight).sum(axis=1)
    sums = start + np.cumsum(terms)
    while len(sums) > 1:
        sums = (sums[1:] + sums[:-1]) / 2
    return float(2 / np.pi * sums[0])


def thermal_sine_transform(absorption: Callable[[np.ndarray], np.ndarray], threshold: float, t: float) -> float:
    """(2/pi) int Im chi(omega) sin(omega t) from 0, with panels graded to 0 and to the threshold from both sides."""
    first = np.ceil((threshold + 2) * t / np.pi) * np.pi / t
    s = np.linspace(0, 1, 7)
    middle = threshold / 2
    ends = np.unique(np.concatenate([middle * s**3, threshold - middle * s**3, threshold + (first - threshold) * s**3]))
    omega, weight = panels(ends)
    start = (absorption(omega.ravel()).reshape(omega.shape) * np.sin(omega * t) * weight).sum()
    x, w = np.polynomial.legendre.leggauss(10)
    omega = first + np.pi / t * (np.arange(31)[:, None] + (1 + x) / 2)
    terms = (absorption(omega.ravel()).reshape(omega.shape) * np.sin(omega * t) * w).sum(axis=1) * np.pi / (2 * t)
    sums = start + np.cumsum(terms)
    while len(sums) > 1:
        sums = (sums[1:] + sums[:-1]) / 2
    return float(2 / np.pi * sums[0])


def volterra(
    zeta: float, static: float, force: Callable[[np.ndarray], np.ndarray], step: float, count: int
) -> np.ndarray:
    """y at step, 2 step, ... from chi^-1(0) y(t) + int_0^t m(t - t') y'(t') dt' = g(t), g starting smoothly.

    m(t) = (2/pi) int (-Im chi^-1/omega) cos(omega t) d omega is the kernel's own dependence on time. y' is taken
    constant on each step, which needs the integral of m only; the result is extrapolated from `step` and `step`/2.
    """
    coarse = _march(_memory(zeta, step, count), static, force(step * np.arange(1, count + 1)), step)
    half = step / 2
    fine = _march(_memory(zeta, half, 2 * count), static, force(half * np.arange(1, 2 * count + 1)), half)[1::2]
    return (4 * fine - coarse) / 3


def _march(memory: np.ndarray, static: float, force: np.ndarray, step: float) -> np.ndarray:
    increments = np.diff(memory)  # of the integrated kernel over one step
    speeds = np.zeros(len(force))
    total = 0.0
    values = []
    for n, g in enumerate(force):
        past = increments[1 : n + 1][::-1] @ speeds[:n]
        speeds[n] = (g - static * total - past) / (increments[0] + static * step)
        total += speeds[n] * step
        values.append(total)
    return np.array(values)


@lru_cache(maxsize=4)
def _spectrum(zeta: float, highest: float = 400.0) -> tuple[np.ndarray, np.ndarray]:
    """omega and (2/pi) (-Im chi^-1) d omega/omega^2 from the threshold up."""
    edge = 2 * float(gap(zeta))
    near, far = edge + (8 - edge) * np.linspace(0, 1, 17) ** 2, np.linspace(8, highest, 641)[1:]
    omega, weight = (each.ravel() for each in panels(np.concatenate([near, far])))
    anchors = np.geomspace(8, highest, 60)  # smooth there: a polynomial in ln omega
    values = np.array([golden_rule_double(float(w), zeta) for w in anchors])
    fit = np.polynomial.Chebyshev.fit(np.log(anchors), values, 16)
    loss = -np.where(omega > 8, fit(np.log(omega)), 0)
    loss[omega <= 8] = [-golden_rule_double(float(w), zeta) for w in omega[omega <= 8]]
    return omega, 2 / np.pi * loss * weight / omega**2


def _memory(zeta: float, step: float, count: int, highest: float = 400.0) -> np.ndarray:
    """int_0^t m at t = 0, step, ..., count step; beyond `highest` -Im chi^-1 is pi/2."""
    omega, measure = _spectrum(zeta)
    t = step * np.arange(count + 1)
    inside = np.array([measure @ np.sin(omega * each) for each in t])
    argument = highest * np.maximum(t, 1e-300)
    return inside + np.sin(argument) / highest - t * sici(argument)[1]


def pseudospins(ratio: float, times: np.ndarray, cutoff: float = 40.0, spacing: float = 0.04) -> np.ndarray:
    """Delta(t)/Delta(0) of BCS pseudospins after the coupling 1/lambda has changed by `ratio`, on a grid of xi.

    s_x' = -2 xi s_y, s_y' = 2 xi s_x + 2 Delta s_z, s_z' = -2 Delta s_y;
    Delta = lambda sum w s_x (Runge-Kutta, order 4).
    Weights with a Gaussian cutoff leave errors of order 1/cutoff^2.
    """
    xi = spacing * (np.arange(int(2.6 * cutoff / spacing)) + 0.5)
    weight = spacing * np.exp(-((xi / cutoff) ** 2))
    energy = np.hypot(xi, 1)
    inverse = (weight / energy).sum() + ratio
    spins = np.stack([1 / energy, 0 * xi, -xi / energy])

    def slope(s: np.ndarray) -> np.ndarray:
        delta = weight @ s[0] / inverse
        return np.stack([-2 * xi * s[1], 2 * xi * s[0] + 2 * delta * s[2], -2 * delta * s[1]])

    step, now, out = 0.01, 0.0, []
    for t in times:
        while now < t - step / 2:
            one = slope(spins)
            two = slope(spins + step / 2 * one)
            three = slope(spins + step / 2 * two)
            spins = spins + step / 6 * (one + 2 * two + 2 * three + slope(spins + step * three))
            now += step
        out.append(weight @ spins[0] / inverse)
    return np.array(out)
