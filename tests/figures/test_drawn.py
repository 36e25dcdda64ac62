"""Every figure can be drawn, says what its axes are, and shows finite numbers."""

from __future__ import annotations

import numpy as np
import pytest

from higgs_sym.figures import _style
from higgs_sym.registry import FIGURES

LONG = ("fig:5", "portrait", "regimes")  # 4 s each: poles and maps


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.slow) if row.id in LONG else row for row in FIGURES],
    ids=lambda row: row.id,
)
def test_figure(row):
    with _style.style():
        figure = row.draw()
        figure.canvas.draw()
    named = [axes for axes in figure.axes if axes.get_xlabel() or axes.get_ylabel()]
    assert named
    shown = [line.get_xydata() for axes in figure.axes for line in axes.lines if len(line.get_xydata()) > 2]
    assert all(np.isfinite(points).any() for points in shown)
    assert any(axes.lines or axes.collections or axes.images for axes in figure.axes)
