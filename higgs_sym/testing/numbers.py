"""Numbers of every library as exact rational balls, and balls as decimal text that still contains them.

Nothing heavy is imported: mpmath numbers and python-flint balls are known by their attributes.
"""

from __future__ import annotations

import math
import operator
import re
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

ACCEPTED = 'accepted are int, float, complex, Fraction, Decimal, str ("0.1", "1/3", "1 - 2j"), mpf, mpc, arb, acb'
_MAX_EXPONENT = 20_000  # what one exact rational may cost
_DIGITS = r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,5})?"
_TERM = rf"(?:{_DIGITS}(?:/\d+)?|\[(?:[+-]?{_DIGITS}(?:\+/-{_DIGITS})?|\+/-{_DIGITS})\])"
_NUMBER = re.compile(rf"(?P<real>[+-]?{_TERM})(?P<imag>[+-]{_TERM}j)?|(?P<only>[+-]?{_TERM}j)", re.ASCII)
_BALL = re.compile(
    rf"(?P<sign>[+-]?)(?:\[(?P<mid>[+-]?{_DIGITS})?(?:\+/-(?P<rad>{_DIGITS}))?\]|(?P<plain>.+))", re.ASCII
)


class Interval(NamedTuple):
    """All real numbers within `rad` of `mid`, both exact."""

    mid: Fraction
    rad: Fraction = Fraction(0)

    @property
    def low(self) -> Fraction:
        return self.mid - self.rad

    @property
    def high(self) -> Fraction:
        return self.mid + self.rad

    def meets(self, other: Interval) -> bool:
        return abs(self.mid - other.mid) <= self.rad + other.rad

    def encloses(self, other: Interval) -> bool:
        return abs(self.mid - other.mid) + other.rad <= self.rad

    def digits(self) -> float:
        """Relative accuracy -log10(rad/|mid|); infinite for an exact number."""
        if not self.rad:
            return math.inf
        return log10(abs(self.mid)) - log10(self.rad) if self.mid else -math.inf


class Box(NamedTuple):
    """A complex ball: real and imaginary part each an interval."""

    real: Interval
    imag: Interval = Interval(Fraction(0))

    def meets(self, other: Box) -> bool:
        return self.real.meets(other.real) and self.imag.meets(other.imag)

    def encloses(self, other: Box) -> bool:
        return self.real.encloses(other.real) and self.imag.encloses(other.imag)

    def __complex__(self) -> complex:
        return complex(float(self.real.mid), float(self.imag.mid))


def box(value: Any) -> Box | None:
    """The number as an exact ball, or None if it is NaN or infinite; TypeError or ValueError if it is no number."""
    if isinstance(value, Box):
        return value
    if isinstance(value, str):
        return _from_string(value)
    if isinstance(value, (Fraction, Decimal)) or hasattr(value, "_mpf_"):
        return _joined(_real(value), Interval(Fraction(0)))
    if hasattr(value, "_mpc_") and not hasattr(value, "mid"):
        return _joined(_from_raw(value._mpc_[0]), _from_raw(value._mpc_[1]))
    if isinstance(getattr(value, "shape", None), tuple) and hasattr(value, "dtype"):  # numpy
        if value.shape or value.dtype.kind not in "iufc":
            raise TypeError(f"an array of shape {value.shape} and type {value.dtype} is not accepted; {ACCEPTED}")
        value = value[()]
    if not isinstance(value, bool) and hasattr(value, "real") and hasattr(value, "imag"):
        return _joined(_real(value.real), _real(value.imag))
    raise TypeError(f"{type(value).__name__} is not accepted; {ACCEPTED}")


def log10(x: Fraction) -> float:
    """log10 of a positive rational of any size; -inf for 0."""
    return math.log10(x.numerator) - math.log10(x.denominator) if x else -math.inf


