"""Symbols, units and signs: the only place where they are chosen.

Units: hbar = k_B = 1 and energies in units of the order parameter Delta, so Delta = 1 wherever it is not
written out. zeta = Gamma/Delta is the pair-breaking parameter, kappa = D q^2/Delta the diffusive momentum.
Signs: chi(omega) is retarded, analytic for Im omega > 0; Im chi^-1 < 0 < Im chi above the threshold
2 eps_g. chi(t) = int d omega/(2 pi) exp(-i omega t) chi(omega) and vanishes for t < 0.
"""

from __future__ import annotations

from functools import cache
from typing import Any

# name: (SymPy/LaTeX name, assumption keyword, meaning)
SYMBOLS: dict[str, tuple[str, str, str]] = {
    "omega": ("omega", "real", "frequency / Delta"),
    "zeta": ("zeta", "positive", "pair-breaking parameter Gamma/Delta"),
    "kappa": ("kappa", "positive", "D q^2/Delta"),
    "delta": ("delta", "positive", "distance from the threshold, (omega - 2 eps_g)/Delta"),
    "gamma": ("gamma", "positive", "dimensionless pair-breaking rate of the gap edge"),
    "epsilon": ("varepsilon", "real", "quasiparticle energy / Delta"),
    "t": ("t", "positive", "time x Delta"),
    "T": ("T", "positive", "temperature / Delta"),
    "u": ("u", "complex", "coth of the Nambu angle"),
    "r": ("r", "complex", "sqrt(1 - u^2), Re r > 0"),
    "R": ("R", "real", "chi^-1 at the threshold 2 eps_g"),
    "R1": ("R_1", "real", "d chi^-1/d(omega/Delta) at the threshold 2 eps_g"),
    "Delta": ("Delta", "positive", "order parameter"),
    "Gamma": ("Gamma", "positive", "pair-breaking rate"),
    "Q": ("Dq^2", "positive", "D q^2, dimensionful"),
}

# variable in units of Delta = dimensionful variable * Delta^power; all others are pure numbers
DIMENSIONFUL: dict[str, tuple[str, int]] = {
    "omega": ("omega", -1),
    "zeta": ("Gamma", -1),
    "kappa": ("Q", -1),
    "delta": ("delta", -1),
    "epsilon": ("epsilon", -1),
    "t": ("t", 1),
    "R1": ("R1", 1),
    "T": ("T", -1),
}


@cache
def symbol(name: str) -> Any:
    """The SymPy symbol of this name, with the project's assumptions (SymPy is imported on first use)."""
    import sympy

    latex_name, assumption, _ = SYMBOLS[name]
    return sympy.Symbol(latex_name, **({} if assumption == "complex" else {assumption: True}))
