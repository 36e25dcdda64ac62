"""Symmetries and exact zeros of chi^-1(omega), applied once to exact numbers and balls alike.

chi^-1(-omega*) = conj chi^-1(omega), on sheet 0 chi^-1(omega*) = conj chi^-1(omega); real on the imaginary axis above
0; 0 at omega = 2 for zeta = kappa = 0, where the pole sits at the threshold.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from higgs_sym.arithmetic.types import Scalar


class Reduced(NamedTuple):
    """A frequency in the right half-plane, above the axis unless on sheet 1, and what the value there means."""

    omega: Any
    conjugate: bool  # the value asked for is the conjugate of the value there
    real: bool  # exactly
    zero: bool  # exactly


def reduced(omega: Scalar, zeta: Scalar, kappa: Scalar, sheet: int | None = None) -> Reduced:
    """omega reflected; numbers are exact (a pair if complex) or balls. A ball across an axis stays as it is."""
    conjugate = False
    if sheet != 1 and _below(omega):
        omega, conjugate = _conjugated(omega), True
    mirror, omega = righted(omega)
    conjugate ^= mirror
    real = sheet != 1 and not is_ball(omega) and (omega[0] if isinstance(omega, tuple) else omega) == 0
    exact = not any(is_ball(x) for x in (omega, zeta, kappa))
    zero = exact and sheet != 1 and zeta == 0 and kappa == 0 and omega == 2
    return Reduced(omega, conjugate, real, zero)


def righted(x: Scalar) -> tuple[bool, Scalar]:
    """Whether x lies to the left of the imaginary axis, and x reflected to the right of it."""
    return (True, _mirrored(x)) if _left(x) else (False, x)


def is_ball(x: Scalar) -> bool:
    """Whether a number is a ball of python-flint."""
    return hasattr(x, "rad")


def _below(x: Scalar) -> bool:
    if is_ball(x):
        return bool(x.imag < 0)
    return isinstance(x, tuple) and x[1] < 0


def _left(x: Scalar) -> bool:
    if is_ball(x):
        return bool(x.real < 0)
    return bool((x[0] if isinstance(x, tuple) else x) < 0)


def _conjugated(x: Scalar) -> Scalar:
    return x.conjugate() if is_ball(x) else (x[0], -x[1])


def _mirrored(x: Scalar) -> Scalar:
    if is_ball(x):
        return -x.conjugate()
    return (-x[0], x[1]) if isinstance(x, tuple) else -x
