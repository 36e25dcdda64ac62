"""Integrals over two variables on a grid: the trapezoidal rule after a substitution in each, steps halved.

Each variable is measured from both its ends on a doubly exponential scale, so that edges and corners of the range may
be singular. Only what has no small scale inside is taken, which a grid would miss; a second grid of other nodes has to
give the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.integrals.workshop import Compiled
from higgs_sym.evaluation.planes.boxes import INFINITE, plain
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Number = Any  # acb
ELEMENTARY = {"Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh", "asin"}
LARGEST, LARGEST_FAR = math.log(300.0), math.log(30.0)  # what all numbers together may come to; to infinity
STEPS = (1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 3 / 256)
OTHER_STEP, OTHER_SCALE = 13 / 16, 1.25  # of the second grid; products with the steps are exact
MOST_VALUES = 800_000
QUIET = 3  # small values in a row that end a row of the grid
INSIDE = 1.5  # of the coordinate, before which it is not ended
OUTERMOST, WIDE = 24.0, 4.0
LN10 = math.log(10)
SPARE = 2
FAR = 40.0  # at which, and twice as far, it is looked whether an integrand falls exponentially
KEPT = 4096
VARIABLES = 2  # a grid in three has too many nodes
Node = tuple[Real, Real, Real]  # share of the range, the rest, and the weight; on (0, oo) x, 0 and the weight


class _NoneError(Exception):
    """The grid does not do."""


@dataclass(frozen=True)
class Axis:
    """A variable with its limits as functions of those outside of it; None is an infinite end."""

    name: str
    low: Compiled | None
    high: Compiled | None


def on_a_grid(tree: Tree, compile_tree: Callable[[Any], Compiled]) -> Compiled | None:
    """The function of an integral over several variables; None where a grid might miss something.

    Where two grids do not agree it is not a number.
    """
    room = _room(tree)
    if room < 0 or len(tree.limits) != VARIABLES:
        return None
    axes = [Axis(x.name, *(None if end in INFINITE else compile_tree(end) for end in ends)) for x, *ends in tree.limits]
    function = compile_tree(tree.function)

    def value(values: Mapping[str, object], run: Run) -> Number:
        if not sum(_excess(values[name]) for name in names) < room:
            return NOT_A_NUMBER
        try:
            found = _summed(function, axes, values, run.digits + SPARE)
        except (BudgetError, DivergesError):
            raise
        except (_NoneError, AccuracyError, ZeroDivisionError, OverflowError):
            return NOT_A_NUMBER
        run.proven = False
        return found

    names = [x.name for x in algebra.symbols(tree)]
    return value


def _room(tree: Tree) -> float:
    """How far, as a logarithm, parameters may be from one; negative where it is no integral for a grid.

    It has to be made of elementary functions without kinks, and all its numbers have to be moderate.
    """
    parts = [tree.function, *(end for _, *ends in tree.limits for end in ends if end not in INFINITE)]
    nodes = [node for part in parts for node in sympy.preorder_traversal(part)]
    if not all(plain(part) for part in parts) or any(
        node.args and type(node).__name__ not in ELEMENTARY for node in nodes
    ):
        return -1.0
    numbers = [node for node in nodes if node.is_number and not node.args and node != 0]
    if not all(node.is_real for node in numbers):
        return -1.0
    infinite = any(end in INFINITE for _, *ends in tree.limits for end in ends)
    return (LARGEST_FAR if infinite else LARGEST) - sum(abs(math.log(abs(float(node)))) for node in numbers)


def _excess(ball: Any) -> float:
    """The logarithm of a parameter, without its sign."""
    size = abs(ball).mid()
    return abs(float(size.log().mid())) if size > 0 else math.inf


def _summed(function: Compiled, axes: list[Axis], values: Mapping[str, Any], digits: int) -> Number:
    bits = 64 * (int(3.5 * digits * BITS) // 64 + 2)
    with flint_precision(bits):
        found: list[Any] = []
        other: Any = None
        falls = _falling(function, axes, values)
        for step in STEPS:
            grid = _Grid(function, axes, values, digits, step, 1.0, falls)
            found.append(grid.total())
            least = (grid.size * flint.arb(10) ** (SPARE - 1 - digits)).mid()
            if other is not None and abs(other - found[-1]) < least:
                break
            if len(found) < 3 or not _may_do(found, grid.size, digits):
                continue
            if step == STEPS[-1]:
                raise _NoneError
            other = _Grid(function, axes, values, digits, OTHER_STEP * step, OTHER_SCALE, falls).total()
            if abs(other - found[-1]) < least:
                break
        else:
            raise _NoneError
        error = (abs(other - found[-1]) + grid.size * flint.arb(10) ** (1 - digits)).upper()
        number = other  # the finer one
        real = flint.arb(number.real.mid(), (error + number.real.rad()).upper())
        imag = flint.arb(number.imag.mid(), (error + number.imag.rad()).upper()) if number.imag != 0 else flint.arb(0)
        return flint.acb(real, imag)


def _may_do(found: list[Any], size: Real, digits: int) -> bool:
    """Whether the last step may be fine enough, its error being to the last difference what that is to the one before.

    Where halving the step does not help there is no hope.
    """
    before, apart = (abs(found[-k] - found[-k - 1]).mid() for k in (2, 1))
    least = (size * flint.arb(10) ** (SPARE - digits)).mid()
    if apart <= least:
        return True
    if not apart < before / 8 or not before < size / 8:
        raise _NoneError
    logs = [float((each / size).log().mid()) for each in (before, apart)]
    return logs[1] * logs[1] / logs[0] < -(digits - SPARE - 1) * LN10


class _Grid:
    """The sum over all nodes at one step."""

    def __init__(
        self,
        function: Compiled,
        axes: list[Axis],
        values: Mapping[str, Any],
        digits: int,
        step: float,
        scale: float,
        falls: frozenset[str],
    ) -> None:
        self.falls = falls
        self.function, self.axes, self.values = function, axes, dict(values)
        self.step, self.scale = step, scale
        self.small = (flint.arb(10) ** -digits).mid()
        self.run = Run(digits)
        self.size, self.largest, self.least, self.count = flint.arb(0), flint.arb(0), flint.arb(0), 0
        self.bits = flint.ctx.prec

    def total(self) -> Number:
        total = self.along(len(self.axes) - 1, flint.arb(1))
        self.size = (self.size * flint.arb(self.step) ** len(self.axes)).mid()
        return total * flint.arb(self.step) ** len(self.axes)

    def along(self, number: int, weight: Real) -> Number:
        """The sum along one axis, of the sums along those inside of it."""
        axis = self.axes[number]
        low, high = (None if end is None else end(self.values, self.run).real for end in (axis.low, axis.high))
        total = flint.acb(0)
        for start, sign in ((0, 1), (-1, -1)):
            quiet, k = 0, start
            while quiet < QUIET:
                u = k * self.step
                if abs(u) > OUTERMOST:
                    raise _NoneError
                x, slope = self.place(axis.name in self.falls, low, high, u)
                self.values[axis.name] = flint.acb(x)
                own = weight * slope
                part = self.along(number - 1, own) if number else self.value(own)
                total += part
                quiet = quiet + 1 if abs(u) > INSIDE and abs(part).mid() <= self.least else 0
                k += sign
        return total

    def value(self, weight: Real) -> Number:
        found = self.function(self.values, self.run) * weight
        self.count += 1
        if self.count > MOST_VALUES or not found.is_finite():
            raise _NoneError
        if self.count % 64 == 0:
            budget.check()
        size = abs(found).mid()
        self.size = (self.size + size).mid()
        if size > self.largest:
            self.largest, self.least = size, (size * self.small).mid()
        return found

    def place(self, falls: bool, low: Real | None, high: Real | None, u: float) -> tuple[Real, Real]:
        """The node at the coordinate u, and its weight."""
        if low is not None and high is not None:
            share, rest, slope = _finite(u, self.scale, self.bits)
            length = high - low
            return (low + length * share if u < 0 else high - length * rest), slope * length
        if low is None and high is None:
            return _line(u, self.scale, self.bits, falls)
        x, slope = _half_line(u, self.scale, self.bits, falls)
        return (low + x, slope) if low is not None else (high - x, slope)


def _falling(function: Compiled, axes: list[Axis], values: Mapping[str, Any]) -> frozenset[str]:
    """The variables with an infinite end towards which the integrand falls exponentially."""
    found = set()
    for number, axis in enumerate(axes):
        ends = [sign for sign, end in ((-1, axis.low), (1, axis.high)) if end is None]
        if ends and all(_falls(function, axes, number, sign, values) for sign in ends):
            found.add(axis.name)
    return frozenset(found)


def _falls(function: Compiled, axes: list[Axis], number: int, sign: int, values: Mapping[str, Any]) -> bool:
    sizes = []
    for far in (FAR, 2 * FAR):
        at = dict(values)
        for k, axis in reversed(list(enumerate(axes))):
            low, high = (None if end is None else end(at, Run(15)).real for end in (axis.low, axis.high))
            if k == number:
                x = sign * flint.arb(far) + (low or 0) + (high or 0)
            elif low is not None and high is not None:
                x = (low + high) / 2
            else:
                x = low + 1 if low is not None else high - 1 if high is not None else flint.arb(1)
            at[axis.name] = flint.acb(x)
        sizes.append(abs(function(at, Run(15))).mid())
    if sizes[1] == 0:
        return True
    return bool(sizes[0] > 0) and bool((sizes[1] / sizes[0]).log() < -FAR / 4)


@lru_cache(maxsize=KEPT)
def _finite(u: float, scale: float, bits: int) -> Node:
    """The share of a range below the node, that above, and the derivative."""
    with flint_precision(bits):
        half = flint.arb.pi() / 2 * flint.arb(scale)
        sinh, cosh = flint.arb(u).sinh_cosh()
        grown = (2 * half * sinh).exp()
        share, rest = grown / (1 + grown), 1 / (1 + grown)
        return share, rest, 2 * half * cosh * share * rest


@lru_cache(maxsize=KEPT)
def _half_line(u: float, scale: float, bits: int, falls: bool) -> tuple[Real, Real]:
    with flint_precision(bits):
        if falls:
            small = (-flint.arb(u)).exp()
            x = flint.arb(scale) * (u - small).exp()
            return x, x * (1 + small)
        half = flint.arb.pi() / 2 * flint.arb(scale)
        sinh, cosh = flint.arb(u).sinh_cosh()
        x = (half * sinh).exp()
        return x, half * cosh * x


@lru_cache(maxsize=KEPT)
def _line(u: float, scale: float, bits: int, falls: bool) -> tuple[Real, Real]:
    with flint_precision(bits):
        if falls:
            return flint.arb(WIDE * scale * u), flint.arb(WIDE * scale)  # exact: all numbers are dyadic
        half = flint.arb.pi() / 2 * flint.arb(scale)
        sinh, cosh = flint.arb(u).sinh_cosh()
        inner, outer = (half * sinh).sinh_cosh()
        return inner, outer * half * cosh
