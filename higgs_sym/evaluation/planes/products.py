"""Integrands that are products of functions of different variables, or a few such products: integrals of their own."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import is_box, plain, positive_variables, variables_of
from higgs_sym.evaluation.polynomials import expanded

MOST_TERMS = 16
MOST_POWER = 4
WAVES = (sympy.sin, sympy.cos, sympy.sinh, sympy.cosh)


def separated(tree: Tree) -> Tree | None:
    """A sum of products of integrals over fewer variables each; None where the integrand does not come apart."""
    if not is_box(tree) or not plain(tree.function):
        return None
    limits = {each[0]: each for each in tree.limits}
    positive = positive_variables(tree)
    groups = _groups(_factors(tree.function, set(limits), positive), set(limits))
    if len(groups) > 1:
        return _product(groups, tree, limits)
    terms = _terms(tree.function, set(limits))
    if terms is None:
        return None
    rows = [_groups(_factors(term, set(limits), positive), set(limits)) for term in terms]
    if not all(len(row.keys() - {frozenset()}) == len(limits) for row in rows):
        return None
    return sympy.Add(*(_product(row, tree, limits) for row in rows), evaluate=False)


def _product(groups: dict[frozenset[Tree], Tree], tree: Tree, limits: dict[Tree, Tree]) -> Tree:
    parts = []
    for names, function in groups.items():
        own = [limits[x] for x in variables_of(tree) if x in names]
        parts.append(sympy.Integral(function, *own) if own else function)
    return sympy.Mul(*parts, evaluate=False)


def _factors(tree: Tree, variables: set[Tree], positive: set[Tree]) -> list[Tree]:
    """Factors of the tree; an exponential of a sum is a product, and so is a root of positive variables' product."""
    found: list[Any] = []
    for factor in sympy.Mul.make_args(tree):
        if isinstance(factor, sympy.exp):
            groups = _groups(sympy.Add.make_args(expanded(factor.args[0])), variables, algebra.add)
            found += [algebra.function(sympy.exp, each) for each in groups.values()]
        elif factor.is_Pow and factor.base.is_Mul:
            inside = sympy.Mul.make_args(factor.base)
            safe = [x for x in inside if factor.exp.is_Integer or x in positive or _is_positive(x)]
            rest = [x for x in inside if x not in safe]
            found += [algebra.power(x, factor.exp) for x in safe]
            found += [algebra.power(algebra.multiply(*rest), factor.exp)] if rest else []
        else:
            found.append(factor)
    return found


def _is_positive(tree: Tree) -> bool:
    return bool(tree.is_Rational and tree > 0) or isinstance(tree, sympy.exp)


def _groups(parts: Tree, variables: set[Tree], combine: Tree = algebra.multiply) -> dict[frozenset[Tree], Tree]:
    """The parts put together by the variables that hang together in them; each variable is in a group."""
    groups: dict[frozenset[Any], list[Any]] = {frozenset((x,)): [] for x in variables}
    fixed: list[Any] = []
    for part in parts:
        own = algebra.symbols(part) & variables
        if not own:
            fixed.append(part)
            continue
        met = [names for names in groups if names & own]
        rows = [row for names in met for row in groups.pop(names)]
        groups[frozenset().union(*met)] = [*rows, part]
    found = {names: combine(*rows) for names, rows in groups.items()}
    if fixed and len(found) > 1:
        found[frozenset()] = combine(*fixed)
    elif fixed:
        found = {names: combine(*fixed, each) for names, each in found.items()}
    return found


def _terms(tree: Tree, variables: set[Tree]) -> list[Tree] | None:
    """Terms of the tree where waves of sums and small powers are opened; None where there are too many."""
    opened = _opened(tree, variables)
    if opened is None:
        return None
    terms = list(sympy.Add.make_args(expanded(opened)))
    return terms if 1 < len(terms) <= MOST_TERMS else None


def _opened(tree: Tree, variables: set[Tree]) -> Tree | None:
    """The tree made of sums and products of functions of one variable; None where something else joins two."""
    own = algebra.symbols(tree) & variables
    if len(own) < 2:
        return tree
    if isinstance(tree, (*WAVES, sympy.exp)):
        argument = expanded(tree.args[0])
        if any(len(algebra.symbols(term) & variables) > 1 for term in sympy.Add.make_args(argument)):
            return None
        if isinstance(tree, sympy.exp):
            return tree
        return sympy.expand_trig(tree.func(argument))
    if tree.is_Add or tree.is_Mul:
        parts = [_opened(part, variables) for part in tree.args]
        return None if any(part is None for part in parts) else algebra.rebuilt(tree, parts)
    if tree.is_Pow and tree.exp.is_Integer and 0 < tree.exp <= MOST_POWER:
        inside = _opened(tree.base, variables)
        return None if inside is None else algebra.power(inside, tree.exp)
    if tree.is_Pow and tree.base.is_Mul:
        return tree
    return None
