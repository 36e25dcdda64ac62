"""Order parameter and critical temperature for weak pair breaking, to three orders in Gamma."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

DOMAIN = r"\alpha = \Gamma/\Delta_0 \ll 1"


@FORMULAS.register(
    id="order-parameter:deficit:orders",
    title="What weak pair breaking takes from the order parameter: three orders",
    lhs=r"1-\frac{\Delta}{\Delta_0}",
    variables=("alpha",),
    domain=DOMAIN,
    source=Source("higgs_sym", "expansion of the self-consistency relation, D ln D = -pi alpha/4"),
)
def deficit_orders(lib: Backend, alpha: Number) -> Number:
    """a + a^2/2 + 2 a^3/3, a = pi alpha/4."""
    a = lib.let("a", lib.pi * lib.rational(1, 4) * alpha)
    return a + lib.rational(1, 2) * a**2 + lib.rational(2, 3) * a**3


@FORMULAS.register(
    id="critical-temperature:weak:orders",
    title="Critical temperature for weak pair breaking: three orders",
    lhs=r"\frac{T_c}{\Delta_0}",
    variables=("alpha",),
    domain=DOMAIN + r",\ \gamma\ \mathrm{Euler's\ constant}",
    source=Source("higgs_sym", "expansion of the digamma equation of Abrikosov and Gor'kov"),
)
def critical_temperature_orders(lib: Backend, alpha: Number) -> Number:
    """T_0 [1 - pi a/4 + c_2 a^2 + c_3 a^3], T_0 = exp(gamma)/pi, a = alpha/T_0: about -0.7854, -0.09529, -0.05363."""
    start = lib.exp(lib.euler) / lib.pi
    a = lib.let("a", lib.pi * lib.exp(-lib.euler) * alpha)
    apery = lib.zeta(3)
    second = 7 * apery / (4 * lib.pi**2) - lib.rational(1, 32) * lib.pi**2
    third = 7 * apery / (8 * lib.pi) - lib.rational(1, 96) * lib.pi**3 - lib.rational(1, 48) * lib.pi
    return start * (1 - lib.rational(1, 4) * lib.pi * a + second * a**2 + third * a**3)
