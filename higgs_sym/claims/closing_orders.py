"""Three orders where pair breaking ends superconductivity, Gamma -> Delta_0/2."""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.critical_temperature import critical_temperature
from higgs_sym.physics.order_parameter import order_parameter
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS

CLOSING = Limit(
    r"\Gamma\to\frac12\Delta_0^-,\ \Gamma=\frac12(1-x)\Delta_0", lambda x: {"alpha": (1 - x) / 2}, ratio=8, samples=9
)


@CLAIMS.register(
    id="order-parameter:closing:orders:end",
    title="Order parameter at the end of superconductivity, three orders",
    statement=r"$\Delta=\Delta_0\sqrt{3x}\,[1-\frac65x-\frac{304}{525}x^2]$, $x=1-2\Gamma/\Delta_0\to0$.",
    formula="order-parameter:closing:orders",
    oracle_text=r"$\Delta/\Delta_0$ from the self-consistency relation",
    limit=CLOSING,
    order="1/2",
    remainder="3",
    derivation="d:order-parameter-closing",
)
def order_parameter_at_the_end(variables: Mapping[str, Number], digits: int) -> Number:
    """Delta/Delta_0."""
    return order_parameter(variables["alpha"], digits=digits)


@CLAIMS.register(
    id="critical-temperature:closing:orders:end",
    title="Critical temperature at the end of superconductivity, three orders",
    statement=r"$T_c=\Delta_0\frac{\sqrt{6x}}{2\pi}[1+\frac{27}{20}x-\frac{197837}{16800}x^2]$, "
    r"$x=1-2\Gamma/\Delta_0\to0$.",
    formula="critical-temperature:closing:orders",
    oracle_text=r"$T_c/\Delta_0$ from the digamma equation of Abrikosov and Gor'kov",
    limit=CLOSING,
    order="1/2",
    remainder="3",
    derivation="d:critical-temperature-closing",
)
def critical_temperature_at_the_end(variables: Mapping[str, Number], digits: int) -> Number:
    """T_c/Delta_0."""
    return critical_temperature(variables["alpha"], digits=digits)
