"""Numbers as users give them: exact where they are exact, doubles where they are doubles, checked once.

Accepted everywhere a parameter is expected: int, float, numpy scalars, str ("0.1", "1/10"), Fraction,
Decimal, mpmath numbers, exact SymPy numbers. A float means the double it is; "0.1" means one tenth.
Nothing is ever parsed as code: a string matches one regular expression or is refused.
"""

from __future__ import annotations

import operator
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from higgs_sym.arithmetic import convert
from higgs_sym.arithmetic.types import Context, Exact, Scalar, Tree
from higgs_sym.errors import AccuracyError, InputError

MIN_DIGITS, MAX_DIGITS = 10, 100
KINDS = 'a number: int, float, str ("0.1", "1/10"), Fraction, Decimal, mpf or exact SymPy number'

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?( */ *\d+)?", re.ASCII)
_MAX_CHARS = 1000
# Bounds the work that one hostile argument (1e999999999) can cause; also what Python still prints in full.
_MAX_BITS = 8192
_SIZE = f"a number whose numerator and denominator have at most {_MAX_BITS} bits"
_FINITE = "a finite number"
UPPER = "a finite number with Im >= 0"
# Roots start from double precision: the fourth powers of the smallest must be numbers there, and beyond the largest
# the quartic's roots cannot be told apart, so that each costs a search.
SMALLEST, LARGEST = 1e-60, 1e15
SIZES = f"0 or a size from {SMALLEST:g} to {LARGEST:g}"


def refusal(name: str, value: Any, accepted: str) -> InputError:
    """An InputError that can show any value, however long."""
    try:
        shown = repr(value) if isinstance(value, str) else str(value)
    except ValueError:  # CPython prints no integer beyond 4300 digits
        shown = f"{type(value).__name__} too long to print"
    return InputError(name, shown, accepted)


def check_digits(digits: Any, maximum: int = MAX_DIGITS) -> int | None:
    """Return digits if it is None or an integer in range; raise InputError otherwise."""
    if digits is None:
        return None
    try:
        count = -1 if isinstance(digits, (bool, np.bool_)) else operator.index(digits)
    except TypeError:
        count = -1
    if not MIN_DIGITS <= count <= maximum:
        raise refusal("digits", digits, f"None (float64) or an integer from {MIN_DIGITS} to {maximum}")
    return count


def exact(name: str, value: Any) -> Exact:
    """The exact value of a number.

    Returns a Fraction for a rational number (every float is one), the SymPy expression for an irrational one,
    and a pair (re, im) of these when the imaginary part is not zero. Raises InputError, naming the parameter,
    for NaN, infinity, free symbols and everything that is not a number.
    """
    if isinstance(value, str):
        return _from_string(name, value)
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return _bounded(name, Fraction(value), value)
    if isinstance(value, Decimal):
        return _from_decimal(name, value)
    if isinstance(value, mpmath.ctx_mp_python._mpf):
        return _from_mpf(name, value)
    if isinstance(value, mpmath.ctx_mp_python._mpc):
        return _joined(_from_mpf(name, value.real), _from_mpf(name, value.imag))
    if hasattr(value, "free_symbols"):
        return _from_sympy(name, value)
    if isinstance(value, (float, complex, np.number)) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return _from_machine(name, value)
    raise refusal(name, value, KINDS)


def exact_real(name: str, value: Any, minimum: int | None = None) -> Exact:
    """`exact`, refused with InputError if complex or below `minimum`."""
    accepted = "a finite real number" + ("" if minimum is None else f" >= {minimum}")
    number = exact(name, value)
    if is_complex(number) or (minimum is not None and _below(number, minimum)):
        raise refusal(name, value, accepted)
    return number


def energy(name: str, value: Any, minimum: int | None = None) -> Exact:
    """`exact_real`, refused with InputError beyond the sizes that the quantities are made for."""
    number = exact_real(name, value, minimum)
    check_size(name, value, number)
    return number


def check_size(name: str, value: Any, number: Exact, largest: float = LARGEST) -> None:
    """InputError unless the parts of `number`, the `exact` value, are 0 or of a size from 1e-60 to `largest`."""
    parts = number if is_complex(number) else (number,)
    if not all(not part or SMALLEST <= abs(to_float(part)) <= largest for part in parts):
        raise refusal(name, value, f"0 or a size from {SMALLEST:g} to {largest:g}")


def is_complex(value: Exact) -> bool:
    """Whether an `exact` value has a non-zero imaginary part."""
    return isinstance(value, tuple)


def upper_exact(name: str, value: Any, largest: float = LARGEST) -> Exact:
    """An exact number with Im >= 0, its parts not above `largest`; InputError otherwise."""
    number = exact(name, value)
    if is_complex(number) and number[1] < 0:
        raise refusal(name, value, UPPER)
    check_size(name, value, number, largest)
    return number


