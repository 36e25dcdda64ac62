"""The decay of the response deep in the gapless state."""

from __future__ import annotations

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number
from higgs_sym.records import Source
from higgs_sym.registry import FORMULAS


@FORMULAS.register(
    id="decay-rate:deep",
    title="Decay rate deep in the gapless state",
    lhs=r"\mathrm{rate\ of}\ \chi(t)",
    variables=("zeta",),
    domain=r"\zeta \gg 1,\ q = 0,\ T = 0",
    source=Source("higgs_sym", "found by expansion of the pole of the full integral, and derived"),
    dimension=1,
)
def deep(lib: Backend, zeta: Number) -> Number:
    """1/(3 zeta) [1 + 1/(15 zeta^2) - 2417/(15120 zeta^4)]."""
    return 1 / (3 * zeta) * (1 + lib.rational(1, 15) / zeta**2 - lib.rational(2417, 15120) / zeta**4)
