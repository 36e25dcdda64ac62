"""Extrema on infinite intervals of what keeps turning: one period, or a proof that nothing further out is as good."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import finite
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check

Real = Any  # arb
CIRCULAR = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
TURNING = (*CIRCULAR, sympy.besselj, sympy.bessely, sympy.airyai, sympy.airybi)
DOUBLINGS = 1100  # of the distance out to which is looked
MOST_BOXES = 4000
BITS = 128


def turns(tree: Tree, variable: Tree) -> bool:
    """Whether something in it keeps turning as the variable runs to infinity."""
    return any(isinstance(node, TURNING) and node.has(variable) for node in sympy.preorder_traversal(tree))


def period(tree: Tree, variable: Tree) -> Any | None:
    """The period of a function of sines and cosines, as an expression; None for what has none."""
    rates: list[Any] = []

    def replaced(node: Tree) -> Any:
        if isinstance(node, CIRCULAR):
            rate = sympy.expand(node.args[0]).coeff(variable, 1)
            if rate != 0 and not (node.args[0] - rate * variable).expand().has(variable):
                rates.append(rate)
                return sympy.Integer(1)
        return node.func(*map(replaced, node.args)) if node.args and node.has(variable) else node

    if replaced(tree).has(variable) or not rates:
        return None
    ratios = [sympy.cancel(rate / rates[0]) for rate in rates]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    return 2 * sympy.pi / sympy.Abs(rates[0]) * lcm(*(int(ratio.q) for ratio in ratios))


def nothing_beyond(on_balls: Callable[[Any], Any], start: Real, direction: int, best: Real, largest: bool) -> None:
    """AccuracyError unless balls show that no value from `start` outwards is as good as the best."""
    sign = 1 if largest else -1
    with flint_precision(BITS):
        stack = [((start * flint.arb(2) ** k).mid(), (start * flint.arb(2) ** (k + 1)).mid()) for k in range(DOUBLINGS)]
        for _ in range(MOST_BOXES):
            check()
            if not stack:
                return
            low, high = stack.pop()
            box = flint.arb(((low + high) / 2).mid(), ((high - low) / 2).upper())
            value = on_balls(flint.acb(direction * box))
            if finite(value) and sign * value.real < sign * best:
                continue
            middle = ((low + high) / 2).mid()
            stack += [(low, middle), (middle, high)]
    shown = (direction * start).mid().str(4, radius=False)
    raise AccuracyError(
        f"a formula keeps turning out to infinity, and beyond {shown} could not be shown to be less good than before: "
        "give finite limits"
    )
