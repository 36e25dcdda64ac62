"""`ODE`: the solution of an ordinary differential equation far from where it starts, by Taylor steps.

Each step sums the series that the equation gives, as far as its coefficients say it converges; a linear equation gives
them by a recurrence. From a regular singular point the first step is the power series of the solution that is smooth
there. The way is gone twice, with series of different lengths and at different precisions: where they differ, the
difference is the error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.flint_context import flint_precision, series_terms
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Compile, Compiled, Values
from higgs_sym.evaluation.implicit.passes import Passes
from higgs_sym.evaluation.implicit.quotient import quotient
from higgs_sym.evaluation.implicit.recurrence import Recurrence, parts_of
from higgs_sym.evaluation.implicit.starts import singular
from higgs_sym.evaluation.implicit.ways import Way, Ways
from higgs_sym.evaluation.run import Run

Ball = Any  # acb, or arb where everything is real
Coefficients = Callable[[Ball, list[Ball], int, Run], list[Ball]]
SPARE = 5  # digits
MOST_STEPS = 1_000_000
FEWEST_DIGITS = 6
# Terms a digit, both ways; long series cost little where they are linear.
LENGTHS = {False: (1.2, 1.4), True: (4.0, 4.6)}
CANCELLED = 20  # digits that the sum of a series may lose


def solution(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `Solution` node."""
    (time, start, end), *unknowns = tree.limits
    names = [time.name, *(symbol.name for symbol, _, _ in unknowns)]
    apart = quotient(tree.function, names)
    linear = apart.parts is not None
    passes = None if linear else Passes(tree.function, apart, names, compile_tree)
    others = sorted(symbol.name for symbol in algebra.symbols(tree.function) if symbol.name not in names)
    ways = Ways()
    numbers = [compile_tree(each) for each in (start, end, *(value for _, _, value in unknowns))]

    def value(values: Values, run: Run) -> Ball:
        if run.analytic:
            return NOT_A_NUMBER
        run.proven = False
        digits = run.digits + SPARE
        if passes is None:
            coefficients: Coefficients = Recurrence(parts_of(apart, names, compile_tree, values)).coefficients
        else:
            coefficients = passes.of(values)
        (short, long), precision = LENGTHS[linear], flint.ctx.prec

        def end(digits: int, terms: int, shift: int) -> Ball:
            """One way, its initial values as well known as its steps, moved by so many of their radii.

            What a solution makes of their errors is seen where the two ways do not begin alike.
            """
            with flint_precision(_bits(digits)):
                given = [number(values, run) for number in numbers]
                moved = [_moved_by(each, shift if place > 1 else 0) for place, each in enumerate(given)]
            path = _Path(coefficients, moved)
            if path.is_real:
                fixed = (*moved[:1], *moved[2:], *(values[name] for name in others))
                path.way = ways.of(fixed, (digits, terms, precision), forwards=bool(path.target > path.start))
            return path.end(digits, terms)

        one = end(digits, int(short * digits) + 16, 1)
        other = end(digits + 10, int(long * digits) + 24, 0)
        with flint_precision(int(2 * digits * BITS_PER_DIGIT)):
            apart_by = 2 * abs(one - other).upper() + (abs(other) * flint.arb(10) ** -digits).upper()
            if not other.is_finite() or apart_by > abs(other) * flint.arb(10) ** -FEWEST_DIGITS:
                raise AccuracyError("the solution of a differential equation could not be followed that far")
            parts = [flint.arb(part.mid(), apart_by) for part in (flint.acb(other).real, flint.acb(other).imag)]
            return flint.acb(parts[0]) if abs(flint.acb(other).imag).upper() <= apart_by else flint.acb(*parts)

    return value


def _working(digits: int) -> int:
    return digits + 15 + CANCELLED


def _bits(digits: int) -> int:
    return int(_working(digits) * BITS_PER_DIGIT)


def _moved_by(ball: Ball, radii: int) -> Ball:
    """A number moved by so many of its radii."""
    if ball.is_exact() or not radii:
        return ball
    real, imag = (part.mid() + radii * part.rad() for part in (ball.real, ball.imag))
    return flint.acb(real, imag)


class _Path:
    """From the initial values to the end."""

    def __init__(self, coefficients: Coefficients, numbers: list[Ball]) -> None:
        self.coefficients = coefficients
        self.is_real = all(number.imag.is_zero() for number in numbers)
        self.start, self.target, *self.initial = (number.real if self.is_real else number for number in numbers)
        self.way: Way | None = None  # that was gone before

    def end(self, digits: int, terms: int) -> Ball:
        """y at the end, by series of so many terms."""
        with flint_precision(_bits(digits)), series_terms(terms):
            run = Run(_working(digits), inner=True)
            # Rounded once more, so that what only rounding keeps from zero at a singular start is seen as zero.
            time, state, target = self.start * 1, [each * 1 for each in self.initial], self.target.mid()
            small = flint.arb(10) ** -(digits + 3)
            shortest = abs(target - time).mid() * flint.arb(10) ** -12
            known = self.way.before(target) if self.way else None
            time, state = known or (time, state)
            for _ in range(MOST_STEPS):
                check()
                coefficients = self.coefficients(time, state, terms, run)
                time = time.mid()
                left = target - time
                if left == 0:
                    return state[0]
                longest = _step(coefficients, small)
                if not longest > shortest:
                    raise singular(flint.acb(time))
                done = abs(left) <= longest
                step = left if done else (left / abs(left) * longest).mid()
                state = [each.mid() for each in _moved(coefficients, step, len(state))]
                time = target if done else (time + step).mid()
                if done:
                    return state[0]
                if self.way:
                    self.way.keep(time, state)
        raise singular(flint.acb(time))


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
    longest = longest if longest.is_finite() else flint.arb(10) ** 6
    for k in range(8, len(coefficients), 8):  # no term is so large that its digits are missed in the sum
        part = abs(coefficients[k]).mid() * longest**k
        if part > size * flint.arb(10) ** CANCELLED:
            longest = (longest * (size * flint.arb(10) ** CANCELLED / part) ** (flint.arb(1) / k)).mid()
    return longest


def _moved(coefficients: list[Ball], step: Ball, order: int) -> list[Ball]:
    """y and its derivatives a step further."""
    real = all(isinstance(each, flint.arb) for each in coefficients)
    series = (flint.arb_poly if real else flint.acb_poly)(coefficients)
    found = []
    for _ in range(order):
        found.append(series(step))
        series = series.derivative()
    return found
