"""What figures 2 and 3 share: the full response and the laws (20), (22) for a few pair-breaking rates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.figures._style import INK, sequence
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.registry import FORMULAS

RATES = ("1/100", "1/10", "3/10")
FREQUENCIES = np.linspace(0.5, 2.8, 461)
VALUES = (0.01, 0.1, 0.3)


def rounded(values: Any) -> Any:
    """Six digits: enough for a picture, and the same on every machine."""
    return np.array([float(f"{value:.6g}") for value in values])


def laws(omega: Any, rate: str, zeta: float) -> Any:
    """(20) + i (22) above the threshold."""
    delta = omega - 2 * gap(rate)
    return FORMULAS["eq:20"].body(BACKEND, delta, zeta) + 1j * FORMULAS["eq:22"].body(BACKEND, delta, zeta)


def panels(
    transform: Callable[[Any], Any],
    labels: tuple[str, str],
    limits: tuple[tuple[float, float], tuple[float, float]],
    corner: str,
) -> Any:
    """Real part, imaginary part, and below them the relative error of the laws; a corner explains the dashes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 6.2), layout="constrained")
    real, imaginary, error = figure.subplots(3, 1, sharex=True, height_ratios=(1, 1, 0.8))
    for rate, zeta, colour in zip(RATES, VALUES, sequence(len(RATES)), strict=True):
        full = transform(chi_inv(FREQUENCIES, rate))
        above = FREQUENCIES[2 * gap(rate) + 1e-3 < FREQUENCIES]
        law, exact = transform(laws(above, rate, zeta)), transform(chi_inv(above, rate))
        for axes, part in ((real, np.real), (imaginary, np.imag)):
            axes.plot(FREQUENCIES, rounded(part(full)), color=colour, linewidth=1.3, label=rf"$\zeta={rate}$")
            axes.plot(above, rounded(part(law)), "--", color=colour, linewidth=1.0)
        error.plot(above, rounded(np.abs(law / exact - 1)), color=colour, linewidth=1.1)
        imaginary.plot([2 * gap(rate)], [0], marker=2, markersize=8, color=colour, clip_on=False, zorder=3)
    real.set(ylabel=labels[0])
    real.legend(ncols=3)
    names = (("-", "full integral"), ("--", "laws (20), (22)"))
    kinds = [imaginary.plot([], [], dash, color=INK, linewidth=1.1, label=name)[0] for dash, name in names]
    imaginary.legend(handles=kinds, loc=corner)
    imaginary.set(ylabel=labels[1])
    for axes, ends in zip((real, imaginary), limits, strict=True):
        axes.set_ylim(*ends)
    error.set(xlabel=r"$\omega/\Delta$", ylabel="relative error", yscale="log", xlim=(FREQUENCIES[0], FREQUENCIES[-1]))
    error.set_ylim(3e-3, 3)
    return figure
