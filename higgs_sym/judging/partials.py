"""Formulas and parts of them as functions of the small parameter, and differences between two of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.errors import UNDEFINED, BudgetError, DivergesError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.evaluation.kept import Kept
from higgs_sym.results import context

FIRST, DOUBLINGS = 3, 14  # L = ln(1/s) of the points far out
PATIENCE = 0.05  # seconds for one precision beyond which the next is not tried: it takes ten times as long
PRECISIONS = (30, 60, 90, 120, 500, 2000)  # digits that a difference is looked for with; quantities end before 100
RESOLVED = 6  # digits that it must have

Values = Callable[[Any], Mapping[str, Any]]  # s -> what Expression.value takes


@dataclass(frozen=True)
class Approximation:
    """A formula as a tree, and the values of its symbols at the small parameter s, an mpmath number."""

    tree: Any
    values: Values
    varying: frozenset[str]  # names of the symbols that change on the way to the limit
    exact: Any = None  # the tree of the exact side, if it is one

    def expression(self, tree: Tree) -> Partial:
        """Part of the formula as something to evaluate."""
        return Partial(tree, self.values)


class Partial:
    """A formula, or a part of one, evaluated at s; what has been computed is kept."""

    def __init__(self, tree: Tree, values: Values) -> None:
        self.tree = tree
        self._values = values
        self._expression = Expression(tree)
        self._kept = Kept()

    def value(self, s: Any, digits: int) -> Any | None:
        """The value to so many digits, None where there is none."""
        return self._kept.value(s._mpf_, digits, lambda: self._number(s, digits))

    def _number(self, s: Any, digits: int) -> Number | None:
        if self.tree == 0:
            return s.context.zero
        try:
            return self._expression.value(self._values(s), digits).number
        except (BudgetError, DivergesError):
            raise
        except UNDEFINED:
            return None


def difference(one: Partial, other: Partial, s: Any, digits: int = RESOLVED, most: int = PRECISIONS[-1]) -> Any | None:
    """one - other at s to so many digits; None where they agree to all precisions tried, or one has no value."""
    spent = 0.0
    for precision in PRECISIONS:
        if precision > most or spent > PATIENCE:
            break
        began = time.process_time()
        precision = max(precision, digits + 5)
        a, b = one.value(s, precision), other.value(s, precision)
        if a is None or b is None:
            return None
        spent = time.process_time() - began
        work = context(precision + 10)
        a, b = work.convert(a), work.convert(b)
        found = a - b
        if abs(found) > work.mpf(10) ** (digits - precision) * max(abs(a), abs(b)):
            return found
    return None


def far(count: int = DOUBLINGS) -> list[Any]:
    """s = e^-L, L doubling, as powers of two."""
    work = context(15)
    return [work.ldexp(work.mpf(1), -round(FIRST * 2**k / 0.6931471805599453)) for k in range(count)]