def decimal_text(x: Fraction, digits: int, rounding: str = ROUND_HALF_EVEN) -> str:
    """The rational rounded to so many significant digits, without trailing zeros after the point."""
    context = Context(prec=digits, rounding=rounding, Emin=-(10**6), Emax=10**6)
    rounded = context.divide(Decimal(x.numerator), Decimal(x.denominator))
    plain = format(rounded, "f") if -8 < rounded.adjusted() < max(digits, 6) else format(rounded, "e")
    if "." not in plain:
        return plain
    mantissa, mark, exponent = plain.partition("e")
    return mantissa.rstrip("0").rstrip(".") + mark + exponent.replace("+", "")


def rounded(ball: Interval, digits: int) -> tuple[str, str]:
    """Midpoint and radius as decimals, so that the decimal ball contains `ball`.

    A ball's midpoint keeps three digits more than its radius makes meaningful; an exact number keeps `digits`.
    """
    if ball.rad:
        known = ball.digits()
        digits = max(1, math.ceil(known) + 3) if known > -300 else 1
    middle = decimal_text(ball.mid, digits) if ball.mid else "0"
    radius = ball.rad + abs(ball.mid - Fraction(middle))
    return middle, decimal_text(radius, 3, ROUND_CEILING) if radius else "0"


def _joined(real: Interval | None, imag: Interval | None) -> Box | None:
    return None if real is None or imag is None else Box(real, imag)


def _real(value: Any) -> Interval | None:
    if hasattr(value, "mid"):  # arb
        if not value.is_finite():
            return None
        return Interval(*(_dyadic(*(int(part) for part in end.man_exp())) for end in (value.mid(), value.rad())))
    if hasattr(value, "_mpf_"):
        return _from_raw(value._mpf_)
    if hasattr(value, "__index__") or isinstance(value, Fraction):
        return Interval(Fraction(value if isinstance(value, Fraction) else operator.index(value)))
    if isinstance(value, Decimal) and abs(value.adjusted()) > _MAX_EXPONENT:
        raise ValueError(f"a number near 10^{value.adjusted()} is beyond what is compared here")
    try:
        top, bottom = value.as_integer_ratio()
    except (OverflowError, ValueError):  # infinity and NaN
        return None
    return Interval(Fraction(int(top), int(bottom)))


def _from_raw(raw: Any) -> Interval | None:
    sign, mantissa, exponent, _ = raw
    if not mantissa:
        return Interval(Fraction(0)) if not exponent else None
    return Interval(_dyadic(-int(mantissa) if sign else int(mantissa), int(exponent)))


def _dyadic(mantissa: int, exponent: int) -> Fraction:
    if abs(exponent) > _MAX_EXPONENT:
        raise ValueError(f"a number near 2^{exponent} is beyond what is compared here")
    return mantissa * Fraction(2) ** exponent


def _from_string(text: str) -> Box | None:
    bare = re.sub(r"\s+", "", text)
    if bare.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return None
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    found = _NUMBER.fullmatch(bare)
    if not found:
        forms = "decimals, fractions, balls [m +/- r], and a + bj of these"
        raise ValueError(f"{text[:80]!r} is not a number; accepted are {forms}")
    real, imag = found["real"], found["imag"] or found["only"]
    return Box(_term(real) if real else Interval(Fraction(0)), _term(imag[:-1]) if imag else Interval(Fraction(0)))


def _term(text: str) -> Interval:
    found = _BALL.fullmatch(text)
    assert found
    mid = Fraction(0) if found["mid"] is None else exact_decimal(found["mid"])
    if found["plain"]:
        top, _, bottom = found["plain"].partition("/")
        if bottom and not int(bottom):
            raise ValueError(f"{text} divides by zero")
        mid = exact_decimal(top) / int(bottom or 1)
    return Interval(-mid if found["sign"] == "-" else mid, exact_decimal(found["rad"] or "0"))


def exact_decimal(text: str) -> Fraction:
    """A decimal string as a rational; refuses exponents that would cost more than they are worth."""
    _, _, exponent = text.lower().partition("e")
    if exponent and abs(int(exponent)) > _MAX_EXPONENT:
        raise ValueError(f"{text[:40]} is beyond what is compared here")
    return Fraction(text)
