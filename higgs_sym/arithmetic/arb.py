"""What both uses of python-flint's `arb` and `acb` share: constants, and functions without a branch cut on their way.

Everything happens at flint's current precision, see `arithmetic.flint_context`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import flint

from higgs_sym.arithmetic.base import Backend
from higgs_sym.arithmetic.types import Ball, Number


@lru_cache(maxsize=256)
def _zeta(numerator: int, denominator: int, precision: int) -> Ball:  # noqa: ARG001, flint's present one
    return flint.arb(flint.fmpq(numerator, denominator)).zeta()


class ArbBackend(Backend):
    """Branches (roots, logarithm) are left to `ball_backend`, which certifies them, and `flint_backend`."""

    @property
    def pi(self) -> Ball:
        return flint.arb.pi()

    @property
    def i(self) -> Ball:
        """The imaginary unit."""
        return _I

    def rational(self, numerator: int, denominator: int = 1) -> Ball:
        return flint.arb(flint.fmpq(numerator, denominator))

    def power(self, base: Number, exponent: Number) -> Ball:
        return base**exponent

    def exp(self, x: Ball) -> Ball:
        return x.exp()

    def sin(self, x: Ball) -> Ball:
        return x.sin()

    def cos(self, x: Ball) -> Ball:
        return x.cos()

    def asin(self, x: Ball) -> Ball:
        return x.asin()

    def acosh(self, x: Ball) -> Ball:
        return x.acosh()

    def gamma(self, x: Ball) -> Ball:
        return x.gamma()

    @property
    def euler(self) -> Ball:
        return flint.arb.const_euler()

    def zeta(self, numerator: int, denominator: int = 1) -> Ball:
        return _zeta(numerator, denominator, flint.ctx.prec)

    def where(self, condition: Ball, yes: Callable[[], Number], no: Callable[[], Number]) -> Ball:
        """One of two forms that are both valid; an uncertain condition takes the second."""
        return yes() if condition else no()


_I = flint.acb(0, 1)
