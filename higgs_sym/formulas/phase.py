"""The phase of the order parameter: what its variation in space costs."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS


@FORMULAS.register(
    id="phase:stiffness",
    title="Static response of the phase at small momentum",
    lhs=r"\chi_\varphi^{-1}(0,q)",
    variables=("kappa", "zeta"),
    domain=r"0 < \kappa \ll 1,\ 0 \le \zeta \le 1,\ T = 0",
    source=Source("higgs_sym", "phase kernel at equal energies"),
)
def stiffness(lib: Backend, kappa: Number, zeta: Number) -> Number:
    """(pi/4 - zeta/3) kappa."""
    return (lib.rational(1, 4) * lib.pi - lib.rational(1, 3) * zeta) * kappa
