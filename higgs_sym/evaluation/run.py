"""What one evaluation needs to know while it goes through a tree, and leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError


@dataclass
class Run:
    """One pass at flint's present precision.

    `digits` is what leaves without a proof (quantities in multiprecision, quadratures) are asked for. `certify` asks
    for proven balls wherever the package has them. `proven` is cleared by the first leaf that only promises its digits.
    """

    digits: int
    certify: bool = False
    proven: bool = True
    analytic: bool = False
    inner: bool = False  # within an integral
    beside: bool = False  # whether a number was taken just above or below the real axis
    cut: str = ""  # the last function that was asked for on its branch cut

    def promised(self, value: Ball, digits: int) -> Any:
        """The ball around a number that is right to so many digits in either part."""
        self.proven = False
        number = flint.acb(value)
        tolerance = flint.arb(10) ** -digits
        return flint.acb(_widened(number.real, tolerance), _widened(number.imag, tolerance))


def _widened(part: Any, tolerance: Any) -> Any:
    return part if part == 0 else flint.arb(part.mid(), (abs(part) * tolerance + part.rad()).upper())


def real_digits(ball: Ball) -> int:
    """Decimal digits to which a real ball is known."""
    return 10**6 if ball == 0 else int(ball.rel_accuracy_bits() / BITS)


def finite(ball: Ball, what: str) -> Any:
    """The ball, if it is bounded."""
    if not ball.is_finite():
        raise AccuracyError(f"{what} has no finite value that could be bounded")
    return ball
