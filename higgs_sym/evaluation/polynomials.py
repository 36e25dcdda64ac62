"""Coefficients of polynomials in one symbol, whatever else they are made of."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.algebra import ONE, add, depends, multiply, power

Monomial = frozenset[tuple[Any, Fraction]]  # (base, power)
Polynomial = dict[Monomial, Fraction]
MOST_POWER, MOST_TERMS = 20, 200  # of what is expanded
CONSTANT = Fraction(1)


def coefficients(tree: Tree, symbol: Tree) -> dict[int, Any] | None:
    """The coefficients of a polynomial in the symbol, none of them zero, by their powers; None for what is none."""
    found = _expanded(tree, symbol)
    if found is None:
        return None
    rows: dict[int, list[Any]] = {}
    for monomial, factor in found.items():
        powers = dict(monomial)
        degree = powers.pop(symbol, Fraction(0))
        if degree.denominator != 1 or degree < 0:
            return None
        rest = [power(base, sympy.Rational(p.numerator, p.denominator)) for base, p in powers.items()]
        rows.setdefault(int(degree), []).append(multiply(sympy.Rational(factor.numerator, factor.denominator), *rest))
    return {degree: add(*terms) for degree, terms in rows.items()}


def _expanded(tree: Tree, symbol: Tree) -> Polynomial | None:
    """The tree as a polynomial in the symbol and in whatever else it is made of."""
    if tree.is_Rational:
        number = Fraction(int(tree.p), int(tree.q))
        return {frozenset(): number} if number else {}
    if tree.is_Add:
        total: Polynomial = {}
        for part in tree.args:
            found = _expanded(part, symbol)
            if found is None or len(total) > MOST_TERMS:
                return None
            for monomial, factor in found.items():
                _count(total, monomial, factor)
        return total
    if tree.is_Mul:
        return _product([_expanded(part, symbol) for part in tree.args])
    if tree.is_Pow and tree.exp.is_Integer and 0 < tree.exp <= MOST_POWER:
        return _product([_expanded(tree.base, symbol)] * int(tree.exp))
    if tree != symbol and depends(tree, symbol):
        return None
    base, exponent = (tree.base, tree.exp) if tree.is_Pow and tree.exp.is_Rational else (tree, ONE)
    return {frozenset(((base, Fraction(int(exponent.p), int(exponent.q))),)): Fraction(1)}


def _product(parts: list[Polynomial | None]) -> Polynomial | None:
    total: Polynomial = {frozenset(): Fraction(1)}
    for part in parts:
        if part is None or len(total) * len(part) > MOST_TERMS:
            return None
        product: Polynomial = {}
        for one, a in total.items():
            for other, b in part.items():
                monomial, factor = _joined(one, other)
                _count(product, monomial, a * b * factor)
        total = product
    return total


def _joined(one: Monomial, other: Monomial) -> tuple[Monomial, Fraction]:
    """The product of two monomials; a number to a whole power is a factor."""
    if not one or not other:
        return one or other, CONSTANT
    powers = dict(one)
    for base, exponent in other:
        powers[base] = powers.get(base, Fraction(0)) + exponent
    factor = CONSTANT
    for base in [each for each in powers if each.is_Rational and powers[each].denominator == 1]:
        factor *= Fraction(int(base.p), int(base.q)) ** int(powers.pop(base))
    return frozenset(row for row in powers.items() if row[1]), factor


def _count(total: Polynomial, monomial: Monomial, factor: Fraction) -> None:
    factor += total.get(monomial, Fraction(0))
    if factor:
        total[monomial] = factor
    else:
        total.pop(monomial, None)
