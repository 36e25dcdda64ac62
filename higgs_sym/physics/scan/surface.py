"""chi^-1 at T = 0 where each of many frequencies meets each of many zeta: polynomials in two variables, verified.

Along zeta the variable is v = ln(a^2/|m|), which is smooth towards zeta = 0 and towards zeta = 1 alike, and the other
one is kept in units in which the edges stand still: t = ln(1 - omega/2 eps_g) below the threshold, ln((omega - 2
eps_g)/a^2) above it, a^2 being the width of the window, and ln(omega/sqrt(-m)) without a gap. A tile of (v, t) is used
only if the last coefficients along either variable are rounding *and* the polynomial agrees with direct values at some
of the points asked for; else it is halved. Points on no tile are evaluated row by row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np

from higgs_sym import results
from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.types import Array
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.scan import chebyshev
from higgs_sym.physics.scan.adaptive import Goal
from higgs_sym.physics.scan.frequencies import distance

FEWEST = 40  # values of zeta
_LONGEST, _SHORTEST = 9.0, 1.0  # in v; shorter in both v and t than this, points are evaluated one by one
_NODES = 28  # of a tile in t
_STRIP, _DIGITS, _SPARE = 2.4, 14.3, 4  # distance of the singularities from the real v axis; nodes for so many digits
_CALL = 40  # direct values that take as long as a call for one
_PAYS = 1.5
_NOISE = 3.0
_CONTEXT = 40


class Direct(Protocol):
    """Values at one zeta."""

    edge: Edge

    def on_axis(self, omega: Array, delta: Array, /) -> Array:
        """At real omega >= 0 with delta = omega - 2 eps_g to full relative accuracy."""


At = Callable[[Fraction], Direct]


class Side(NamedTuple):
    """One side of the threshold."""

    sign: int  # of omega - 2 eps_g
    scale: Callable[[Edge], float]  # its unit


class Tile(NamedTuple):
    """Where one polynomial serves."""

    v: tuple[float, float]
    t: tuple[float, float]


BELOW = Side(-1, lambda edge: 2 * edge.eps_g)
ABOVE = Side(1, lambda edge: edge.a * edge.a)
GAPLESS = Side(1, lambda edge: math.sqrt(-edge.m))


def values(omega: Array, zetas: Array, at: At, goal: Goal) -> Array:
    """Rows of chi^-1 at increasing omega >= 0 for increasing zeta."""
    direct = [at(Fraction(zeta)) for zeta in zetas.tolist()]
    out = np.full((zetas.size, omega.size), complex("nan"))
    for rows, sides in (((zetas > 0) & (zetas < 1), (BELOW, ABOVE)), (zetas > 1, (GAPLESS,))):
        chosen = np.flatnonzero(rows)
        if chosen.size >= FEWEST:
            part = out[chosen[0] : chosen[-1] + 1]
            for side in sides:
                _Surface(side, omega, direct[chosen[0] : chosen[-1] + 1], at, goal).fill(part)
    for each, row in zip(direct, out, strict=True):
        missing = np.isnan(row.real)
        if missing.any():
            row[missing] = each.on_axis(omega[missing], distance(each.edge, omega[missing]))
    return out


class _Surface:
    """The points on one side of the threshold, rows of one kind."""

    def __init__(self, side: Side, omega: Array, direct: list[Direct], at: At, goal: Goal) -> None:
        self.side, self.omega, self.direct, self.at, self.goal = side, omega, direct, at, goal
        edges = [each.edge for each in direct]
        self.gapped = edges[0].gapped
        self.v = np.array([math.log(edge.a * edge.a / abs(edge.m)) for edge in edges])
        self.delta = np.array([distance(edge, omega) for edge in edges])
        with np.errstate(all="ignore"):
            self.t = np.log(side.sign * self.delta / np.array([[side.scale(edge)] for edge in edges]))

    def fill(self, out: Array) -> None:
        """Values at the points that lie on tiles."""
        waiting = self._first()
        while waiting:
            tiles = [tile for tile in waiting if self._pays(tile)]
            waiting = []
            for v in dict.fromkeys(tile.v for tile in tiles):
                waiting += self._strip(v, [tile for tile in tiles if tile.v == v], out)

    def _first(self) -> list[Tile]:
        t = self.t[np.isfinite(self.t)]
        if not t.size:
            return []
        low, high = self.v.min(), self.v.max()
        ends = np.linspace(low, high, max(1, math.ceil((high - low) / _LONGEST)) + 1).tolist()
        turns = [float(t.max())]
        while turns[-1] >= t.min():
            turns.append(turns[-1] - self._length(turns[-1]))
        return [Tile(v, (below, above)) for v in pairwise(ends) for above, below in pairwise(turns)]

    def _length(self, t: float) -> float:
        """How long a tile that ends at t may be: next to the threshold all singularities are far away."""
        if self.side.sign > 0 and t > -0.5:
            return 1.0
        return 4.0 if self.gapped and t < -2 else 2.0

    def _inside(self, tile: Tile) -> Array:
        rows = (self.v >= tile.v[0]) & (self.v <= tile.v[1])
        return rows[:, None] & (self.t >= tile.t[0]) & (self.t <= tile.t[1])

    def _pays(self, tile: Tile) -> bool:
        """Whether the nodes of a tile are fewer than what its points would take."""
        if tile.v[1] - tile.v[0] < _SHORTEST and tile.t[1] - tile.t[0] < _SHORTEST:
            return False
        points = self._inside(tile)
        saved = np.count_nonzero(points) + _CALL * np.count_nonzero(points.any(1))
        return bool(saved > _PAYS * nodes_for(tile.v) * _NODES)

    def _strip(self, v: tuple[float, float], tiles: list[Tile], out: Array) -> list[Tile]:
        """Fill in the tiles of one range of v that are accepted; the halves of the others."""
        spans = np.array([tile.t for tile in tiles])
        t = spans.sum(1)[:, None] / 2 + np.diff(spans, axis=1) / 2 * chebyshev.nodes(_NODES)
        nodes = (v[0] + v[1]) / 2 + (v[1] - v[0]) / 2 * chebyshev.nodes(nodes_for(v))
        samples = np.array([self._sampled(float(node), t.ravel()) for node in nodes])
        points = [self._inside(tile) for tile in tiles]
        expected = self._checked(points)
        refused = []
        for tile, inside, found in zip(tiles, points, np.split(samples, len(tiles), axis=1), strict=True):
            series = _coefficients(found)
            self._fill(tile, inside, series, out)
            tails = [float(np.abs(part).max()) for part in (series[-2:], series[:, -2:])]
            allowed = _NOISE * (self.goal.relative * np.abs(series).max() + self.goal.rounding)
            known = inside & ~np.isnan(expected.real)
            if max(tails) > allowed or (self.goal.missed_by(out[known], expected[known]) > _NOISE).any():
                out[inside] = complex("nan")
                refused += _halves(tile, along_v=tails[0] >= tails[1])
        return refused

    def _sampled(self, v: float, t: Array) -> Array:
        """Direct values at a node of v."""
        each = self.at(_zeta(v, self.gapped))
        delta = self.side.sign * self.side.scale(each.edge) * np.exp(t)
        return each.on_axis(2 * each.edge.eps_g + delta, delta)

    def _checked(self, points: list[Array]) -> Array:
        """Direct values at some of the points, the corners among them; NaN elsewhere."""
        expected, chosen = np.full(self.t.shape, complex("nan")), np.zeros(self.t.shape, dtype=bool)
        for inside in points:
            for row in _some(np.flatnonzero(inside.any(1))).tolist():
                chosen[row, _some(np.flatnonzero(inside[row]))] = True
        for row in np.flatnonzero(chosen.any(1)).tolist():
            places = chosen[row]
            expected[row, places] = self.direct[row].on_axis(self.omega[places], self.delta[row, places])
        return expected

    def _fill(self, tile: Tile, inside: Array, series: Array, out: Array) -> None:
        """Put the polynomial at the points of a tile into `out`, by Clenshaw's recurrence along t."""
        rows, places = np.nonzero(inside)
        along = np.polynomial.chebyshev.chebvander(_scaled(self.v, tile.v), len(series) - 1)
        lines = (along @ series).T.copy()  # (nodes in t, rows)
        twice = 2 * _scaled(self.t[rows, places], tile.t)
        one = two = np.zeros(rows.size, dtype=complex)
        for line in lines[:0:-1]:
            one, two = line[rows] + twice * one - two, one
        out[rows, places] = lines[0][rows] + twice / 2 * one - two


