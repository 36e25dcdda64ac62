"""`ODE`: the solution of an ordinary differential equation far from where it starts, by Taylor steps.

Each step sums the series that the equation gives, as far as its coefficients say it converges. The way is gone twice,
with series of different lengths and at different precisions: where they differ, the difference is the error.
"""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.flint_context import flint_precision, series_terms
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Compile, Compiled, Values
from higgs_sym.evaluation.implicit.power_series import OnSeries, on_series
from higgs_sym.evaluation.run import Run

Ball = Any  # acb
SPARE = 5  # digits
MOST_STEPS = 20_000
FEWEST_DIGITS = 6


def solution(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `Solution` node."""
    (time, start, end), *unknowns = tree.limits
    names = [time.name, *(symbol.name for symbol, _, _ in unknowns)]
    highest = on_series(tree.function, set(names), compile_tree)
    numbers = [compile_tree(each) for each in (start, end, *(value for _, _, value in unknowns))]

    def value(values: Values, run: Run) -> Ball:
        if run.analytic:
            return NOT_A_NUMBER
        run.proven = False
        digits = run.digits + SPARE
        path = _Path(highest, names, values, [number(values, run) for number in numbers])
        one = path.end(digits, int(1.2 * digits) + 16)
        other = path.end(digits + 10, int(1.4 * digits) + 24)
        with flint_precision(int(2 * digits * BITS_PER_DIGIT)):
            apart = abs(one - other).upper() + (abs(other) * flint.arb(10) ** -digits).upper()
            if not other.is_finite() or apart > abs(other) * flint.arb(10) ** -FEWEST_DIGITS:
                raise AccuracyError("the solution of a differential equation could not be followed that far")
            real = flint.arb(other.real.mid(), apart)
            return (
                flint.acb(real)
                if abs(other.imag).upper() <= apart
                else flint.acb(real, flint.arb(other.imag.mid(), apart))
            )

    return value


class _Path:
    """From the initial values to the end."""

    def __init__(self, highest: OnSeries, names: list[str], values: Values, numbers: list[Ball]) -> None:
        self.highest, self.names, self.values = highest, names, values
        self.start, self.target, *self.initial = (number.mid() for number in numbers)

    def end(self, digits: int, terms: int) -> Ball:
        """y at the end, by series of so many terms."""
        with flint_precision(int((digits + 15) * BITS_PER_DIGIT)), series_terms(terms):
            run = Run(digits + 15, inner=True)
            time, state = self.start, list(self.initial)
            small = flint.arb(10) ** -(digits + 3)
            shortest = abs(self.target - self.start).mid() * flint.arb(10) ** -12
            for _ in range(MOST_STEPS):
                check()
                left = self.target - time
                if left == 0:
                    return state[0]
                coefficients = self._series(time, state, terms, run)
                longest = _step(coefficients, small)
                if not longest > shortest:
                    raise AccuracyError(_stuck(time))
                done = abs(left) <= longest
                step = left if done else (left / abs(left) * longest).mid()
                state = [each.mid() for each in _moved(coefficients, step, len(state))]
                time = self.target if done else (time + step).mid()
        raise AccuracyError(_stuck(time))

    def _series(self, time: Ball, state: list[Ball], terms: int, run: Run) -> list[Ball]:
        """Taylor coefficients of y: each pass through the equation makes one more of them right."""
        order, factorial = len(state), 1
        found: list[Ball] = []
        for k, each in enumerate(state):
            factorial *= max(k, 1)
            found.append(each / factorial)
        while len(found) < terms:
            length = len(found) - order + 1
            with series_terms(length):
                series = {self.names[0]: flint.acb_series([time, 1], prec=length)}
                derivative = list(found)
                for name in self.names[1:]:
                    series[name] = flint.acb_series(derivative[:length], prec=length)
                    derivative = [k * each for k, each in enumerate(derivative)][1:]
                try:
                    value = self.highest(series, self.values, run)[length - 1]
                except ZeroDivisionError as error:
                    raise AccuracyError(_stuck(time)) from error
            if not value.is_finite():
                raise AccuracyError(_stuck(time))
            for k in range(order):
                value = value / (length + k)
            found.append(value)
        return found


def _stuck(time: Ball) -> str:
    return f"a differential equation is singular at or near t = {time.real.mid().str(8, radius=False)}"


def _step(coefficients: list[Ball], small: Any) -> Any:
    """How far the series is good: its last terms are to be small next to the first."""
    size = max(abs(each).mid() for each in coefficients[:2])
    if size == 0:
        size = max(abs(each).mid() for each in coefficients)
    longest = flint.arb("inf")
    for k in (-1, -2, -3):
        last, power = abs(coefficients[k]).mid(), len(coefficients) + k
        if last > 0:
            longest = min(longest, ((size * small / last) ** (flint.arb(1) / power)).mid())
    return longest if longest.is_finite() else flint.arb(10) ** 6


def _moved(coefficients: list[Ball], step: Ball, order: int) -> list[Ball]:
    """y and its derivatives a step further."""
    found = []
    derivative = list(coefficients)
    for _ in range(order):
        total = flint.acb(0)
        for each in reversed(derivative):
            total = total * step + each
        found.append(total)
        derivative = [k * each for k, each in enumerate(derivative)][1:]
    return found
