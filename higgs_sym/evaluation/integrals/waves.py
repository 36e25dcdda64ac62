"""An integrand as a sum of waves, amplitude times exp(i phase), where its oscillations can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.integrals.turning import turning
from higgs_sym.evaluation.polynomials import expanded, terms

OSCILLATING = (sympy.sin, sympy.cos, sympy.besselj, sympy.bessely)
UNIT = (sympy.core.numbers.ImaginaryUnit,)
TOO_MUCH = (ExprWithLimits, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
MOST_TERMS = 600
SINC = "sinc"  # sin(z)/z


@dataclass(frozen=True)
class Wave:
    """`tree` is the whole wave, `amplitude` what is left of it without the exponential; a phase of 0 is no wave.

    One that is `paired` stands for its conjugate as well.
    """

    tree: Any
    amplitude: Any
    phase: Any
    paired: bool = False


def oscillates(tree: Tree, variable: Tree) -> bool:
    """Whether a sine, a special function's wave or an exponential of an imaginary argument runs with the variable."""
    if not algebra.depends(tree, variable):
        return False
    if isinstance(tree, OSCILLATING) or (isinstance(tree, sympy.exp) and algebra.has(tree, UNIT)):
        return True
    if type(tree).__name__ == SINC or turning(tree, variable) is not None:
        return True
    return any(oscillates(part, variable) for part in tree.args)


def waves(tree: Tree, variable: Tree, nested: bool = False) -> tuple[Wave, ...] | None:
    """The waves of a tree; None where it is no polynomial in its oscillating functions, or, unless asked for, where
    a phase oscillates itself.
    """
    if algebra.has(tree, TOO_MUCH):
        return None
    parts: dict[Any, tuple[Any, Any]] = {}  # symbol -> (what it stands for, phase)
    rows = terms(_replaced(tree, variable, parts), list(parts), MOST_TERMS)
    if rows is None or len(rows) > MOST_TERMS:
        return None
    found: dict[Any, list[Any]] = {}
    for powers, factor in rows.items():
        used = [(row, sympy.Integer(power)) for row, power in zip(parts.values(), powers, strict=True)]
        phase = _sum_of_phases(used)
        special = [algebra.power(row[0], power) for row, power in used if row[0] is not None]
        plain = _sum_of_phases([(row, power) for row, power in used if row[0] is None])
        turn = algebra.function(sympy.exp, algebra.multiply(sympy.I, plain))
        found.setdefault(phase, []).append((algebra.multiply(factor, *special, turn), factor))
    if any(algebra.has(phase, UNIT if nested else (*OSCILLATING, *UNIT)) for phase in found):
        return None
    return tuple(
        Wave(algebra.add(*(row[0] for row in rows)), algebra.add(*(row[1] for row in rows)), phase)
        for phase, rows in found.items()
    )


def _sum_of_phases(used: list[tuple[tuple[Any, Any], Any]]) -> Any:
    return expanded(algebra.add(*(algebra.multiply(power, row[1]) for row, power in used)))


def _replaced(tree: Tree, variable: Tree, parts: dict[Tree, tuple[Tree, Tree]]) -> Any:
    """The tree with a symbol for every oscillating function of the variable."""
    if not tree.args or not algebra.depends(tree, variable):
        return tree
    if isinstance(tree, (sympy.sin, sympy.cos)):
        return _split(tree, parts)
    if type(tree).__name__ == SINC:
        sine = algebra.function(sympy.sin, tree.args[0])
        return algebra.multiply(_split(sine, parts), algebra.power(tree.args[0], algebra.MINUS_ONE))
    if isinstance(tree, sympy.exp) and algebra.has(tree, UNIT):
        real, phase = _parts_of_exponent(tree.args[0])
        return algebra.multiply(algebra.function(sympy.exp, real), _symbol(parts, None, phase))
    special = turning(tree, variable)
    if special is not None:
        turns = (algebra.multiply(factor, _symbol(parts, wave, phase)) for factor, wave, phase in special.rows)
        return algebra.add(special.still, *turns)
    return algebra.rebuilt(tree, [_replaced(part, variable, parts) for part in tree.args])


def _split(tree: Tree, parts: dict[Tree, tuple[Tree, Tree]]) -> Any:
    """A sine or cosine."""
    argument = tree.args[0]
    up = _symbol(parts, None, argument)
    down = _symbol(parts, None, algebra.multiply(algebra.MINUS_ONE, argument))
    return _mean(up, down) if isinstance(tree, sympy.cos) else _difference(up, down)


def _mean(one: Tree, other: Tree) -> Any:
    """(one + other)/2."""
    return algebra.multiply(sympy.Rational(1, 2), algebra.add(one, other))


def _difference(one: Tree, other: Tree) -> Any:
    """(one - other)/(2 I)."""
    factor = algebra.multiply(sympy.Rational(-1, 2), sympy.I)
    return algebra.multiply(factor, algebra.add(one, algebra.multiply(algebra.MINUS_ONE, other)))


def _symbol(parts: dict[Tree, tuple[Tree, Tree]], meaning: Tree, phase: Tree) -> Any:
    for symbol, row in parts.items():
        if row == (meaning, phase):
            return symbol
    symbol = sympy.Symbol(f"wave {len(parts)}")
    parts[symbol] = (meaning, phase)
    return symbol


def _parts_of_exponent(exponent: Ball) -> tuple[Any, Any]:
    """(r, p) of r + I p; both may still hold I where nothing is known about a symbol."""
    opened = expanded(exponent)
    rows = opened.args if opened.is_Add else (opened,)
    turned = [term for term in rows if algebra.has(term, UNIT)]
    phase = algebra.multiply(algebra.MINUS_ONE, sympy.I, algebra.add(*turned))
    return algebra.add(*(term for term in rows if term not in turned)), phase
