"""Figure 1: the spectral function, exact and by (11), (12), and the two slopes of its square root."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.types import Array
from higgs_sym.figures._style import CLAIMED, EXACT, GRID, INK, sequence
from higgs_sym.physics.spectrum import gap, spectral_u
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES, FORMULAS

RATE, ZETA = "1/20", 0.05
SLOPES = (("3/10", 0.3), ("1/20", 0.05), ("1/1000000", 1e-6))
DISTANCES = np.logspace(-2, 2, 81)  # (eps - eps_g)/(Delta zeta^(2/3))


def eta(energies: Array, rate: str, zeta: float) -> Any:
    """eta/Delta = i (r - zeta/2); below the edge r is real and eta imaginary."""
    u = spectral_u(energies, rate)
    return 1j * (np.sqrt(1 - u * u) - zeta / 2)


@FIGURES.register(
    id="fig:1",
    title="Spectral function above the gap edge",
    caption=r"Top: $\eta_\varepsilon$ at $\zeta=1/20$, exact (solid) and by (11), (12) (dashed). Middle: the "
    "real part over "
    r"that of (11) against the distance from the edge in units of $\Delta\zeta^{2/3}$; slope $1/\sqrt3$ inside the "
    r"window for small $\zeta$, 1 outside. Bottom: the imaginary part over $\gamma\Delta=\zeta^{1/3}\Delta$, which is "
    "constant inside the window only.",
    source=Source("DzeroKamenev2025", "Fig. 1"),
)
def draw() -> Any:
    """Three panels: the function, the ratio of slopes, the ratio of imaginary parts."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 6.6), layout="constrained")
    function, slope, constant = figure.subplots(3, 1, height_ratios=(1.2, 1, 1))
    edge = gap(RATE)
    energies = np.linspace(edge + 1e-4, 1.6, 300)
    exact = eta(energies, RATE, ZETA)
    function.plot(energies, exact.real, color=EXACT, linewidth=1.3, label=r"$\mathrm{Re}\,\eta/\Delta$")
    function.plot(energies, exact.imag, color=CLAIMED, linewidth=1.3, label=r"$\mathrm{Im}\,\eta/\Delta$")
    laws = (("eq:11", (energies, ZETA), EXACT, "(11)"), ("eq:12", (ZETA,), CLAIMED, "(12)"))
    for key, variables, colour, label in laws:
        law = 0 * energies + FORMULAS[key].body(BACKEND, *variables)
        function.plot(energies, law, "--", color=colour, linewidth=1.0, label=label)
    function.set(xlabel=r"$\varepsilon/\Delta$", xlim=(edge, energies[-1]))
    function.set_ylim(bottom=0)
    function.legend(ncols=2)
    for (rate, zeta), colour in zip(SLOPES, sequence(len(SLOPES)), strict=True):
        above = gap(rate) + DISTANCES * zeta ** (2 / 3)
        exact = eta(above, rate, zeta)
        label = rf"$\zeta={zeta:g}$" if zeta > 1e-4 else r"$\zeta=10^{-6}$"
        ratio = exact.real / FORMULAS["eq:11"].body(BACKEND, above, zeta)
        slope.plot(DISTANCES, ratio, color=colour, linewidth=1.3, label=label)
        constant.plot(DISTANCES, exact.imag / zeta ** (1 / 3), color=colour, linewidth=1.3)
    for level in (1 / np.sqrt(3), 1):
        slope.axhline(level, color=INK, linestyle="--", linewidth=0.8)
    place = (0.99, 1 / np.sqrt(3))
    slope.annotate(r"$1/\sqrt{3}$", place, xycoords=("axes fraction", "data"), ha="right", va="bottom", fontsize=10)
    constant.axhline(1, color=INK, linestyle="--", linewidth=0.8)
    slope.set(xscale="log", ylabel=r"$\mathrm{Re}\,\eta\,/\,(11)$", xlim=(DISTANCES[0], DISTANCES[-1]))
    slope.set_ylim(0.5, 1.1)
    slope.legend()
    constant.set(xscale="log", ylabel=r"$\mathrm{Im}\,\eta\,/\,\gamma\Delta$", xlim=(DISTANCES[0], DISTANCES[-1]))
    constant.set_ylim(0, 1.1)
    constant.set_xlabel(r"$(\varepsilon-\epsilon_g)/\Delta\zeta^{2/3}$")
    for axes in (slope, constant):
        axes.grid(True, color=GRID)
    return figure
