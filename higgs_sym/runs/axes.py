"""Axes of a survey: the values one parameter takes, as exact text."""

from __future__ import annotations

import decimal
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from higgs_sym.errors import InputError
from higgs_sym.inputs import exact, is_complex
from higgs_sym.runs.text import complex_parts, exact_text

ROUNDED = 15  # significant digits of values that are not on a linear grid
MAX_VALUES = 10**6
_WORK = decimal.Context(prec=40, Emax=10**6, Emin=-(10**6))
_RANGE = "a number, a list of numbers, or {from, to, points, scale, imag}"


@dataclass(frozen=True)
class Axis:
    """One parameter: the values listed, or (`values` empty) the interval from which they are drawn."""

    name: str
    kind: str  # "number", "flag" (true or false) or "count" (an integer)
    values: tuple[str, ...]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    log: bool = False
    imag: Fraction = Fraction(0)

    def value(self, fraction: Fraction) -> str:
        """The value at a fraction in [0, 1) of the interval, rounded to 15 digits; of a list, the value there."""
        if self.values:
            return self.values[int(fraction * len(self.values))]
        return self._text(_between(self.low, self.high, fraction, self.log, rounded=True))

    def on_grid(self, points: int) -> Axis:
        """The axis with its interval replaced by that many values, both ends included."""
        steps = [Fraction(k, points - 1) for k in range(points)]
        made = [self._text(_between(self.low, self.high, step, self.log, rounded=self.log)) for step in steps]
        return Axis(self.name, self.kind, tuple(made))

    def _text(self, value: Fraction) -> str:
        if not self.imag:
            return exact_text(value)
        sign = "+" if self.imag > 0 else ""
        return f"{exact_text(value)}{sign}{exact_text(self.imag)}j"


def read_axis(name: str, kind: str, given: Any, grid: bool) -> Axis:
    """The axis a TOML value describes; raises InputError naming the parameter."""
    if isinstance(given, Mapping):
        if kind != "number":
            raise InputError(name, dict(given), "true or false" if kind == "flag" else "an integer, or a list of them")
        return _interval(name, given, grid)
    values = given if isinstance(given, list) else [given]
    if not 1 <= len(values) <= MAX_VALUES:
        raise InputError(name, given, f"a list of 1 to {MAX_VALUES} values")
    return Axis(name, kind, tuple(_value(name, kind, value) for value in values))


def _interval(name: str, given: Mapping[str, Any], grid: bool) -> Axis:
    unknown = set(given) - {"from", "to", "scale", "imag", *(("points",) if grid else ())}
    if unknown or not {"from", "to"} <= set(given):
        raise InputError(name, dict(given), _RANGE + ("" if grid else " without points: it is drawn from"))
    low, high, imag = (_real(f"{name}.{key}", given.get(key, 0)) for key in ("from", "to", "imag"))
    scale, points = given.get("scale", "linear"), given.get("points")
    if scale not in ("linear", "log"):
        raise InputError(f"{name}.scale", scale, '"linear" or "log"')
    if scale == "log" and not (low > 0 and high > 0):
        raise InputError(name, dict(given), "from > 0 and to > 0 where the scale is logarithmic")
    axis = Axis(name, "number", (), low, high, scale == "log", imag)
    if not grid:
        return axis
    if isinstance(points, bool) or not isinstance(points, int) or not 2 <= points <= MAX_VALUES:
        raise InputError(f"{name}.points", points, f"an integer from 2 to {MAX_VALUES}")
    return axis.on_grid(points)


def _value(name: str, kind: str, value: Any) -> str:
    if kind == "flag":
        if not isinstance(value, bool):
            raise InputError(name, value, "true or false")
        return "true" if value else "false"
    if kind == "count":
        if isinstance(value, bool) or not isinstance(value, int):
            raise InputError(name, value, "an integer")
        return str(value)
    parts = complex_parts(name, value) if isinstance(value, str) else None
    if parts is None:
        return exact_text(_real(name, value))
    real, imaginary = parts
    return f"{exact_text(real)}{'+' if imaginary >= 0 else ''}{exact_text(imaginary)}j"


def _real(name: str, value: Any) -> Fraction:
    number = exact(name, value)
    if is_complex(number) or not isinstance(number, Fraction):
        raise InputError(name, value, "a rational number")
    return number


def _between(low: Fraction, high: Fraction, step: Fraction, log: bool, rounded: bool) -> Fraction:
    if step in (0, 1):
        return high if step else low
    if not log:
        value = low + (high - low) * step
        return _round(_decimal(value)) if rounded else value
    ends = [_WORK.ln(_decimal(end)) for end in (low, high)]
    return _round(_WORK.exp(_WORK.fma(_WORK.subtract(ends[1], ends[0]), _decimal(step), ends[0])))


def _decimal(value: Fraction) -> decimal.Decimal:
    return _WORK.divide(decimal.Decimal(value.numerator), decimal.Decimal(value.denominator))


def _round(value: decimal.Decimal) -> Fraction:
    return Fraction(decimal.Context(prec=ROUNDED, Emax=10**6, Emin=-(10**6)).plus(value))
