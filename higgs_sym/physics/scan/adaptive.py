"""A function of one real variable at many points, from few: panels, halved until the polynomial on them is verified.

Panels are made only where there are more points than the nodes would cost; the others are evaluated directly. A panel
is accepted if the last coefficients of its polynomial are at the level of rounding *and* the polynomial agrees with
direct values at some of the points asked for, which need not lie between the nodes in any special way.

The variable must absorb singularities at the ends: x^2 ln x has coefficients that fall as fast as 1/k^5, so that no
test of coefficients could see it, but is an entire function of ln x.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from higgs_sym.arithmetic.types import Array, Number
from higgs_sym.physics.scan import chebyshev

LONGEST = 2.0  # panels to begin with, in the variable of a piece
SHORTEST = 0.02  # below, points are evaluated directly
CHECKS = 3  # direct values a panel is compared with
_NEEDED = chebyshev.NODES + CHECKS  # a panel for fewer points saves nothing
_NOISE = 3.0


class Piece(NamedTuple):
    """Points in a variable in which the function is smooth, and how to evaluate it there."""

    t: Any  # increasing
    sample: Callable[[Any], Any]  # values of t -> complex values


class Goal(NamedTuple):
    """What interpolation must reach."""

    relative: float = 1e-14  # error of the value, beside which
    rounding: float = 1e-15  # direct values are known to be wrong by
    imag: float | None = None  # error of the imaginary part relative to itself

    def missed_by(self, found: Array, expected: Array) -> Array:
        """Errors in units of what is wanted."""
        wrong = np.abs(found - expected) / (self.relative * np.abs(expected) + self.rounding)
        if self.imag is not None:
            part = np.abs(found.imag - expected.imag) / (self.imag * np.abs(expected.imag) + 1e-290)
            wrong = np.maximum(wrong, part)
        return wrong


class Panel(NamedTuple):
    low: float
    high: float
    first: int  # the points of the piece that lie on it
    last: int


def interpolated(pieces: list[Piece], goal: Goal) -> list[Array]:
    """The values on each piece."""
    found = [np.empty(piece.t.size, dtype=complex) for piece in pieces]
    direct: list[list[Any]] = [[] for _ in pieces]
    waiting = [(k, panel) for k, piece in enumerate(pieces) for panel in _begin(piece.t)]
    while waiting:
        tasks = []
        for k, panel in waiting:
            if panel.last - panel.first <= _NEEDED or panel.high - panel.low < SHORTEST:
                direct[k].append(np.arange(panel.first, panel.last))
            else:
                tasks.append((k, panel))
        waiting = [half for task in _refused(pieces, tasks, goal, found) for half in _halves(pieces, *task)]
    for piece, places, values in zip(pieces, direct, found, strict=True):
        if places:
            rest = np.concatenate(places)
            values[rest] = piece.sample(piece.t[rest])
    return found


def _begin(t: Array) -> list[Panel]:
    if not t.size:
        return []
    low, high = float(t[0]), float(t[-1])
    count = max(1, int(np.ceil((high - low) / LONGEST)))
    ends = np.linspace(low, high, count + 1)
    marks = [0, *np.searchsorted(t, ends[1:-1]).tolist(), t.size]
    return [Panel(float(ends[k]), float(ends[k + 1]), marks[k], marks[k + 1]) for k in range(count)]


def _halves(pieces: list[Piece], k: int, panel: Panel) -> list[tuple[int, Panel]]:
    low, high, first, last = panel
    middle = (low + high) / 2
    mark = first + int(np.searchsorted(pieces[k].t[first:last], middle))
    return [(k, Panel(low, middle, first, mark)), (k, Panel(middle, high, mark, last))]


def _refused(pieces: list[Piece], tasks: Any, goal: Goal, found: list[Any]) -> list[tuple[int, Panel]]:
    """Fill `found` on the panels that are accepted; the others."""
    refused = []
    for k, piece in enumerate(pieces):
        panels = [panel for number, panel in tasks if number == k]
        if not panels:
            continue
        x = chebyshev.nodes()
        places = [_checked(panel) for panel in panels]
        at_nodes = [(p.low + p.high) / 2 + (p.high - p.low) / 2 * x for p in panels]
        t = np.array([np.concatenate([a, piece.t[c]]) for a, c in zip(at_nodes, places, strict=True)])
        values = piece.sample(t.ravel()).reshape(t.shape)
        series = chebyshev.coefficients(values[:, : x.size])
        for panel, where, row, expected in zip(panels, places, series, values[:, x.size :], strict=True):
            out = np.empty(CHECKS, dtype=complex)
            chebyshev.fill(row, piece.t[where], out, panel.low, panel.high)
            tail, size = np.abs(row[-2:]).max(), np.abs(row).max()
            smooth = tail <= _NOISE * (goal.relative * size + goal.rounding)
            if not (smooth and (goal.missed_by(out, expected) <= _NOISE).all()):
                refused.append((k, panel))
                continue
            chosen = slice(panel.first, panel.last)
            chebyshev.fill(row, piece.t[chosen], found[k][chosen], panel.low, panel.high)
    return refused


def _checked(panel: Panel) -> Number:
    """Some of the points of a panel, the first and the last among them."""
    count = panel.last - 1 - panel.first
    return panel.first + np.array([0, int(count * 0.618), count])
