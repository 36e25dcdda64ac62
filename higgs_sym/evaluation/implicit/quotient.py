"""The highest derivative of a differential equation as a quotient, D y^(m) = N, and that of a linear one in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.polys.polyerrors import BasePolynomialError

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.algebra import MOST_POWER, is_steep

HYPERBOLIC = (sympy.coth, sympy.sech, sympy.csch, sympy.tanh)
WITH_POLES = (sympy.cot, sympy.sec, sympy.csc, sympy.tan, *HYPERBOLIC)


@dataclass(frozen=True)
class Quotient:
    """D and N as trees; `parts` are P_0, ..., P_m and g of P_0 y + ... + P_m y^(m) = g where the equation is linear."""

    denominator: Any
    numerator: Any
    parts: tuple[Any, ...] | None


def quotient(tree: Tree, names: list[str]) -> Quotient:
    """The formula of the highest derivative taken apart; `names` are those of the variable and of y, y', ..."""
    fixed: dict[Any, Any] = {}
    symbols = [sympy.Symbol(name) for name in names]
    closed = _closed(tree, set(symbols), fixed)
    if is_steep(closed):
        raise AccuracyError(f"powers beyond {MOST_POWER} in a differential equation are not followed")
    numerator, denominator = sympy.fraction(sympy.together(closed))
    known = {symbol: part for part, symbol in fixed.items()}
    parts = _linear(numerator, denominator, symbols[1:])
    opened = None if parts is None else tuple(part.xreplace(known) for part in parts)
    return Quotient(denominator.xreplace(known), numerator.xreplace(known), opened)


def _closed(tree: Tree, symbols: set[Any], fixed: dict[Any, Any]) -> Any:
    """The tree with a symbol for every part without the unknowns, which nobody is to rewrite."""
    if tree.is_Rational and abs(tree.p) < 2**64 and tree.q < 2**64:
        return tree
    if not tree.free_symbols & symbols:
        return fixed.setdefault(tree, sympy.Dummy())
    if not tree.args:
        return tree
    if tree.is_Pow and tree.exp.is_Integer:
        return sympy.Pow(_closed(tree.base, symbols, fixed), tree.exp)
    if isinstance(tree, WITH_POLES) and tree.args[0].free_symbols <= symbols:
        return tree.rewrite(sympy.exp if isinstance(tree, HYPERBOLIC) else sympy.cos)
    return tree.func(*(_closed(part, symbols, fixed) for part in tree.args))


def _linear(numerator: Tree, denominator: Tree, unknowns: list[Any]) -> tuple[Any, ...] | None:
    if denominator.has(*unknowns):
        return None
    try:
        poly = sympy.Poly(numerator, *unknowns)
    except BasePolynomialError:
        return None
    if poly.total_degree() > 1:
        return None
    parts = [sympy.Integer(0)] * len(unknowns)
    right = sympy.Integer(0)
    for powers, factor in poly.terms():
        if any(powers):
            parts[powers.index(1)] = -factor
        else:
            right = factor
    return (*parts, denominator, right)
