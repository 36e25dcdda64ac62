"""Coefficients of polynomials in some symbols, whatever else they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.algebra import UNIT, ZERO, add, as_power, multiply, power, symbols

Monomial = frozenset[tuple[Any, Fraction]]  # (base, power)
Polynomial = dict[Monomial, Fraction]
MOST_POWER, MOST_TERMS = 20, 200  # of what is expanded
CONSTANT = Fraction(1)


def coefficients(tree: Tree, symbol: Tree) -> dict[int, Any] | None:
    """The coefficients of a polynomial in the symbol, none of them zero, by their powers; None for what is none."""
    found = _expanded(tree, frozenset((symbol,)), deep=True)
    rows = None if found is None else _by_powers(found, (symbol,))
    return None if rows is None else {powers[0]: factor for powers, factor in rows.items()}


def terms(tree: Tree, generators: Sequence[Any], most: int = MOST_TERMS) -> dict[tuple[int, ...], Any] | None:
    """The coefficients of a polynomial in several symbols by their powers, left as they are; None for what is none."""
    found = _expanded(tree, frozenset(generators), deep=False, most=most)
    return None if found is None else _by_powers(found, generators)


def expanded(tree: Tree) -> Any:
    """The tree with its products multiplied out, where there are not too many."""
    found = _expanded(tree, frozenset(), deep=True)
    return tree if found is None else (_by_powers(found, ()) or {}).get((), ZERO)


def _by_powers(found: Polynomial, generators: Sequence[Any]) -> dict[tuple[int, ...], Any] | None:
    rows: dict[tuple[int, ...], list[Any]] = {}
    for monomial, factor in found.items():
        powers = dict(monomial)
        degrees = [powers.pop(each, Fraction(0)) for each in generators]
        if any(degree.denominator != 1 or degree < 0 for degree in degrees):
            return None
        rest = [power(base, sympy.Rational(p.numerator, p.denominator)) for base, p in powers.items()]
        number = sympy.Rational(factor.numerator, factor.denominator)
        rows.setdefault(tuple(map(int, degrees)), []).append(multiply(number, *rest))
    return {degree: add(*each) for degree, each in rows.items()}


def _expanded(tree: Tree, generators: frozenset[Any], *, deep: bool, most: int = MOST_TERMS) -> Polynomial | None:
    """The tree as a polynomial in the generators and in whatever else it is made of; what holds none of them is
    expanded as well if `deep` is set.
    """
    if tree.is_Rational:
        number = Fraction(int(tree.p), int(tree.q))
        return {frozenset(): number} if number else {}
    bare = generators.isdisjoint(symbols(tree))
    if tree.is_Mul:
        return _product([_expanded(part, generators, deep=deep, most=most) for part in tree.args], most)
    if (deep or not bare) and tree.is_Add:
        total: Polynomial = {}
        for part in tree.args:
            found = _expanded(part, generators, deep=deep, most=most)
            if found is None or len(total) > most:
                return None
            for monomial, factor in found.items():
                _count(total, monomial, factor)
        return total
    if (deep or not bare) and tree.is_Pow and tree.exp.is_Integer and 0 < tree.exp <= MOST_POWER:
        return _product([_expanded(tree.base, generators, deep=deep, most=most)] * int(tree.exp), most)
    if not bare and tree not in generators:
        return None
    base, exponent = as_power(tree)
    return {frozenset(((base, Fraction(int(exponent.p), int(exponent.q))),)): Fraction(1)}


def _product(parts: list[Polynomial | None], most: int) -> Polynomial | None:
    total: Polynomial = {frozenset(): Fraction(1)}
    for part in parts:
        if part is None or len(total) * len(part) > most:
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
    turns = powers.get(UNIT)
    if turns is not None and turns.denominator == 1:  # I^2 = -1
        factor *= -1 if turns % 4 in (2, 3) else 1
        powers[UNIT] = turns % 2
    return frozenset(row for row in powers.items() if row[1]), factor


def _count(total: Polynomial, monomial: Monomial, factor: Fraction) -> None:
    factor += total.get(monomial, Fraction(0))
    if factor:
        total[monomial] = factor
    else:
        total.pop(monomial, None)
