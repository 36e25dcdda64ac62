"""What a public function hands out: the value it promises, or one of this package's errors.

Arithmetic may break down where arguments are legal and extreme: an overflow, a division by a ball that contains 0, an
iteration that does not converge. A function decorated with `promised` says so with an AccuracyError, and never returns
NaN. Mistakes of the program (TypeError, KeyError, ...) pass.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import mpmath
import numpy as np

from higgs_sym.errors import AccuracyError, HiggsSymError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LONGEST = 40  # characters of an argument that an error shows


def promised(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """The function, whose failing arithmetic and whose NaN become an AccuracyError that names the arguments."""

    @functools.wraps(function)
    def kept(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            with np.errstate(all="ignore"):
                value = function(*args, **kwargs)
        except HiggsSymError:
            raise
        except (ArithmeticError, ValueError, mpmath.mp.NoConvergence) as error:
            raise _failure(function, args, kwargs, f"{type(error).__name__}: {error}") from error
        if _undefined(value):
            raise _failure(function, args, kwargs, "it overflows or loses all digits")
        return value

    return kept


def _undefined(value: Any) -> bool:
    if isinstance(value, (float, complex, np.ndarray, np.inexact)):
        return bool(np.isnan(value).any())
    if isinstance(value, (mpmath.ctx_mp_python._mpf, mpmath.ctx_mp_python._mpc)):
        return bool(mpmath.isnan(value))
    return False


def _failure(function: Callable[..., Any], args: Any, kwargs: Any, reason: str) -> AccuracyError:
    given = inspect.signature(function).bind(*args, **kwargs).arguments
    shown = ", ".join(f"{name} = {_short(value)}" for name, value in given.items())
    return AccuracyError(
        f"{function.__name__} could not be computed at {shown} ({reason}); take less extreme arguments, or other digits"
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
