"""The mistakes: signs, factors 2 and pi, exponents by 1/2 and 1, dropped terms, swapped parameters, Delta for eps_g.

Each is made in the whole, and in every term alone: the other terms then keep what the mistake is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy

from higgs_sym.arithmetic.symbolic_backend import expression
from higgs_sym.conventions import symbol
from higgs_sym.records import Formula

FACTORS = {"2": sympy.Integer(2), "1/2": sympy.Rational(1, 2), "pi": sympy.pi, "1/pi": 1 / sympy.pi}
SHIFTS = {"+1/2": sympy.Rational(1, 2), "-1/2": -sympy.Rational(1, 2), "+1": sympy.Integer(1), "-1": -sympy.Integer(1)}


@dataclass(frozen=True)
class Mutant:
    """A formula with one mistake in it."""

    mistake: str
    tree: Any


def mutants(formula: Formula) -> list[Mutant]:
    """Every mutant of a formula once; those that are the formula again, written otherwise, are left out."""
    tree = expression(formula)
    seen, found = {tree}, []
    for mistake, mutated in _all(tree, formula.variables):
        if mutated not in seen and not mutated.has(sympy.nan, sympy.zoo, sympy.oo):
            seen.add(mutated)
            found.append(Mutant(mistake, mutated))
    return found


def _all(tree: Any, variables: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    yield "sign of the whole", -tree
    for name, factor in FACTORS.items():
        yield f"whole times {name}", factor * tree
    yield from _terms(tree)
    yield from _exponents(tree)
    yield from _parameters(tree, variables)
    yield from _gap(tree, variables)
    yield from _within_terms(tree, variables)
    yield from _logarithms(tree)


def _parts(tree: Any) -> list[Any]:
    """Sub-expressions, largest first, in an order that is the same on every run."""
    return sorted(set(sympy.preorder_traversal(tree)), key=lambda part: (-part.count_ops(), str(part)))


def _terms(tree: Any) -> Iterator[tuple[str, Any]]:
    for part in _parts(tree):
        if not part.is_Add:
            continue
        for term in part.args:
            rest = part - term
            yield f"sign of {term} in {part}", tree.xreplace({part: rest - term})
            yield f"{term} dropped from {part}", tree.xreplace({part: rest})
            for name, factor in FACTORS.items():
                yield f"{term} times {name} in {part}", tree.xreplace({part: rest + factor * term})


def _exponents(tree: Any) -> Iterator[tuple[str, Any]]:
    for part in _parts(tree):
        if part.is_Pow and part.exp.is_Rational:
            for name, shift in SHIFTS.items():
                yield f"exponent of {part} {name}", tree.xreplace({part: part.base ** (part.exp + shift)})
        if part.is_Symbol:
            for name, shift in SHIFTS.items():
                yield f"exponent of {part} {name}", tree.xreplace({part: part ** (1 + shift)})


def _within_terms(tree: Any, variables: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Exponents and eps_g of one term only, what is the same in the others left as it is."""
    for part in _parts(tree):
        if not part.is_Add:
            continue
        for term in part.args:
            if term.is_number:
                continue
            rest = part - term
            for mistake, mutated in (*_exponents(term), *_gap(term, variables)):
                yield f"{mistake} in the term {term} alone", tree.xreplace({part: rest + mutated})


def _logarithms(tree: Any) -> Iterator[tuple[str, Any]]:
    """A constant inside a logarithm."""
    for part in _parts(tree):
        if isinstance(part, sympy.log) and not part.is_number:
            for name in ("2", "1/2", "pi"):
                yield (
                    f"{part.args[0]} times {name} in its logarithm",
                    tree.xreplace({part: part + sympy.log(FACTORS[name])}),
                )


def _parameters(tree: Any, variables: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for one, other in combinations([symbol(name) for name in variables], 2):
        yield f"{one} and {other} swapped", tree.xreplace({one: other, other: one})


def _gap(tree: Any, variables: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """eps_g where Delta belongs and the other way round; Delta is the unit and shows nowhere."""
    if "zeta" not in variables:
        return
    zeta = symbol("zeta")
    inside = 1 - zeta ** sympy.Rational(2, 3)
    eps_g = inside ** sympy.Rational(3, 2)
    if tree.has(inside):
        yield "eps_g -> Delta", tree.xreplace({inside: sympy.Integer(1)})
    yield "Delta -> eps_g in the result", tree * eps_g
    yield "Delta -> eps_g in its denominator", tree / eps_g
    for name in set(variables) - {"zeta"}:
        yield f"{name} in units of eps_g", tree.xreplace({symbol(name): symbol(name) / eps_g})
