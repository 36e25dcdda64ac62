"""How a variable tends to its limit: the small parameter, and its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from higgs_sym.errors import InputError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.inputs import exact as exact_number
from higgs_sym.judging.spelling import text
from higgs_sym.judging.wording import Naming
from higgs_sym.parsing.grammar import parse

SMALL = "small parameter"  # its name among the values; no formula can contain it
CONSTANT_DIGITS = 40
LONGEST = 4000  # bits of a small parameter that is handed on as a fraction


@dataclass(frozen=True)
class Approach:
    """How a variable tends to its limit: variable = point + direction s, or direction/s at infinity, s -> 0+."""

    variable: str
    point: Any | None  # SymPy expression; None at infinity
    direction: int

    @property
    def small(self) -> str:
        """The small parameter in terms of the variable."""
        if self.point is None:
            return f"1/{self.variable}" if self.direction > 0 else f"-1/{self.variable}"
        if self.point == 0:
            return self.variable if self.direction > 0 else f"-{self.variable}"
        return self._above if self.direction > 0 else f"{text(self.point)} - {self.variable}"

    @property
    def _above(self) -> str:
        """variable - point, with no more brackets and signs than it needs."""
        said = text(self.point)
        if "+" in said or "-" in said[1:]:
            return f"{self.variable} - ({said})"
        return f"{self.variable} + {said[1:]}" if said.startswith("-") else f"{self.variable} - {said}"

    @property
    def naming(self) -> Naming:
        """The same for laws in words."""
        mirrored = self.direction < 0 and (self.point is None or self.point == 0)
        if self.point is None:
            return Naming(self.variable if self.direction > 0 else f"-{self.variable}", -1, mirrored=mirrored)
        return Naming(self.small, mirrored=mirrored)

    def expression(self) -> Expression:
        """The variable as a function of the small parameter."""
        import sympy

        s = sympy.Symbol(SMALL)
        if self.point is None:
            return Expression(self.direction / s)
        return Expression(sympy.Add(self.point, self.direction * s, evaluate=False))

    def value(self, s: Any) -> Any:
        """The variable at an mpmath number s."""
        if self.point is None:
            return self.direction / s
        context = s.context
        point = Expression(self.point).value({}, CONSTANT_DIGITS).number if self.point != 0 else 0
        return context.convert(point) + self.direction * s


def approaching(var: str, limit: Any) -> Approach:
    """How a variable tends to a limit given as text; InputError for what is none."""
    given = str(limit).replace(" ", "")
    if given in ("oo", "+oo", "-oo"):
        return Approach(var, None, -1 if given == "-oo" else 1)
    if len(given) < 2 or given[-1] not in "+-":
        raise InputError("limit", limit, '"0+", "0-", "0", "oo", "-oo", or a point, with its side or without: "pi/2-"')
    return Approach(var, parse(given[:-1]), 1 if given[-1] == "+" else -1)


def exact_small(s: Any) -> Any:
    """An mpmath number as a fraction, or as an expression where that would be too long."""
    sign, man, exponent, _ = s._mpf_
    if not man or abs(exponent) <= LONGEST:
        return exact_number(SMALL, s)
    import sympy

    power = sympy.Pow(sympy.Integer(2), sympy.Integer(int(exponent)), evaluate=False)
    return Expression(sympy.Mul(sympy.Integer((-1) ** sign * int(man)), power, evaluate=False))
