"""The map that goes with a formula of two parameters: where its relative error is below 1% and below 10%."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.conventions import SYMBOLS
from higgs_sym.figures._style import CLAIMED, EXACT, INK, few_ticks
from higgs_sym.records import Axis, Formula, ValidityMap

POINTS = 121
LEVELS = (0.01, 0.1)
SMALLEST = 1e-3
FINER = 2  # points drawn for one computed, along each axis
FILLS = ((EXACT, 0.55), (EXACT, 0.2), (CLAIMED, 0.1))  # below 1%, below 10%, above
_SPELLED = {"delta": r"distance from the threshold, $\delta/\Delta$", "zeta": r"pair breaking, $\zeta=\Gamma/\Delta$"}
_SPELLED |= {"kappa": r"momentum, $\kappa=Dq^2/\Delta$", "t": r"time, $t\Delta$"}


def errors(formula: Formula, plane: ValidityMap, points: int = POINTS) -> tuple[Any, Any, Any]:
    """Both axes and formula/exact - 1 as an array [second axis, first axis]; nan where the formula has no value."""
    across, up = (_values(axis, points) for axis in plane.axes)
    grid = dict(zip((axis.name for axis in plane.axes), np.meshgrid(across, up), strict=True))
    with np.errstate(all="ignore"):
        approximate = formula.body(BACKEND, *(grid[name] for name in formula.variables))
        return across, up, approximate / plane.exact(across, up) - 1


def draw(formula: Formula, plane: ValidityMap) -> Any:
    """The matplotlib Figure of one formula in one plane; call it inside `style()`."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.9, 3.3), layout="constrained")
    axes = figure.subplots()
    _fill(axes, formula, plane)
    _legend(axes)
    return figure


def side_by_side(formulas: Sequence[Formula], plane: ValidityMap) -> Any:
    """Every formula of one plane in a panel of its own; call it inside `style()`."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(0.6 + 3.6 * len(formulas), 3.6), layout="constrained")
    panels = figure.subplots(1, len(formulas), sharey=True, squeeze=False)[0]
    for axes, formula in zip(panels, formulas, strict=True):
        _fill(axes, formula, plane)
        axes.set_title(formula.id, pad=24, fontsize=10)
        axes.label_outer()
        _legend(axes)
    return figure


def _fill(axes: Any, formula: Formula, plane: ValidityMap) -> None:
    across, up, error = errors(formula, plane)
    across, up, error = (np.exp(_finer(np.log(across))), np.exp(_finer(np.log(up))), _finer_errors(error))
    # The same picture on every machine: five digits are more than a contour shows.
    shown = np.round(_stretched(np.nan_to_num(error, nan=1e9, posinf=1e9, neginf=-1e9)), 5)
    one, ten = (float(_stretched(np.array(level))) for level in LEVELS)
    bands = [
        (-ten, -one, FILLS[1]),
        (one, ten, FILLS[1]),
        (-one, one, FILLS[0]),
        (-99, -ten, FILLS[2]),
        (ten, 99, FILLS[2]),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # "no contour found" is a result, not a defect
        for low, high, (colour, weight) in bands:
            axes.contourf(across, up, shown, levels=[low, high], colors=[colour], alpha=weight)
        dashes = ["--", "-", "-", "--"]
        axes.contour(across, up, shown, levels=[-ten, -one, one, ten], colors=INK, linewidths=0.8, linestyles=dashes)
    axes.set(xscale="log", yscale="log", xlabel=label(plane.axes[0]), ylabel=label(plane.axes[1]))
    axes.grid(visible=False)
    few_ticks(axes)


def label(axis: Axis) -> str:
    """What stands at the axis."""
    return _SPELLED.get(axis.name, SYMBOLS[axis.name][2])


def _legend(axes: Any) -> None:
    from matplotlib.patches import Patch

    names = ("below 1%", "below 10%", "above 10%")
    pairs = zip(FILLS, names, strict=True)
    handles = [Patch(facecolor=colour, alpha=weight, label=name) for (colour, weight), name in pairs]
    axes.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, handlelength=1.2)


def _stretched(error: Any) -> Any:
    """Logarithmic for large errors, linear through zero, where a formula crosses the exact value."""
    return np.sign(error) * np.log10(1 + np.abs(error) / SMALLEST)


def _finer_errors(error: Any) -> Any:
    """The errors on a finer grid: between two points where they change sign a contour of 1% has no other support.

    Interpolated is error/sqrt(1 + error^2), which is smooth and bounded.
    """
    bounded = error / np.sqrt(1 + error**2)
    fine = np.clip(_finer(_finer(bounded).T).T, -1 + 1e-9, 1 - 1e-9)
    return fine / np.sqrt(1 - fine**2)


def _finer(values: Any) -> Any:
    """FINER times as many points along the last axis, by cubic interpolation; straight lines next to a nan."""
    last = values.shape[-1] - 1
    place = np.arange(FINER * last + 1) / FINER
    left = np.clip(place.astype(int), 1, last - 2)
    nodes = [values[..., left + step] for step in (-1, 0, 1, 2)]
    t = place - left
    weights = (-t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2,
               (t + 1) * t * (t - 1) / 6)  # fmt: skip
    cubic = sum(weight * node for weight, node in zip(weights, nodes, strict=True))
    near = np.minimum(place.astype(int), last - 1)
    line = values[..., near] + (place - near) * (values[..., near + 1] - values[..., near])
    return np.where(np.isfinite(cubic), cubic, line)


def _values(axis: Axis, points: int) -> Any:
    return np.geomspace(axis.low, axis.high, points)
