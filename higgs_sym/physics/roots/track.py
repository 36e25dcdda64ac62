"""The root along a straight line of energies from the turning point, in float64: physical above the axis, continued
through the cut below it.

At the edge q ~ -i sqrt(D/3m) (gapless: u = i sqrt(zeta^2 - 1), at zeta = 1 u ~ (-2z)^(1/3)), with the same branch on
either side of the cut. From there the root is followed: Euler's predictor, Newton's corrector, steps so short that the
corrector is far inside its region of convergence. In sigma, x = goal sigma^power, the root is smooth at the start.
"""

from __future__ import annotations

import cmath
import math

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Number, Real, Scalar
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root

_ALPHA = 0.02  # Newton's first step times half the curvature over the slope; below 0.15 it converges to the same root
_FIRST = 0.01  # of the range of the expansion at the start
_POLISH = 4
_LEAST = 1e-13  # shortest step, relative


class Track:
    """The root at x = goal sigma^power + bend sigma (1 - sigma) (2 sigma - 1), 0 < sigma <= 1; zeta > 0.

    Im goal has either sign; a line is bent in the gapless state only.
    """

    def __init__(self, edge: Edge, goal: complex, bend: complex = 0j) -> None:
        self.edge, self.goal, self.bend = edge, goal, bend
        self.power = start_power(edge)
        self._follow()

    def roots(self, sigma: Number) -> Root:
        """Roots for an array of sigma."""
        return quartic.root_of(BACKEND, self.edge, self.points(sigma)[0], self.starts(sigma))

    def starts(self, sigma: Scalar) -> Scalar:
        """q when gapped, u when gapless, to double precision."""
        found = np.interp(sigma, self.sigma, self.values)
        if not self._constant:  # q = c sigma next to the start
            found = np.where(sigma < self.sigma[0], self.values[0] * sigma / self.sigma[0], found)
        point = self.points(sigma)
        for _ in range(_POLISH):
            value, slope, _ = quartic.taylor(self.edge, point, found)
            found = found - np.where(value == 0, 0, value / np.where(slope == 0, 1, slope))
        return found

    def points(self, sigma: Scalar) -> tuple[Scalar, Scalar]:
        """z and D."""
        return energy(self.edge, self.place(sigma))

    def place(self, sigma: Number) -> Scalar:
        """x."""
        x = self.goal * sigma**self.power
        return x + self.bend * (sigma * (1 - sigma) * (2 * sigma - 1)) if self.bend else x

    def _speed(self, sigma: float) -> complex:
        return self.goal * self.power * sigma ** (self.power - 1) + self.bend * (6 * sigma * (1 - sigma) - 1)

    @property
    def _constant(self) -> bool:
        return self.power == 1

    def _follow(self) -> None:
        edge = self.edge
        sigma, root = self._first()
        places, values, step = [sigma], [root], sigma or _FIRST
        while sigma < 1:
            step = min(step, 1 - sigma)
            point = energy(edge, self.place(sigma))
            slope = quartic.taylor(edge, point, root)[1]
            rise = -quartic.drift(edge, point[0], root) * self._speed(sigma) / slope if slope else 0j
            while True:
                point = energy(edge, self.place(sigma + step))
                trial = root + step * rise
                value, slope, bend = quartic.taylor(edge, point, trial)
                size = abs(value * bend) / abs(slope) ** 2 if slope else math.inf
                if size < _ALPHA:
                    break
                step /= 2
                if step < _LEAST * max(sigma, _LEAST):
                    raise AccuracyError(
                        f"the root could not be followed to z = {point[0]:.10g} at zeta = {edge.zeta:.6g}: "
                        "a branch point lies on the way"
                    )
            sigma, root = min(1.0, sigma + step), trial - value / slope
            for _ in range(2):
                value, slope, _ = quartic.taylor(edge, point, root)
                root -= value / slope if slope else 0
            places.append(sigma)
            values.append(root)
            step *= 2 if size < _ALPHA / 30 else 1.3 if size < _ALPHA / 4 else 1
        self.sigma, self.values = np.array(places), np.array(values)

    def _first(self) -> tuple[float, complex]:
        """The first sigma, and the root there."""
        edge = self.edge
        if edge.gapped:
            rise = -1j * cmath.sqrt(2 * edge.eps_g * self.goal / (3 * edge.m))
            sigma = min(0.5, _FIRST * edge.a * edge.m / abs(rise))
            return sigma, rise * sigma
        if edge.m:
            return 0.0, 1j * math.sqrt(edge.zeta2_minus_1)
        rise = cmath.exp(1j * math.pi / 3) * (2 * self.goal) ** (1 / 3)
        sigma = min(0.5, _FIRST / abs(rise))
        return sigma, rise * sigma


def start_power(edge: Edge) -> int:
    """x ~ sigma^power makes the root smooth at the turning point."""
    return 2 if edge.gapped else 1 if edge.m else 3


def energy(edge: Edge, x: Real) -> tuple[Scalar, Scalar]:
    """z and D at distance x from the turning point, of any number type."""
    return (edge.eps_g + x, x * (2 * edge.eps_g + x)) if edge.gapped else (x, x * x - edge.m**3)
