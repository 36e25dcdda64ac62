"""An integrand as a sum of waves, amplitude times exp(i phase), where its oscillations can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.polys.polyerrors import BasePolynomialError

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra

OSCILLATING = (sympy.sin, sympy.cos, sympy.besselj, sympy.bessely)
UNIT = (sympy.core.numbers.ImaginaryUnit,)
TOO_MUCH = (ExprWithLimits, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
MOST_TERMS = 40


@dataclass(frozen=True)
class Wave:
    """`tree` is the whole wave, `amplitude` what is left of it without the exponential; a phase of 0 is no wave."""

    tree: Any
    amplitude: Any
    phase: Any


def oscillates(tree: Tree, variable: Tree) -> bool:
    """Whether a sine, a Bessel function or an exponential of an imaginary argument runs with the variable."""
    if not algebra.depends(tree, variable):
        return False
    if isinstance(tree, OSCILLATING) or (isinstance(tree, sympy.exp) and algebra.contains(tree, UNIT)):
        return True
    return any(oscillates(part, variable) for part in tree.args)


def waves(tree: Tree, variable: Tree) -> tuple[Wave, ...] | None:
    """The waves of a tree; None where it is no polynomial in its oscillating functions."""
    if tree.has(*TOO_MUCH):
        return None
    parts: dict[Any, tuple[Any, Any]] = {}  # symbol -> (what it stands for, phase)
    try:
        poly = sympy.Poly(_replaced(tree, variable, parts), *parts)
    except BasePolynomialError:
        return None
    found: dict[Any, list[Any]] = {}
    terms = poly.terms()
    if len(terms) > MOST_TERMS:
        return None
    symbols = list(parts)
    for powers, factor in terms:
        used = [(parts[each], power) for each, power in zip(symbols, powers, strict=True)]
        phase = sympy.expand(sympy.Add(*(power * row[1] for row, power in used)))
        special = sympy.Mul(*(row[0] ** power for row, power in used if row[0] is not None))
        plain = sympy.expand(sympy.Add(*(power * row[1] for row, power in used if row[0] is None)))
        found.setdefault(phase, []).append((factor * special * sympy.exp(sympy.I * plain), factor))
    if any(phase.has(*OSCILLATING) or phase.has(sympy.I) for phase in found):
        return None
    return tuple(
        Wave(sympy.Add(*(row[0] for row in rows)), sympy.Add(*(row[1] for row in rows)), phase)
        for phase, rows in found.items()
    )


def _replaced(tree: Tree, variable: Tree, parts: dict[Tree, tuple[Tree, Tree]]) -> Any:
    """The tree with a symbol for every oscillating function of the variable."""
    if not tree.has(variable) or not tree.args:
        return tree
    if isinstance(tree, OSCILLATING):
        return _split(tree, parts)
    if isinstance(tree, sympy.exp) and tree.has(sympy.I):
        real, phase = _parts_of_exponent(tree.args[0])
        return sympy.exp(real) * _symbol(parts, None, phase)
    return tree.func(*(_replaced(part, variable, parts) for part in tree.args))


def _split(tree: Tree, parts: dict[Tree, tuple[Tree, Tree]]) -> Any:
    argument = tree.args[-1]
    if isinstance(tree, (sympy.sin, sympy.cos)):
        up, down = _symbol(parts, None, argument), _symbol(parts, None, -argument)
        return (up + down) / 2 if isinstance(tree, sympy.cos) else (up - down) / (2 * sympy.I)
    order, turn = tree.args[0], sympy.I * sympy.pi * tree.args[0] / 2
    factor = 2 / (sympy.pi * sympy.I)
    first = factor * sympy.exp(-turn) * sympy.besselk(order, -sympy.I * argument, evaluate=False)
    second = -factor * sympy.exp(turn) * sympy.besselk(order, sympy.I * argument, evaluate=False)
    up, down = _symbol(parts, first, argument), _symbol(parts, second, -argument)
    return (up + down) / 2 if isinstance(tree, sympy.besselj) else (up - down) / (2 * sympy.I)


def _symbol(parts: dict[Tree, tuple[Tree, Tree]], meaning: Tree, phase: Tree) -> Any:
    for symbol, row in parts.items():
        if row == (meaning, phase):
            return symbol
    symbol = sympy.Symbol(f"wave {len(parts)}")
    parts[symbol] = (meaning, phase)
    return symbol


def _parts_of_exponent(exponent: Ball) -> tuple[Any, Any]:
    """(r, p) of r + I p; both may still hold I where nothing is known about a symbol."""
    terms = sympy.Add.make_args(sympy.expand(exponent))
    phase = [term / sympy.I for term in terms if term.has(sympy.I)]
    return sympy.Add(*(term for term in terms if not term.has(sympy.I))), sympy.Add(*phase)
