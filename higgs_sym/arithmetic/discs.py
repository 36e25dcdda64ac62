"""Discs in the complex plane, many at once: midpoints and radii in double precision that enclose every rounding.

An operation on discs gives discs that hold the result for all their points. With u = 2^-53 the midpoint of a sum or of
a product is off by at most sqrt(5) u times its modulus, of an inverse or of a root by a few u, and a radius is a sum of
at most six positive terms. The modulus of a product is taken as the product of moduli, right to sqrt(5) u each time. A
share 2^-45 = 256 u of the midpoint and of the radius covers all of it for products of tens of factors, and 1e-290
whatever underflows. What overflows, divides by 0 or meets a branch cut has the radius nan: refused, never wrong.

These are bounds for whole neighbourhoods, where 15 digits are plenty and NumPy is hundreds of times as fast as one ball
after another. Values come from `ball_backend`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, Union

import numpy as np

from higgs_sym.arithmetic.types import Array, Ball, Index

_SHARE = 2.0**-45
_GROW = 1 + _SHARE
_LEAST = 1e-290
_SMALL, _LARGE = 1e-140, 1e140  # squares of moduli in between are normal numbers

Operand: TypeAlias = Union["Discs", int, float, complex]  # plain numbers are exact


class Discs:
    """Arrays of midpoints and radii of one shape."""

    __array_ufunc__ = None  # NumPy's scalars leave the operation to us
    __slots__ = ("_size", "mid", "rad")

    def __init__(self, mid: Array | complex, rad: Array | complex = 0.0) -> None:
        self.mid = np.asarray(mid, dtype=np.complex128)
        self.rad = np.asarray(rad, dtype=np.float64)
        self._size: Array | None = None

    @property
    def size(self) -> Array:
        """|midpoint|, right to a few units of the last place."""
        if self._size is None:
            self._size = np.abs(self.mid)
        return self._size

    @property
    def real(self) -> Discs:
        """The real parts."""
        return Discs(self.mid.real, self.rad)

    @property
    def imag(self) -> Discs:
        """The imaginary parts."""
        return Discs(self.mid.imag, self.rad)

    def __neg__(self) -> Discs:
        return _made(-self.mid, self.rad, self._size)

    def __add__(self, other: Operand) -> Discs:
        if isinstance(other, Discs):
            return _rounded(self.mid + other.mid, self.rad + other.rad)
        return _rounded(self.mid + other, self.rad)

    __radd__ = __add__

    def __sub__(self, other: Operand) -> Discs:
        return self + (-other)

    def __rsub__(self, other: Operand) -> Discs:
        return -self + other

    def __mul__(self, other: Operand) -> Discs:
        if not isinstance(other, Discs):
            return _rounded(self.mid * other, self.rad * abs(other), self.size * abs(other))
        radius = (other.size + other.rad) * self.rad + self.size * other.rad
        return _rounded(self.mid * other.mid, radius, self.size * other.size)

    __rmul__ = __mul__

    def __truediv__(self, other: Operand) -> Discs:
        return self * _inverse(disc(other))

    def __rtruediv__(self, other: Operand) -> Discs:
        return disc(other) * _inverse(self)

    def __pow__(self, exponent: int) -> Discs:
        found = self
        for _ in range(exponent - 1):
            found = found * self
        return found

    def __abs__(self) -> Array:
        """|midpoint|, to choose between forms that are both valid."""
        return self.size

    def __lt__(self, other: float) -> bool:
        """Whether every number is real and smaller, up to its radius; to choose a form."""
        return bool(np.all(self.mid.real + self.rad < other))

    def __getitem__(self, index: Index) -> Discs:
        return Discs(self.mid[index], np.broadcast_to(self.rad, self.mid.shape)[index])

    def upper(self) -> Array:
        """Upper bounds of the moduli; nan where refused."""
        return (self.size * _GROW + self.rad) * _GROW

    def lower(self) -> Array:
        """Lower bounds of the moduli; not positive where there is none."""
        least: Array = self.size * (1 - _SHARE) - self.rad * _GROW
        return least

    def centers(self) -> Discs:
        """The midpoints, as numbers."""
        return Discs(self.mid)

    def widened(self, by: Array | complex) -> Discs:
        """Discs with radii larger by so much."""
        return Discs(self.mid, (self.rad + by) * _GROW)

    def right(self) -> Array:
        """Where the real part is certainly positive."""
        return self.mid.real > self.rad * _GROW

    def above(self) -> Array:
        """Where the imaginary part is certainly positive."""
        return self.mid.imag > self.rad * _GROW

    def exp(self) -> Discs:
        """The exponential function; |exp(c + w) - exp(c)| <= |exp(c)| (exp(|w|) - 1)."""
        with np.errstate(all="ignore"):
            size = np.exp(self.mid.real)
            fine = (size > _SMALL) & (size < _LARGE)
            return _rounded(np.exp(self.mid), np.where(fine, size * np.expm1(self.rad) * _GROW, np.nan), size)

    def sqrt(self) -> Discs:
        """The principal root; refused on discs that meet the negative real axis."""
        size = self.size
        away = np.where(self.mid.real < 0, np.abs(self.mid.imag), size) * (1 - _SHARE)
        fine = (away > self.rad) & (size > _SMALL) & (size < _LARGE)
        with np.errstate(all="ignore"):
            share = np.where(fine, self.rad / (size * (1 - _SHARE)), np.nan)
            # |sqrt(1 + w) - 1| <= 1 - sqrt(1 - |w|), as all coefficients of the right have one sign
            radius = np.sqrt(size) * share / (1 + np.sqrt(np.maximum(0.0, 1 - share * _GROW)))
        return _rounded(np.sqrt(self.mid), radius, np.sqrt(size))


def disc(x: Operand) -> Discs:
    """Numbers as discs of radius 0; integers beyond 2^53 do not occur."""
    return x if isinstance(x, Discs) else Discs(x)


def enclosing(ball: Ball) -> Discs:
    """The disc around an arb or acb."""
    mid = complex(float(ball.real.mid()), float(ball.imag.mid()))
    radius = float(ball.real.rad()) + float(ball.imag.rad())
    return Discs(mid, (radius + abs(mid) * _SHARE) * _GROW + _LEAST)


def _made(mid: Array, rad: Array, size: Array | None) -> Discs:
    found = Discs.__new__(Discs)
    found.mid, found.rad, found._size = mid, rad, size
    return found


def _rounded(mid: Array, rad: Array, size: Array | None = None) -> Discs:
    """A result with its rounding errors; `size` is |mid| where it is known."""
    size = np.abs(mid) if size is None else size
    radius = size * _SHARE + rad
    radius *= _GROW
    radius += _LEAST
    return _made(mid, radius, size)


def _inverse(x: Discs) -> Discs:
    c, size = x.mid, x.size
    low = size * (1 - _SHARE) - x.rad  # of |z|
    fine = (low > 0) & (size > _SMALL) & (size < _LARGE)
    with np.errstate(all="ignore"):
        radius = np.where(fine, x.rad / (size * low), np.nan)  # |1/z - 1/c| = |z - c|/|z c|
        return _rounded(np.conj(c) / (size * size), radius * _GROW, 1 / size)


class DiscBackend:
    """What integrands need beyond operators; see `arithmetic.base.NumericBackend`."""

    name = "discs"
    i = Discs(1j)

    def where(self, condition: Array, yes: Callable[[], Discs], no: Callable[[], Discs]) -> Discs:
        """yes() where the condition holds, else no()."""
        if np.all(condition):
            return yes()
        if not np.any(condition):
            return no()
        one, two = yes(), no()
        return Discs(np.where(condition, one.mid, two.mid), np.where(condition, one.rad, two.rad))

    def sqrt(self, x: Discs) -> Discs:
        """See `Discs.sqrt`."""
        return x.sqrt()

    def positive(self, x: Discs) -> Array:
        """Whether the midpoint's real part is positive."""
        return x.mid.real > 0

    def reflected(self, x: Discs) -> Discs:
        """f*(x) = conj f(conj x) of values on rows symmetric about the real axis, which run along the last axis."""
        return Discs(np.conj(x.mid[..., ::-1]), np.broadcast_to(x.rad, x.mid.shape)[..., ::-1])


BACKEND = DiscBackend()
