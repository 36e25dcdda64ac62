"""Bounds for rules of `balls.rule`: a whole ellipse covered by small discs, in which one function is followed.

The ellipse is covered by squares, each inside a disc that reaches the centres of its neighbours. `balls.follow` gives
every disc B another one, R, that holds exactly one zero for every point of B: an analytic function on B. The functions
of two neighbours are one where the zero at the centre of the second, which lies in both discs B, is shown to lie in the
R of the first. They are compared up and down every column from the axis, and along the axis beyond the ends of the
panel; on the panel itself every zero is identified at the centre of its square.

So every column of squares carries one function, analytic on a neighbourhood of the closed column. Two columns side by
side agree on a piece of the axis, hence along the segment they share: the union carries one function, the integrand is
analytic on it, and bounded by what it is on the discs. An integrand that needs f*(x) = conj f(conj x) takes it from the
mirrored disc.

Where a disc is refused only the ellipses without it are left, of which the one that asks for the fewest nodes counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from higgs_sym.arithmetic.discs import Discs
from higgs_sym.arithmetic.types import Array

RHOS = (3.4, 3.0, 2.7, 2.4, 2.1, 1.9, 1.7, 1.5)
_ACROSS = 18  # squares from end to end of the largest ellipse
_ROOM = 1 + 1e-6  # by which a disc is larger than needed, against rounding of its centre

Values = tuple[Discs, ...]


class Grid(NamedTuple):
    """Centres of squares in units of half a panel, rows symmetric about the axis, and which an ellipse needs."""

    x: Array
    y: Array
    step: float
    needed: Array  # ellipse, column, row

    @property
    def axis(self) -> int:
        """The row on the axis."""
        return len(self.y) // 2

    @property
    def inner(self) -> slice:
        """Columns whose centres lie on the panel."""
        on = np.flatnonzero(np.abs(self.x) < 1)
        return slice(int(on[0]), int(on[-1]) + 1)


class Cells(NamedTuple):
    """The discs of several panels: panel, column, row."""

    x: Discs
    grid: Grid
    at_start: Array  # panel: whether it begins at 0


class Ellipse(NamedTuple):
    """An ellipse around a panel, and bounds of the components of an integrand on it."""

    rho: float
    bounds: list[float]


@lru_cache
def grid() -> Grid:
    """The squares that cover the largest ellipse."""
    long, short = _axes(RHOS[0])
    step = 2 * long / _ACROSS
    rows = int(np.ceil((short - step / 2) / step))
    x = (np.arange(_ACROSS) + 0.5) * step - long
    y = np.arange(-rows, rows + 1) * step
    return Grid(x, y, step, np.array([_met(rho, x, y, step) for rho in RHOS]))


def _axes(rho: float) -> tuple[float, float]:
    return (rho + 1 / rho) / 2, (rho - 1 / rho) / 2


def _met(rho: float, x: Array, y: Array, step: float) -> Array:
    """Squares that the ellipse may meet."""
    long, short = _axes(rho)
    across = np.maximum(0.0, np.abs(x) - step / 2 * _ROOM) / long  # nearest to the middle
    height = short * np.sqrt(np.maximum(0.0, 1 - across**2))
    low = np.maximum(0.0, np.abs(y) - step / 2 * _ROOM)
    met: Array = (low[None, :] <= height[:, None]) & (across[:, None] <= 1)
    return met


def bounded(function: Callable[[Cells], Values], ends: list[tuple[float, float]]) -> list[list[Ellipse]]:
    """Ellipses around the panels on which the integrand is proved analytic, with its bounds; none where all fail."""
    where = grid()
    low, high = (np.array(column)[:, None, None] for column in zip(*ends, strict=True))
    half, middle = (high - low) / 2, (high + low) / 2
    place = middle + half * (where.x[:, None] + 1j * where.y)
    radius = np.broadcast_to(half * where.step * _ROOM, place.shape)
    with np.errstate(all="ignore"):
        sizes = [value.upper() for value in function(Cells(Discs(place, radius), where, low == 0))]
    found: list[list[Ellipse]] = [[] for _ in ends]
    for rho, needed in zip(RHOS, where.needed, strict=True):
        worst = [np.max(size[:, needed], axis=1) for size in sizes]
        for panel, ellipses in enumerate(found):
            bounds = [float(each[panel]) for each in worst]
            if np.all(np.isfinite(bounds)):
                ellipses.append(Ellipse(rho, bounds))
    return found