def to_mp(value: Exact, context: Context) -> Scalar:
    """An `exact` value as a number of the mpmath context, rounded once at its precision."""
    if isinstance(value, Fraction):
        return convert.to_mp(value, context)
    if isinstance(value, tuple):
        return context.mpc(to_mp(value[0], context), to_mp(value[1], context))
    shown = _as_float(value, context.dps + 5)
    return context.make_mpf(shown._to_mpmath(context.prec)._mpf_)


def to_float(value: Exact) -> Scalar:
    """An `exact` value as the nearest float or complex; beyond the range of doubles, infinity."""
    if isinstance(value, tuple):
        return complex(to_float(value[0]), to_float(value[1]))
    try:
        return float(value if isinstance(value, Fraction) else _as_float(value, 30))
    except OverflowError:
        return float("inf") if value > 0 else -float("inf")


def show(value: Exact) -> str:
    """An `exact` value for an error message: short, and a decimal where the fraction would be long."""
    if isinstance(value, tuple):
        return f"{show(value[0])} + {show(value[1])}i"
    text = str(value)
    return text if len(text) <= 24 else repr(to_float(value))


def _bounded(name: str, number: Fraction, given: Any) -> Fraction:
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MAX_BITS:
        raise refusal(name, given, _SIZE)
    return number


def _joined(real: Exact, imag: Exact) -> Exact:
    return (real, imag) if imag else real


def _from_string(name: str, value: str) -> Fraction:
    text = value.strip(" ")
    if len(text) > _MAX_CHARS or not _NUMBER.fullmatch(text):
        raise refusal(name, value, KINDS)
    head, _, denominator = text.replace(" ", "").partition("/")
    if denominator and int(denominator) == 0:
        raise refusal(name, value, _FINITE)
    return _bounded(name, Fraction(head) / int(denominator or 1), value)


def _from_decimal(name: str, value: Decimal) -> Fraction:
    if not value.is_finite():
        raise refusal(name, value, _FINITE)
    if value and (abs(value.adjusted()) > _MAX_BITS or len(value.as_tuple().digits) > _MAX_BITS):
        raise refusal(name, value, _SIZE)
    return _bounded(name, Fraction(value if value else 0), value)


def _from_mpf(name: str, value: Any) -> Fraction:
    if not mpmath.isfinite(value):
        raise refusal(name, value, _FINITE)
    if abs(value._mpf_[2]) > _MAX_BITS:
        raise refusal(name, value, _SIZE)
    return _bounded(name, convert.to_fraction(value), value)


def _from_machine(name: str, value: Any) -> Exact:
    number = value[()] if isinstance(value, np.ndarray) else value
    if isinstance(number, np.integer):
        return Fraction(int(number))
    if not isinstance(number, (float, complex, np.inexact)):
        raise refusal(name, value, KINDS)
    if not np.isfinite(number):
        raise refusal(name, value, _FINITE)
    if isinstance(number, (complex, np.complexfloating)):
        return _joined(_from_machine(name, number.real), _from_machine(name, number.imag))
    real: Any = number
    return _bounded(name, Fraction(*real.as_integer_ratio()), value)


def _from_sympy(name: str, value: Any) -> Exact:
    import sympy

    if not isinstance(value, sympy.Expr) or value.free_symbols or not value.is_number:
        raise refusal(name, value, "an exact SymPy number without free symbols")
    if value.has(sympy.nan, sympy.oo, -sympy.oo, sympy.zoo):
        raise refusal(name, value, _FINITE)
    if value.is_Rational:
        return _bounded(name, Fraction(int(value.p), int(value.q)), value)
    if value.is_Float:
        return _from_mpf(name, mpmath.mp.make_mpf(value._mpf_))
    real, imag = value.as_real_imag()
    if imag != 0 and not imag.equals(0):
        return (_from_sympy(name, real), _from_sympy(name, imag))
    if real.equals(0):
        return Fraction(0)
    _as_float(real, MIN_DIGITS)  # refuses here what has no definite value
    return real


def _below(number: Exact, minimum: int) -> bool:
    if isinstance(number, Fraction):
        return number < minimum
    difference = number - minimum
    return not difference.equals(0) and bool(_as_float(difference, 15) < 0)


def _as_float(expression: Tree, digits: int) -> Tree:
    """A real SymPy expression as a Float (or exact number) with that many correct digits."""
    from sympy.core.evalf import PrecisionExhausted

    try:
        return expression.evalf(digits, maxn=digits + 500, strict=True)
    except PrecisionExhausted as error:
        raise AccuracyError(f"SymPy cannot evaluate {expression} to {digits} digits; simplify it") from error
