"""Figure 4: the response in time, its three regimes, and the published laws; and where the regimes lie."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.figures._style import CLAIMED, ERROR, EXACT, INK, few_ticks
from higgs_sym.physics.dynamics import amplitude, chi_t
from higgs_sym.physics.poles import ringdown_pole
from higgs_sym.physics.spectrum import gap
from higgs_sym.physics.susceptibility import chi_inv
from higgs_sym.records import Source
from higgs_sym.registry import FIGURES, FORMULAS

PAPER = "DzeroKamenev2025"
PANELS = (Fraction(1, 10), Fraction(1, 1000))
SAMPLES = 121
DIP, FINE = 6, 120  # samples on either side of the dip that get so many more between them
RATES = tuple(Fraction(1, 10**k) for k in (6, 4, 2)) + tuple(Fraction(n, 100) for n in (4, 12, 40))
WITHIN = 0.1


def rounded(values: Any) -> list[float]:
    """Six digits suffice for a picture, and they are the same on every machine."""
    return [float(f"{value:.6g}") for value in values]


def short(t: Any, zeta: Fraction) -> Any:
    """Amplitude of (27)."""
    return 4 / math.pi**2 * np.sqrt(math.pi * gap(zeta) / t)


def tail(t: Any, zeta: Fraction) -> Any:
    """Amplitude of the t^-3 law."""
    edge = gap(zeta)
    return 1 / (6 * float(zeta) * edge * chi_inv(2 * edge, zeta).real ** 2 * t**3)


def ringdown(t: Any, zeta: Fraction) -> Any:
    """Amplitude that the pole of the second sheet adds."""
    pole = ringdown_pole(zeta, digits=10)
    return 2 * abs(complex(pole.residue)) * np.exp(float(pole.frequency.imag) * t)


def published(t: Any, zeta: Fraction) -> Any:
    """Amplitude of (26): its value where the sine is 1."""
    edge = gap(zeta)
    maximum = math.pi / (4 * edge) * 5  # sin(2 eps_g t) = 1
    return abs(FORMULAS["eq:26"].body(BACKEND, maximum, float(zeta))) * (maximum / t) ** 2


@FIGURES.register(
    id="fig:4",
    title="Response in time",
    caption=r"$\chi(t)$ after a kick, for $\zeta=\frac1{10}$ and $\frac1{1000}$: amplitude of the full response "
    r"(solid; its "
    r"oscillation drawn where it can be resolved), the published laws (26), (27) (dashed), the pole of the second "
    r"sheet "
    r"(dotted) and the $t^{-3}$ tail (dash-dotted). The short-time law gives way to an exponential ring-down, the "
    r"ring-down "
    "to the tail.",
    source=Source(PAPER, "Fig. 4"),
)
def draw() -> Any:
    """One panel per rate, log-log."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    for axes, zeta in zip(figure.subplots(1, 2), PANELS, strict=True):
        scale = float(zeta) ** (-2 / 3)
        t = np.logspace(-1, math.log10(60 * scale), SAMPLES)
        t, size = _denser(t, np.abs(amplitude(t, zeta)), zeta)
        early = np.linspace(0.1, 30, 700)
        axes.plot(early, rounded(np.abs(chi_t(early, zeta))), color=EXACT, linewidth=0.5, alpha=0.5)
        axes.plot(t, rounded(size), color=EXACT, linewidth=1.5, label="full")
        late, low = t > scale, 0.2 * size[-1]
        curves: tuple[tuple[Any, Callable[[Any, Fraction], Any], str, str, str], ...] = (
            (t < 10 * scale, short, CLAIMED, "--", "(27)"),
            (late, published, INK, "--", "(26)"),
            (t > 0.5 * scale, ringdown, ERROR, ":", "pole"),
            (t > 4 * scale, tail, CLAIMED, "-.", r"$t^{-3}$"),
        )  # fmt: skip
        for where, law, colour, dash, label in curves:
            values = law(t[where], zeta)
            seen = values > low
            axes.plot(t[where][seen], rounded(values[seen]), color=colour, linestyle=dash, linewidth=1.1, label=label)
        axes.set(xscale="log", yscale="log", xlabel=r"$t\Delta$", title=rf"$\zeta={zeta}$", ylim=(low, 6))
        few_ticks(axes)
    axes.legend()
    figure.axes[0].set_ylabel(r"$|\chi(t)|/\Delta$")
    return figure


