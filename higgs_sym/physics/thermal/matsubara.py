"""Sums over the Matsubara frequencies y_n = (2n + 1) pi T at a cost that does not depend on T.

For g analytic in the upper half-plane of z = iy, bounded there by 1/|z|^(1 + something), Abel and Plana give

    2 pi T sum_n g(i y_n) = 2 pi T sum_{n < N} g(i y_n) + int_H^inf g(iy) dy
                            - 2 pi T i int_0^inf dt [g(iH - 2 pi T t) - g(iH + 2 pi T t)]/(exp(2 pi t) + 1)

with H = 2 pi N T. On the horizontal line g varies over distances of at least H, whatever singularities lie on the real
axis, so N = 3 explicit terms suffice for any number of digits; as T -> 0 the sum turns into the integral by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.edge import Root
from higgs_sym.physics.integrals import panels
from higgs_sym.physics.kernel import Parameters

EXPLICIT = 3


def matsubara_sum(
    lib: NumericBackend, order: int, T: Number, scale: Number, digits: int, value: Callable[[Number], Number]
) -> Any:
    """2 pi T sum_n g(i y_n); `value` maps a collection of z to a collection of g(z).

    `scale` is the size of the largest singularity of g, `digits` what the neglected tail of the weights may cost.
    """
    points, weights = _nodes(lib, order, T, scale, digits)
    return lib.dot(value(lib.collect(points)), lib.collect(weights))


def _nodes(lib: NumericBackend, order: int, T: Number, scale: Number, digits: int) -> tuple[list[Any], list[Any]]:
    step = 2 * lib.pi * T
    points = [lib.i * (step * (2 * n + 1) / 2) for n in range(EXPLICIT)]
    weights = [step + 0 * lib.i for _ in range(EXPLICIT)]
    height = step * EXPLICIT
    count = 1 + max(0, math.ceil(panels.log4(scale / height)))
    for y, weight in zip(*panels.graded(lib, order, 0, count), strict=True):
        points.append(lib.i * (height * (1 + y)))
        weights.append(height * weight + 0 * lib.i)
    x, x_weights = lib.gauss(order)
    top = height * (1 + panels.RATIO**count)
    for s, weight in zip(x, x_weights, strict=True):
        points.append(lib.i * (top / s))
        weights.append(top * weight / (s * s) + 0 * lib.i)
    for low, high in pairwise(_ends(digits)):
        for s, weight in zip(x, x_weights, strict=True):
            t = low + (high - low) * s
            fermi = -lib.i * (step * (high - low) * weight / (lib.exp(2 * lib.pi * t) + 1))
            points += [lib.i * height - step * t, lib.i * height + step * t]
            weights += [fermi, -fermi]
    return points, weights


def _ends(digits: int) -> list[float]:
    """Panel ends in t: short beside the poles of the weight at t = +-i/2, +-3i/2, ..., then doubling."""
    last, ends = digits * math.log(10) / (2 * math.pi), [0.0, 0.5]
    while ends[-1] < last:
        ends.append(2 * ends[-1] + 0.5)
    return ends


def thermal_term(lib: Any, first: Root, second: Root, at: Parameters) -> Number:
    """1/r_2 - K_RR for energies away from the real axis, the subtraction done on paper.

    With B = r_1 + r_2 - zeta (1 - C) the difference is [kappa + (r_1 - r_2) + (r_2 - zeta)(1 - C)]/[r_2 (B + kappa)],
    and 1 - C and r_1 - r_2 = -omega (u_1 + u_2)/B do not cancel at large energies.
    """
    total, product, apart = first.r + second.r, first.r * second.r, first.u - second.u
    one_minus_c = total * total / (product * (1 - first.u * second.u + product))
    size = abs(first.u) + abs(second.u)
    bare = lib.where(
        (abs(apart) ** 2 > abs(at.omega) * size) & (abs(apart) > size / 2**10),
        lambda: at.omega * total / apart,
        lambda: total - at.zeta * one_minus_c,
    )
    difference = -at.omega * (first.u + second.u) / bare
    excess = second.r - at.zeta if at.gapped else second.q
    if not at.vertex:
        shifted = at.kappa - at.zeta
        return (shifted + difference + second.r * one_minus_c) / (second.r * (total + shifted))
    return (at.kappa + difference + excess * one_minus_c) / (second.r * (bare + at.kappa))
