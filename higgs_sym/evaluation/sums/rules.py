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
from higgs_sym.arithmetic.quadrature import Dyadic, gauss_dyadic, plana_dyadic
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError

Real = Any  # arb
Rule = tuple[tuple[Any, Any], ...]  # nodes and weights
GUARD_BITS = 64
STEPS = 8  # of Newton's at most


class UnsettledError(AccuracyError):
    """This M is too small: the terms are not smooth enough there."""


@lru_cache(maxsize=32)
def plana(order: int, bits: int) -> Rule:
    """Distances y > 0 and weights for odd functions next to 1/(exp(2 pi y) + 1)."""
    with flint_precision(bits):
        return tuple((_exact(node), _exact(weight)) for node, weight in plana_dyadic(order, bits))


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
        middles = [(n + z * (n + 1)) / (1 - z) for n in range(order)]
        sides = [n * n * z / (1 - z) ** 2 for n in range(order)]
        size = 1 / (1 - z)
        for side in sides[1:]:
            size = size * side
        found = []
        for start in _starts(middles, sides):
            node = _root(start, middles, sides)
            _, before, slope = _polynomial(node, middles, sides)
            found.append((node, (size / (slope * before)).mid()))
        missing = sum((weight for _, weight in found), flint.acb(0)) - 1 / (1 - z)
        if not abs(missing).mid() < flint.arb(2) ** -(bits // 2):  # a node was found twice
            raise UnsettledError("the nodes of a rule for waves run together")
        return tuple(found)


def _starts(middles: list[Ball], sides: list[Ball]) -> list[complex]:
    """The nodes in double precision."""
    beside = np.sqrt(np.array([complex(side) for side in sides[1:]]))
    matrix = np.diag([complex(middle) for middle in middles]) + np.diag(beside, 1) + np.diag(beside, -1)
    return [complex(each) for each in np.linalg.eigvals(matrix)]


def _root(start: complex, middles: list[Ball], sides: list[Ball]) -> Ball:
    """By Newton's steps, each of which doubles the digits."""
    node, small = flint.acb(start.real, start.imag), flint.arb(2) ** -(flint.ctx.prec // 2 + 8)
    for _ in range(STEPS):
        value, _, slope = _polynomial(node, middles, sides)
        step = (value / slope).mid()
        node = (node - step).mid()
        if abs(step).mid() < abs(node).mid() * small:
            return node
    raise UnsettledError("the nodes of a rule for waves are not found")


def _polynomial(x: Ball, middles: list[Ball], sides: list[Ball]) -> tuple[Ball, Ball, Ball]:
    """The monic orthogonal polynomial, the one before it, and its slope."""
    before, value, slope_before, slope = flint.acb(0), flint.acb(1), flint.acb(0), flint.acb(0)
    for middle, side in zip(middles, sides, strict=True):
        apart = x - middle
        after, slope_after = apart * value - side * before, apart * slope + value - side * slope_before
        before, value, slope_before, slope = value.mid(), after.mid(), slope.mid(), slope_after.mid()
    return value, before, slope


def _exact(number: Dyadic) -> Real:
    return flint.arb(number[0]) * flint.arb(2) ** number[1]


def _dyadic(ball: Real) -> Dyadic:
    man, exponent = ball.mid().man_exp()
    return int(man), int(exponent)