def _denser(t: Any, size: Any, zeta: Fraction) -> tuple[Any, Any]:
    """More points about the dip, where ring-down and tail nearly cancel and a line of few points would have a kink."""
    dips = 1 + np.flatnonzero((size[1:-1] < size[:-2]) & (size[1:-1] < size[2:]))
    if not len(dips):
        return t, size
    dip = int(dips[-1])
    more = np.geomspace(t[max(dip - DIP, 0)], t[min(dip + DIP, len(t) - 1)], FINE + 2)[1:-1]
    both = np.concatenate([t, more])
    order = np.argsort(both)
    return both[order], np.concatenate([size, np.abs(amplitude(more, zeta))])[order]


def stretch(t: Any, size: Any, law: Any) -> tuple[float, float] | None:
    """First and last time of the longest stretch on which a law is right within 10%."""
    good = np.abs(size / law - 1) < WITHIN
    best: tuple[int, int] | None = None
    start = None
    for k, right in enumerate([*good, False]):
        if right and start is None:
            start = k
        if not right and start is not None:
            if best is None or k - start > best[1] - best[0]:
                best = (start, k)
            start = None
    return None if best is None else (float(t[best[0]]), float(t[best[1] - 1]))


@FIGURES.register(
    id="regimes",
    title="Regimes of the response in time",
    caption=r"Where in the $(\zeta,t)$ plane the amplitude of $\chi(t)$ follows within 10%: the law (27) without pair "
    r"breaking "
    r"(below), the ring-down of the second-sheet pole (middle), the $t^{-3}$ tail (above). Lines: "
    r"$1/(\epsilon_g\zeta^{2/3})$, "
    r"the published crossover, and $1/\Gamma$.",
    source=Source(PAPER, "Section III"),
)
def map_of_regimes() -> Any:
    """Bands between the first and the last time of each law."""
    from matplotlib.figure import Figure

    bands: dict[str, list[tuple[float, float, float]]] = {"short": [], "ring-down": [], "tail": []}
    for zeta in RATES:
        t = np.logspace(-1.7, 2.4, 240) * float(zeta) ** (-2 / 3)
        size = np.abs(amplitude(t, zeta))
        for name, law in (("short", short), ("ring-down", ringdown), ("tail", tail)):
            with np.errstate(divide="ignore", over="ignore"):
                found = stretch(t, size, law(t, zeta))
            if found is not None and found[1] > 3 * found[0]:
                bands[name].append((float(zeta), *found))
    figure = Figure(figsize=(7.2, 3.8), layout="constrained")
    axes = figure.subplots()
    for (name, rows), colour in zip(bands.items(), (CLAIMED, ERROR, EXACT), strict=True):
        rates, first, last = (rounded(column) for column in zip(*rows, strict=True))
        if name == "short":
            first = [0.3] * len(rates)
        if name == "tail":
            last = [1e6] * len(rates)
        axes.fill_between(rates, first, last, color=colour, alpha=0.35, linewidth=0, label=name)
        axes.plot(rates, first if name == "tail" else last, color=colour, linewidth=1.0)
        axes.plot(rates, last if name == "short" else first, color=colour, linewidth=1.0)
    gammas = np.array([float(zeta) for zeta in RATES])
    crossover = [1 / (gap(zeta) * float(zeta) ** (2 / 3)) for zeta in RATES]
    axes.plot(gammas, rounded(crossover), "--", color=INK, linewidth=1.0, label=r"$1/(\epsilon_g\zeta^{2/3})$")
    axes.plot(gammas, rounded(1 / gammas), ":", color=INK, linewidth=1.2, label=r"$1/\Gamma$")
    axes.set(xscale="log", yscale="log", xlabel=r"$\zeta=\Gamma/\Delta$", ylabel=r"$t\Delta$", ylim=(0.3, 1e6))
    axes.set_xlim(gammas[0], gammas[-1])
    few_ticks(axes)
    axes.legend(loc="upper right")
    return figure
