"""The gap edge of the ground state: its position and the pair-breaking rate that the paper builds from it."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"


@FORMULAS.register(
    id="eq:10",
    title="Quasiparticle gap (astroid relation)",
    lhs=r"\frac{\epsilon_g}{\Delta}",
    variables=("zeta",),
    domain=r"0 \le \zeta \le 1",
    source=Source(PAPER, "eq. (10)"),
    reconstructed=True,
    sentences=(
        'the gap is "found from the so-called astroid relation": eps_g^(2/3) + Gamma^(2/3) = Delta^(2/3)',
        '"the gapless state appears when the pair-breaking rate exceeds the self-consistently found order '
        'parameter": the gap closes at zeta = 1',
        '"is a non-analytic function of the dimensionless pair breaking scattering rate"',
        "the singular points move into the complex frequency plane beyond zeta = 1",
    ),
)
def gap(lib: Backend, zeta: Any) -> Any:
    """(1 - zeta^(2/3))^(3/2)."""
    return lib.power(1 - lib.power(zeta, lib.rational(2, 3)), lib.rational(3, 2))


@FORMULAS.register(
    id="gap:deficit",
    title="Weak pair breaking takes a non-analytic bite out of the gap",
    lhs=r"1-\frac{\epsilon_g}{\Delta}",
    variables=("zeta",),
    domain=r"0 < \zeta \ll 1",
    source=Source(PAPER, 'introduction, "non-perturbative"; note 44'),
    reconstructed=True,
    sentences=('"is a non-analytic function of the dimensionless pair breaking scattering rate"',),
)
def gap_deficit(lib: Backend, zeta: Number) -> Number:
    """3/2 zeta^(2/3)."""
    return lib.rational(3, 2) * lib.power(zeta, lib.rational(2, 3))


@FORMULAS.register(
    id="eq:12",
    title="Dimensionless pair-breaking rate of the gap edge",
    lhs=r"\gamma",
    variables=("zeta",),
    domain=r"0 \le \zeta < 1",
    source=Source(PAPER, "eq. (12)"),
    reconstructed=True,
    sentences=(
        '"is the dimensionless pair-breaking rate": a number that vanishes with Gamma',
        '"apart from the extra imaginary part, given by [gamma], expression (11) is analogous to [...] a '
        'superconductor without pair-breaking": eta at the edge, to leading order in zeta',
    ),
)
def rate(lib: Backend, zeta: Number) -> Any:
    """zeta^(1/3), the leading constant part of eta/(i Delta) at the edge."""
    return lib.power(zeta, lib.rational(1, 3))


@FORMULAS.register(
    id="eq:12:eta",
    title="The same rate read off eta at the edge without expanding in zeta",
    lhs=r"\gamma_\eta",
    variables=("zeta",),
    domain=r"0 \le \zeta < 1",
    source=Source(PAPER, "eq. (12), second reading"),
    reconstructed=True,
    sentences=(
        '"apart from the extra imaginary part, given by [gamma], expression (11) is analogous to [...] a '
        'superconductor without pair-breaking": eta at the edge, exactly',
    ),
)
def rate_of_eta(lib: Backend, zeta: Number) -> Number:
    """zeta^(1/3) - zeta/2, all of eta/(i Delta) at the edge."""
    return lib.power(zeta, lib.rational(1, 3)) - lib.rational(1, 2) * zeta
