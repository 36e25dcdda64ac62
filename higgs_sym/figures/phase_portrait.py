"""chi(omega) in the complex plane, on both sheets, as colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.figures._style import INK
from higgs_sym.inputs import exact
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.poles import ringdown_pole
from higgs_sym.physics.sheet1.cut import golden_rule, nearest_branch_point
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES

ZETA = "1/10"
REAL = np.linspace(0.9, 2.7, 91)
IMAG = (np.arange(32) + 0.5) / 32 * 0.55  # symmetric about the axis
GRADES = 4


@FIGURES.register(
    id="portrait",
    title="The response in the complex plane",
    caption=r"Phase of $\chi(\omega)$ (colour; lines of equal $|\chi|$) at $\zeta=\frac1{10}$. Left: physical sheet, "
    r"cut along "
    r"$\omega>2\epsilon_g$, without a pole. Right: continued from above through the cut; the pole at $\omega_p$ "
    r"(circle), the "
    r"branch points $2\epsilon_g$ and $\epsilon_g+e$ (crosses). White: to the left of the threshold, and behind "
    r"$\epsilon_g+e$, where "
    "the continuation depends on the path.",
    source=Source("DzeroKamenev2025", "Section III"),
)
def draw() -> Any:
    """Two panels, the same values above the axis."""
    from matplotlib.figure import Figure

    edge = edge_float(exact("zeta", ZETA))
    upper = chi_inv(REAL[None, :] + 1j * IMAG[:, None], ZETA)
    delta = REAL[None, :] - 1j * IMAG[:, None] - 2 * edge.eps_g
    branch = nearest_branch_point(edge)
    behind = (np.abs(delta) > abs(branch)) & ((delta / branch).imag < 0)
    shown = (delta.real > 0) & ~behind
    second = np.full(delta.shape, np.nan + 0j)
    second[shown] = upper.conj()[shown] + 2j * golden_rule(edge, delta[shown], 0.0, GRADES)
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, lower, title in ((left, upper.conj(), "physical sheet"), (right, second, "second sheet below the axis")):
        portrait(axes, np.concatenate([lower[::-1], upper]))
        axes.set(xlabel=r"$\mathrm{Re}\,\omega/\Delta$", title=title)
        axes.plot([2 * edge.eps_g], [0], "x", color=INK, markersize=6)
    left.set_ylabel(r"$\mathrm{Im}\,\omega/\Delta$")
    pole, other = complex(ringdown_pole(ZETA, digits=10).frequency), 2 * edge.eps_g + branch
    left.plot([2 * edge.eps_g, REAL[-1]], [0, 0], color=INK, linewidth=1.2)
    right.plot([pole.real], [pole.imag], "o", color=INK, markersize=8, fillstyle="none")
    right.plot([other.real], [other.imag], "x", color=INK, markersize=6)
    return figure


def portrait(axes: Any, inverse: Any) -> None:
    """Phase as a cyclic colour, modulus as contours; three digits, the same on every machine."""
    from matplotlib.cm import ScalarMappable

    with np.errstate(invalid="ignore"):
        values = 1 / inverse
    phase = np.ma.masked_invalid(np.round(np.angle(values), 3))
    extent = (REAL[0], REAL[-1], -IMAG[-1], IMAG[-1])
    colours = ScalarMappable(cmap="twilight_shifted")
    colours.set_clim(-np.pi, np.pi)
    axes.imshow(colours.to_rgba(phase), extent=extent, origin="lower", aspect="auto", interpolation="nearest")
    size = np.ma.masked_invalid(np.round(np.log2(np.abs(values)), 3))
    levels = np.arange(-1, 4.5, 0.5)
    heights = np.concatenate([-IMAG[::-1], IMAG])
    axes.contour(REAL, heights, size, levels=levels, colors=INK, linewidths=0.4)
    axes.grid(visible=False)
    axes.set(xlim=extent[:2], ylim=extent[2:])
