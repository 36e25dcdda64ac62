"""The dirty superconductor without pair breaking at finite momentum, near 2 Delta (Appendices A and B)."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

PAPER = "DzeroKamenev2025"
BOTH = (
    '"we keep finite [q ...] while keeping the ratio of the order [unity]": any (omega - 2 Delta)/(D q^2)^2',
    '"match (up to an overall factor [...]) the corresponding expressions" without magnetic impurities',
)


@FORMULAS.register(
    id="eq:31",
    title="Dirty BCS near threshold at finite momentum, imaginary part",
    lhs=r"\mathrm{Im}\,\chi^{-1}(2\Delta+\delta, q)",
    variables=("delta", "kappa"),
    domain=r"0 < \delta \ll \Delta,\ \kappa = Dq^2/\Delta \sim \sqrt{\delta/\Delta},\ \zeta = 0",
    source=Source(PAPER, "eq. (31), Appendix A"),
    reconstructed=True,
    sentences=(*BOTH, "at q = 0 it is (30)"),
)
def imaginary(lib: Backend, delta: Number, kappa: Number) -> Any:
    """-(pi/4) (S - kappa) with S = sqrt(kappa^2 + 4 delta)."""
    S = lib.sqrt(kappa**2 + 4 * delta)
    return -lib.pi * lib.rational(1, 4) * (S - kappa)


@FORMULAS.register(
    id="eq:39",
    title="Dirty BCS near threshold at finite momentum, real part",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\Delta+\delta, q)",
    variables=("delta", "kappa"),
    domain=r"0 < \delta \ll \Delta,\ \kappa = Dq^2/\Delta \sim \sqrt{\delta/\Delta},\ \zeta = 0",
    source=Source(PAPER, "eq. (39), Appendix B"),
    reconstructed=True,
    sentences=(
        *BOTH,
        "it is the Kramers-Kronig partner of (31) with one subtraction, (32)",
        '"Expressions (31,39) can now be used [...] when weak magnetic impurities are present"',
    ),
)
def real(lib: Backend, delta: Number, kappa: Number) -> Any:
    """(1/4) { S ln[(S - kappa)/(S + kappa)] - kappa ln(delta/16) } with S = sqrt(kappa^2 + 4 delta)."""
    S = lib.sqrt(kappa**2 + 4 * delta)
    logs = S * lib.log((S - kappa) / (S + kappa)) - kappa * lib.log(delta * lib.rational(1, 16))
    return lib.rational(1, 4) * logs


@FORMULAS.register(
    id="eq:36",
    title="Dirty BCS at the threshold at finite momentum",
    lhs=r"\mathrm{Re}\,\chi^{-1}(2\Delta, q)",
    variables=("kappa",),
    domain=r"0 < \kappa = Dq^2/\Delta \ll 1,\ \zeta = 0",
    source=Source(PAPER, "eq. (36), Appendix B"),
    reconstructed=True,
    sentences=(
        '"By taking into account that the integral accumulates in the region where [...] we approximately find": a '
        "leading logarithm",
        "(39) at omega = 2 Delta",
    ),
)
def at_threshold(lib: Backend, kappa: Number) -> Any:
    """(kappa/2) ln(4/kappa)."""
    return lib.rational(1, 2) * kappa * lib.log(4 / kappa)
