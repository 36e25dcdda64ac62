"""Numbers with an error bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

MOST_DECIMALS = 10  # a table of 30-digit exponents cannot be read


@dataclass(frozen=True)
class Measured:
    """A measured number and its error bar, which is a bound and no standard deviation; both exact decimals.

    `str` shows the value to the first digit of its error, "1.99987(3)"; `float` is the value alone.
    """

    value: Decimal
    error: Decimal

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        power = self.value.adjusted()
        if not self.value or -5 <= power <= 8:
            return rounded(self.value, self.error)
        return f"{rounded(self.value.scaleb(-power), self.error.scaleb(-power))}e{power}"

    @property
    def bracketed(self) -> str:
        """With the error bar in brackets whatever its size: "-1.0000000000(1)"."""
        power = self.value.adjusted()
        if not self.value or -5 <= power <= 8:
            return _bracketed(self.value, abs(self.error))
        return f"{_bracketed(self.value.scaleb(-power), abs(self.error).scaleb(-power))}e{power}"

    def covers(self, number: Decimal | int) -> bool:
        """Whether the number lies inside the error bar."""
        return abs(self.value - number) <= self.error


def rounded(number: Decimal, bar: Decimal) -> str:
    """The number to the first digit of its error, which is rounded up, never down: "1.99987(3)".

    An error below the last decimal shown is given as a power of ten, "2 ± 1e-19", if the number is that short.
    """
    bar = abs(bar)
    if bar == 0:
        return plain(number, MOST_DECIMALS)
    near = number.quantize(Decimal("0.0001"))
    if bar < Decimal(1).scaleb(-MOST_DECIMALS) and abs(number - near) <= bar:
        power = int((bar + abs(number - near)).log10().to_integral_value(ROUND_CEILING))
        return f"{plain(near, 6)} \N{PLUS-MINUS SIGN} 1e{power}"
    return _bracketed(number, bar)


def _bracketed(number: Decimal, bar: Decimal) -> str:
    decimals = min(max(-bar.adjusted(), 0) if bar else MOST_DECIMALS, MOST_DECIMALS)
    unit = Decimal(1).scaleb(-decimals)
    shown = number.quantize(unit)
    # What rounding the value adds to the error counts as error too.
    spread = max(1, ((bar + abs(number - shown)) / unit).to_integral_value(ROUND_CEILING))
    return f"{shown:f}({spread})"


def plain(number: Decimal, digits: int) -> str:
    """The number to so many significant digits, without trailing zeros or exponent."""
    if number == 0:
        return "0"
    shown = number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1))
    text = f"{shown:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
