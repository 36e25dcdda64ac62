"""Im chi^-1 at T > 0 continued below the real axis, for many frequencies at once, in float64.

On the real axis (`thermal.sums`) two parts of the golden rule add up to Im chi^-1: quasiparticles created in pairs
above 2 eps_g, and thermal ones scattered upwards, for every omega > 0. Either is an integral of four kernels with
weights tanh(x/2T) +- tanh(y/2T), whose poles lie at Re x = 0. The energies run along the line from eps_g to omega -
eps_g (pairs) and from eps_g to infinity (scattering), so that only roots next to the cut are needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array, Number, Real
from higgs_sym.physics.edge import Edge, Root, third_branch_point
from higgs_sym.physics.integrals.legendre import gauss
from higgs_sym.physics.kernel import Parameters, discontinuity, opposite_kernel
from higgs_sym.physics.roots import gapless
from higgs_sym.physics.sheet1 import cut

_ORDER = 24
_COLD = 42.0  # e^{-v/T} beyond which thermal quasiparticles are none
_FIRST = 1 / 64  # first panel, relative to the smallest frequency

Roots = tuple[Root, Root]  # on the retarded and on the advanced sheet


def pairs(edge: Edge, delta: Array, kappa: float, T: float) -> Array:
    """The part of quasiparticles created in pairs at 2 eps_g + delta, an array below the positive axis."""
    column = delta[:, None]
    power = 2 if edge.gapped else 3
    size, least = float(np.abs(delta).max()), _structure(edge, T)
    towards_edge = max(2, math.ceil(math.log(max(1.0, size / least), 2)))
    towards_middle = max(2, math.ceil(math.log(max(1.0, size / _width(edge, kappa)), 2)))
    ends = [0.0, *(2.0**-k for k in range(towards_edge, 0, -1)), *(1 - 2.0**-k for k in range(2, towards_middle)), 1.0]
    tau, measure = _nodes(ends)
    near = column / 2 * tau**power
    one, two = _both(edge, near), _both(edge, column - near)
    at = Parameters(2 * edge.eps_g + column, edge.zeta, kappa, True, edge.gapped)

    value = discontinuity(partial(opposite_kernel, BACKEND, at=at), one, two)
    weight = np.tanh((edge.eps_g + near) / (2 * T)) + np.tanh((edge.eps_g + column - near) / (2 * T))
    return (value * weight * measure * power * tau ** (power - 1)).sum(axis=-1) * delta / 8


def scattering(edge: Edge, omega: Array, kappa: float, T: float) -> Array:
    """The part of thermal quasiparticles at omega, an array below the positive axis."""
    column = omega[:, None]
    power = 2 if edge.gapped else 3
    start, top = (x ** (1 / power) for x in (_FIRST * float(np.abs(omega).min()), _COLD * T))
    count = max(1, math.ceil(2 * math.log(top / start, 2)))
    s, measure = _nodes([0.0, *(top * 2.0 ** (-k / 2) for k in range(count, -1, -1))])
    low = s**power
    below = _both(edge, low + 0j)[0]
    value = discontinuity(_scattered(column, kappa), _both(edge, low + column), (_conjugate(below), below))
    weight = thermal_weight(edge.eps_g + low, column, T)
    return (value * weight * measure * power * s ** (power - 1)).sum(axis=-1) / 4


def scattering_on_axis(edge: Edge, Y: Array, T: float) -> Number:
    """Re of `scattering` at omega = -iY, gapped, kappa = 0, Y less than the distance of the next branch point.

    Beyond Re x = eps_g, where x and the energy below it are conjugate, nothing adds to the real part; what is left is
    the way there, energies eps_g + i y and eps_g - i (Y - y) for 0 < y < Y/2.
    """
    tau, measure = _nodes([0.0, 0.25, 1.0])
    column = Y[:, None]
    y = 1j * (column / 2 * tau**2)
    lower = (cut.root_above(edge, y), _conjugate(cut.root_below(edge, y.conj())))
    upper = (cut.root_below(edge, y - 1j * column), cut.root_reflected(edge, y - 1j * column))
    value = discontinuity(_scattered(-1j * column, 0.0), upper, lower[::-1]) * thermal_weight(
        edge.eps_g + y, -1j * column, T
    )
    return (1j * value * measure * tau).sum(axis=-1).real * Y / 4


def thermal_weight(energy: Number, omega: Number, T: float) -> Number:
    """tanh((energy + omega)/2T) - tanh(energy/2T) for Re energy > 0."""
    decayed = np.exp(-energy / T)
    return -2 * decayed * np.expm1(-omega / T) / ((1 + decayed) * (1 + decayed * np.exp(-omega / T)))


def _both(edge: Edge, x: Real) -> Roots:
    """The retarded root at distances x below the axis, followed through it, and the advanced one."""
    if edge.gapped:
        return cut.root_below(edge, x), cut.root_reflected(edge, x)
    follow = gapless.continued if edge.m else gapless.turned
    return follow(edge, x), gapless.reflected(edge, x)


def _scattered(omega: Number, kappa: float) -> Callable[[Root, Root], Number]:
    """K for energies that differ by omega: with u_1 - u_2 from q_1 - q_2, of which K_RA ~ 1/omega keeps the digits."""

    def kernel(a: Root, b: Root) -> Number:
        total, apart, product = a.u + b.u, a.q - b.q, a.r * b.r
        return total * apart / (product * (1 + a.u * b.u + product) * (omega - kappa * apart / total))

    return kernel


def _conjugate(root: Root) -> Root:
    return Root(root.q.conj(), root.r.conj(), root.u.conj())


def _structure(edge: Edge, T: float) -> float:
    """The smallest distance from the edge at which the roots or the occupation change their form."""
    scales = [1.0, edge.eps_g + 3 * T]
    if edge.zeta:
        scales += [abs(third_branch_point(BACKEND, edge) - edge.eps_g), edge.eps_g or edge.star or 1.0]
    return float(min(scales))


def _width(edge: Edge, kappa: float) -> float:
    """The smallest width of the resonance between equal energies."""
    width = float(max(edge.zeta, kappa * min(1.0, kappa)))
    return min(1.0, width) if width else 1.0


def _nodes(ends: list[float]) -> tuple[Array, Array]:
    x, w = gauss(_ORDER)
    return (
        np.concatenate([low + (high - low) * x for low, high in pairwise(ends)]),
        np.concatenate([(high - low) * w for low, high in pairwise(ends)]),
    )
