"""NumPy double precision, elementwise over arrays of any shape."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Scalar

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

    def rational(self, numerator: int, denominator: int = 1) -> Scalar:
        return numerator / denominator

    def power(self, base: Scalar, exponent: Scalar) -> Scalar:
        return np.power(base, exponent)

    def sqrt(self, x: Scalar) -> Scalar:
        return np.sqrt(x)

    def log(self, x: Scalar) -> Scalar:
        return np.log(x)

    def exp(self, x: Scalar) -> Scalar:
        return np.exp(x)

    def sin(self, x: Scalar) -> Scalar:
        return np.sin(x)

    def cos(self, x: Scalar) -> Scalar:
        return np.cos(x)

    def asin(self, x: Scalar) -> Scalar:
        return np.arcsin(x)

    def acosh(self, x: Scalar) -> Scalar:
        return np.arccosh(x)

    def gamma(self, x: Scalar) -> Scalar:
        return math.gamma(x)

    @property
    def euler(self) -> Scalar:
        return np.euler_gamma

    def zeta(self, numerator: int, denominator: int = 1) -> Scalar:
        from mpmath import fp  # formulas with it are few

        return fp.zeta(numerator / denominator)

    def conj(self, x: Scalar) -> Scalar:
        return np.conj(x)

    def sinh(self, x: Scalar) -> Scalar:
        return np.sinh(x)

    def cosh(self, x: Scalar) -> Scalar:
        return np.cosh(x)

    def asinh(self, x: Scalar) -> Scalar:
        return np.arcsinh(x)

    def cube_root(self, x: Scalar) -> Scalar:
        return np.power(x, 1 / 3) if np.iscomplexobj(x) else np.cbrt(x)

    def positive(self, x: Scalar) -> Scalar:
        return x.real > 0

    def where(self, condition: Scalar, yes: Callable[[], Scalar], no: Callable[[], Scalar]) -> Scalar:
        if isinstance(condition, bool):
            return yes() if condition else no()
        holds = np.count_nonzero(condition)
        if not holds:
            return no()
        if holds == np.size(condition):
            return yes()
        with np.errstate(all="ignore"):
            return np.where(condition, yes(), no())

    def settled(self, step: Scalar) -> bool:
        return bool(np.all(np.abs(step) < 1e-9))

    @property
    def table_bits(self) -> int:
        return 128

    def dyadic(self, number: tuple[int, int]) -> Scalar:
        return math.ldexp(float(number[0]), number[1])

    def collect(self, values: Sequence[Scalar]) -> Scalar:
        return np.array(values)

    def last(self, values: Scalar) -> Scalar:
        return values[..., -1:]

    def map(self, function: Callable[..., Scalar], *collections: Scalar) -> Scalar:
        return function(*collections)

    def dot(self, values: Scalar, weights: Scalar) -> Scalar:
        return (values * weights).sum(axis=-1, keepdims=True)


BACKEND = Float64Backend()
