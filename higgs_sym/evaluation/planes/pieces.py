"""What closed forms of inner integrals are made of: linear functions of the variable, their values at its limits."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.guards import Guard
from higgs_sym.evaluation.polynomials import coefficients, expanded

Known = tuple[Any, list[Guard]]  # a value, and what has to hold for it
HALF, TWO = sympy.Rational(1, 2), sympy.Integer(2)
MOST_POWER = 12  # of a polynomial before something else


def minus(one: Tree, other: Tree) -> Tree:
    return expanded(algebra.add(one, algebra.multiply(algebra.MINUS_ONE, other)))


def linear(tree: Tree, t: Tree) -> tuple[Tree, Tree] | None:
    """a and b of a + b t."""
    rows = coefficients(tree, t)
    if rows is None or 1 not in rows or not rows.keys() <= {0, 1}:
        return None
    return rows.get(0, algebra.ZERO), rows[1]


def at(pair: tuple[Tree, Tree], end: Tree) -> Tree:
    return expanded(algebra.add(pair[0], algebra.multiply(pair[1], end)))
