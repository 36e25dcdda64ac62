"""Figure 5: gap and order parameter, and the singular points of chi through the gapless transition."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym.figures._style import CLAIMED, ERROR, EXACT, INK
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.physics.poles import crossover_zeta, decay_rate, ringdown_pole
from higgs_sym.physics.sheet1.branch_points import branch_points
from higgs_sym.physics.spectrum import gap
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES

GAPPED = np.array([1e-4, 0.003, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96, 0.99, 0.999])
GAPLESS = np.array([1.001, 1.02, 1.05, 1.1, 1.2, 1.35, 1.54, 1.8, 2.2, 3.0, 4.0, 6.0, 10.0])
POLES = tuple(Fraction(n, 1000) for n in (1, 30, 100, 300, 600, 900, 999))
SLOW = (Fraction(8, 5), Fraction(2), Fraction(3), Fraction(10))


@FIGURES.register(
    id="fig:5",
    title="Gap, order parameter and the singular points of the response",
    caption=r"Left: $\epsilon_g$ and $\Delta$ against $\Gamma$, in units of $\Delta_0$; gapless to the right of the "
    r"mark. Right: "
    r"singular points of $\chi(\omega)$ in the lower half-plane for $\zeta$ from 0 (at $2\Delta$) through 1 to 10: "
    r"threshold "
    r"$2\epsilon_g$ and, gapless, $-i\epsilon_*$; branch points $\epsilon_g+e$ (gapless: $e$) and $2e$ of the second "
    r"sheet; its "
    r"pole (circles), which for $\zeta>\zeta_c\approx1.542$ is a pole on the imaginary axis above $-i\epsilon_*$.",
    source=Source("DzeroKamenev2025", "Fig. 5"),
)
def draw() -> Any:
    """Two panels."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    against_rate(left)
    in_the_plane(right)
    return figure


def against_rate(axes: Any) -> None:
    """Delta and eps_g in units of Delta_0."""
    rates = np.linspace(0, 0.5, 201)
    delta = order_parameter(rates)
    edges = [d * gap(min(1.0, r / d)) if d else 0.0 for r, d in zip(rates, delta, strict=True)]
    for values, colour, label in ((delta, EXACT, r"$\Delta$"), (edges, CLAIMED, r"$\epsilon_g$")):
        axes.plot(rates, [float(f"{v:.6g}") for v in values], color=colour, linewidth=1.3, label=label)
    closing = float(np.exp(-np.pi / 4))  # Gamma = Delta = Delta_0 exp(-pi/4)
    axes.plot([closing], [0], marker=2, markersize=8, color=INK, clip_on=False, zorder=3)
    axes.set(xlabel=r"$\Gamma/\Delta_0$", ylabel=r"energy$/\Delta_0$", xlim=(0, 0.5), ylim=(0, 1.02))
    axes.legend()


def in_the_plane(axes: Any) -> None:
    """Trajectories of the singular points over Delta, zeta = 0 ... 10."""
    gapped = np.array([branch_points(z)[1] for z in GAPPED])
    gapless = np.array([branch_points(z)[1] for z in GAPLESS])
    curves = (
        (gapped[:, 0], CLAIMED, "-", r"$2\epsilon_g$"),
        (gapless[:, 0], CLAIMED, "--", r"$-i\epsilon_*$"),
        (gapped[:, 1], EXACT, "-", r"$\epsilon_g+e$"),
        (gapless[:, 2], EXACT, "--", r"$e$"),
        (np.concatenate([gapped[:, 2], gapless[:, 3]]), INK, ":", r"$2e$"),
    )
    for values, colour, dash, label in curves:
        points = [(float(f"{w.real:.6g}"), float(f"{w.imag:.6g}")) for w in values]
        axes.plot(*zip(*points, strict=True), dash, color=colour, linewidth=1.2, label=label)
    ringing = [complex(ringdown_pole(zeta, digits=10).frequency) for zeta in POLES]
    slow = [complex(0, -decay_rate(zeta).rate) for zeta in SLOW]
    points = [(float(f"{w.real:.6g}"), float(f"{w.imag:.6g}")) for w in ringing]
    axes.plot(*zip(*points, strict=True), "o-", color=ERROR, markersize=3.5, linewidth=0.8, label="pole")
    points = [(float(f"{w.real:.6g}"), float(f"{w.imag:.6g}")) for w in slow]
    axes.plot(*zip(*points, strict=True), "o", color=ERROR, markersize=3.5)
    emerging = -((crossover_zeta() ** (2 / 3) - 1) ** 1.5)
    axes.annotate(r"$\zeta_c$", (0, emerging), (0.25, emerging), arrowprops={"arrowstyle": "-", "lw": 0.6}, va="center")
    axes.set(xlabel=r"$\mathrm{Re}\,\omega/\Delta$", ylabel=r"$\mathrm{Im}\,\omega/\Delta$")
    axes.set(xlim=(-0.1, 3.6), ylim=(-3, 0.12))
    axes.legend(loc="lower left", bbox_to_anchor=(0.08, 0.02))
