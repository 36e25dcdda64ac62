"""The spectral function eta above the gap edge: as the paper approximates it, and what it is there and farther up."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.formulas.gap_edge import gap
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"


@FORMULAS.register(
    id="eq:11",
    title="Square root of the spectral function as published",
    lhs=r"\mathrm{Re}\,\eta_\varepsilon/\Delta",
    variables=("epsilon", "zeta"),
    domain=r"0 < \varepsilon - \epsilon_g \ll \epsilon_g,\ \zeta \ll 1",
    source=Source(PAPER, "eq. (11); its imaginary part is (12)"),
    reconstructed=True,
    sentences=(
        '"apart from the extra imaginary part, given by [gamma], expression (11) is analogous to the definition of '
        '[eta] for the case of a superconductor without pair-breaking": the square root of BCS with the gap eps_g',
        '"Given expressions for the functions [eta], Eq. (11), [...] expressions for the susceptibility are the '
        "same as "
        'for time-reversal symmetric superconductors with the substitutions" Delta -> eps_g and D q^2 -> 2 gamma eps_g',
    ),
)
def published(lib: Backend, epsilon: Number, zeta: Number) -> Any:
    """sqrt(epsilon^2 - eps_g^2)."""
    return lib.sqrt(epsilon**2 - gap(lib, zeta) ** 2)


@FORMULAS.register(
    id="eta:edge",
    title="Square root of the spectral function at the gap edge",
    lhs=r"\mathrm{Re}\,\eta_\varepsilon/\Delta",
    variables=("epsilon", "zeta"),
    domain=r"0 < \varepsilon - \epsilon_g \ll \zeta^{2/3}\Delta, \epsilon_g",
    source=Source("higgs_sym", "edge expansion of the spectrum"),
)
def at_the_edge(lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """sqrt(2 u_g (epsilon - eps_g)/3), u_g = sqrt(1 - zeta^(2/3)): sqrt(3) u_g times flatter than (11)."""
    edge = lib.sqrt(1 - lib.power(zeta, lib.rational(2, 3)))
    return lib.sqrt(lib.rational(2, 3) * edge * (epsilon - gap(lib, zeta)))


@FORMULAS.register(
    id="eta:far",
    title="Imaginary part of the spectral function away from the edge",
    lhs=r"\mathrm{Im}\,\eta_\varepsilon/\Delta",
    variables=("epsilon", "zeta"),
    domain=r"\varepsilon - 1 \gg \zeta^{2/3}",
    source=Source("higgs_sym", "first order in pair breaking at fixed energy"),
)
def away_from_the_edge(_lib: Backend, epsilon: Number, zeta: Number) -> Number:
    """zeta (epsilon^2 + 1)/[2 (epsilon^2 - 1)]."""
    return zeta * (epsilon**2 + 1) / (2 * (epsilon**2 - 1))
