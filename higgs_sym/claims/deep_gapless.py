"""The relaxational pole deep in the gapless state."""

from __future__ import annotations

from collections.abc import Mapping

from higgs_sym.arithmetic.types import Number
from higgs_sym.physics.poles import MAX_DIGITS, decay_rate
from higgs_sym.records import Limit
from higgs_sym.registry import CLAIMS


@CLAIMS.register(
    id="decay-rate:deep:strong",
    title="Decay rate deep in the gapless state, three orders",
    statement=r"The rate is $\frac{\Delta}{3\zeta}[1+\frac1{15\zeta^2}-\frac{2417}{15120\zeta^4}]$ for $\zeta\gg1$.",
    formula="decay-rate:deep",
    oracle_text=r"the pole of $\chi$ on the negative imaginary axis",
    limit=Limit(r"\zeta\to\infty,\ \zeta=1/x", lambda x: {"zeta": 1 / x}, "1/8", ratio=2, samples=8),
    order="1",
    stated="O(x**7)",
    derivation="d:decay-deep",
)
def rate(variables: Mapping[str, Number], digits: int) -> Number:
    """The slowest rate of chi(t)."""
    return decay_rate(variables["zeta"], digits=min(digits, MAX_DIGITS)).rate
