"""How large the constants of a formula are, roughly: floats where these suffice, mpmath beyond.

SymPy computes powers and factorials of whole numbers digit by digit as soon as it rebuilds a tree: they have an end.
What an exponential makes stays a symbol there, and balls know no largest exponent.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from typing import Any

from mpmath.ctx_mp import MPContext

Size = Any  # complex, or an mpc of _WIDE outside the range of floats
_WIDE = MPContext()
FLOATS = 1e300
MOST_DIGITS = 10_000  # before or behind the point, of what is computed exactly
MOST_BITS = int(3.33 * 10**9)  # exponent of what an exponential makes
ACCEPTED = f"constants go from 10^-{MOST_DIGITS} to 10^{MOST_DIGITS}, those of an exponential to 10^(10^9)"
EXPONENTIAL = frozenset({"exp", "sinh", "cosh"})
_FLOAT = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "exp", "sqrt")


def _gamma(x: complex) -> complex:
    return math.gamma(x.real) if not x.imag else complex(math.nan)


ESTIMATES: dict[str, Callable[..., complex]] = {
    **{name: getattr(cmath, name) for name in _FLOAT},
    "power": lambda a, b: a**b,
    "cbrt": lambda x: x ** (1 / 3),
    "log": lambda x, *base: cmath.log(x) / (cmath.log(*base) if base else 1),
    "re": lambda x: x.real,
    "im": lambda x: x.imag,
    "abs": abs,
    "arg": cmath.phase,
    "gamma": _gamma,
    "factorial": lambda x: _gamma(x + 1),
}


def _wide_power(a: Size, b: Size) -> Size:
    if a == 0:
        if b.real < 0:
            raise ZeroDivisionError
        return _WIDE.mpc(b == 0)
    return _wide_exp(b * _WIDE.log(a))


def _wide_exp(x: Size) -> Size:
    if x.real > MOST_BITS:
        raise OverflowError
    return _WIDE.nan if abs(x) > MOST_BITS else _WIDE.exp(x)


def _wide_gamma(x: Size) -> Size:
    if abs(x) > MOST_DIGITS:
        raise OverflowError
    return _WIDE.gamma(x)


_BEYOND: dict[str, Callable[..., Size]] = {
    "exp": _wide_exp,
    "sinh": lambda x: _wide_exp(x if x.real > 0 else -x) / 2,
    "cosh": lambda x: _wide_exp(x if x.real > 0 else -x) / 2,
    "power": _wide_power,
    "sqrt": _WIDE.sqrt,
    "cbrt": lambda x: _WIDE.exp(_WIDE.log(x) / 3),
    "log": lambda x, *base: _WIDE.log(x) / (_WIDE.log(*base) if base else 1),
    "re": lambda x: _WIDE.mpc(x.real),
    "im": lambda x: _WIDE.mpc(x.imag),
    "abs": lambda x: _WIDE.mpc(abs(x)),
    "gamma": _wide_gamma,
    "factorial": lambda x: _wide_gamma(x + 1),
}


def _narrow(value: Size) -> Size:
    """As a complex float where that has its digits."""
    return complex(value) if value == 0 or 1 / FLOATS < abs(value) < FLOATS else _WIDE.mpc(value)


def of_fraction(top: int, bottom: int) -> Size:
    """The size of a rational number."""
    return _narrow(_WIDE.mpf(top) / bottom)


def added(values: Sequence[Size]) -> Size:
    """That of a sum."""
    return _narrow(sum(map(_WIDE.mpc, values)))


def multiplied(values: Sequence[Size]) -> Size:
    """That of a product."""
    return _narrow(math.prod(map(_WIDE.mpc, values)))


def inverse(value: Size) -> Size:
    """That of one over a number."""
    return _narrow(1 / _WIDE.mpc(value))


def estimate(name: str, values: Sequence[Size]) -> Size | None:
    """That of a function by its name; None where nothing is known.

    Raises OverflowError for what is too large, ValueError or ZeroDivisionError for what is not finite.
    """
    found = None
    if all(isinstance(value, complex) for value in values):
        try:
            found = complex(ESTIMATES[name](*values))
        except OverflowError:
            if name not in _BEYOND:
                raise
        if found != found:
            return None
    if name in _BEYOND and (found is None or not 1 / FLOATS < abs(found) < FLOATS):
        found = _BEYOND[name](*map(_WIDE.mpc, values))
    if found is None or found != found:
        return None
    if name not in EXPONENTIAL and _digits(found) > MOST_DIGITS:
        raise OverflowError
    return _narrow(found)


def _digits(value: Size) -> float:
    """Before the point, or behind it."""
    return abs(float(_WIDE.mag(value))) / 3.33 if value != 0 else 0.0


def too_large(value: Size) -> bool:
    """Whether nothing evaluates it."""
    return value != 0 and bool(_WIDE.mag(value) > MOST_BITS)


def too_small(value: Size) -> bool:
    """Whether it may be what cancellation has left of zero."""
    return value == 0 or bool(_WIDE.mag(value) < -MOST_BITS)
