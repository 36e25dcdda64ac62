"""Order parameter and critical temperature where superconductivity ends, to three orders."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

FOUND = Source("higgs_sym", "expansion of the equations of Abrikosov and Gor'kov")
DOMAIN = r"0 < 1 - 2\alpha \ll 1,\ \alpha = \Gamma/\Delta_0"


@FORMULAS.register(
    id="order-parameter:closing:orders",
    title="Order parameter where superconductivity ends: three orders",
    lhs=r"\frac{\Delta}{\Delta_0}",
    variables=("alpha",),
    domain=DOMAIN,
    source=FOUND,
)
def order_parameter_orders(lib: Backend, alpha: Number) -> Number:
    """sqrt(3 x) (1 - 6 x/5 - 304 x^2/525), x = 1 - 2 alpha."""
    x = 1 - 2 * alpha
    return lib.sqrt(3 * x) * (1 - lib.rational(6, 5) * x - lib.rational(304, 525) * x**2)


@FORMULAS.register(
    id="critical-temperature:closing:orders",
    title="Critical temperature where superconductivity ends: three orders",
    lhs=r"\frac{T_c}{\Delta_0}",
    variables=("alpha",),
    domain=DOMAIN,
    source=FOUND,
)
def critical_temperature_orders(lib: Backend, alpha: Number) -> Number:
    """sqrt(6 x)/(2 pi) (1 + 27 x/20 - 197837 x^2/16800), x = 1 - 2 alpha."""
    x = 1 - 2 * alpha
    leading = lib.sqrt(6 * x) / (2 * lib.pi)
    return leading * (1 + lib.rational(27, 20) * x - lib.rational(197837, 16800) * x**2)
