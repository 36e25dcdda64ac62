"""The rules for integrals and sums, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from higgs_sym.expanding.mellin import MELLIN, mellin
from higgs_sym.expanding.powersums import HURWITZ, power_sum
from higgs_sym.expanding.transseries import Trans
from higgs_sym.expanding.watson import WATSON, Rules, laplace

INTEGRALS: tuple[tuple[str, Callable[[Any, Rules], Trans]], ...] = (
    (WATSON, laplace),
    (HURWITZ, power_sum),
    (MELLIN, mellin),
)
