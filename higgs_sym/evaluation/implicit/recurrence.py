"""Taylor coefficients of the solutions of linear differential equations, each from those before it.

At a regular singular point the coefficient of a_N is the indicial polynomial: where it vanishes, a_N is free.
"""

from __future__ import annotations

from collections.abc import Callable
from math import perm
from operator import mul
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import series_terms
from higgs_sym.evaluation.implicit.body import Compile, Values
from higgs_sym.evaluation.implicit.power_series import on_series
from higgs_sym.evaluation.implicit.quotient import Quotient
from higgs_sym.evaluation.implicit.starts import NO_SERIES, irregular, next_of, singular
from higgs_sym.evaluation.run import Run

Ball = Any  # acb, or arb where everything is real
Row = list[Any]
Parts = Callable[[Ball, int, Run], "tuple[list[Row], Row]"]


class Recurrence:
    """P_0 y + P_1 y' + ... + P_m y^(m) = g."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def coefficients(self, time: Ball, state: list[Ball], terms: int, run: Run) -> list[Ball]:
        """Those of the solution with these values of y, y', ... at a point."""
        order = len(state)
        rows, right = self._parts(time, terms, run)
        lost = next((k for k, each in enumerate(rows[order]) if not may_be(each)), None)
        if lost is None:
            raise singular(time)
        found = _factorials(state)
        if lost == 0:
            return _regular(rows, right, found, terms)
        return _at_singular(rows, right, found, terms, lost, time)


def parts_of(quotient: Quotient, names: list[str], compile_tree: Compile, values: Values) -> Parts:
    """The coefficients of P_0, ..., P_m and g around a point, at the values of the other symbols."""
    assert quotient.parts is not None  # it is linear
    on = [on_series(part, {names[0]}, compile_tree) for part in quotient.parts]

    def around(time: Ball, terms: int, run: Run) -> tuple[list[Row], Row]:
        with series_terms(terms):
            variable = {names[0]: flint.acb_series([time, 1], prec=terms)}
            rows = [list(part(variable, values, run)) for part in on]
        if not all(each.is_finite() for row in rows for each in row):
            raise singular(time, NO_SERIES)
        if all(each.imag.is_zero() for row in rows for each in row):
            rows = [[each.real for each in row] for row in rows]
        return rows[:-1], rows[-1]

    return around


def _factorials(state: list[Ball]) -> list[Ball]:
    """y^(k)/k!."""
    factorial, found = 1, []
    for k, each in enumerate(state):
        factorial *= max(k, 1)
        found.append(each / factorial)
    return found


def _regular(rows: list[Row], right: Row, found: list[Ball], terms: int) -> list[Ball]:
    """Where the highest derivative has a factor that is not zero."""
    order = len(found)
    found, inverse = list(found), 1 / rows[order][0]
    # The others, over that factor: to start with those that follow one another in a short row.
    rest = [[each * inverse for each in row] for row in (*rows[:order], [0, *rows[order][1:]])]
    used = [(j, row[::-1], _Derivative(j, found)) for j, row in enumerate(rest) if any(each != 0 for each in row)]
    right = [each * inverse for each in right]
    for n in range(order, terms):
        k = n - order
        total = right[k] if k < len(right) else 0
        for j, row, derivative in used:
            if len(row) == 1:
                total = total - row[0] * derivative.values[k]
            else:
                skipped = max(0, len(row) - 1 - k)
                low = k + 1 - len(row) + skipped
                total = total - sum(map(mul, row[skipped:], derivative.values[low : k + (j < order)]))
        value = total / perm(n, order)
        found.append(value)
        for _, _, derivative in used:
            derivative.append(n, value)
    return found


class _Derivative:
    """The coefficients of y^(j), as those of y become known."""

    def __init__(self, j: int, found: list[Ball]) -> None:
        self._order, self.values = j, [perm(n, j) * each for n, each in enumerate(found)][j:]

    def append(self, n: int, value: Ball) -> None:
        """With a_n."""
        self.values.append(perm(n, self._order) * value if self._order else value)


def _at_singular(rows: list[Row], right: Row, given: list[Ball], terms: int, lost: int, time: Ball) -> list[Ball]:
    """The same where the factor of the highest derivative vanishes like s^lost."""
    order = len(given)
    if any(not may_be(each) for j, row in enumerate(rows) for each in row[: max(0, j - order + lost)]):
        raise irregular(time)
    found: list[Ball] = []
    for n in range(terms):
        k = n - order + lost
        total, pivot = right[k] if 0 <= k < len(right) else flint.acb(0), flint.acb(0)
        for j, row in enumerate(rows):
            for i, each in enumerate(row[: k + 1]):
                m = k - i + j
                if m < n:
                    total = total - perm(m, j) * each * found[m]
                elif m == n:
                    pivot = pivot + perm(n, j) * each
        found.append(next_of(n, total, pivot, given, time))
    return found
