"""The order parameter at T = 0 from the self-consistency relation (2), (19), and its two limits."""

from __future__ import annotations

from typing import Any

from higgs_sym.backends.base import Backend
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
def gapped(lib: Backend, zeta: Any) -> Any:
    """-pi zeta/4."""
    return -lib.pi * lib.rational(1, 4) * zeta


@FORMULAS.register(
    id="order-parameter:gapless",
    title="Order parameter of the gapless state",
    lhs=LOGARITHM,
    variables=("zeta",),
    domain=r"\zeta \ge 1",
    source=SOURCE,
)
def gapless(lib: Backend, zeta: Any) -> Any:
    """-arccosh(zeta) - [zeta arcsin(1/zeta) - sqrt(1 - zeta^-2)]/2."""
    inverse = 1 / zeta
    return -lib.acosh(zeta) - lib.rational(1, 2) * (zeta * lib.asin(inverse) - lib.sqrt(1 - inverse**2))


@FORMULAS.register(
    id="order-parameter:deficit",
    title="What weak pair breaking takes from the order parameter",
    lhs=r"\Delta_0-\Delta",
    variables=("Gamma",),
    domain=r"\Gamma \ll \Delta_0",
    source=SOURCE,
)
def deficit(lib: Backend, Gamma: Any) -> Any:
    """pi Gamma/4."""
    return lib.pi * lib.rational(1, 4) * Gamma


@FORMULAS.register(
    id="order-parameter:closing",
    title="Order parameter where superconductivity ends",
    lhs=r"\Delta",
    variables=("Gamma", "Delta_0"),
    domain=r"0 < \Delta_0 - 2\Gamma \ll \Delta_0",
    source=SOURCE,
)
def closing(lib: Backend, Gamma: Any, Delta_0: Any) -> Any:
    """sqrt(3 Delta_0 (Delta_0 - 2 Gamma))."""
    return lib.sqrt(3 * Delta_0 * (Delta_0 - 2 * Gamma))
