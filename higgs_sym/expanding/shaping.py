"""Integrals brought to the form front(X) x integral of exp(-X^p phi(u)) g(u), X -> oo, by a change of variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.formal import Formal, UnderivableError
from higgs_sym.expanding.rewriting import REWRITTEN

LARGE = sympy.Symbol("X", positive=True)
SCALES = tuple(sympy.Rational(k, 6) for k in (0, 6, -6, 3, -3, 2, -2, 4, -4))


@dataclass(frozen=True)
class Shape:
    """front(X) times the integral of exp(-X^power phase(t)) rest(t) from low to high."""

    front: Any
    power: Any
    phase: Any
    rest: Any
    low: Any
    high: Any
    changed: Any  # what t was, in terms of the new t


def shapes(tree: Tree, symbol: Tree, local: Formal) -> Iterator[list[Shape]]:
    """Shapes whose sum the integral is, by one change of variable after the other."""
    if len(tree.limits) != 1 or len(tree.limits[0]) != 3 or any(b for _, b in local.terms) or local.order is not None:
        raise UnderivableError("no rule for this integral")
    t, low, high = tree.limits[0]
    put = sympy.Add(*(c * LARGE ** -sympy.Rational(a.numerator, a.denominator) for (a, _), c in local.terms.items()))
    function, low, high = (each.subs(symbol, put) for each in (tree.function, low, high))
    if not any(each.has(LARGE) for each in (function, low, high)):
        raise UnderivableError("no rule for this integral")
    for changed in _changes(t, low, high):
        inside = sympy.powdenest(
            sympy.expand_power_base(function.subs(t, changed) * sympy.diff(changed, t), force=True)
        )
        ends = [_solved(changed, t, end) for end in (low, high)]
        if any(end is None or end.has(LARGE) for end in ends):
            continue
        try:
            yield [_split(term, t, (*ends, changed)) for term in _terms(inside)]
        except UnderivableError:
            continue


def _changes(t: Tree, low: Tree, high: Tree) -> Iterator[Tree]:
    for scale in SCALES:
        yield t * LARGE**scale
    if low.has(LARGE) and high == sympy.oo:
        yield low + t
        yield low * (1 + t)


def _solved(changed: Tree, t: Tree, end: Tree) -> Tree:
    """The new variable at an end."""
    if end.is_infinite:
        return end
    expanded = sympy.expand(changed)
    return sympy.simplify((end - expanded.coeff(t, 0)) / expanded.coeff(t, 1))


def _terms(function: Tree) -> tuple[Tree, ...]:
    """The summands, with waves in the large parameter as complex exponentials."""
    waves = [each for each in function.atoms(sympy.sin, sympy.cos, sympy.sinh, sympy.cosh) if each.has(LARGE)]
    outside = [
        each
        for each in waves
        if not any(each in other.args[0].atoms(type(each)) for other in function.atoms(sympy.exp))
    ]
    if not outside:
        return (function,)
    put = function.xreplace({each: REWRITTEN[type(each).__name__](each.args[0]) for each in outside})
    terms = [sympy.Integer(1)]
    for factor in sympy.Mul.make_args(put):
        summed = factor.has(sympy.I) and not factor.as_base_exp()[1].is_negative
        parts = sympy.Add.make_args(sympy.expand(factor)) if summed else (factor,)
        terms = [term * part for term in terms for part in parts]
    return tuple(terms)


def _split(term: Tree, t: Tree, where: tuple[Tree, Tree, Tree]) -> Shape:
    """front(X), p, phase(t), rest(t), beside the ends and what t was."""
    exponent, rest, front = sympy.Integer(0), sympy.Integer(1), sympy.Integer(1)
    for factor in sympy.Mul.make_args(term):
        if not factor.has(LARGE):
            rest *= factor
        elif isinstance(factor, sympy.exp):
            exponent += factor.args[0]
        else:
            base, power = factor.as_base_exp()
            if power.has(LARGE):
                exponent += power * sympy.expand_log(sympy.log(base), force=True)
                continue
            outer, inner = sympy.factor(sympy.together(base)).as_independent(t, as_Add=False)
            if inner.has(LARGE):
                raise UnderivableError("no rule for this integral")
            front, rest = front * outer**power, rest * inner**power
    powers: dict[Any, Any] = {}
    for each in sympy.Add.make_args(sympy.expand(exponent)):
        inner, outer = each.as_independent(LARGE, as_Add=False)
        if not each.has(t):
            front *= sympy.exp(each)
        elif outer == 1:
            rest *= sympy.exp(each)
        else:
            base, power = outer.as_base_exp()
            if base != LARGE or not (power.is_Rational and power > 0):
                raise UnderivableError("no rule for this integral")
            powers[power] = powers.get(power, 0) - inner
    if len(powers) != 1:
        raise UnderivableError("no rule for this integral")
    ((power, phase),) = powers.items()
    return Shape(front, power, phase, rest, *where)
