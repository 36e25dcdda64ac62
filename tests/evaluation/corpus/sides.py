"""The exact sides of `sides.toml`, evaluated and compared."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
from mpmath.ctx_mp import MPContext

from higgs_sym.errors import DivergesError, HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse

FILE = Path(__file__).with_name("sides.toml")
DIGITS = 30
OK, WRONG, ERROR = "ok", "WRONG", "error"


@dataclass(frozen=True)
class Side:
    """An exact side, where it is evaluated, and its value from elsewhere, or why it has none."""

    id: str
    text: str
    oracle: str  # the method that gave the value
    at: dict[str, str] = field(default_factory=dict)
    value: str = ""
    diverges: str = ""
    plain: str = ""  # a script of plain mpmath for the same number

    @property
    def point(self) -> dict[str, Fraction]:
        return {name: Fraction(text) for name, text in self.at.items()}


@dataclass(frozen=True)
class Outcome:
    """Ok, wrong or an error, with what was said."""

    state: str
    text: str


def sides(words: Sequence[str] = ()) -> list[Side]:
    """Those whose ids hold one of the words, all of them without."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["side"]
    found = [Side(**{"oracle": "", **row}) for row in rows]
    return [side for side in found if not words or any(word in side.id for word in words)]


def evaluate(side: Side, digits: int = DIGITS, seconds: float = 60) -> Outcome:
    """The package's value against the other one: every digit asked for must be right."""
    try:
        with budget(seconds):
            found = Expression(parse(side.text, side.at)).value(side.point, digits).number
    except DivergesError as error:
        return Outcome(OK if side.diverges else ERROR, str(error))
    except HiggsSymError as error:
        return Outcome(ERROR, f"{type(error).__name__}: {error}")
    if side.diverges:
        return Outcome(WRONG, f"{mpmath.nstr(found, 10)}, but it diverges: {side.diverges}")
    return Outcome(*compared(found, side.value, digits))


def compared(found: Any, value: str, digits: int) -> tuple[str, str]:
    """Whether a number has so many right digits, and how many it has."""
    context = MPContext()
    context.dps = digits + 20
    true = context.mpf(value)
    error = abs(context.convert(found) - true) / abs(true)
    right = digits + 20 if not error else int(-context.log10(error))
    return (OK if error <= context.mpf(10) ** -digits else WRONG), f"{right} digits right"


def plainly(side: Side, dps: int, digits: int = DIGITS) -> bool:
    """Whether the plain script, worked with so many digits, gets those asked for right."""
    with mpmath.workdps(dps):
        point = {name: mpmath.mpf(x.numerator) / x.denominator for name, x in side.point.items()}
        found = mpmath.re(eval(side.plain, {"mp": mpmath, **point}))  # a line of this repository
        return compared(found, side.value, digits)[0] == OK
