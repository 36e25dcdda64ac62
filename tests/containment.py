"""Whether a ball contains a number that is known to finite accuracy."""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import meets
from higgs_sym.arithmetic.flint_context import flint_precision


def holds_to(ball: Any, value: Any, digits: int) -> bool:
    """Whether the ball meets the value widened by its own 10^-digits, part by part."""
    with flint_precision(700):
        ball = flint.acb(ball)
        for part, number in ((ball.real, flint.arb(value.real)), (ball.imag, flint.arb(value.imag))):
            if not meets(part, flint.arb(number, abs(number) * flint.arb(10) ** -digits)):
                return False
    return True
