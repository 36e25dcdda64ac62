"""Graded panels for Gauss rules.

An integrand whose singularities stay at a fixed angle from the path, at whatever distance from its start, is
integrated to a fixed accuracy per panel when panel ends grow geometrically.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.base import NumericBackend

RATIO = 4
LONGEST = 1.4  # longest panel in t = arcsinh(h/h_0), where the singularities lie at Im t = pi/2

_MOST_KEPT = 32  # layouts; about 1 MB each at 100 digits

Nodes = tuple[Any, Any]  # collections of nodes and of weights


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


def unit(lib: NumericBackend, order: int, fine: int) -> Nodes:
    """Nodes on (0, 1), graded towards 0 from 4^-fine."""
    return kept(lib.kept, ("unit", order, fine), lambda: _collected(lib, graded(lib, order, -max(0, fine), 0)))


def equal(lib: NumericBackend, order: int, count: int) -> Nodes:
    """Nodes on (0, 1) in equal panels."""

    def make() -> tuple[list[Any], list[Any]]:
        nodes, weights = lib.gauss(order)
        points = [(k + x) / count for k in range(count) for x in nodes]
        return _collected(lib, (points, [w / count for _ in range(count) for w in weights]))

    return kept(lib.kept, ("equal", order, count), make)


def _collected(lib: NumericBackend, nodes: tuple[list[Any], list[Any]]) -> Nodes:
    return lib.collect(nodes[0]), lib.collect(nodes[1])


def kept(tables: dict[Any, Any], key: tuple[Any, ...], make: Callable[[], Nodes]) -> Nodes:
    """Nodes from a table, made once; memory stays bounded."""
    found: Nodes | None = tables.get(key)
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
