"""Whether a condition holds on the whole range of some variables, its boundary left out: by interval arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.planes.boxes import tidied
from higgs_sym.evaluation.run import Run

Compiled = Callable[[Mapping[str, Any], Run], Any]
Cell = tuple[tuple[int, int], ...]  # for each variable (k, n): its share of the range is (k/2^n, (k + 1)/2^n)
BITS = 200
MOST_CELLS = 3000
AT_BOUNDARY = 12  # halvings of one range, after which a cell there may be undecided, if nothing is wrong further in
DEEPEST = 40  # of a range inside, where a single point may be undecided
FURTHER = 16, 24, 36, 54, 80, 120  # halvings at which a cell at the boundary is looked at
POSITIVE, NOT_REAL = "positive", "not real"


@dataclass(frozen=True)
class Guard:
    """What has to be positive, or off the real axis."""

    tree: Any
    kind: str = POSITIVE
    pole: bool = False  # whether the integrand has one on the path where this is violated
    names: frozenset[str] = frozenset()  # of the variables that decide about it

    def among(self, limits: Any) -> Guard:
        """The guard with the names of the variables in it, or in the limits of those."""
        symbols = set(algebra.symbols(self.tree))
        for x, *ends in limits:
            if x in symbols:
                symbols |= set().union(*map(algebra.symbols, ends))
        return replace(self, names=frozenset(x.name for x, *_ in limits if x in symbols))


def hold(guards: list[tuple[Guard, Compiled]], limits: Any, values: Mapping[str, Any]) -> tuple[bool, bool]:
    """Whether they all hold for every point of the range, as far as can be told, and whether there is a pole instead.

    `limits` are those of the variables, compiled, the innermost first; None is an infinite end.
    """
    with flint_precision(BITS):
        try:
            found = [
                _holds(guard.kind, function, [row for row in limits if row[0] in guard.names], values)
                for guard, function in guards
            ]
        except BudgetError:
            raise
        except AccuracyError:
            return False, False
    pole = any(each is False and guard.pole for each, (guard, _) in zip(found, guards, strict=True))
    return all(found), pole


def _holds(kind: str, function: Compiled, limits: Any, values: Mapping[str, Any]) -> bool | None:
    if not limits:
        return _condition(kind, function, limits, values, ())
    waiting: list[Cell] = [((0, 0),) * len(limits)]
    for _ in range(MOST_CELLS):
        if not waiting:
            return True
        budget.check()
        cell = waiting.pop()
        found = _condition(kind, function, limits, values, cell)
        if found:
            continue
        if found is False:
            return False
        axis = min(range(len(cell)), key=lambda k: cell[k][1])
        place, depth = cell[axis]
        if depth >= AT_BOUNDARY and any(k in (0, 2**n - 1) for k, n in cell):
            if any(_condition(kind, function, limits, values, _within(cell, n)) is False for n in FURTHER):
                return False
            continue
        if depth == DEEPEST:
            continue
        for half in (2 * place, 2 * place + 1):
            waiting.append((*cell[:axis], (half, depth + 1), *cell[axis + 1 :]))
    return None


def _within(cell: Cell, depth: int) -> Cell:
    """A smaller cell in it, next to the same boundaries."""
    found = []
    for place, n in cell:
        more = depth - n
        inner = (
            place * 2**more
            if place == 0
            else (place + 1) * 2**more - 1
            if place == 2**n - 1
            else (2 * place + 1) * 2 ** (more - 1)
        )
        found.append((inner, depth))
    return tuple(found)


def _condition(kind: str, function: Compiled, limits: Any, values: Mapping[str, Any], cell: Cell) -> bool | None:
    """Whether it holds all over a cell; None where that is not known."""
    inside = _point(limits, values, cell, middle=False)
    value = function(inside, Run(15))
    if kind == NOT_REAL:
        return True if value.is_finite() and abs(value.imag) > 0 else None
    if value.is_finite() and value.imag == 0 and value.real > 0:
        return True
    value = function(_point(limits, values, cell, middle=True), Run(15))
    return False if value.is_finite() and value.imag == 0 and value.real < 0 else None


def _point(limits: Any, values: Mapping[str, Any], cell: Cell, *, middle: bool) -> dict[str, Any]:
    """The cell, or its middle, as values of the variables; outer ones are known to the limits of the inner."""
    found = dict(values)
    for (name, low, high), (place, depth) in reversed(list(zip(limits, cell, strict=True))):
        width = flint.arb(2) ** -depth
        share = (place + flint.arb(0.5)) * width
        if not middle:
            share = flint.arb(share.mid(), (width / 2).upper())
        a, b = (None if end is None else end(found, Run(15)).real for end in (low, high))
        if a is not None and b is not None:
            value = a + (b - a) * share
        elif a is not None:
            value = a + share / (1 - share)
        elif b is not None:
            value = b - share / (1 - share)
        else:
            value = 1 / (1 - share) - 1 / share
        found[name] = flint.acb(value)
    return found


def compiled_limits(limits: Any, compile_tree: Callable[[Any], Compiled]) -> list[tuple[str, Any, Any]]:
    """Limits as `holds` takes them."""
    infinite = (sympy.oo, -sympy.oo)
    return [(x.name, *(None if end in infinite else compile_tree(end) for end in ends)) for x, *ends in limits]


def positive(*trees: Tree, pole: bool = False) -> list[Guard]:
    """Guards for what has to be positive; positive numbers need none."""
    return [
        Guard(_eased(tree), pole=pole) for tree in dict.fromkeys(trees) if not (tree.is_number and tree.is_positive)
    ]


def _eased(tree: Tree) -> Any:
    """The tree with 1 - 2 sin(x/2)^2 for cos x, and polynomials in factors: its sign next to a zero is seen."""
    if not algebra.has(tree, (sympy.cos,)):
        return sympy.factor(tree) if tree.is_Add and tree.is_polynomial() else tree
    changes = {}
    for node in sympy.preorder_traversal(tree):
        if isinstance(node, sympy.cos):
            half = algebra.multiply(sympy.Rational(1, 2), node.args[0])
            square = algebra.power(algebra.function(sympy.sin, half), sympy.Integer(2))
            changes[node] = algebra.add(algebra.ONE, algebra.multiply(sympy.Integer(-2), square))
    return tidied(tree.xreplace(changes))