def nodes_for(v: tuple[float, float]) -> int:
    """How many nodes a range of v needs."""
    length = max(v[1] - v[0], 1e-3)
    return math.ceil(_DIGITS * math.log(10) / math.asinh(2 * _STRIP / length)) + _SPARE


def _coefficients(samples: Array) -> Array:
    """Of the polynomial through complex values at the nodes of (v, t)."""
    for _ in range(2):
        pairs = chebyshev.coefficients(samples)
        samples = (pairs[..., 0] + 1j * pairs[..., 1]).T
    return samples


def _halves(tile: Tile, along_v: bool) -> list[Tile]:
    low, high = tile.v if along_v else tile.t
    middle = (low + high) / 2
    parts = (low, middle), (middle, high)
    return [tile._replace(v=part) if along_v else tile._replace(t=part) for part in parts]


def _some(places: Array) -> Array:
    """The first, the last and one between."""
    return np.unique(places[[0, int(0.618 * (places.size - 1)), -1]])


def _scaled(x: Array, span: tuple[float, float]) -> Array:
    return np.clip((x - span[0]) * (2 / (span[1] - span[0])) - 1, -1, 1)


def _zeta(v: float, gapped: bool) -> Fraction:
    """zeta at v on that side of 1."""
    context = results.context(_CONTEXT)
    ratio: Any = context.exp(v)  # a^2/|m|
    square = ratio / (1 + ratio) if gapped else ratio / (ratio - 1)
    return to_fraction(square ** context.mpf("1.5"))
