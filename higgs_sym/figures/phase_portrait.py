"""chi(omega) in the complex plane, on both sheets, as colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from higgs_sym.figures._style import GRID, INK
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
    r"cut along $\omega>2\epsilon_g$ (line), without a pole. Right: continued from above through the real axis; the "
    r"pole at $\omega_p$ (circle), the branch points $2\epsilon_g$ and $\epsilon_g+e$ (crosses), the cut from "
    r"$2\epsilon_g$ drawn downwards. To the left of it nothing was crossed: the values are those of the physical "
    r"sheet. Grey: behind $\epsilon_g+e$, where the continuation depends on the path.",
    source=Source("DzeroKamenev2025", "Section III"),
)
def draw() -> Any:
    """Two panels, the same values above the axis."""
    from matplotlib.figure import Figure

    edge = edge_float(exact("zeta", ZETA))
    upper = chi_inv(REAL[None, :] + 1j * IMAG[:, None], ZETA)
    delta = REAL[None, :] - 1j * IMAG[:, None] - 2 * edge.eps_g
    branch = nearest_branch_point(edge)
    # What is covered by the grey patch is computed up to one cell behind its edge, which then is a smooth line.
    cell = 1.5 * max(REAL[1] - REAL[0], IMAG[1] - IMAG[0])
    right_of_cut = delta.real > 0
    behind = right_of_cut & (np.abs(delta) > abs(branch) + cell) & ((delta / branch).imag < -cell / abs(branch))
    through = right_of_cut & ~behind
    second = np.where(behind, np.nan + 0j, upper.conj())
    second[through] += 2j * golden_rule(edge, delta[through], 0.0, GRADES)
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    at_cut = right_of_cut & ~np.roll(right_of_cut, 1, axis=1)
    none = np.zeros_like(at_cut)
    for axes, lower, cut, title in (
        (left, upper.conj(), none, "physical sheet"),
        (right, second, at_cut, "second sheet below the axis"),
    ):
        portrait(axes, np.concatenate([lower[::-1], upper]), np.concatenate([cut[::-1], none]))
        axes.set(xlabel=r"$\mathrm{Re}\,\omega/\Delta$", title=title)
        axes.plot([2 * edge.eps_g], [0], "x", color=INK, markersize=6)
    left.set_ylabel(r"$\mathrm{Im}\,\omega/\Delta$")
    pole, other = complex(ringdown_pole(ZETA, digits=10).frequency), 2 * edge.eps_g + branch
    left.plot([2 * edge.eps_g, REAL[-1]], [0, 0], color=INK, linewidth=1.2)
    right.plot([2 * edge.eps_g] * 2, [0, -1], color=INK, linewidth=1.2)
    right.fill(*_behind(2 * edge.eps_g, branch), facecolor=GRID, edgecolor=INK, linewidth=0.6, zorder=2)
    right.plot([pole.real], [pole.imag], "o", color=INK, markersize=8, fillstyle="none")
    right.plot([other.real], [other.imag], "x", color=INK, markersize=6)
    return figure


def _behind(threshold: float, branch: complex) -> tuple[Any, Any]:
    """Outline of what lies behind the second branch point: an arc about the threshold, down, and back along a ray."""
    angles = np.linspace(np.angle(branch), -np.pi / 2, 60)
    arc = threshold + abs(branch) * np.exp(1j * angles)
    outline = np.concatenate([[threshold + 9 * branch], arc, [threshold - 9j]])
    return outline.real, outline.imag


def portrait(axes: Any, inverse: Any, cut: Any) -> None:
    """Phase as a cyclic colour, modulus as contours that end at the cut; three digits, the same on every machine."""
    from matplotlib.cm import ScalarMappable

    with np.errstate(invalid="ignore"):
        values = 1 / inverse
    phase = np.ma.masked_invalid(np.round(np.angle(values), 3))
    extent = (REAL[0], REAL[-1], -IMAG[-1], IMAG[-1])
    colours = ScalarMappable(cmap="twilight_shifted")
    colours.set_clim(-np.pi, np.pi)
    axes.imshow(colours.to_rgba(phase), extent=extent, origin="lower", aspect="auto", interpolation="nearest")
    size = np.ma.masked_invalid(np.where(cut, np.nan, np.round(np.log2(np.abs(values)), 3)))
    levels = np.arange(-1, 4.5, 0.5)
    heights = np.concatenate([-IMAG[::-1], IMAG])
    axes.contour(REAL, heights, size, levels=levels, colors=INK, linewidths=0.4)
    axes.grid(visible=False)
    axes.set(xlim=extent[:2], ylim=extent[2:])
