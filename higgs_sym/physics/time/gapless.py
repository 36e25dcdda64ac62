"""chi(t) of a gapless state, zeta > 1, in float64.

chi^-1 is analytic on the real axis and below it down to the branch point -i eps_* of the root. The contour is

    the imaginary axis from 0 to -i eps_*, both lips, on which nothing but a pole contributes,
    the right lip from there to P = -i (eps_* + s_1), and the left one, its mirror image,
    the ray P + rho e^{-i alpha}, and its mirror image,

so that chi(t) = (pole) + (1/pi) Re int_right. The integral over the lip takes Im chi alone, which vanishes at
-i eps_* as s^(3/2) and is computed by itself: chi^-1 = B(s) + i s^(3/2) H(s), B and H analytic. The roots are those
of `roots.gapless`.
"""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge, third_branch_point
from higgs_sym.physics.engines import float64 as float64_engine
from higgs_sym.physics.integrals import cold
from higgs_sym.physics.integrals.cold import Frame, Layout
from higgs_sym.physics.integrals.legendre import EMPTY, GONE, ORDERS, QUADRATURE, Factor, converged, gauss, projection
from higgs_sym.physics.kernel import Parameters, pair_kernel
from higgs_sym.physics.roots.gapless import continued, on_axis
from higgs_sym.physics.sheet1.gapless_golden import four_kernels

_PANEL = 24  # nodes per panel of the golden rule
_GRADES = 9  # panels towards the branch point
_ANGLE = math.pi / 8  # of the ray
STEEP = math.radians(60)
_PARTS, _CLOSE, _BRACKETS = 16, 8, 14  # a pole is bracketed in one of 16 parts until the bracket is short
_NARROW = 1e-3  # of the first window, where rounding takes over
_AROUND = 12  # panels on either side of a pole next to the lip


def _slowest(edge: Edge) -> float:
    """kappa below which the kernel has its pole at the start of the line, energies 0 and omega, on the way to -i eps_*.

    With u = i nu there, kappa = nu (nu_0 - nu)/r, which falls from nu(-i eps_*) to nu_0 = sqrt(zeta^2 - 1), omega = 0.
    """
    nu = math.sqrt(-edge.m)
    return float(nu * (math.sqrt(edge.zeta2_minus_1) - nu) / edge.a)


