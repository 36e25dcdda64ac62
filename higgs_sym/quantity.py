"""The front door of every quantity: its parameters, checked once, and the value it promises or one of our errors.

Both `higgs_sym.*` and `higgs_sym.certify.*` read vertex, sheet and the side of the axis here. Arithmetic may break down
where arguments are legal and extreme: an overflow, a division by a ball that contains 0, an iteration that does not
converge. A function decorated with `promised` says so with an AccuracyError, and never returns NaN. Mistakes of the
program (TypeError, KeyError, ...) pass.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import mpmath
import numpy as np

from higgs_sym import inputs
from higgs_sym.arithmetic.types import Exact, Input
from higgs_sym.arrays import ComplexArray, complex_array
from higgs_sym.errors import AccuracyError, HiggsSymError, InputError

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


def not_negative(name: str, value: Input) -> Exact:
    """An exact number >= 0 of an accepted size."""
    return inputs.energy(name, value, minimum=0)


def none_on_a_sheet(name: str, value: Input) -> Exact:
    """An exact temperature, which has to be 0 where a sheet is given."""
    number = not_negative(name, value)
    if number:
        raise InputError(name, value, "0 when a sheet is given")
    return number


def truth(name: str, value: Any) -> bool:
    """A bool, NumPy's included."""
    if not isinstance(value, (bool, np.bool_)):
        raise InputError(name, value, "True or False")
    return bool(value)


def sheet_number(sheet: Any) -> int | None:
    """None, 0 or 1, of any type of number."""
    if sheet is None:
        return None
    if isinstance(sheet, (bool, np.bool_, np.ndarray)) or sheet not in (0, 1):
        raise InputError("sheet", sheet, "None, 0 or 1")
    return int(sheet)


def frequency(name: str, value: Input, sheet: int | None = None) -> Exact:
    """An exact frequency on the side of the axis where the sheet has values."""
    number = inputs.exact(name, value)
    check_side(name, value, sheet, inputs.is_complex(number) and number[1] < 0)
    inputs.check_size(name, value, number)
    return number


def frequencies(name: str, value: Any, sheet: int | None = None) -> ComplexArray:
    """Frequencies as complex128, on the side of the axis where the sheet has values."""
    array = complex_array(name, value)
    wrong = np.zeros(array.shape, dtype=bool) if sheet == 0 else (array.imag < 0) != (sheet == 1)
    if wrong.any():
        check_side(name, array[wrong].ravel()[0], sheet, sheet is None)
    return array


def check_side(name: str, value: Any, sheet: int | None, below: bool) -> None:
    """InputError if a frequency, below the real axis or not, lies on the wrong side of it for this sheet."""
    if sheet is None and below:
        raise InputError(name, value, inputs.UPPER)
    if sheet == 1 and not below:
        raise InputError(name, value, "numbers with Im < 0 on sheet 1")


def _undefined(value: Any) -> bool:
    if isinstance(value, np.ndarray) and value.dtype == object:
        return any(map(_undefined, value.ravel()))
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
