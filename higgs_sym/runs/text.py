"""Numbers as text: points exactly, values with the digits that are promised and no more."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

FLOAT64_DIGITS = 12  # what the quantities promise for digits=None
_LONGEST = 60  # characters of a decimal; what is longer is written as a fraction
_COMPLEX = re.compile(r"(?P<real>[^ij]*?)(?P<imaginary>[+-]?[^+\-ij]*(?:[eE][+-]?\d+)?(?:/\d+)?)\*?[ij]\Z")


def complex_parts(name: str, text: str) -> tuple[Fraction, Fraction] | None:
    """Exact real and imaginary part of "2+1/10j"; None for a text that does not end as a complex number does.

    Raises InputError naming the parameter.
    """
    from higgs_sym.inputs import exact

    found = _COMPLEX.match(text.replace(" ", ""))
    if not found:
        return None
    imaginary = found["imaginary"] + "1" if found["imaginary"] in ("", "+", "-") else found["imaginary"]
    return exact(f"real part of {name}", found["real"] or "0"), exact(f"imaginary part of {name}", imaginary)


def number(text: Any, name: str = "the number") -> Any:
    """An argument as the quantities take it: real numbers as they were typed, complex ones made exact."""
    parts = complex_parts(name, text) if isinstance(text, str) else None
    if parts is None:
        return text
    import sympy

    real, imaginary = (sympy.Rational(part.numerator, part.denominator) for part in parts)
    return real + sympy.I * imaginary


def exact_text(value: Fraction) -> str:
    """A rational number that reads back as itself: a decimal where it ends early, else a fraction."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _LONGEST:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    if len(digits) > _LONGEST:
        return str(value)
    sign = "-" if value < 0 else ""
    if not places:
        return sign + digits
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def parts(value: Any, digits: int | None) -> tuple[str, str | None]:
    """Real and imaginary part as decimal strings; None for the imaginary part of a real type.

    With digits, each part has that many significant ones. In double precision (None) the promise is relative to
    the modulus: a part that is smaller than the other shows fewer digits.
    """
    import mpmath
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic)):
        value = value.item()
    value = mpmath.mpmathify(value)
    size = abs(value)

    def shown(part: Any) -> str:
        if not part or not mpmath.isfinite(part):
            return str(float(part)) if part else "0"
        exact_enough = digits or not mpmath.isfinite(size)
        lost = 0 if exact_enough else mpmath.floor(mpmath.log10(size)) - mpmath.floor(mpmath.log10(abs(part)))
        keep = int((digits or FLOAT64_DIGITS) - lost)
        return str(mpmath.nstr(part, keep, strip_zeros=False)) if keep > 0 else "0"

    return shown(value.real), shown(value.imag) if isinstance(value, mpmath.mpc) else None


def ball_parts(ball: Any, digits: int) -> tuple[str, str]:
    """Midpoint and radius of a real ball as decimal strings; the decimal ball contains the binary one.

    An exact number has radius "0". The midpoint has at most two digits more than asked for.
    """
    text = ball.str(digits + 2)
    if not text.startswith("["):
        return text, "0"
    middle, _, radius = text.strip("[]").rpartition("+/-")
    return middle.strip() or "0", radius.strip()


def texts(value: Any, digits: int | None, certified: bool) -> tuple[str, str, str, str]:
    """Real and imaginary part and their radii as text, empty where there is none."""
    if not certified:
        real, imaginary = parts(value, digits)
        return real, imaginary or "", "", ""
    real, radius = ball_parts(value.real, digits or 0)
    if not hasattr(value, "conjugate"):
        return real, "", radius, ""
    imaginary, other = ball_parts(value.imag, digits or 0)
    return real, imaginary, radius, other
