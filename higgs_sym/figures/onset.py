"""The onset of absorption: full integral, linear law, quadratic law."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.figures._style import CLAIMED, ERROR, EXACT, few_ticks
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES, FORMULAS

ZETA = "1/10"
DISTANCES = np.logspace(-3, 0, 61)


@FIGURES.register(
    id="onset",
    title="Onset of absorption above the threshold",
    caption=r"$-\mathrm{Im}\,\chi^{-1}(2\epsilon_g+\delta)$ for $\zeta=1/10$. The full integral starts quadratically, "
    "as the edge expansion says; the law with a constant imaginary part of the square root starts linearly.",
    source=Source("DzeroKamenev2025", "eq. (22)"),
)
def draw() -> Any:
    """Three curves against the distance from the threshold, log-log."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    axes = figure.subplots()
    zeta = 0.1
    full = np.imag(chi_inv(2 * gap(ZETA) + DISTANCES, ZETA))
    linear = FORMULAS["eq:22"].body(BACKEND, DISTANCES, zeta)
    quadratic = FORMULAS["threshold:im"].body(BACKEND, DISTANCES, zeta)
    for values, colour, dash, label in (
        (full, EXACT, "-", "full integral"),
        (linear, CLAIMED, "--", "eq. (22)"),
        (quadratic, ERROR, ":", r"$(\pi/24)\,\delta^2/(\zeta\epsilon_g)$"),
    ):
        rounded = [float(f"{-value:.6g}") for value in values]  # the same on every machine
        axes.plot(DISTANCES, rounded, dash, color=colour, linewidth=1.3, label=label)
    axes.set(xscale="log", yscale="log", xlabel=r"$\delta/\Delta$", ylabel=r"$-\mathrm{Im}\,\chi^{-1}$")
    few_ticks(axes)
    axes.legend()
    return figure
