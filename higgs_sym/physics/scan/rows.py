"""Rows of values along one more parameter, kappa or T: interpolated in its logarithm, like numbers in `adaptive`."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array
from higgs_sym.physics.scan import chebyshev
from higgs_sym.physics.scan.adaptive import CHECKS, Goal

FEWEST = 60  # values of the parameter; fewer are evaluated one by one
_LONGEST, _SHORTEST = 3.5, 0.1
_STRIP = math.pi / 2  # distance of the nearest singularity from the real axis: half a turn of the parameter
_DIGITS, _SPARE = 14.3, 4
_NOISE = 3.0


def nodes_for(length: float) -> int:
    """How many nodes a panel of that length needs."""
    distance = 2 * _STRIP / length
    return math.ceil(_DIGITS * math.log(10) / math.asinh(distance)) + _SPARE


def interpolated(t: Array, sample: Callable[[Array], Array], goal: Goal) -> Any:
    """Rows at increasing t; `sample` gives the rows at some of them."""
    count = max(1, int(np.ceil((t[-1] - t[0]) / _LONGEST)))
    ends = np.linspace(t[0], t[-1], count + 1)
    marks = [0, *np.searchsorted(t, ends[1:-1]).tolist(), t.size]
    panels = zip(pairwise(marks), pairwise(ends.tolist()), strict=True)
    parts = [_panel(t[first:last], between, sample, goal) for (first, last), between in panels]
    return np.concatenate([part for part in parts if part is not None])


def _panel(t: Array, ends: tuple[float, float], sample: Callable[[Array], Array], goal: Goal) -> Any:
    if not t.size:
        return None
    low, high = ends
    count = nodes_for(high - low)
    if t.size <= count + CHECKS or high - low < _SHORTEST:
        return sample(t)
    middle, half = (low + high) / 2, (high - low) / 2
    checked = [0, int(0.618 * (t.size - 1)), t.size - 1]
    places = np.concatenate([middle + half * chebyshev.nodes(count), t[checked]])
    order = np.argsort(places)
    rows = sample(places[order])[np.argsort(order)]
    values, expected = rows[:count], rows[count:]
    series = chebyshev.coefficients(values.T)  # (columns, nodes, 2)
    series = series[..., 0] + 1j * series[..., 1]
    scaled = np.clip((t - middle) / half, -1, 1)
    found = np.polynomial.chebyshev.chebval(scaled, series.T).T
    tail = np.abs(series[:, -2:]).max(-1)
    smooth = tail <= _NOISE * (goal.relative * np.abs(series).max(-1) + goal.rounding)
    if smooth.all() and (goal.missed_by(found[checked], expected) <= _NOISE).all():
        found[checked] = expected
        return found
    mark = int(np.searchsorted(t, middle))
    halves = [
        _panel(t[:mark], (low, middle), sample, goal),
        _panel(t[mark:], (middle, high), sample, goal),
    ]
    return np.concatenate([part for part in halves if part is not None])
