"""mpmath numbers at the precision of the context handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import mpmath

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Context, Number, Scalar


class MpBackend(NumericBackend):
    """Arbitrary precision; `MpBackend(ctx)` computes in that context, `BACKEND` in mpmath's global one."""

    name = "mp"

    def __init__(self, context: Context = mpmath.mp) -> None:
        self.context = context
        self.kept = {}

    @property
    def pi(self) -> Scalar:
        return +self.context.pi

    def rational(self, numerator: int, denominator: int = 1) -> Number:
        return self.context.mpf(numerator) / denominator

    def power(self, base: Number, exponent: Number) -> Scalar:
        return self.context.power(base, exponent)

    def sqrt(self, x: Number) -> Scalar:
        return self.context.sqrt(x)

    def log(self, x: Number) -> Scalar:
        return self.context.log(x)

    def exp(self, x: Number) -> Scalar:
        return self.context.exp(x)

    def sin(self, x: Number) -> Scalar:
        return self.context.sin(x)

    def cos(self, x: Number) -> Scalar:
        return self.context.cos(x)

    def asin(self, x: Number) -> Number:
        return self.context.asin(x)

    def acosh(self, x: Number) -> Number:
        return self.context.acosh(x)

    def gamma(self, x: Number) -> Scalar:
        return self.context.gamma(x)

    @property
    def euler(self) -> Scalar:
        return +self.context.euler

    def zeta(self, numerator: int, denominator: int = 1) -> Scalar:
        return self.context.zeta(self.rational(numerator, denominator))

    @property
    def i(self) -> Scalar:
        return self.context.mpc(0, 1)

    @property
    def newton_steps(self) -> int:  # type: ignore[override]
        return int(self.context.prec).bit_length() + 6

    def conj(self, x: Number) -> Scalar:
        return self.context.conj(x)

    def sinh(self, x: Number) -> Number:
        return self.context.sinh(x)

    def cosh(self, x: Number) -> Scalar:
        return self.context.cosh(x)

    def asinh(self, x: Number) -> Number:
        return self.context.asinh(x)

    def cube_root(self, x: Number) -> Number:
        return self.context.cbrt(x)

    def positive(self, x: Number) -> Scalar:
        return x.real > 0

    def where(self, condition: object, yes: Callable[[], Number], no: Callable[[], Number]) -> Scalar:
        return yes() if condition else no()

    def settled(self, step: Number) -> bool:
        return bool(abs(step) < self.context.ldexp(1, -self.context.prec // 2 - 8))

    @property
    def table_bits(self) -> int:
        return 64 * (int(self.context.prec) // 64 + 1)

    def dyadic(self, number: tuple[int, int]) -> Scalar:
        return self.context.ldexp(*number)

    def collect(self, values: Sequence[Number]) -> Scalar:
        return list(values)

    def map(self, function: Callable[..., Scalar], *collections: Number) -> Scalar:
        return [function(*items) for items in zip(*collections, strict=True)]

    def dot(self, values: Number, weights: Number) -> Scalar:
        return self.context.fdot(values, weights)


BACKEND = MpBackend()
