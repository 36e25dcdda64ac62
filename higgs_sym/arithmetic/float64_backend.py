"""NumPy double precision, elementwise over arrays of any shape."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.quadrature import gauss_dyadic

_HELD = 31 * 2**20  # bytes; glibc's largest threshold is 32 MiB


def keep_memory() -> None:
    """Let the C library keep memory that arrays give back, instead of returning it to the system piece by piece.

    glibc raises its thresholds for that to the size of the largest block freed so far. Without it every temporary array
    beyond 128 KiB is paid for with page faults, which cost several times the arithmetic. The block is never touched.
    """
    np.empty(_HELD, dtype=np.uint8)


class Float64Backend(NumericBackend):
    """float64 and complex128."""

    name = "float64"
    pi = np.pi
    i = 1j
    newton_steps = 12

    def __init__(self) -> None:
        self.kept = {}

    def rational(self, numerator: int, denominator: int = 1) -> Any:
        return numerator / denominator

    def power(self, base: Any, exponent: Any) -> Any:
        return np.power(base, exponent)

    def sqrt(self, x: Any) -> Any:
        return np.sqrt(x)

    def log(self, x: Any) -> Any:
        return np.log(x)

    def exp(self, x: Any) -> Any:
        return np.exp(x)

    def sin(self, x: Any) -> Any:
        return np.sin(x)

    def cos(self, x: Any) -> Any:
        return np.cos(x)

    def asin(self, x: Any) -> Any:
        return np.arcsin(x)

    def acosh(self, x: Any) -> Any:
        return np.arccosh(x)

    def gamma(self, x: Any) -> Any:
        return math.gamma(x)

    @property
    def euler(self) -> Any:
        return np.euler_gamma

    def zeta(self, x: Any) -> Any:
        from mpmath import fp  # formulas with it are few

        return fp.zeta(x)

    def conj(self, x: Any) -> Any:
        return np.conj(x)

    def sinh(self, x: Any) -> Any:
        return np.sinh(x)

    def cosh(self, x: Any) -> Any:
        return np.cosh(x)

    def asinh(self, x: Any) -> Any:
        return np.arcsinh(x)

    def cube_root(self, x: Any) -> Any:
        return np.power(x, 1 / 3) if np.iscomplexobj(x) else np.cbrt(x)

    def positive(self, x: Any) -> Any:
        return x.real > 0

    def where(self, condition: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
        if isinstance(condition, bool):
            return yes() if condition else no()
        holds = np.count_nonzero(condition)
        if not holds:
            return no()
        if holds == np.size(condition):
            return yes()
        with np.errstate(all="ignore"):
            return np.where(condition, yes(), no())

    def settled(self, step: Any) -> bool:
        return bool(np.all(np.abs(step) < 1e-9))

    def gauss(self, order: int) -> tuple[Sequence[Any], Sequence[Any]]:
        rows = gauss_dyadic(order, 128)
        return tuple([math.ldexp(float(m), e) for m, e in column] for column in zip(*rows, strict=True))  # type: ignore[return-value]

    def collect(self, values: Sequence[Any]) -> Any:
        return np.array(values)

    def map(self, function: Callable[..., Any], *collections: Any) -> Any:
        return function(*collections)

    def dot(self, values: Any, weights: Any) -> Any:
        return (values * weights).sum(axis=-1, keepdims=True)


BACKEND = Float64Backend()
