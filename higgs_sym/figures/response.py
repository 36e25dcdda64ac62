"""The absorption line of the amplitude mode for growing pair breaking."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.figures._style import sequence
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES

RATES = ("1/100", "1/20", "1/5", "1/2")
FREQUENCIES = np.linspace(0.3, 2.6, 461)


@FIGURES.register(
    id="response",
    title="Absorption by the amplitude mode",
    caption=r"$\mathrm{Im}\,\chi(\omega)$ at $q=0$, $T=0$ from the full integral; marks on the axis show the threshold "
    r"$2\epsilon_g$. While pair breaking is weak the maximum stays near $2\Delta$ although the threshold moves down, "
    "and the onset is flat.",
    source=Source("DzeroKamenev2025", "eqs. (18), (19)"),
)
def draw() -> Any:
    """Im chi against frequency, thresholds marked."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    axes = figure.subplots()
    for rate, colour in zip(RATES, sequence(len(RATES)), strict=True):
        absorption = np.imag(chi(FREQUENCIES, rate))
        # Six digits suffice for a picture, and they are the same on every machine.
        rounded = np.array([float(f"{value:.6g}") for value in absorption])
        axes.plot(FREQUENCIES, rounded, color=colour, linewidth=1.3, label=rf"$\zeta={rate}$")
        axes.plot([2 * gap(rate)], [0], marker=2, markersize=8, color=colour, clip_on=False, zorder=3)
    axes.set(xlabel=r"$\omega/\Delta$", ylabel=r"$\mathrm{Im}\,\chi$", xlim=(FREQUENCIES[0], FREQUENCIES[-1]))
    axes.set_ylim(bottom=0)
    axes.legend()
    return figure
