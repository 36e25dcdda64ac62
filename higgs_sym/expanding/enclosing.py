"""Proven brackets of the quantity minus its expansion at some points: what balls can say without any limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.convert import to_fraction
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.errors import HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.judging.approaches import SMALL

POINTS = (Fraction(1, 16), Fraction(1, 256))  # small parameters
DIGITS = (30, 60, 120)  # that are tried until the difference is seen
SECONDS = 2.0  # for all points
SHOWN = 6  # digits of a bracket


@dataclass(frozen=True)
class Enclosure:
    """Proved: at this value of the variable the quantity minus the terms lies between the two numbers."""

    at: str
    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{self.low} <= exact - sum <= {self.high} at {self.at}"


def enclosures(exact: Expression, total: Expression, variable: str, values: Mapping[str, Any]) -> tuple[Enclosure, ...]:
    """Brackets at `POINTS`, as far as both sides have proven balls there; `values` as for `Expression.value`."""
    found: list[Enclosure] = []
    try:
        with budget(SECONDS):
            for s in POINTS:
                made = _enclosure(exact, total, variable, {SMALL: s, **values})
                if made is not None:
                    found.append(made)
    except HiggsSymError:  # no balls, or too slow: what is there by then is certified, nothing more
        return tuple(found)
    return tuple(found)


def _enclosure(exact: Expression, total: Expression, variable: str, values: Mapping[str, Any]) -> Enclosure | None:
    import flint

    from higgs_sym.arithmetic.flint_context import flint_precision

    where = values[variable]
    for digits in DIGITS:
        one, other = (each.value(values, digits, certify=True) for each in (exact, total))
        if not (one.proven and other.proven):
            return None
        with flint_precision(8 * digits):
            difference = one.ball - other.ball
            if not may_be(flint.acb(difference)):
                low, high = to_fraction(difference.lower()), to_fraction(difference.upper())
                x = where.value({SMALL: values[SMALL]}, 20).number
                shown = x.context.nstr(x, 12).removesuffix(".0")
                return Enclosure(f"{variable} = {shown}", _decimal(low, ROUND_FLOOR), _decimal(high, ROUND_CEILING))
    return None


def _decimal(value: Fraction, rounding: str) -> Decimal:
    return Context(prec=SHOWN, rounding=rounding).divide(Decimal(value.numerator), Decimal(value.denominator))
