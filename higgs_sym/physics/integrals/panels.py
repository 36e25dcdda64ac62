"""Graded panels for Gauss rules.

An integrand whose singularities stay at a fixed angle from the path, at whatever distance from its start, is
integrated to a fixed accuracy per panel when panel ends grow geometrically.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from higgs_sym.arithmetic.base import NumericBackend

RATIO = 4
LONGEST = 1.4  # longest panel in t = arcsinh(h/h_0), where the singularities lie at Im t = pi/2

MERGED = 3  # panels of that length that one rule takes together
_SHARES = (0.8, 1.2, 1.4)  # its nodes, for one, two and three of them, in units of the order
_OFF_AXIS = 1.15  # ... on a line at an angle to the axis
_SPANS = (2.4, 3.0, 4.0)  # nodes of one rule for the half-line, by log_4 of the ratio of its scales (1 to 3)
_WIDE = (1.8, 2.0, 2.2, 2.6)  # ... if the shortest scale is above 1: there are no edges then

_MOST_KEPT = 32  # layouts; about 1 MB each at 100 digits

Nodes = tuple[Any, Any]  # collections of nodes and of weights
_Kept = TypeVar("_Kept")


def graded(lib: NumericBackend, order: int, first: int, last: int) -> tuple[list[Any], list[Any]]:
    """Panels with ends 0, 4^first, ..., 4^last."""
    nodes, weights = lib.gauss(order)
    one = nodes[0] * 0 + 1
    ends = [one * 0, *(one * RATIO**k if k >= 0 else one / RATIO**-k for k in range(first, last + 1))]
    points: list[Any] = []
    measures: list[Any] = []
    for low, high in pairwise(ends):
        points += [low + (high - low) * x for x in nodes]
        measures += [(high - low) * w for w in weights]
    return points, measures


def half_line(lib: NumericBackend, order: int, fine: int, coarse: int) -> Nodes:
    """Nodes on (0, inf): graded panels from 4^-fine to 4^(coarse + 1), the rest mapped by 1/x."""

    def make() -> tuple[list[Any], list[Any]]:
        last = coarse + 1
        points, measures = graded(lib, order, min(-fine, last), last)
        nodes, weights = lib.gauss(order)
        top = RATIO**last
        points += [top / x for x in nodes]
        measures += [top * w / (x * x) for x, w in zip(nodes, weights, strict=True)]
        return _collected(lib, (points, measures))

    return kept(lib.kept, ("half_line", order, fine, coarse), make)


def half_line_at_once(lib: NumericBackend, order: int, fine: int, coarse: int) -> Nodes:
    """`half_line` with fewer nodes, one rule in tau = c x/(1 - x), where the scales of the integrand span 64 or less.

    The shares of the order hold for singularities 40 degrees from the path or more, by measurement: over 130,000 random
    (zeta, kappa, omega) they lose nothing against `half_line`.
    """
    count = _at_once(order, fine, coarse)
    if count is None:
        return half_line(lib, order, fine, coarse)

    def make() -> tuple[list[Any], list[Any]]:
        nodes, weights = lib.gauss(count)
        one = nodes[0] * 0 + 1
        center = one * 2 ** (coarse - fine) if coarse >= fine else one / 2 ** (fine - coarse)
        pairs = list(zip(nodes, reversed(nodes), strict=True))  # x and 1 - x
        measures = [center * w / (y * y) for (_, y), w in zip(pairs, weights, strict=True)]
        return _collected(lib, ([center * x / y for x, y in pairs], measures))

    return kept(lib.kept, ("at once", order, fine, coarse), make)


def _at_once(order: int, fine: int, coarse: int) -> int | None:
    shares, span = _SPANS if fine >= 0 else _WIDE, max(1, fine + coarse)
    return math.ceil(shares[span - 1] * order) if span <= len(shares) else None


def most_nodes(order: int, fine: int, coarse: int, window: int) -> int:
    """How many nodes `half_line_at_once` and `merged` make together."""
    line = _at_once(order, fine, coarse)
    pieces = -(-window // MERGED)
    return (line or order * (coarse + max(fine, -coarse - 1) + 3)) + (_merged(order, window) * pieces if pieces else 0)


def unit(lib: NumericBackend, order: int, fine: int) -> Nodes:
    """Nodes on (0, 1), graded towards 0 from 4^-fine."""
    return kept(lib.kept, ("unit", order, fine), lambda: _collected(lib, graded(lib, order, -max(0, fine), 0)))


def merged(lib: NumericBackend, order: int, count: int) -> Nodes:
    """`equal` with fewer nodes: up to three panels of length LONGEST under one rule."""
    return equal(lib, _merged(order, count), -(-count // MERGED))


def merged_off_axis(lib: NumericBackend, order: int, count: int) -> Nodes:
    """`merged` for a line at an angle to the real axis, up to 60 degrees."""
    return merged(lib, math.ceil(_OFF_AXIS * order), count)


def _merged(order: int, count: int) -> int:
    return math.ceil(_SHARES[-(-count // -(-count // MERGED)) - 1] * order)


def equal(lib: NumericBackend, order: int, count: int) -> Nodes:
    """Nodes on (0, 1) in equal panels."""

    def make() -> tuple[list[Any], list[Any]]:
        nodes, weights = lib.gauss(order)
        points = [(k + x) / count for k in range(count) for x in nodes]
        return _collected(lib, (points, [w / count for _ in range(count) for w in weights]))

    return kept(lib.kept, ("equal", order, count), make)


def _collected(lib: NumericBackend, nodes: tuple[list[Any], list[Any]]) -> Nodes:
    return lib.collect(nodes[0]), lib.collect(nodes[1])


def kept(tables: dict[Any, Any], key: tuple[Any, ...], make: Callable[[], _Kept]) -> _Kept:
    """Nodes from a table, made once; memory stays bounded."""
    found: _Kept | None = tables.get(key)
    if found is None:
        if len(tables) >= _MOST_KEPT:
            tables.clear()
        found = tables[key] = make()
    return found


def log4(x: Any) -> float:
    """log_4 of a positive number of any type and any size, for counting panels."""
    if isinstance(x, float):
        return math.log(x) / math.log(RATIO)
    return float(x.context.log(x) if hasattr(x, "context") else x.log()) / math.log(RATIO)


def smallest_scale(edge: Any, own: Any, kappa: Any, fraction: Any) -> Any:
    """The shortest length along the ray at which the integrand changes, in any real number type.

    `own` is the frequency's distance from the nearest edge in the ray's variable, `fraction` the relative accuracy
    wanted: a structure of width w at a scale s adds less than (w/s)^2 (gap edge of small zeta) or (w/s)^3 (zeta -> 1,
    omega -> threshold) and need not be resolved once that is below `fraction`.
    """
    one = own * 0 + 1
    third, half = fraction ** (one / 3), fraction ** (one / 2)
    reach = min(own, one) if own != 0 else one
    if not edge.gapped:  # the branch point at -i eps_*; at zeta = 1, where z ~ tau^3, only omega is left
        width = edge.zeta2_minus_1 ** (one / 2)
        return max(width, third * reach) if width != 0 else reach
    base = min(one, max(edge.m ** (one / 2), third * reach))
    if edge.a != 0:
        base = min(base, max(edge.a, half * reach))
    elif own == 0 and kappa != 0:
        base = min(base, kappa)
    blur = third if edge.a != 0 else half  # without pair breaking the root at the threshold is not softened
    return min(base, max(own, blur * base)) if own != 0 else base
