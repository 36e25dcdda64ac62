"""Sums whose terms hold periodic factors, such as (-1)^(n(n-1)/2): whole periods are added before they are summed."""

from __future__ import annotations

from math import lcm
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.sums.terms import degree

MOST = 60  # terms of a period
STEPS = {"floor": sympy.floor, "ceiling": sympy.ceiling}  # by the names of their classes
CIRCULAR = (sympy.sin, sympy.cos)


def by_residues(tree: Tree, turning: bool) -> Any | None:
    """The same sum over whole periods; None where there is no period, or nothing but what waves say as well.

    `turning` asks for those of plain waves too, which could not be taken apart.
    """
    ((symbol, low, high),) = tree.limits
    if high != sympy.oo or not low.is_Integer:
        return None
    periods = [
        period
        for node in sympy.preorder_traversal(tree.function)
        if node.has(symbol) and (period := _period(node, symbol, turning)) is not None
    ]
    period = lcm(*periods)
    if not 1 < period <= MOST:
        return None
    moved = period * symbol
    terms = [_moved(tree.function, symbol, moved, low + r) for r in range(period)]
    return sympy.Sum(sympy.Add(*terms, evaluate=False), (symbol, 0, sympy.oo))


def _period(node: Tree, symbol: Tree, turning: bool) -> int | None:
    """Of a sign, a wave or a step; None for everything else."""
    phase = _phase(node)
    if phase is not None:
        coefficients = _rational(phase, symbol)
        if coefficients is None or (len(coefficients) <= 2 and not turning):
            return None
        return 2 * lcm(*(int(each.q) for each in coefficients))
    if _is_step(node):
        coefficients = _rational(node.args[0], symbol)
        if coefficients is not None and len(coefficients) == 2:
            return 2 * int(coefficients[0].q)
    return None


def _is_step(node: Tree) -> bool:
    return type(node).__name__ in STEPS


def _phase(node: Tree) -> Any | None:
    """p of (-1)^p, sin(pi p) or cos(pi p)."""
    if node.is_Pow and node.base == -1:
        return node.exp
    if isinstance(node, CIRCULAR) and node.args[0].has(sympy.pi):
        return node.args[0] / sympy.pi
    return None


def _rational(tree: Tree, symbol: Tree) -> list[Any] | None:
    """The coefficients of a polynomial with rational ones, the highest first; steps in it count as the symbol."""
    plain = tree.replace(_is_step, lambda _node: symbol)
    if degree(sympy.expand(plain), symbol) is None:
        return None
    found = sympy.Poly(plain, symbol).all_coeffs()
    return found if all(each.is_Rational for each in found) else None


def _moved(tree: Tree, symbol: Tree, step: Tree, first: Tree) -> Any:
    """The tree at first + step, where `step` is a multiple of all periods."""
    if not tree.has(symbol):
        return tree
    if tree == symbol:
        return step + first
    parts = [_moved(part, symbol, step, first) for part in tree.args]
    if _is_step(tree):
        return _step(tree, parts[0], symbol)
    phase = _phase(tree)
    if phase is not None and _rational(phase, symbol) is not None:
        plain = phase.replace(_is_step, lambda node: STEPS[type(node).__name__](node.args[0]))
        start = sympy.Mod(plain.subs(symbol, first), 2)
        return sympy.Integer(-1) ** start if tree.is_Pow else tree.func(sympy.pi * start)
    return tree.func(*parts, evaluate=False) if tree.is_Add or tree.is_Mul or tree.is_Pow else tree.func(*parts)


def _step(tree: Tree, argument: Tree, symbol: Tree) -> Any:
    """floor(a m + b) with an integer a is a m + floor(b)."""
    inside = sympy.expand(argument)
    slope = inside.coeff(symbol, 1)
    rest = inside - slope * symbol
    if not slope.is_Integer or not rest.is_Rational:
        return tree.func(argument)
    return slope * symbol + STEPS[type(tree).__name__](rest)
