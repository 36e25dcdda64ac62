"""Equations (1)-(9): the dirty superconductor in its ground state."""

from __future__ import annotations

from higgs_sym.records import Source
from higgs_sym.registry import EQUATIONS

PAPER = "DzeroKamenev2025"

EQUATIONS.state(
    id="eq:6",
    title="Energy as a function of the spectral angle",
    latex=r"\frac{\varepsilon}{\Delta} = u\left(1-\frac{\zeta}{\sqrt{1-u^2}}\right),"
    r"\quad u=\coth\theta_\varepsilon,\quad\zeta=\frac{\Gamma}{\Delta}",
    source=Source(PAPER, "eq. (6)"),
    text="Equation (5) at real energies, solved for the energy.",
    derivations=("d:gap",),
)
