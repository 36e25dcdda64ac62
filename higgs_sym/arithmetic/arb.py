"""What both uses of python-flint's `arb` and `acb` share: constants, and functions without a branch cut on their way.

Everything happens at flint's current precision, see `arithmetic.flint_context`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Number


class ArbBackend(Backend):
    """Branches (roots, logarithm) are left to `ball_backend`, which certifies them, and `flint_backend`."""

    @property
    def pi(self) -> Any:
        return flint.arb.pi()

    @property
    def i(self) -> Any:
        """The imaginary unit."""
        return _I

    def rational(self, numerator: int, denominator: int = 1) -> Any:
        return flint.arb(flint.fmpq(numerator, denominator))

    def power(self, base: Number, exponent: Number) -> Any:
        return base**exponent

    def exp(self, x: Any) -> Any:
        return x.exp()

    def sin(self, x: Any) -> Any:
        return x.sin()

    def cos(self, x: Any) -> Any:
        return x.cos()

    def asin(self, x: Any) -> Any:
        return x.asin()

    def acosh(self, x: Any) -> Any:
        return x.acosh()

    def gamma(self, x: Any) -> Any:
        return x.gamma()

    @property
    def euler(self) -> Any:
        return flint.arb.const_euler()

    def zeta(self, x: Any) -> Any:
        return x.zeta()

    def where(self, condition: Any, yes: Callable[[], Number], no: Callable[[], Number]) -> Any:
        """One of two forms that are both valid; an uncertain condition takes the second."""
        return yes() if condition else no()


_I = flint.acb(0, 1)
