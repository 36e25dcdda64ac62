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
    "alpha": ("alpha", "positive", "Gamma/Delta_0, Delta_0 the order parameter at T = 0 without pair breaking"),
    "gamma": ("gamma", "positive", "dimensionless pair-breaking rate of the gap edge"),
    "epsilon": ("varepsilon", "real", "quasiparticle energy / Delta"),
    "t": ("t", "positive", "time x Delta"),
    "T": ("T", "positive", "temperature / Delta"),
    "u": ("u", "complex", "coth of the Nambu angle"),
    "r": ("r", "complex", "sqrt(1 - u^2), Re r > 0"),
    "R": ("R", "real", "chi^-1 at the threshold 2 eps_g; its modulus at T > 0"),
    "phi": ("phi", "real", "argument of chi^-1 at the threshold 2 eps_g"),
    "R0": ("R_0", "real", "chi^-1 at omega -> 0"),
    "R1": ("R_1", "real", "d chi^-1/d(omega/Delta) at the threshold 2 eps_g"),
    "R2": ("R_2", "real", "coefficient of (omega/Delta - 2 eps_g)^2 beside the logarithm in Re chi^-1 at 2 eps_g"),
    "rho": ("rho", "positive", "zero of the scaling function, G(-rho) = 0"),
    "g": ("g", "positive", "slope of the scaling function at its zero, dG/dtau at -rho"),
    "zeta_c": ("zeta_c", "positive", "zeta where a pole leaves the branch point at omega = -i eps_*"),
    "a": ("a", "positive", "dY/dzeta of the zero of chi^-1(-iY) relative to eps_*, with the sign changed, at zeta_c"),
    "b": ("b", "positive", "-d chi^-1/dY at omega = -iY = -i eps_*, at zeta_c"),
    "Delta": ("Delta", "positive", "order parameter"),
    "Delta_0": ("Delta_0", "positive", "order parameter at T = 0 without pair breaking"),
    "Gamma": ("Gamma", "positive", "pair-breaking rate"),
    "Q": ("Dq^2", "positive", "D q^2, dimensionful"),
}

# variable = dimensionful variable * unit^power; all others are pure numbers
DIMENSIONFUL: dict[str, tuple[str, str, int]] = {
    "omega": ("omega", "Delta", -1),
    "zeta": ("Gamma", "Delta", -1),
    "alpha": ("Gamma", "Delta_0", -1),
    "kappa": ("Q", "Delta", -1),
    "delta": ("delta", "Delta", -1),
    "epsilon": ("epsilon", "Delta", -1),
    "t": ("t", "Delta", 1),
    "R1": ("R1", "Delta", 1),
    "R2": ("R2", "Delta", 2),
    "T": ("T", "Delta", -1),
}


@cache
def symbol(name: str) -> Any:
    """The SymPy symbol of this name, with the project's assumptions (SymPy is imported on first use)."""
    import sympy

    latex_name, assumption, _ = SYMBOLS[name]
    return sympy.Symbol(latex_name, **({} if assumption == "complex" else {assumption: True}))
