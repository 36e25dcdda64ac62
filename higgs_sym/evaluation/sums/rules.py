"""Gauss's rules for what is left of a sum next to its integral, and for sums of waves; found once and kept.

The sum of f(n) from M on differs from the integral by one over the line y -> f(M - 1/2 + iy) with the weight
1/(exp(2 pi y) + 1). The sum of z^j c(M + j) is c integrated with masses z^j at the integers, of which Meixner's
polynomials are orthogonal, for complex z as well: few nodes, off the axis, do what all integers do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flint
import numpy as np

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import Dyadic, gauss_dyadic
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError

Real = Any  # arb
Rule = tuple[tuple[Any, Any], ...]  # nodes and weights
GUARD_BITS = 64
LOST_BITS = 10  # for each node
NOTHING = 1e-6  # of a node, the next to which is about one away
STEPS = 8  # of Newton's at most


class UnsettledError(AccuracyError):
    """This M is too small: the terms are not smooth enough there."""


@lru_cache(maxsize=32)
def plana(order: int, bits: int) -> Rule:
    """Distances y > 0 and weights for odd functions next to 1/(exp(2 pi y) + 1).

    It is Gauss's rule for f(y)/y as a function of y^2. Its recurrence follows from the moments
    (1 - 2^(1 - 2m)) |B_2m|/(4m) of y^(2m - 1) by Chebyshev's algorithm, which loses digits in proportion to the order.
    """
    with flint_precision(bits + LOST_BITS * order):
        moments = [
            (1 - flint.arb(2) ** (1 - 2 * m)) * abs(flint.arb.bernoulli(2 * m)) / (4 * m)
            for m in range(1, 2 * order + 1)
        ]
        middles, sides = [moments[1] / moments[0]], [flint.arb(0)]
        older, rows = [flint.arb(0)] * len(moments), moments
        for k in range(1, order):
            newer = list(older)
            for n in range(k, len(moments) - k):
                newer[n] = rows[n + 1] - middles[-1] * rows[n] - sides[-1] * older[n]
            sides.append(newer[k] / rows[k - 1])
            middles.append(newer[k + 1] / newer[k] - rows[k] / rows[k - 1])
            older, rows = rows, newer
        found = _gauss(middles, sides)
        roots = [(square.sqrt(), weight) for square, weight in found]
        return tuple((y.mid(), (weight * moments[0] / y).mid()) for y, weight in roots)


@lru_cache(maxsize=32)
def legendre(order: int, bits: int) -> Rule:
    """Nodes and weights for (0, 1)."""
    with flint_precision(bits):
        return tuple((_exact(node), _exact(weight)) for node, weight in gauss_dyadic(order, bits))


@lru_cache(maxsize=32)
def circle(count: int, bits: int) -> tuple[Ball, ...]:
    """The roots of unity, in order."""
    with flint_precision(bits):
        turn = 2 * flint.arb.pi() / count
        return tuple(flint.acb(0, turn * k).exp().mid() for k in range(count))


def meixner(wave: Ball, order: int, bits: int) -> Rule:
    """Nodes x and weights for the sum of wave^j c(j), j = 0, 1, 2, ...; exact where c has a degree below 2 `order`."""
    parts = [_dyadic(part) for part in (wave.real, wave.imag)]
    return _meixner(parts[0], parts[1], order, 64 * (bits // 64 + 1))


@lru_cache(maxsize=32)
def _meixner(real: Dyadic, imag: Dyadic, order: int, bits: int) -> Rule:
    with flint_precision(bits + GUARD_BITS):
        z = flint.acb(_exact(real), _exact(imag))
        total, half = 1 / (1 - z), flint.arb(1) / 2
        if not abs(abs(z) - 1) < flint.arb(2) ** (8 - bits):
            middles = [(n + z * (n + 1)) * total for n in range(order)]
            rows = _gauss(middles, [n * n * z * total**2 for n in range(order)])
            return tuple((x, (weight * total).mid()) for x, weight in rows)
        # On the circle the nodes lie at -1/2 + iy: Meixner's and Pollaczek's polynomials.
        slope, square = 2 * total.imag, abs(total) ** 2
        rows = _gauss([slope * (n + half) for n in range(order)], [square * n * n for n in range(order)])
        return tuple((flint.acb(-half, y), (weight * total).mid()) for y, weight in rows)


def _gauss(middles: list[Any], sides: list[Any]) -> list[tuple[Any, Any]]:
    """Nodes and weights, which add up to one, of the polynomials with this recurrence."""
    size = middles[0] * 0 + 1
    for side in sides[1:]:
        size = size * side
    found = []
    for start in _starts(middles, sides):
        node, slope, before = _root(start, middles, sides)
        found.append((node, (size / (slope * before)).mid()))
    missing = sum((weight for _, weight in found), middles[0] * 0) - 1
    if not abs(missing).mid() < flint.arb(2) ** -(flint.ctx.prec // 2):  # a node was found twice
        raise UnsettledError("the nodes of a rule for waves run together")
    return found


def _starts(middles: list[Any], sides: list[Any]) -> list[Any]:
    """The nodes in double precision."""
    if isinstance(middles[0], flint.arb):
        beside = np.sqrt(np.array([float(side.mid()) for side in sides[1:]]))
        diagonal = np.diag([float(middle.mid()) for middle in middles])
        return [
            flint.arb(float(each)) for each in np.linalg.eigvalsh(diagonal + np.diag(beside, 1) + np.diag(beside, -1))
        ]
    beside = np.sqrt(np.array([complex(side) for side in sides[1:]]))
    matrix = np.diag([complex(middle) for middle in middles]) + np.diag(beside, 1) + np.diag(beside, -1)
    return [flint.acb(each.real, each.imag) for each in map(complex, np.linalg.eigvals(matrix))]


def _root(node: Any, middles: list[Any], sides: list[Any]) -> tuple[Any, Any, Any]:
    """The node by Newton's steps, each of which doubles the digits; the slope there, and the polynomial before."""
    small = flint.arb(2) ** -(flint.ctx.prec // 2 + 8)
    for _ in range(STEPS):
        value, before, slope = _polynomial(node, middles, sides)
        step = (value / slope).mid()
        node = (node - step).mid()
        if abs(step).mid() < (abs(node).mid() + NOTHING) * small:
            _, before, slope = _polynomial(node, middles, sides)
            return node, slope, before
    raise UnsettledError("the nodes of a rule for waves are not found")


def _polynomial(x: Any, middles: list[Any], sides: list[Any]) -> tuple[Any, Any, Any]:
    """The monic orthogonal polynomial, the one before it, and its slope."""
    before, slope_before, slope = x * 0, x * 0, x * 0
    value = before + 1
    for middle, side in zip(middles, sides, strict=True):
        apart = x - middle
        after, slope_after = apart * value - side * before, apart * slope + value - side * slope_before
        before, value, slope_before, slope = value, after, slope, slope_after
    return value, before, slope


def _exact(number: Dyadic) -> Real:
    return flint.arb(number[0]) * flint.arb(2) ** number[1]


def _dyadic(ball: Real) -> Dyadic:
    man, exponent = ball.mid().man_exp()
    return int(man), int(exponent)
