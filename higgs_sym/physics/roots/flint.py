"""The physical root in flint numbers: double-precision starts, third-order steps, the criterion as the judge.

The squared Usadel equation is solved as a quartic, in q = r - a when gapped (see `edge`) and in u when gapless, where
(z - u)^2 (1 - u^2) = zeta^2 u^2; both are as well conditioned as the root itself. A node at which anything is doubtful
(no start, no convergence, a criterion not met) is handed to mpmath, whose criterion then decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import flint
import numpy as np

from higgs_sym.arithmetic.flint_backend import FlintBackend
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError
from higgs_sym.physics import quartic
from higgs_sym.physics.edge import Edge, Root

_STEPS = 12
_NEAR = 1e-6  # a root further than this from its double-precision start, relative to itself, is doubtful

BACKEND = FlintBackend()
_TINY = 1e-200  # below, products of doubles underflow
_DOUBTFUL = 20  # bits that a double-precision root must be right to

Point = tuple[Any, Any]
Rescue = Callable[[Point], Root]


def solve(edge: Edge, points: Sequence[Point], starts: Sequence[complex], rescue: Rescue) -> list[Root]:
    """Physical roots at (z, z^2 - m^3), Im z >= 0; `starts` approximate q when gapped, u when gapless.

    Works at flint's precision, which must be that of the edge. `rescue` solves for one root by other means.
    """
    if edge.zeta == 0:
        return [_bcs(*point) for point in points]
    found = _gapped(edge, points, starts) if edge.gapped else _gapless(edge, points, starts)
    return [rescue(point) if root is None else root for root, point in zip(found, points, strict=True)]


def polished(edge: Edge, points: Sequence[Point], starts: Sequence[complex]) -> list[Root]:
    """Roots of the quartic next to double-precision ones, on whatever sheet."""
    bits, a, shift, out = flint.ctx.prec, edge.a, edge.a * edge.m, []
    rough = np.asarray(starts, dtype=complex)
    simple = edge.gapped & (16 * np.abs(rough + float(shift)) > np.abs(rough + float(a)))
    for (z, squared), start, easy in zip(points, rough.tolist(), simple.tolist(), strict=True):
        x, size = flint.acb(start), abs(start)
        for _ in range(_STEPS):
            value, slope, bend = quartic.in_q(edge, squared, x) if edge.gapped else quartic.in_u(edge, z, x)
            inverse = 1 / slope
            step = value * inverse
            second = step * step * bend * inverse
            x = (x - step - second).mid()
            if _settled(step, second, size, bits, start):
                break
        if easy:
            r = x + a
            out.append(Root(x, r, (z * r / (x + shift)).mid()))
        else:
            out.append(Root(*(flint.acb(part).mid() for part in quartic.root_of(BACKEND, edge, z, x))))
    return out


def _settled(step: Ball, second: Ball, size: float, bits: int, start: complex) -> bool:
    """Whether a third-order step was the last one; AccuracyError if the start was no good."""
    first, finer = abs(complex(step)), abs(complex(second))
    if first > size * 2.0**-_DOUBTFUL:
        raise AccuracyError(f"the root next to {start:.6g} could not be refined; move away from a branch point")
    if finer > _TINY:
        return finer / first * finer < size * 2.0 ** (8 - bits)
    gained, curved = _smaller(step, size), _smaller(second, size)
    return 2 * curved - gained > bits - 8 or (gained > bits and curved > bits)


def _bcs(z: Ball, squared: Ball) -> Root:
    z = flint.acb(z)
    r = (-flint.acb(squared)).sqrt()
    if r.imag * z.real > 0:  # r = -i sqrt(D) in the first quadrant of z, and mirrored to the left of it
        r = -r
    return Root(r, r, z)


def _gapped(edge: Edge, points: Sequence[Point], starts: Sequence[complex]) -> list[Root | None]:
    a, shift = flint.acb(edge.a), flint.acb(edge.a * edge.m)
    physical, bits = _criterion(edge), flint.ctx.prec

    def root(point: Point, start: complex) -> Root | None:
        z, squared = point

        q = _polished(lambda q: quartic.in_q(edge, squared, q), start, bits)
        if q is None:
            return None
        if z.imag == 0 and squared.real < 0:  # inside the gap the root is real
            q = flint.acb(q.real)
        r = q + a
        u = r * z / (q + shift)
        return Root(q, r, u) if physical(z, r, u) else None

    return [root(point, start) for point, start in zip(points, starts, strict=True)]


def _gapless(edge: Edge, points: Sequence[Point], starts: Sequence[complex]) -> list[Root | None]:
    zeta = flint.acb(edge.zeta)
    physical, bits = _criterion(edge), flint.ctx.prec

    def root(point: Point, start: complex) -> Root | None:
        z = point[0]

        u = _polished(lambda u: quartic.in_u(edge, z, u), start, bits)
        if u is None:
            return None
        r = (1 - u * u).sqrt()
        if not abs(u - u * zeta / r - z) < _NEAR * abs(u):  # the quartic also holds for -r
            return None
        return Root(z * r / u, r, u) if physical(z, r, u) else None

    return [root(point, start) for point, start in zip(points, starts, strict=True)]


def _polished(taylor: Callable[[Ball], tuple[Ball, Ball, Ball]], start: complex, bits: int) -> Ball:
    """The zero next to `start` by Chebyshev's third-order steps from P, P' and P''/2, or None."""
    size = abs(start)
    if not size > 0:
        return None
    x, moved = flint.acb(start), 0.0
    for _ in range(_STEPS):
        value, slope, bend = taylor(x)
        inverse = 1 / slope
        step = value * inverse
        second = step * step * bend * inverse
        x = (x - step - second).mid()
        gained, curved = _smaller(step, size), _smaller(second, size)
        moved += 2.0**-gained
        if not moved < _NEAR:
            return None
        # the next terms of the series are of the order of second^2/step
        if 2 * curved - gained > bits - 8 or (gained > bits and curved > bits):
            return x
    return None


def _smaller(step: Ball, size: float) -> float:
    """By how many bits a number is smaller than `size`."""
    rough = abs(complex(step))
    if rough > 1e-290:
        return math.log2(size / rough)
    exact = abs(step).mid()
    return math.log2(size) - float(exact.log()) / math.log(2) if exact > 0 else math.inf


def _criterion(edge: Edge) -> Callable[[Ball, Ball, Ball], bool]:
    """Re r >= 0, Im u >= 0, Re u on the side of Re z and |zeta/r^3| <= 1, up to rounding of boundary cases."""
    slack = flint.arb(2) ** (-(flint.ctx.prec // 2))
    clear = float(edge.zeta) * (1 + _NEAR)

    def physical(z: Ball, r: Ball, u: Ball) -> bool:
        rough = complex(r)
        if not (rough.real > 0 and abs(rough) ** 3 > clear):  # not clear in double precision
            size = abs(r)
            if r.real < -slack * size or not edge.zeta <= size * size * size * (1 + slack):
                return False
        right = z.real >= 0
        if u.imag >= 0 and (u.real >= 0 if right else u.real <= 0):
            return True
        least = -slack * abs(u)
        return bool(u.imag >= least and (u.real if right else -u.real) >= least)

    return physical
