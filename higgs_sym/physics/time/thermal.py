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

import cmath
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
from higgs_sym.physics.time.carrier import modulated

_ORDER = 24  # nodes of a cell
_TAIL = 1e-12
_CELL = 16.0  # ratio of the ends of a cell; halved (in the logarithm) where a function is not smooth enough
_SPLITS = 5
_LEFT = 1e-12  # what it changes in the integral that below the cells a function divided by its power is constant
_BLUR = 1e-15  # of chi^-1, absolute
_NOISE = {"lip": 1.5, "origin": 1.0, "pairs": 1.0}  # power of 1/s with which the relative error grows towards s = 0
_FLAT = 1e-5
_ROUGH = 1e-3  # ... where next to nothing of the integral is left
_LAST = 1e-9  # what the shortest cell is let through with
PROMISE = 1e-8

Function = Callable[[Any], Any]
Key = tuple[str, str]  # a contour and a function on it


class Thermal:
    """The contours of one (zeta, kappa, T); their tables do not depend on t."""

    def __init__(self, edge: Edge, kappa: float, T: float) -> None:
        self.edge, self.kappa, self.T = edge, kappa, T
        angle, scale = math.radians(20), 0.0
        if edge.zeta and edge.gapped:
            branch = nearest_branch_point(edge)
            angle, scale = -math.atan2(branch.imag, branch.real) / 2, abs(branch)
        self.direction = complex(math.cos(angle), -math.sin(angle))
        self.scale = min(x for x in (scale, edge.eps_g, edge.star, kappa**2, T, 1.0) if x)
        # the lips stay clear of the branch point, at half of `scale`, and of the poles of tanh
        self.depth = 0.0 if kappa else min(scale / 4, max(edge.eps_g, math.pi * T / 2))
        self.beyond = self.direction
        if scale and self.depth:  # half way to the branch point, as seen from the end of the lips
            self.beyond = cmath.rect(1, cmath.phase(branch + 1j * self.depth) / 2)
        self._cells: dict[tuple[Key, float, float], Any] = {}

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
                out[members] += modulated(fast, 2 * edge.eps_g, 2 * edge.eps_low, times)
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
        direction = self._direction(name)
        s, weights = self._nodes(name, exponent, GONE / -direction.imag * 2.0 ** (1 - exponent))
        if factor is not None:
            weights = weights * factor(start + s * direction)
        return np.exp(np.multiply.outer(t, -1j * direction * s)) @ weights * (direction / math.pi)

    def _direction(self, name: str) -> complex:
        return self.beyond if name == "beyond" else self.direction

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
        power = {"origin": 1.0, "lip": 3.0, "beyond": 0.0, "pairs": self._power(("pairs", "created"))}[name]
        # f = c s^power [1 + O(s/scale)] until the smaller of scale and 1/t, then no longer rising
        short, long = sorted((self.scale, 2.0**-exponent))
        least = (_LEFT * short ** (power + 1) * long) ** (1 / (power + 2))
        return s, np.concatenate(steps) * self._on(name, s, least)

    def _on(self, name: str, s: Array, least: float) -> Any:
        """What is integrated along a contour: chi_2 - chi_1 or chi_1 - chi_0, on the lip Im chi_1."""
        zero: Number = self._tabulated((name, "reflected"), s, least)
        one: Number = 0j * s
        if self.edge.zeta or self.kappa:
            one = self._tabulated((name, "scattered"), s, least)
        if name == "lip":
            imag = self._tabulated((name, "absorbed"), s, least).real
            real = (zero + one).real
            return -imag / (real**2 + imag**2)
        if name == "pairs":
            zero, one = zero + one, self._tabulated((name, "created"), s, least)
        elif not self.edge.gapped:
            one = one + self._tabulated((name, "created"), s, least)
        return -one / (zero * (zero + one))

    def _tabulated(self, key: Key, s: Array, least: float) -> Number:
        """A function from its cells; below `least` as its power."""
        power = self._power(key)
        if key[0] == "lip":  # relative corrections are of order (s/s_1)^2, the rounding of order s^(-3/2)
            least = max(least, _FLAT * self.depth)
        where = np.maximum(s, least)
        out = np.empty(s.shape, dtype=complex)
        length, last = math.log(_CELL), math.log(self.depth or 1.0)  # the lips end with a cell
        x = np.log(where) - last
        numbers = np.floor(x / length).astype(int)
        for number in np.unique(numbers):
            members = numbers == number
            out[members] = self._cell(key, last + number * length, length, last + x[members], _SPLITS)
        return out * s**power

    def _cell(self, key: Key, low: float, length: float, x: Array, splits: int) -> Array:
        """The function over its power at x = ln s inside a cell."""
        place = (key, low, length)
        if place not in self._cells:
            s = np.exp(low + length * gauss(_ORDER)[0])
            values = self._exact(key, s)
            found = projection(_ORDER) @ (values / s ** self._power(key))
            tail = max(_TAIL, min(_ROUGH, _BLUR / s[0] ** _NOISE.get(key[0], 0.0)))
            size = np.abs(found[-4:]).max() / np.abs(found).max()
            smooth = size <= tail or (not splits and size <= _LAST)
            # beside what the pairs give at the same s, which falls as s^2 or slower
            smooth |= size * np.abs(values).max() <= _TAIL * min(1.0, s[0] / self.scale) ** 2
            if not smooth and not splits:
                raise AccuracyError(
                    f"chi below the axis is not smooth enough near s = {s[0]:.3g} for zeta = {self.edge.zeta}, "
                    f"kappa = {self.kappa}, T = {self.T}"
                )
            self._cells[place] = found if smooth else None
        if self._cells[place] is not None:
            return np.polynomial.legendre.legval(2 * (x - low) / length - 1, self._cells[place])
        out = np.empty(x.shape, dtype=complex)
        right = x >= low + length / 2
        for half, members in ((0, ~right), (1, right)):
            if members.any():
                out[members] = self._cell(key, low + half * length / 2, length / 2, x[members], splits - 1)
        return out

    def _power(self, key: Key) -> float:
        """The function divided by this power of s is finite at s = 0."""
        clean = not self.edge.zeta and not self.kappa
        if key == ("pairs", "created"):
            return 2.0 if self.edge.zeta else (1.0 if self.kappa else 0.5)
        if key == ("pairs", "reflected"):
            return 0.5 if clean else 0.0
        return {"reflected": 0.0, "absorbed": 3.0}.get(key[1], 1.0 if key[0] in ("origin", "lip") else 0.0)

    def _exact(self, key: Key, s: Array) -> Any:
        """The function at s, computed."""
        name, what = key
        edge, kappa, T = self.edge, self.kappa, self.T
        delta = s * (-1j if name == "lip" else self._direction(name))
        start = {"pairs": 2 * edge.eps_g, "beyond": -1j * self.depth}.get(name, 0.0)
        if what == "reflected":
            return self._reflected(start + delta, delta if name == "pairs" else None)
        if what == "scattered":
            return 2j * thermal_golden.scattering(edge, start + delta, kappa, T)
        if what == "absorbed":
            return 2 * thermal_golden.scattering_on_axis(edge, s, T)
        if edge.zeta or kappa:
            return 2j * thermal_golden.pairs(edge, delta, kappa, T)
        omega = start + delta
        return -1j * math.pi * np.sqrt(delta * (delta + 4)) / omega * np.tanh(omega / (4 * T))

    def _reflected(self, omega: Array, delta: Array | None = None) -> Array:
        """chi_0^-1; delta = omega - 2 eps_g where that is known better than from omega."""
        apart = None if delta is None else delta.conj()
        return thermal_float64.chi_inv_float(self.edge, omega.conj(), self.kappa, True, self.T, apart).conj()

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
