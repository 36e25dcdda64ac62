"""Three orders in Gamma of the order parameter and of the critical temperature, Gamma -> 0."""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number
from higgs_sym.claims.self_consistency import deficit
from higgs_sym.physics.critical_temperature import critical_temperature
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

WEAK = Limit(r"\Gamma\to 0^+,\ \Gamma=x\Delta_0", lambda x: {"alpha": x}, ratio=8, samples=9)


@CLAIMS.register(
    id="order-parameter:deficit:orders:weak",
    title="The order parameter for weak pair breaking, three orders",
    statement=r"$1-\Delta/\Delta_0=a+\frac12a^2+\frac23a^3$, $a=\pi\Gamma/4\Delta_0$.",
    formula="order-parameter:deficit:orders",
    oracle_text=r"$1-\Delta/\Delta_0$ from the self-consistency relation",
    limit=WEAK,
    order="1",
    remainder="3",
    derivation="d:order-parameter-weak",
    remark=r"All orders are those of $\Delta=\Delta_0e^{W(-a)}$, $W$ Lambert's function, which holds up to "
    r"$\Gamma=e^{-\pi/4}\Delta_0$, where the gap closes.",
)
def lost_order_parameter(variables: Mapping[str, Number], digits: int) -> Number:
    """1 - Delta/Delta_0."""
    return deficit(variables, digits)


@CLAIMS.register(
    id="critical-temperature:weak:orders:weak",
    title="The critical temperature for weak pair breaking, three orders",
    statement=r"$T_c=T_{c0}\,[1-\frac\pi4a+(\frac{7\zeta(3)}{4\pi^2}-\frac{\pi^2}{32})a^2+(\frac{7\zeta(3)}{8\pi}-"
    r"\frac{\pi^3}{96}-\frac{\pi}{48})a^3]$, $a=\Gamma/T_{c0}$.",
    formula="critical-temperature:weak:orders",
    oracle_text=r"$T_c/\Delta_0$ from the digamma equation of Abrikosov and Gor'kov",
    limit=WEAK,
    order="0",
    remainder="4",
    derivation="d:critical-temperature-weak",
)
def critical_temperature_weak(variables: Mapping[str, Number], digits: int) -> Number:
    """T_c/Delta_0."""
    return critical_temperature(variables["alpha"], digits=digits)
