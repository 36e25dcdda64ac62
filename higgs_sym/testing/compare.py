"""Digits that two numbers share, in the real and in the imaginary part each for itself."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, NamedTuple

from higgs_sym.testing.numbers import Box, Interval, box, decimal_text, log10


class Agreement(NamedTuple):
    """Digits by which value and reference agree in either part; infinite where the value lies in the reference."""

    real: float
    imag: float


def agreeing_digits(value: Any, reference: Any) -> Agreement:
    """-log10 of the relative distance, part by part; -inf for a value that is not finite or should be 0 and is not.

    Parameters as for `assert_digits`. A part that lies in the reference ball agrees to infinitely many digits.
    """
    found, expected = box(value), _reference(reference)
    if found is None:
        return Agreement(-math.inf, -math.inf)
    return Agreement(_digits(found.real, expected.real), _digits(found.imag, expected.imag))


def assert_digits(value: Any, reference: Any, n: int) -> None:
    """Fail unless the value agrees with the reference to n digits in the real and in the imaginary part.

    Parameters
    ----------
    value, reference : number of any library
        int, float, complex, Fraction, Decimal, str ("0.1", "1/3", "1.5 - 2j", "[1.5 +/- 1e-9]"), mpmath number or flint
        ball. A float is the double it is. Where the reference is a ball, the value has to lie in that ball widened by
        10^-n of its midpoint; where it is exactly 0, the value has to be exactly 0. A value that is a ball has to lie
        there as a whole.
    n : int
        Relative accuracy 10^-n of each part.

    Raises
    ------
    AssertionError
        Saying how many digits agree.
    ValueError
        For a reference that is not finite or an n below 1.
    """
    __tracebackhide__ = True
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ValueError(f"n = {n!r}: accepted is a number of digits >= 1")
    failure = difference(value, reference, n)
    if failure:
        raise AssertionError(failure)


def difference(value: Any, reference: Any, n: int) -> str:
    """What `assert_digits` would complain about, or an empty string."""
    expected, found = _reference(reference), box(value)
    if found is None:
        return f"the value is not finite: {value}; the reference is {_show(expected.real, n)}"
    lines: list[str] = []
    for name in ("real", "imag"):
        one, other = getattr(found, name), getattr(expected, name)
        if _distance(one, other) > Fraction(10) ** -n * abs(other.mid):
            lines += _complaint("imaginary" if name == "imag" else name, one, other, n)
    return "\n".join(lines)


def _complaint(name: str, value: Interval, reference: Interval, n: int) -> list[str]:
    digits = _digits(value, reference)
    if not reference.mid:
        head = f"the {name} part of the reference is 0 and the value is not"
    else:
        head = f"{max(0, math.floor(digits))} of {n} digits agree in the {name} part"
        if value.rad and _distance(Interval(value.mid), reference) <= Fraction(10) ** -n * abs(reference.mid):
            head += " (the midpoint would do, the value's own radius is too large)"
    shown = max(n, min(200, math.floor(digits)) if math.isfinite(digits) else 0) + 3
    return [head, f"  value      {_show(value, shown)}", f"  reference  {_show(reference, shown)}"]


def _show(part: Interval, digits: int) -> str:
    text = decimal_text(part.mid, digits)
    return f"{text} +/- {decimal_text(part.rad, 3)}" if part.rad else text


def _reference(reference: Any) -> Box:
    expected = box(reference)
    if expected is None:
        raise ValueError(f"the reference is not finite: {reference}")
    return expected


def _distance(value: Interval, reference: Interval) -> Fraction:
    """How far the value's farthest point lies outside the reference ball."""
    return max(Fraction(0), abs(value.mid - reference.mid) + value.rad - reference.rad)


def _digits(value: Interval, reference: Interval) -> float:
    apart = _distance(value, reference)
    if not apart:
        return math.inf
    return log10(abs(reference.mid)) - log10(apart) if reference.mid else -math.inf
