"""mpmath numbers at the precision of the context handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.quadrature import gauss_dyadic


class MpBackend(NumericBackend):
    """Arbitrary precision; `MpBackend(ctx)` computes in that context, `BACKEND` in mpmath's global one."""

    name = "mp"

    def __init__(self, context: Any = mpmath.mp) -> None:
        self.context = context
        self.kept = {}

    @property
    def pi(self) -> Any:
        return +self.context.pi

    def rational(self, numerator: int, denominator: int = 1) -> Any:
        return self.context.mpf(numerator) / denominator

    def power(self, base: Any, exponent: Any) -> Any:
        return self.context.power(base, exponent)

    def sqrt(self, x: Any) -> Any:
        return self.context.sqrt(x)

    def log(self, x: Any) -> Any:
        return self.context.log(x)

    def exp(self, x: Any) -> Any:
        return self.context.exp(x)

    def sin(self, x: Any) -> Any:
        return self.context.sin(x)

    def cos(self, x: Any) -> Any:
        return self.context.cos(x)

    def asin(self, x: Any) -> Any:
        return self.context.asin(x)

    def acosh(self, x: Any) -> Any:
        return self.context.acosh(x)

    def gamma(self, x: Any) -> Any:
        return self.context.gamma(x)

    @property
    def i(self) -> Any:
        return self.context.mpc(0, 1)

    @property
    def newton_steps(self) -> int:  # type: ignore[override]
        return int(self.context.prec).bit_length() + 6

    def conj(self, x: Any) -> Any:
        return self.context.conj(x)

    def sinh(self, x: Any) -> Any:
        return self.context.sinh(x)

    def cosh(self, x: Any) -> Any:
        return self.context.cosh(x)

    def asinh(self, x: Any) -> Any:
        return self.context.asinh(x)

    def cube_root(self, x: Any) -> Any:
        return self.context.cbrt(x)

    def positive(self, x: Any) -> Any:
        return x.real > 0

    def where(self, condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        return yes() if condition else no()

    def settled(self, step: Any) -> bool:
        return bool(abs(step) < self.context.ldexp(1, -self.context.prec // 2 - 8))

    def gauss(self, order: int) -> tuple[Sequence[Any], Sequence[Any]]:
        ldexp = self.context.ldexp
        # tables are kept for precisions rounded up, so that few are made
        rows = gauss_dyadic(order, 64 * (self.context.prec // 64 + 1))
        return [ldexp(*node) for node, _ in rows], [ldexp(*weight) for _, weight in rows]

    def collect(self, values: Sequence[Any]) -> Any:
        return list(values)

    def map(self, function: Callable[..., Any], *collections: Any) -> Any:
        return [function(*items) for items in zip(*collections, strict=True)]

    def dot(self, values: Any, weights: Any) -> Any:
        return self.context.fdot(values, weights)


BACKEND = MpBackend()