class Descent:
    """The contour of one (zeta, kappa); its tables do not depend on t."""

    def __init__(self, edge: Edge, kappa: float) -> None:
        self.edge, self.kappa = edge, kappa
        self.star = edge.star
        if 0 < kappa <= _slowest(edge):
            raise AccuracyError(
                f"kappa = {kappa:.6g}: for zeta = {edge.zeta:.6g} and 0 < kappa <= {_slowest(edge):.6g} diffusion "
                "decays before the state does, and its branch point lies on the contour; take kappa = 0 or a larger one"
            )
        reach = min(self.star / 2, abs(third_branch_point(BACKEND, edge) + 1j * self.star) / 4)
        self.turn = 2.0 ** math.floor(math.log2(reach))
        self.direction = complex(math.cos(_ANGLE), -math.sin(_ANGLE))
        self._panels: dict[int | None, Any] = {}

    def signal(self, t: Array, factor: Factor | None = None) -> Array:
        """chi(t), for a one-dimensional array of t > 0; chi multiplied by factor(omega)."""
        out = np.zeros(t.shape)
        exponents = np.frexp(t)[1]
        for exponent in np.unique(exponents):
            members = exponents == exponent
            omega, weights = self._nodes(int(exponent))
            if factor is not None:
                weights = weights * factor(omega)
            phases = np.exp(np.multiply.outer(t[members], -1j * omega))
            out[members] = (phases @ weights).real / math.pi
        if self.pole is not None:
            rate, residue = self.pole
            strength = residue if factor is None else residue * complex(factor(-1j * rate)).real
            out += strength * np.exp(-rate * t)
        return out

    @cached_property
    def pole(self) -> tuple[float, float] | None:
        """(gamma, residue): the pole above -i eps_* adds residue e^{-gamma t}; None if there is none."""
        if self.axis(np.array([0.0]))[0].real >= 0:
            return None
        low, high, reach = -self.star, 0.0, 1.0
        best: tuple[float, float, float, Any] = (math.inf, 0.0, 0.0, None)
        for _ in range(_BRACKETS):
            # chi^-1 changes its sign once; for kappa > 0 it need not be smooth at -i kappa, which may be near
            ends = np.linspace(low, high, _PARTS + 1)
            k = int(np.argmax(np.append(self.axis(ends[1:-1]).real <= 0, True)))
            low, high = ends[k : k + 2].tolist()
            half = reach * min(-high, self.star + low) / 2
            if half < _CLOSE * (high - low):
                continue
            found = projection(_PANEL) @ self.axis(high + half * (2 * gauss(_PANEL)[0] - 1)).real
            tail = np.abs(found[-4:]).max() / np.abs(found).max()
            best = min(best, (tail, high, half, found), key=lambda each: each[0])
            if converged(found) or reach < _NARROW:
                break
            reach /= 8
        _, high, half, found = best
        if found is None:
            raise AccuracyError("float64 does not resolve the slowest pole; take less extreme zeta or kappa")
        series, x = np.polynomial.legendre.Legendre(found), 0.0
        for _ in range(4):
            x -= series(x) / series.deriv()(x)
        return self.star + high + half * x, -half / float(series.deriv()(x))

    def axis(self, s: Array) -> Any:
        """chi^-1 on the right lip at -i (eps_* + s), an array; real for s <= 0, Im accurate relative to itself."""
        total = self.star + s
        value = float64_engine.chi_inv(self.edge, 1j * total, self.kappa, True).real + 0j
        x, w = gauss(_PANEL)
        depth = np.maximum(s, 0)[:, None]
        rest = total[:, None] / 2 - depth
        ends = [0.0, *(4.0**k for k in range(-_GRADES, 1))]
        for low, high in pairwise(ends):  # both energies above the branch point
            tau = low + (high - low) * x
            measure = 2 * rest * tau * (high - low) * w
            value += self._golden(s[:, None], depth + rest * tau**2, rest * tau**2 + (depth - s[:, None]), measure).real
        # one of them beyond it
        value += self._golden(s[:, None], depth * (1 - x**2), -depth * x**2, 2 * depth * x * w)
        return value

    def _golden(self, s: Array, y: Array, short: Array, measure: Array) -> Number:
        """2 i G's integral over energies -i y and -i (eps_* - short), which add up to -i (eps_* + s)."""
        edge = self.edge
        at = Parameters(-1j * (self.star + s), edge.zeta, self.kappa, True, False)
        value = four_kernels(at, (on_axis(edge, self.star - y), on_axis(edge, short)), -1j * y, edge)
        return (value * measure).sum(axis=-1)

    @cached_property
    def _expansion(self) -> tuple[Array, Array]:
        """Legendre coefficients of B and H on 0 < s < turn."""
        for order in ORDERS:
            s = self.turn * gauss(order)[0]
            values = self.axis(s)
            found = projection(order) @ values.real, projection(order) @ (values.imag / s**1.5)
            if all(converged(each) for each in found):
                return found
        raise self._failure(self.turn)

    def _lip(self, s: Number) -> Number:
        """Im chi on the right lip."""
        x = 2 * s / self.turn - 1
        real, absorbed = (np.polynomial.legendre.legval(x, each) for each in self._expansion)
        imag = absorbed * s**1.5
        return -imag / (real**2 + imag**2)

    @cached_property
    def _narrow(self) -> list[float]:
        """Panel ends around a zero of B on the lip, next to which lies a pole of the second sheet."""
        zeros = np.polynomial.legendre.legroots(self._expansion[0])
        real = [float(x.real + 1) / 2 * self.turn for x in zeros if abs(x.imag) < 1e-9 and abs(x.real) < 1]
        return [s * (1 + sign * 2.0**-k) for s in real for k in range(1, _AROUND) for sign in (-1, 1)]

    def _nodes(self, exponent: int) -> tuple[Array, Array]:
        """omega, and weights with chi in them, for 2^(exponent-1) <= t < 2^exponent."""
        x, w = gauss(QUADRATURE)
        start = min(self.turn, 2.0 ** (math.floor(math.log2(EMPTY)) - exponent))
        octaves = {start * 2.0**k for k in range(round(math.log2(self.turn / start)) + 1)}
        ends = sorted(octaves | {s for s in self._narrow if start < s < self.turn})
        nodes = [start * x**4]
        weights = [start * 4 * x**3 * w * self._lip(nodes[0])]
        for low, high in pairwise(ends):
            nodes.append(low + (high - low) * x)
            weights.append((high - low) * w * self._lip(nodes[-1]))
        omegas = [-1j * (self.star + s) for s in nodes]
        first = round(math.log2(self.turn))
        last = math.ceil(math.log2(GONE / math.sin(_ANGLE))) - exponent + 1
        for k in (None, *range(first, max(first, last))):
            low, high = (0.0, self.turn) if k is None else (2.0**k, 2.0 ** (k + 1))
            rho = low + (high - low) * x
            omegas.append(-1j * (self.star + self.turn) + rho * self.direction)
            weights.append((high - low) * w * self.direction * self._panel(k, low, high))
        return np.concatenate(omegas), np.concatenate(weights)

    def _panel(self, k: int | None, low: float, high: float) -> Number:
        """chi at the quadrature nodes of a panel of the ray."""
        if k not in self._panels:
            for order in ORDERS:
                rho = low + (high - low) * gauss(order)[0]
                omega = -1j * (self.star + self.turn) + rho * self.direction
                found = projection(order) @ self._below(omega)
                if converged(found):
                    x = 2 * gauss(QUADRATURE)[0] - 1
                    self._panels[k] = 1 / np.polynomial.legendre.legval(x, found)
                    break
            else:
                raise self._failure(high)
        return self._panels[k]

    def _below(self, omega: Array) -> Array:
        """chi^-1 on the ray, an array of similar omega: golden rule, or far out the contour of `integrals.cold`."""
        edge, column, size = self.edge, omega[:, None], float(np.abs(omega).max())
        (near, far), measure = self._line(column)
        at = Parameters(column, edge.zeta, self.kappa, True, False)
        one, two = continued(edge, near), continued(edge, far)
        if size < 4 * edge.zeta:
            above = float64_engine.chi_inv(edge, omega.conj(), self.kappa, True)
            return above.conj() + 1j * (four_kernels(at, (one, two), near, edge) * measure).sum(axis=-1)
        kernel = pair_kernel(BACKEND, (one.u, one.r), (-two.u, two.r), 0, at)
        frame = Frame(BACKEND, edge, column, at, lambda points: continued(edge, points[0]), _PANEL)
        where = Layout("line", 10 + self._grades(size), math.ceil(math.log(size, 4)) + 1, 0)
        return cold.ray(frame, where)[:, 0] + 1j * (kernel * measure).sum(axis=-1)

    def _line(self, omega: Array) -> tuple[Any, Any]:
        """Energies (x, omega - x) from 0 to the middle, and weights; the far one passes -i eps_* on its right."""
        bump = np.where(np.angle(omega) < -STEEP, 2j * omega, 0)
        nodes, w = gauss(_PANEL)
        ends = [0.0, *(4.0**-k / 2 for k in range(self._grades(float(np.abs(omega).max())), -1, -1))]
        tau = np.concatenate([low + (high - low) * nodes for low, high in pairwise(ends)])
        measure = np.concatenate([(high - low) * w for low, high in pairwise(ends)])
        # antisymmetric about the middle, so that the two energies still add up to omega
        x = omega * tau + bump * tau * (1 - tau) * (2 * tau - 1)
        slope = omega + bump * (6 * tau * (1 - tau) - 1)
        return (x, omega - x), measure * slope

    def _grades(self, size: float) -> int:
        return max(1, math.ceil(math.log(max(4.0, size / min(self.turn, 1.0)), 4)) + 1)

    def _failure(self, s: float) -> AccuracyError:
        return AccuracyError(
            f"chi below the axis is not smooth enough {s:.3g} from -i eps_* for zeta = {self.edge.zeta}, "
            f"kappa = {self.kappa}; ask for digits=15"
        )
