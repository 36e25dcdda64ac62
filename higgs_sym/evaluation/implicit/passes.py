"""Taylor coefficients of the solutions of any differential equation: each pass through it makes one more right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import series_terms
from higgs_sym.evaluation.implicit import starts
from higgs_sym.evaluation.implicit.body import Compile, Values
from higgs_sym.evaluation.implicit.power_series import OnSeries, on_series
from higgs_sym.evaluation.implicit.quotient import Quotient
from higgs_sym.evaluation.run import Run

Ball = Any  # acb


class Passes:
    """The equation at the values of its other symbols."""

    def __init__(self, tree: Any, quotient: Quotient, names: list[str], compile_tree: Compile) -> None:
        self.names = names
        self._highest, self._denominator, self._numerator = (
            on_series(each, set(names), compile_tree) for each in (tree, quotient.denominator, quotient.numerator)
        )

    def of(self, values: Values) -> Callable[[Ball, list[Ball], int, Run], list[Ball]]:
        """The coefficients at the values of the other symbols, from (point, values there, how many, run)."""
        return lambda time, state, terms, run: self._coefficients(
            flint.acb(time), list(map(flint.acb, state)), terms, values, run
        )

    def _coefficients(self, time: Ball, state: list[Ball], terms: int, values: Values, run: Run) -> list[Ball]:
        found, factorial = [], 1
        for k, each in enumerate(state):
            factorial *= max(k, 1)
            found.append(each / factorial)
        lost = self._lost(time, found, values, run)
        if lost:
            return self._at_singular(time, found, lost, terms, values, run)
        while len(found) < terms:
            length = len(found) - len(state) + 1
            try:
                value = self._on(self._highest, time, found, length, values, run)[length - 1]
            except ZeroDivisionError as error:
                raise starts.singular(time) from error
            if not value.is_finite():
                raise starts.singular(time)
            for k in range(len(state)):
                value = value / (length + k)
            found.append(value)
        return found

    def _on(
        self, function: OnSeries, time: Ball, found: list[Ball], length: int, values: Values, run: Run
    ) -> list[Ball]:
        with series_terms(length):
            series = {self.names[0]: flint.acb_series([time, 1], prec=length)}
            derivative = list(found)
            for name in self.names[1:]:
                series[name] = flint.acb_series(derivative[:length], prec=length)
                derivative = [k * each for k, each in enumerate(derivative)][1:]
            result = function(series, values, run)
            return [result[k] for k in range(length)]

    def _lost(self, time: Ball, found: list[Ball], values: Values, run: Run) -> int:
        """The order of the zero that the factor of the highest derivative has."""
        try:
            factor = self._on(self._denominator, time, found, len(found) + 2, values, run)
        except ZeroDivisionError as error:
            raise starts.singular(time, starts.NO_SERIES) from error
        if not all(each.is_finite() for each in factor):
            raise starts.singular(time, starts.NO_SERIES)
        lost = next((k for k, each in enumerate(factor) if not may_be(each)), None)
        if lost is None:
            raise starts.singular(time)
        return lost

    def _at_singular(
        self, time: Ball, given: list[Ball], lost: int, terms: int, values: Values, run: Run
    ) -> list[Ball]:
        order = len(given)

        def residual(found: list[Ball], length: int) -> list[Ball]:
            try:
                below = self._on(self._denominator, time, found, length, values, run)
                above = self._on(self._numerator, time, found, length, values, run)
            except ZeroDivisionError as error:
                raise starts.singular(time, starts.NO_SERIES) from error
            highest = list(found)
            for _ in range(order):
                highest = [k * each for k, each in enumerate(highest)][1:]
            product = flint.acb_series(below, prec=length) * flint.acb_series(highest[:length], prec=length)
            return [product[k] - above[k] for k in range(length)]

        return starts.coefficients(residual, given, lost, terms, time)
