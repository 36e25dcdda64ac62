"""The interface that formulas are written against.

A formula's body uses + - * / and integer powers directly and takes everything else from `lib`. Rationals come
from `lib.rational(1, 3)`, never from `1/3`, so that no backend inherits a rounded constant.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from higgs_sym.arithmetic.quadrature import Dyadic, gauss_dyadic, plana_dyadic
from higgs_sym.arithmetic.types import Number, Scalar

Rule = tuple[Sequence[Scalar], Sequence[Scalar]]  # nodes and weights


class Backend(ABC):
    """Elementary functions of one number type, all on principal branches."""

    name: str

    @property
    @abstractmethod
    def pi(self) -> Scalar:
        """The circle constant."""

    @abstractmethod
    def rational(self, numerator: int, denominator: int = 1) -> Scalar:
        """An exact or correctly rounded fraction."""

    @abstractmethod
    def power(self, base: Number, exponent: Number) -> Scalar:
        """base**exponent for base >= 0 or integer exponent."""

    @abstractmethod
    def sqrt(self, x: Scalar) -> Scalar: ...

    @abstractmethod
    def log(self, x: Number) -> Scalar: ...

    @abstractmethod
    def exp(self, x: Number) -> Scalar: ...

    @abstractmethod
    def sin(self, x: Number) -> Scalar: ...

    @abstractmethod
    def cos(self, x: Number) -> Scalar: ...

    @abstractmethod
    def asin(self, x: Number) -> Scalar: ...

    @abstractmethod
    def acosh(self, x: Number) -> Scalar: ...

    def let(self, name: str, value: Number) -> Number:  # noqa: ARG002, the symbolic backend writes the name
        """An intermediate result; `name` (LaTeX) is for typesetting, numbers are passed through."""
        return value

    @abstractmethod
    def gamma(self, x: Number) -> Scalar:
        """Euler's Gamma function of one positive number."""

    @property
    @abstractmethod
    def euler(self) -> Scalar:
        """Euler's constant, 0.5772..."""

    @abstractmethod
    def zeta(self, numerator: int, denominator: int = 1) -> Scalar:
        """Riemann's zeta function of a fraction above 1."""


class NumericBackend(Backend):
    """What the full integrals need beyond elementary functions.

    Integrals are sums over a collection of nodes. What a collection is belongs to the backend (an array, a list), so
    integrands are written for one node and applied with `map`, summed with `dot`.
    """

    kept: dict[tuple[Any, ...], Any]  # node tables of this backend at its precision
    newton_steps: int  # steps in which a quadratic iteration from two digits reaches full precision

    @property
    @abstractmethod
    def i(self) -> Scalar:
        """The imaginary unit."""

    @abstractmethod
    def conj(self, x: Number) -> Scalar: ...

    @abstractmethod
    def sinh(self, x: Number) -> Scalar: ...

    @abstractmethod
    def cosh(self, x: Number) -> Scalar: ...

    @abstractmethod
    def asinh(self, x: Number) -> Scalar: ...

    @abstractmethod
    def cube_root(self, x: Number) -> Scalar:
        """Principal cube root."""

    @abstractmethod
    def positive(self, x: Number) -> Scalar:
        """Whether Re x > 0 (of the midpoint, for balls): to choose between forms that are both valid."""

    @abstractmethod
    def where(self, condition: Scalar, yes: Callable[[], Number], no: Callable[[], Number]) -> Scalar:
        """yes() where the condition holds, else no(); elementwise for arrays. Scalars evaluate one branch only."""

    @abstractmethod
    def settled(self, step: Number) -> bool:
        """Whether a relative Newton step is so small that its square does not show."""

    def rounded(self, x: Number) -> Scalar:
        """An iterate as a number of its own: what follows forgets how it was computed."""
        return x

    @property
    @abstractmethod
    def table_bits(self) -> int:
        """Bits that tables of numbers are made with, rounded up so that few are made."""

    @abstractmethod
    def dyadic(self, number: tuple[int, int]) -> Scalar:
        """mantissa 2^exponent, rounded."""

    def gauss(self, order: int) -> Rule:
        """Gauss-Legendre nodes and weights on (0, 1)."""
        return self._loaded(gauss_dyadic(order, self.table_bits))

    def plana(self, order: int) -> Rule:
        """Nodes and weights of `quadrature.plana_dyadic`."""
        return self._loaded(plana_dyadic(order, self.table_bits))

    def _loaded(self, rows: tuple[tuple[Dyadic, Dyadic], ...]) -> Rule:
        return [self.dyadic(node) for node, _ in rows], [self.dyadic(weight) for _, weight in rows]

    @abstractmethod
    def collect(self, values: Sequence[Number]) -> Scalar:
        """A collection of numbers."""

    def last(self, values: Scalar) -> Scalar:
        """The collection of the last node alone."""
        return values[-1:]

    @abstractmethod
    def map(self, function: Callable[..., Scalar], *collections: Number) -> Scalar:
        """The function applied to each node."""

    @abstractmethod
    def dot(self, values: Scalar, weights: Number) -> Scalar:
        """Sum of value times weight over the nodes."""
