"""The order parameter at T = 0 from the self-consistency relation (2), (19), and its two limits."""

from __future__ import annotations

from typing import Any

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS

SOURCE = Source("AbrikosovGorkov1961")
LOGARITHM = r"\ln\frac{\Delta}{\Delta_0}"


@FORMULAS.register(
    id="order-parameter:gapped",
    title="Order parameter of the gapped state",
    lhs=LOGARITHM,
    variables=("zeta",),
    domain=r"0 \le \zeta \le 1",
    source=SOURCE,
)
def gapped(lib: Backend, zeta: Number) -> Any:
    """-pi zeta/4."""
    return -lib.pi * lib.rational(1, 4) * zeta


@FORMULAS.register(
    id="order-parameter:gapless",
    title="Order parameter of the gapless state",
    lhs=LOGARITHM,
    variables=("zeta",),
    domain=r"\zeta > 1",
    source=SOURCE,
)
def gapless(lib: Backend, zeta: Number) -> Any:
    """-arccosh(zeta) - [zeta arcsin(1/zeta) - sqrt(1 - zeta^-2)]/2."""
    inverse = 1 / zeta
    return -lib.acosh(zeta) - lib.rational(1, 2) * (zeta * lib.asin(inverse) - lib.sqrt(1 - inverse**2))


@FORMULAS.register(
    id="order-parameter:deficit",
    title="What weak pair breaking takes from the order parameter",
    lhs=r"1-\frac{\Delta}{\Delta_0}",
    variables=("alpha",),
    domain=r"\alpha = \Gamma/\Delta_0 \ll 1",
    source=SOURCE,
)
def deficit(lib: Backend, alpha: Number) -> Any:
    """pi alpha/4."""
    return lib.pi * lib.rational(1, 4) * alpha


@FORMULAS.register(
    id="order-parameter:closing",
    title="Order parameter where superconductivity ends",
    lhs=r"\frac{\Delta}{\Delta_0}",
    variables=("alpha",),
    domain=r"0 < 1 - 2\alpha \ll 1,\ \alpha = \Gamma/\Delta_0",
    source=SOURCE,
)
def closing(lib: Backend, alpha: Number) -> Number:
    """sqrt(3 (1 - 2 alpha))."""
    return lib.sqrt(3 * (1 - 2 * alpha))
