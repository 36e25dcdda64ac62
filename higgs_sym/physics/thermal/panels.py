"""Panels whose lengths follow from how far away the integrand's singularities are, and points of the curve on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from higgs_sym.physics.integrals.cold import Frame, middle, point_on_curve
from higgs_sym.physics.integrals.panels import RATIO
from higgs_sym.physics.integrals.paths import CurvePoint

_MAX_PANELS = 20_000


def split(start: Any, end: Any, short: Callable[[Any, Any], bool]) -> list[Any]:
    """Panel ends from start to end, halved until each panel is short."""
    ends, waiting = [start], [end]
    while waiting:
        if len(ends) + len(waiting) > _MAX_PANELS or short(ends[-1], waiting[-1]):
            ends.append(waiting.pop())
        else:
            waiting.append((ends[-1] + waiting[-1]) / 2)
    return ends


def nodes(frame: Frame, ends: list[Any]) -> tuple[Any, Any]:
    """Gauss nodes and weights on the panels."""
    lib = frame.lib
    x, w = lib.gauss(frame.order)
    points = [low + (high - low) * s for low, high in pairwise(ends) for s in x]
    measures = [(high - low) * s for low, high in pairwise(ends) for s in w]
    return lib.collect(points), lib.collect(measures)


def graded(smallest: Any, end: Any) -> list[Any]:
    """Panel ends 0, ..., end / 4, end, the first panel no longer than `smallest`."""
    ends = [end]
    while ends[-1] > smallest:
        ends.append(ends[-1] / RATIO)
    return [end * 0, *reversed(ends)]


def mild(low: Any, high: Any, T: Any) -> bool:
    """Whether 1/(1 + exp(-y/T)), with poles at y = +-i pi T, ..., is smooth on a panel between two energies."""
    nearest = min(abs(low), abs(high)) if (low > 0) == (high > 0) else 0
    return bool(abs(high - low) <= 2 * max(nearest, T))


def reach(frame: Frame, distance: Any) -> Any:
    """The parameter h of the curve at a real energy eps_g + distance."""
    return middle(frame, 2 * (frame.edge.eps_g + distance), 2 * distance)


def on_curve(frame: Frame, ends: list[Any], h_of: Callable[[Any], tuple[Any, Any]]) -> tuple[Any, Any]:
    """Points of the curve and weights of an integral over their energy; `h_of` gives h and its slope."""
    lib = frame.lib
    parameters, steps = nodes(frame, ends)

    def point(t: Any) -> CurvePoint:
        return point_on_curve(lib, frame.edge, h_of(t)[0])

    points = lib.map(point, parameters)
    measures = lib.map(lambda t, w, p: w * h_of(t)[1] * p.slope, parameters, steps, points)
    return points, measures


def from_edge(frame: Frame, scale: Any) -> Callable[[Any], tuple[Any, Any]]:
    """h = scale sinh(t): singularities on the imaginary h axis beyond `scale` lie at Im t = pi/2."""
    lib = frame.lib
    return lambda t: (scale * lib.sinh(t), scale * lib.cosh(t))


def from_start(frame: Frame, begin: Any) -> Callable[[Any], tuple[Any, Any]]:
    """h = begin cosh(t), which turns the square root of an edge met at h = begin into a smooth function of t."""
    lib = frame.lib
    return lambda t: (begin * lib.cosh(t), begin * lib.sinh(t))


def distance_at(frame: Frame, h_of: Callable[[Any], tuple[Any, Any]], t: Any) -> Any:
    h = h_of(t)[0]
    # at zeta = 1 the slope is 0/0 at the edge
    return point_on_curve(frame.lib, frame.edge, h).distance if h != 0 else h
