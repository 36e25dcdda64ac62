"""chi(t) of a gapped state by descent from the threshold, in float64.

The half of the contour at Re omega > 0 is turned from the axis to the ray omega = 2 eps_g + s e^{-i alpha}, s > 0, and
closed on sheet 0, where chi is analytic below the axis:

    chi(t) = Re[ A(t) e^{-2 i eps_g t} ],   A(t) = -(e^{-i alpha}/pi) int_0^inf ds D(s) exp(-i s t e^{-i alpha}),

with D = chi_0 - chi_1 on the ray. No pole term appears because nothing is crossed: the first singularities of sheet 1
below the cut are the branch points eps_g + e and 2 e at 30 (zeta -> 0) to 45 degrees (zeta -> 1) and the pole of the
ring-down at 27 to 90 degrees, and alpha is half the angle of the branch points. The price is a ring-down that is
spread over the ray, of which not more than two digits cancel; the gain is that D is all that is ever needed, at points
that do not depend on t. They are kept, octave by octave in s.

Up to about half the distance of the nearest singularity chi^-1 = A - (G/pi) ln(-delta), delta = omega - 2 eps_g, with A
and G/delta^2 (zeta = 0: G/delta) analytic at the threshold: a polynomial each.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.integrals.legendre import EMPTY, GONE, ORDERS, QUADRATURE, Factor, converged, gauss, projection
from higgs_sym.physics.sheet1 import cut, gapless_golden


class Ray:
    """D(s) of one (zeta, kappa), computed where it is first asked for."""

    def __init__(self, edge: Edge, kappa: float) -> None:
        self.edge, self.kappa = edge, kappa
        # chi^-1 on sheet 0 and what sheet 1 adds, where it takes no interpolation
        self.direct: Callable[[Any], Any] | None = None
        if not edge.zeta and not kappa:
            self.direct = closed_form
        if not edge.gapped:
            self.direct = lambda delta: gapless_golden.critical(edge, delta, kappa)
        scale, angle = kappa**2 / 4, math.radians(20)
        if edge.zeta and edge.gapped:
            branch = cut.nearest_branch_point(edge)
            scale, angle = min(abs(branch), 2 * edge.eps_g), -math.atan2(branch.imag, branch.real) / 2
        self.direction = complex(math.cos(angle), -math.sin(angle))
        # the largest power of two within which the expansion at the threshold serves
        self.first = None if self.direct else math.floor(math.log2(min(scale, 1.0) / 2))
        self.power = 2 if edge.zeta else 1
        self._octaves: dict[int, Any] = {}
        self._rules: dict[int, tuple[Array, Array]] = {}

    def amplitude(self, t: Array, factor: Factor | None = None) -> Any:
        """A(t) for a one-dimensional array of t > 0, with D multiplied by factor(omega)."""
        out = np.zeros(t.shape, dtype=complex)
        exponents = np.frexp(t)[1]
        for exponent in np.unique(exponents):
            members = exponents == exponent
            s, weights = self._nodes(int(exponent))
            if factor is not None:
                weights = weights * factor(2 * self.edge.eps_g + s * self.direction)
            out[members] = np.exp(np.multiply.outer(t[members], -1j * self.direction * s)) @ weights
        return out * (-self.direction / math.pi)

    def _nodes(self, exponent: int) -> tuple[Array, Array]:
        """Nodes s and weights, D included, for 2^(exponent-1) <= t < 2^exponent."""
        if exponent not in self._rules:
            self._rules[exponent] = self._rule(exponent)
        return self._rules[exponent]

    def _rule(self, exponent: int) -> tuple[Array, Array]:
        low = math.floor(math.log2(EMPTY)) - exponent
        if self.first is not None:
            low = min(low, self.first)
        high = math.ceil(math.log2(GONE / -self.direction.imag)) - exponent + 1
        x, w = gauss(QUADRATURE)
        start = 2.0**low
        nodes, weights = [start * x**4], [start * 4 * x**3 * w * self._inner(start * x**4)]
        for k in range(low, high):
            nodes.append(2.0**k * (1 + x))
            weights.append(2.0**k * w * self._octave(k))
        return np.concatenate(nodes), np.concatenate(weights)

    def _octave(self, k: int) -> Number:
        """D at the quadrature nodes of 2^k < s < 2^(k+1)."""
        if k not in self._octaves:
            s = 2.0**k * (1 + gauss(QUADRATURE)[0])
            inside = self.first is None or k < self.first
            self._octaves[k] = self._inner(s) if inside else self._outer(k)
        return self._octaves[k]

    def _inner(self, s: Number) -> Number:
        """D where the expansion at the threshold holds."""
        delta = s * self.direction
        if self.direct is not None:
            zero, turned = self.direct(delta)
            return turned / (zero * (zero + turned))
        assert self.first is not None
        analytic, absorbed = self._expansion
        x = 2 * s / 2.0**self.first - 1
        g = np.polynomial.legendre.legval(x, absorbed) * delta**self.power
        zero = np.polynomial.legendre.legval(x, analytic) - g / math.pi * np.log(-delta)
        return 2j * g / (zero * (zero + 2j * g))

    @cached_property
    def _expansion(self) -> tuple[Array, Array]:
        """Legendre coefficients of A and of G/delta^power on 0 < s < 2^first."""
        assert self.first is not None
        for order in ORDERS:
            delta = 2.0**self.first * gauss(order)[0] * self.direction
            g = cut.golden_rule(self.edge, delta, self.kappa)
            zero = _by_size(lambda part: cut.sheets(self.edge, part, self.kappa)[0], delta)
            values = zero + g / math.pi * np.log(-delta), g / delta**self.power
            found = [projection(order) @ value for value in values]
            if all(converged(each) for each in found):
                return found[0], found[1]
        raise self._failure(2.0**self.first)

    def _outer(self, k: int) -> Number:
        """D on an octave further out, from both sheets."""
        for order in ORDERS:
            delta = 2.0**k * (1 + gauss(order)[0]) * self.direction
            found = [projection(order) @ value for value in cut.sheets(self.edge, delta, self.kappa)]
            if all(converged(each) for each in found):
                x = 2 * gauss(QUADRATURE)[0] - 1
                zero, one = (np.polynomial.legendre.legval(x, each) for each in found)
                return (one - zero) / (zero * one)
        raise self._failure(2.0**k)

    def _failure(self, s: float) -> AccuracyError:
        return AccuracyError(
            f"chi on the ray 2 eps_g + s exp(-i alpha) is not smooth enough at s = {s:.3g} for "
            f"zeta = {self.edge.zeta}, kappa = {self.kappa}; ask for digits=15"
        )


def _by_size(function: Callable[[Array], Array], delta: Array) -> Number:
    """A function of similar |delta| applied to an array, octave by octave."""
    out = np.empty(delta.shape, dtype=complex)
    exponents = np.frexp(np.abs(delta))[1]
    for exponent in np.unique(exponents):
        members = exponents == exponent
        out[members] = function(delta[members])
    return out


def closed_form(delta: Number) -> tuple[Number, Number]:
    """For zeta = kappa = 0: sqrt(w^2 - 1)/w (arccosh w + i pi/2) on sheet 0, with -i pi/2 on sheet 1; w = omega/2."""
    w = 1 + delta / 2
    root = np.sqrt(delta * (4 + delta)) / 2
    cosh = np.log1p(delta / 2 + root)
    return root / w * (cosh + 0.5j * math.pi), -1j * math.pi * root / w
