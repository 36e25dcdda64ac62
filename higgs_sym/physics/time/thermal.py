"""chi(t) at T > 0 by descent from the singular points of the real axis, in float64.

At T > 0 chi(omega) is singular at +-2 eps_g, where pairs of quasiparticles begin to be created, and at omega = 0, where
the edges of thermal quasiparticles and of the states that they are scattered into coincide. Let chi_0 be the reflection
chi(conj omega)^*, analytic below the axis, chi_1 the continuation of chi through 0 < omega < 2 eps_g, chi_2 that
through omega > 2 eps_g:

    chi_1^-1 = chi_0^-1 + 2 i S,    chi_2^-1 = chi_1^-1 + 2 i P,

S and P being the continued parts of Im chi^-1 (`time.thermal_golden`). With both halves of the contour turned down,

    chi(t) = (1/pi) Re { int_0 d omega e^{-i omega t} (chi_1 - chi_0)
                         + int_{2 eps_g} d omega e^{-i omega t} (chi_2 - chi_1) }

along the rays omega = s e^{-i alpha} and 2 eps_g + s e^{-i alpha}, alpha that of `time.ray`. What is odd and
analytic in S at omega = 0 cancels in the real part, which costs digits at late times. For kappa = 0 the first contour
runs therefore down both lips of the imaginary axis, where the real part of S is integrated by itself, to -i s_1,
before it turns. A gapless state has no singular point on the axis; there the ray from 0 takes S + P, and late times,
at which the true response has decayed exponentially, are refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.legendre import EMPTY, GONE, QUADRATURE, Factor, gauss, projection
from higgs_sym.physics.sheet1.cut import nearest_branch_point
from higgs_sym.physics.thermal import float64 as thermal_float64
from higgs_sym.physics.time import thermal_golden
from higgs_sym.physics.time.carrier import carrier

_ORDER = 24  # nodes of a cell
_TAIL = 1e-12
_CELL = 16.0  # ratio of the ends of a cell; halved (in the logarithm) where a function is not smooth enough
_SPLITS = 5
_CLOSEST = 4  # cells below the first panel, under which a function divided by its power is constant
_BLUR = 1e-15  # of chi^-1, absolute
_NOISE = {"lip": 1.5, "origin": 1.0, "pairs": 1.0}  # power of 1/s with which the relative error grows towards s = 0
_FLAT = 1e-5
_ROUGH = 1e-3  # ... where next to nothing of the integral is left
_LAST = 1e-9  # what the shortest cell is let through with
PROMISE = 1e-8

Function = Callable[[Any], Any]


class Thermal:
    """The contours of one (zeta, kappa, T); their tables do not depend on t."""

    def __init__(self, edge: Edge, kappa: float, T: float) -> None:
        self.edge, self.kappa, self.T = edge, kappa, T
        angle, scale = math.radians(20), 0.0
        if edge.zeta and edge.gapped:
            branch = nearest_branch_point(edge)
            angle, scale = -math.atan2(branch.imag, branch.real) / 2, abs(branch)
        self.direction = complex(math.cos(angle), -math.sin(angle))
        # the lips stay clear of the branch point, at half of `scale`, and of the poles of tanh
        self.depth = 0.0 if kappa else min(scale / 4, max(edge.eps_g, math.pi * T / 2))
        self._cells: dict[tuple[str, float, float], Any] = {}

    def signal(self, t: Array, factor: Factor | None = None) -> Number:
        """chi(t) for a one-dimensional array of t > 0; chi multiplied by factor(omega)."""
        edge, out = self.edge, np.zeros(t.shape)
        exponents = np.frexp(t)[1]
        for exponent in np.unique(exponents):
            members = exponents == exponent
            times = t[members]
            slow = self._slow(times, int(exponent), factor)
            size = np.abs(slow)
            out[members] = slow
            if edge.gapped:
                fast = self._along("pairs", 2 * edge.eps_g, times, int(exponent), factor)
                out[members] += (fast * carrier(2 * edge.eps_g, 2 * edge.eps_low, times)).real
                size = size + np.abs(fast)
            if not self.depth:
                self._check(times, size, factor)
        return out

    def _slow(self, t: Array, exponent: int, factor: Factor | None) -> Array:
        """What does not oscillate."""
        if not self.edge.zeta and not self.kappa:
            return np.zeros(t.shape)  # nothing is scattered
        if not self.depth:
            return self._along("origin", 0.0, t, exponent, factor).real
        s, values = self._nodes("lip", exponent, self.depth)
        weights = values.real
        if factor is not None:
            weights = weights * factor(-1j * s).real
        lips = np.exp(np.multiply.outer(t, -s)) @ weights / math.pi
        turned = self._along("beyond", -1j * self.depth, t, exponent, factor)
        return lips + (turned * np.exp(-self.depth * t)).real

    def _along(self, name: str, start: complex, t: Array, exponent: int, factor: Factor | None) -> Array:
        """int d omega/pi f(omega) e^{-i (omega - start) t} along the ray from `start`."""
        s, weights = self._nodes(name, exponent, GONE / -self.direction.imag * 2.0 ** (1 - exponent))
        if factor is not None:
            weights = weights * factor(start + s * self.direction)
        return np.exp(np.multiply.outer(t, -1j * self.direction * s)) @ weights * (self.direction / math.pi)

    def _nodes(self, name: str, exponent: int, end: float) -> tuple[Array, Array]:
        """Nodes s < end and weights with the function in them, for 2^(exponent-1) <= t < 2^exponent."""
        x, w = gauss(QUADRATURE)
        start = min(end, 2.0 ** (math.floor(math.log2(EMPTY)) - exponent))
        count = max(0, math.ceil(math.log2(end / start)))
        ends = [min(end, start * 2.0**k) for k in range(count + 1)]
        nodes, steps = [start * x**4], [start * 4 * x**3 * w]
        for low, high in pairwise(ends):
            nodes.append(low + (high - low) * x)
            steps.append((high - low) * w)
        s = np.concatenate(nodes)
        return s, np.concatenate(steps) * self._tabulated(name, s, start / _CELL**_CLOSEST)

    def _tabulated(self, name: str, s: Array, least: float) -> Number:
        """The function from its cells; below `least` as its power."""
        power = self._power(name)
        if name == "lip":  # its relative corrections are of order (s/s_1)^2, its rounding of order s^(-3/2)
            least = max(least, _FLAT * self.depth)
        where = np.maximum(s, least)
        out = np.empty(s.shape, dtype=complex)
        length, last = math.log(_CELL), math.log(self.depth or 1.0)  # the lips end with a cell
        x = np.log(where) - last
        numbers = np.floor(x / length).astype(int)
        for number in np.unique(numbers):
            members = numbers == number
            out[members] = self._cell(name, last + number * length, length, last + x[members], _SPLITS)
        return out * s**power

    def _cell(self, name: str, low: float, length: float, x: Array, splits: int) -> Array:
        """The function over its power at x = ln s inside a cell."""
        key = (name, low, length)
        if key not in self._cells:
            s = np.exp(low + length * gauss(_ORDER)[0])
            values = getattr(self, "_" + name)(s) / s ** self._power(name)
            found = projection(_ORDER) @ values
            tail = max(_TAIL, min(_ROUGH, _BLUR / s[0] ** _NOISE.get(name, 0)))
            size = np.abs(found[-4:]).max() / np.abs(found).max()
            smooth = size <= tail or (not splits and size <= _LAST)
            if not smooth and not splits:
                raise AccuracyError(
                    f"chi below the axis is not smooth enough near s = {s[0]:.3g} for zeta = {self.edge.zeta}, "
                    f"kappa = {self.kappa}, T = {self.T}"
                )
            self._cells[key] = found if smooth else None
        if self._cells[key] is not None:
            return np.polynomial.legendre.legval(2 * (x - low) / length - 1, self._cells[key])
        out = np.empty(x.shape, dtype=complex)
        right = x >= low + length / 2
        for half, members in ((0, ~right), (1, right)):
            if members.any():
                out[members] = self._cell(name, low + half * length / 2, length / 2, x[members], splits - 1)
        return out

    def _power(self, name: str) -> float:
        """The function divided by this power of s is finite at s = 0."""
        if name == "pairs":
            return 2.0 if self.edge.zeta else (1.0 if self.kappa else -0.5)
        return {"origin": 1.0, "lip": 3.0, "beyond": 0.0}[name]

    def _reflected(self, omega: Array) -> Array:
        """chi_0^-1."""
        return thermal_float64.chi_inv_float(self.edge, omega.conj(), self.kappa, True, self.T).conj()

    def _scattered(self, omega: Array) -> Number:
        if not self.edge.zeta and not self.kappa:
            return 0j * omega
        return 2j * thermal_golden.scattering(self.edge, omega, self.kappa, self.T)

    def _pairs(self, s: Number) -> Number:
        """chi_2 - chi_1 on the ray from 2 eps_g."""
        delta = s * self.direction
        omega = 2 * self.edge.eps_g + delta
        if self.edge.zeta or self.kappa:
            created = 2j * thermal_golden.pairs(self.edge, delta, self.kappa, self.T)
        else:
            created = -1j * math.pi * np.sqrt(delta * (delta + 4)) / omega * np.tanh(omega / (4 * self.T))
        one = self._reflected(omega) + self._scattered(omega)
        return -created / (one * (one + created))

    def _origin(self, s: Number) -> Number:
        """chi_1 - chi_0 on the ray from 0; gapless, chi_2 - chi_0."""
        omega = s * self.direction
        zero, more = self._reflected(omega), self._scattered(omega)
        if not self.edge.gapped:
            more = more + 2j * thermal_golden.pairs(self.edge, omega, self.kappa, self.T)
        return -more / (zero * (zero + more))

    def _beyond(self, s: Number) -> Number:
        """chi_1 - chi_0 on the ray from -i s_1."""
        omega = -1j * self.depth + s * self.direction
        zero, more = self._reflected(omega), self._scattered(omega)
        return -more / (zero * (zero + more))

    def _lip(self, s: Array) -> Array:
        """Im chi_1 on the right lip of the negative imaginary axis."""
        more = 2j * thermal_golden.scattering(self.edge, -1j * s, 0.0, self.T)
        imag = 2 * thermal_golden.scattering_on_axis(self.edge, s, self.T)
        real = self._reflected(-1j * s).real + more.real
        return -imag / (real**2 + imag**2)

    def _check(self, t: Array, size: Array, factor: Factor | None) -> None:
        """Refuse times at which what cancels at omega = 0 is larger than the response by too much."""
        omega = self.direction / t
        lost = _BLUR / np.abs(self._reflected(omega)) ** 2 / t
        if factor is not None:
            lost = lost * np.abs(factor(omega))
        worst = int(np.argmax(lost / size))
        if lost[worst] > PROMISE * size[worst]:
            raise AccuracyError(
                f"at t = {t[worst]:.6g} chi(t) has fallen to {size[worst]:.2g}, below what float64 resolves at T > 0 "
                f"with zeta = {self.edge.zeta}, kappa = {self.kappa}; take earlier times"
            )
