"""Ranges of real functions on intervals with two ends, of which one may be 10^100 times the other.

A ball around [1e-20, 1e20] contains negative numbers, so that the sign of an exponential is lost on it; here it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra

Real = Any  # arb
Range = tuple[Real, Real]  # both exact
Evaluator = Callable[[Range], "Range | None"]  # of the variable's interval; None where nothing is known

RISING = {
    "exp": lambda x: x.exp(),
    "sinh": lambda x: x.sinh(),
    "tanh": lambda x: x.tanh(),
    "asinh": lambda x: x.asinh(),
    "atan": lambda x: x.atan(),
    "erf": lambda x: x.erf(),
    "log": lambda x: x.log(),
}
BOUNDED = {"sin": (-1, 1), "cos": (-1, 1)}


def ranged(tree: Tree, variable: Tree, values: Callable[[Any], Real | None]) -> Evaluator | None:
    """The range of a tree as a function of the variable's interval; `values` evaluates what does not contain it.

    None if a node of the tree is not known here.
    """
    if tree == variable:
        return lambda at: at
    if not algebra.depends(tree, variable):
        fixed = values(tree)
        return None if fixed is None else (lambda _at: (fixed.lower(), fixed.upper()))
    name = type(tree).__name__
    if tree.is_Pow and not algebra.depends(tree.base, variable):
        return _exponential(ranged(tree.exp, variable, values), values(tree.base))
    if tree.is_Pow and tree.exp.is_Rational:
        return _power(ranged(tree.base, variable, values), tree.exp)
    if tree.is_Pow:
        return _real_power(ranged(tree.base, variable, values), ranged(tree.exp, variable, values))
    parts = [ranged(part, variable, values) for part in tree.args]
    if any(part is None for part in parts):
        return None
    if tree.is_Add or tree.is_Mul:
        return _folded(parts, _plus if tree.is_Add else _times)
    if name in RISING:
        return _rising(parts[0], RISING[name])
    if name == "cosh":
        return _rising(_absolute(parts[0]), lambda x: x.cosh())
    if name == "Abs":
        return _absolute(parts[0])
    if name in BOUNDED:
        return lambda _at: (flint.arb(-1), flint.arb(1))
    return None


def _folded(parts: list[Any], combine: Callable[[Range, Range], Range | None]) -> Evaluator:
    def value(at: Range) -> Range | None:
        total: Range | None = parts[0](at)
        for part in parts[1:]:
            other = part(at)
            if total is None or other is None:
                return None
            total = combine(total, other)
        return total

    return value


def _plus(one: Range, other: Range) -> Range | None:
    return _known((one[0] + other[0]).lower(), (one[1] + other[1]).upper())


def _times(one: Range, other: Range) -> Range | None:
    products = [a * b for a in one for b in other]
    return _known(min(each.lower() for each in products), max(each.upper() for each in products))


def _known(low: Real, high: Real) -> Range | None:
    return (low, high) if low <= high else None


def _rising(part: Evaluator | None, function: Callable[[Real], Real]) -> Evaluator | None:
    def value(at: Range) -> Range | None:
        inside = part(at) if part else None
        return None if inside is None else _known(function(inside[0]).lower(), function(inside[1]).upper())

    return value


def _exponential(part: Evaluator | None, base: Real | None) -> Evaluator | None:
    """A power of a positive number."""
    if part is None or base is None or not base > 0:
        return None
    rate = base.log()
    return _rising(_folded([part, lambda _at: (rate.lower(), rate.upper())], _times), lambda x: x.exp())


def _absolute(part: Evaluator | None) -> Evaluator:
    def value(at: Range) -> Range | None:
        inside = part(at) if part else None
        if inside is None:
            return None
        low, high = inside
        if low >= 0:
            return inside
        return (-high, -low) if high <= 0 else (flint.arb(0), max(-low, high))

    return value


def _power(base: Evaluator | None, exponent: Ball) -> Evaluator | None:
    if base is None:
        return None
    if exponent.is_Integer and exponent > 0:
        whole = int(exponent)
        inner = _absolute(base) if whole % 2 == 0 else base
        return _rising(inner, lambda x: x**whole)
    power = flint.fmpq(int(exponent.p), int(exponent.q))

    def value(at: Range) -> Range | None:
        inside = base(at)
        if inside is None or not inside[0] > 0:
            return None
        low, high = (flint.arb(each) ** flint.arb(power) for each in inside)
        return _known(low.lower(), high.upper()) if exponent > 0 else _known(high.lower(), low.upper())

    return value


def _real_power(base: Evaluator | None, exponent: Evaluator | None) -> Evaluator | None:
    """A positive base to an exponent that is no rational number or runs itself."""
    if base is None or exponent is None:
        return None
    logarithm = _rising(_positive(base), lambda x: x.log())
    return _rising(_folded([exponent, logarithm], _times), lambda x: x.exp())


def _positive(part: Evaluator) -> Evaluator:
    def value(at: Range) -> Range | None:
        inside = part(at)
        return inside if inside is not None and inside[0] > 0 else None

    return value


def as_balls(evaluator: Evaluator | None, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A function of balls that first asks for the range: a ball that excludes zero wherever the range does."""
    if evaluator is None:
        return function

    def value(t: Ball) -> Any:
        real = t.real if isinstance(t, flint.acb) else t
        own = function(t) if real.is_exact() else None
        if own is not None and not may_be(own):
            return own
        found = evaluator((real.lower(), real.upper()))
        if found is not None and (found[0] > 0 or found[1] < 0):
            return flint.acb(1 if found[0] > 0 else -1)
        return function(t) if own is None else own

    return value
