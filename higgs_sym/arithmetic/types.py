"""Names for what the code passes around, so that a signature says which kind of value it takes and gives.

flint, mpmath and SymPy carry no types: a checker sees their values as Any, and the names here tell the reader.
What Python and NumPy pass in is checked against the protocols.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import flint
    import mpmath
    import numpy as np
    import sympy

Context: TypeAlias = "mpmath.MPContext"  # a private context of mpmath, at its precision
Ball: TypeAlias = "flint.arb | flint.acb"  # an enclosure, real or complex
Tree: TypeAlias = "sympy.Expr"  # an expression or one of its symbols; read, never evaluated as code
Input: TypeAlias = "Number | str | Sequence[Number | str]"  # a parameter as a user gives it: `inputs` checks it
Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"  # of float64 or complex128
# What mpmath, flint and NumPy compute with: a checker cannot follow it from one arithmetic to the next.
Scalar: TypeAlias = Any  # a number of the arithmetic in use, or an array of them: what a backend takes and gives
Exact: TypeAlias = Any  # as `inputs.exact` gives it: a Fraction, an irrational SymPy number, or a pair (re, im)
Answer: TypeAlias = Any  # a double or an array of doubles; with digits an mpf or mpc, or an array of these
Index: TypeAlias = Any  # what picks elements of an array: integers, slices, masks, tuples of them
Values: TypeAlias = "Array | complex"  # one double, real or complex, or an array of them: what NumPy's functions take


class Lib(Protocol):
    """What a kernel takes from the arithmetic it runs in; see `arithmetic.base`."""

    def where(self, condition: Scalar, yes: Callable[[], Scalar], no: Callable[[], Scalar]) -> Scalar: ...
    def sqrt(self, x: Scalar) -> Scalar: ...
    @property
    def i(self) -> Scalar: ...


class Number(Protocol):
    """Whatever adds and multiplies: int, float, Fraction, mpf, mpc, arb, acb, a symbol, or an array of numbers."""

    @property
    def real(self) -> Scalar: ...
    @property
    def imag(self) -> Scalar: ...
    def __add__(self, other: Scalar, /) -> Scalar: ...
    def __radd__(self, other: Scalar, /) -> Scalar: ...
    def __sub__(self, other: Scalar, /) -> Scalar: ...
    def __rsub__(self, other: Scalar, /) -> Scalar: ...
    def __mul__(self, other: Scalar, /) -> Scalar: ...
    def __rmul__(self, other: Scalar, /) -> Scalar: ...
    def __truediv__(self, other: Scalar, /) -> Scalar: ...
    def __rtruediv__(self, other: Scalar, /) -> Scalar: ...
    def __pow__(self, other: Scalar, /) -> Scalar: ...
    def __neg__(self) -> Scalar: ...
    def __abs__(self) -> Scalar: ...


class Real(Number, Protocol):
    """A number that is ordered and has a nearest double: int, float, Fraction, mpf, arb."""

    def __float__(self) -> float: ...
    def __lt__(self, other: Scalar, /) -> Scalar: ...
    def __le__(self, other: Scalar, /) -> Scalar: ...
    def __gt__(self, other: Scalar, /) -> Scalar: ...
    def __ge__(self, other: Scalar, /) -> Scalar: ...


class Complex(Number, Protocol):
    """A number that has a nearest complex double: mpf, mpc, arb, acb."""

    def __complex__(self) -> complex: ...
