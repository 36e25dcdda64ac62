"""Decimal strings of a verdict as a reader wants them: rounded to what their error bar supports."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from higgs_sym.measured import plain, rounded

MINUS = "\N{MINUS SIGN}"


def decimal(text: str) -> Decimal | None:
    """The number in a decimal string or fraction, None if the string holds no finite number."""
    numerator, slash, denominator = text.partition("/")
    try:
        value = Decimal(numerator) / Decimal(denominator) if slash else Decimal(numerator)
    except (InvalidOperation, ZeroDivisionError):
        return None
    return value if value.is_finite() else None


def with_error(value: str, error: str) -> str:
    """The value to the first digit of its error, which is rounded up, never down: "1.99987(3)".

    An error below the last decimal shown is given as a power of ten, "2 ± 1e-19", if the value is that short.
    A value that is no number ("exact", "") comes back unchanged, a value without an error bar with at most six
    significant digits.
    """
    number, bar = decimal(value), decimal(error)
    if number is None:
        return value
    if bar is None:
        return plain(number, 6)
    return rounded(number, bar)


def scientific(text: str, digits: int = 6) -> tuple[str, int] | None:
    """(mantissa, exponent of ten) to so many significant digits; None for what is no number."""
    number = decimal(text)
    if number is None:
        return None
    if number == 0:
        return "0", 0
    mantissa, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa, int(exponent)


def short(text: str, digits: int = 3) -> str:
    """A compact form for table cells: 0.0123, 4.5e-12, or the text itself if it is no number."""
    parts, number = scientific(text, digits), decimal(text)
    if parts is None or number is None:
        return text
    mantissa, exponent = parts
    return plain(number, digits) if -4 <= exponent < 4 else f"{mantissa}e{exponent}"
