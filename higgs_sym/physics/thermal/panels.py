"""Panels whose lengths follow from how far away the integrand's singularities are, and points of the curve on them.

Numbers of one frequency may be of any type. In float64 all numbers of a frequency are columns with one row for each of
many frequencies (`batch`), and a mesh holds the panels of all of them, whose rows know which frequency they belong to.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from higgs_sym.arithmetic.types import Array, Number, Real
from higgs_sym.physics.integrals.cold import Frame, middle, point_on_curve
from higgs_sym.physics.integrals.panels import RATIO
from higgs_sym.physics.integrals.paths import CurvePoint

_MAX_PANELS = 20_000  # of one frequency

Short = Callable[[Frame, tuple[Any, ...], Any, Any], Any]  # (frame, given, start, end) -> whether a panel is short


class Mesh(NamedTuple):
    """Panels: the frame and the numbers given, one row a panel where there are many frequencies; nodes and weights."""

    frame: Frame
    given: tuple[Any, ...]
    points: Any
    weights: Any
    starts: Any  # where the rows of each frequency begin; None for one frequency

    def total(self, values: Real) -> Any:
        """The integrals of one frequency, or the column of them."""
        if self.starts is None:
            return self.frame.lib.dot(values, self.weights)
        return np.add.reduceat((values * self.weights).sum(axis=-1, keepdims=True), self.starts)


def holds(condition: Any) -> bool:
    """A condition that is the same for all frequencies of a frame."""
    return bool(condition.flat[0]) if isinstance(condition, np.ndarray) else bool(condition)


def smaller(x: Any, y: Any) -> Any:
    """min, elementwise."""
    return np.minimum(x, y) if isinstance(x, np.ndarray) or isinstance(y, np.ndarray) else min(x, y)


def larger(x: Any, y: Any) -> Any:
    """max, elementwise."""
    return np.maximum(x, y) if isinstance(x, np.ndarray) or isinstance(y, np.ndarray) else max(x, y)


def split(frame: Frame, given: tuple[Number, ...], start: Number, end: Number, short: Short) -> Mesh:
    """The mesh from start to end, panels halved until each is short."""
    if isinstance(end, np.ndarray):
        return _split_rows(frame, given, start + 0 * end, end, short)
    ends, waiting = [start], [end]
    while waiting:
        if len(ends) + len(waiting) > _MAX_PANELS or short(frame, given, ends[-1], waiting[-1]):
            ends.append(waiting.pop())
        else:
            waiting.append((ends[-1] + waiting[-1]) / 2)
    return _mesh(frame, given, ends)


def graded(frame: Frame, given: tuple[Number, ...], smallest: Real, end: Number) -> Mesh:
    """The mesh with panel ends 0, ..., end / 4, end, the first panel no longer than `smallest`."""
    if isinstance(end, np.ndarray):
        counts = np.ceil(np.maximum(0, np.log(end / smallest) / np.log(RATIO))).astype(int).ravel()
        owner = np.repeat(np.arange(end.size), counts + 1)
        level = np.arange(owner.size) - np.repeat(np.cumsum(counts + 1) - counts - 1, counts + 1)
        high = end.ravel()[owner] * float(RATIO) ** -level
        return _rows(frame, given, owner, np.where(level == counts[owner], 0, high / RATIO), high)
    ends = [end]
    while ends[-1] > smallest:
        ends.append(ends[-1] / RATIO)
    return _mesh(frame, given, [end * 0, *reversed(ends)])


def _mesh(frame: Frame, given: tuple[Number, ...], ends: list[Number]) -> Mesh:
    return Mesh(frame, given, *nodes(frame, ends), None)


def nodes(frame: Frame, ends: list[Number]) -> tuple[Any, Any]:
    """Gauss nodes and weights on the panels."""
    lib = frame.lib
    x, w = lib.gauss(frame.order)
    points = [low + (high - low) * s for low, high in pairwise(ends) for s in x]
    measures = [(high - low) * s for low, high in pairwise(ends) for s in w]
    return lib.collect(points), lib.collect(measures)


def _split_rows(frame: Frame, given: tuple[Number, ...], start: Array, end: Array, short: Short) -> Mesh:
    owner, low, high = np.arange(end.size), start.ravel(), end.ravel()
    done: list[tuple[Any, ...]] = []
    depth = 0
    while owner.size:
        depth += 1
        ready = short(*_spread(frame, given, owner), low[:, None], high[:, None]).ravel()
        if depth > 200:
            ready = np.ones(owner.shape, dtype=bool)
        done.append((owner[ready], low[ready], high[ready]))
        owner, low, high = owner[~ready], low[~ready], high[~ready]
        middles = (low + high) / 2
        owner, low, high = np.r_[owner, owner], np.r_[low, middles], np.r_[middles, high]
    owner, low, high = (np.concatenate(column) for column in zip(*done, strict=True))
    order = np.argsort(owner, kind="stable")
    return _rows(frame, given, owner[order], low[order], high[order])


def _rows(frame: Frame, given: tuple[Any, ...], owner: Any, low: Any, high: Number) -> Mesh:
    x, w = (np.array(each) for each in frame.lib.gauss(frame.order))
    length = (high - low)[:, None]
    starts = np.flatnonzero(np.r_[True, np.diff(owner) > 0])
    return Mesh(*_spread(frame, given, owner), low[:, None] + length * x, length * w, starts)


def _spread(frame: Frame, given: tuple[Number, ...], owner: Any) -> tuple[Frame, tuple[Array, ...]]:
    def rows(x: Number) -> Any:
        return x[owner] if isinstance(x, np.ndarray) else x

    at = frame.at._replace(omega=rows(frame.at.omega))
    return frame._replace(at=at, delta=rows(frame.delta)), tuple(rows(x) for x in given)


def mild(low: Any, high: Any, T: Any) -> Any:
    """Whether 1/(1 + exp(-y/T)), with poles at y = +-i pi T, ..., is smooth on a panel between two energies."""
    nearest = smaller(abs(low), abs(high)) * ((low > 0) == (high > 0))
    return abs(high - low) <= 2 * larger(nearest, T)


def reach(frame: Frame, distance: Number) -> Any:
    """The parameter h of the curve at a real energy eps_g + distance."""
    return middle(frame, 2 * (frame.edge.eps_g + distance), 2 * distance)


HOf = Callable[[Frame, tuple[Any, ...], Any], tuple[Any, Any]]  # (frame, given, t) -> h and its slope


def on_curve(mesh: Mesh, h_of: HOf) -> tuple[Array, Array]:
    """Points of the curve and weights of an integral over their energy."""
    lib = mesh.frame.lib

    def point(t: Number) -> CurvePoint:
        return point_on_curve(lib, mesh.frame.edge, h_of(mesh.frame, mesh.given, t)[0])

    points = lib.map(point, mesh.points)
    slopes = lib.map(lambda t, p: h_of(mesh.frame, mesh.given, t)[1] * p.slope, mesh.points, points)
    return points, slopes


def from_edge(frame: Frame, given: tuple[Number, ...], t: Number) -> tuple[Array, Array]:
    """h = scale sinh(t): singularities on the imaginary h axis beyond `scale` lie at Im t = pi/2."""
    lib, scale = frame.lib, given[0]
    return scale * lib.sinh(t), scale * lib.cosh(t)


def from_start(frame: Frame, given: tuple[Number, ...], t: Number) -> tuple[Number, Number]:
    """h = begin cosh(t), which turns the square root of an edge met at h = begin into a smooth function of t."""
    lib, begin = frame.lib, given[0]
    return begin * lib.cosh(t), begin * lib.sinh(t)


def distance_at(frame: Frame, given: tuple[Number, ...], h_of: HOf, t: Number) -> Array:
    """x - eps_g on the curve at t."""
    h = h_of(frame, given, t)[0]
    # at zeta = 1 the slope is 0/0 at the edge
    return frame.lib.where(h != 0, lambda: point_on_curve(frame.lib, frame.edge, h).distance, lambda: h)
