"""The summands that an approximation is written with, and the formula without some of them.

A summand is an argument of a sum anywhere in the tree: of the formula, of a factor, under a root, in an exponent.
Logarithms of products are opened into sums first, so that `log(4/x)` has the summands log(4) and log(1/x).
Integrals, sums with an index and quantities of the package stay closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy
from sympy.core.function import AppliedUndef, Function

from higgs_sym.arithmetic.types import Number, Tree

Path = tuple[int, ...]  # arguments to take from the root on
Open = Callable[[Any, Any], bool]  # (closed logarithm, the sum it would become) -> whether they are equal


def opened(tree: Tree, equal: Open) -> Number:
    """The tree with logarithms of products and powers as sums, where `equal` says that this changes nothing."""
    if not _descends(tree):
        return tree
    parts = [opened(part, equal) for part in tree.args]
    tree = rebuilt(tree, parts)
    if isinstance(tree, sympy.log):
        candidate = _sum_of_logs(tree.args[0])
        if candidate is not None and equal(tree, candidate):
            return candidate
    return tree


def _sum_of_logs(argument: Any) -> Any | None:
    """log(argument) as a sum over the factors; those without symbols share one logarithm."""
    found: list[Any] = []
    constant: list[Any] = []
    for base, exponent in _factors(argument):
        if not base.free_symbols and not exponent.free_symbols:
            constant.append(base if exponent == 1 else sympy.Pow(base, exponent, evaluate=False))
        elif isinstance(base, sympy.exp):
            found.append(_times(exponent, base.args[0]))
        elif base == sympy.E:
            found.append(exponent)
        else:
            found.append(_times(exponent, sympy.log(base, evaluate=False)))
    if constant:
        product = constant[0] if len(constant) == 1 else sympy.Mul(*constant, evaluate=False)
        if product != 1:
            found.append(sympy.log(product, evaluate=False))
    if not found or (len(found) == 1 and isinstance(found[0], sympy.log) and found[0].args[0] == argument):
        return None
    return found[0] if len(found) == 1 else sympy.Add(*found, evaluate=False)


def _factors(tree: Any) -> Iterator[tuple[Any, Any]]:
    """(base, exponent) of the factors of a product."""
    if tree.is_Mul:
        for part in tree.args:
            yield from _factors(part)
    elif tree.is_Pow and tree.base != sympy.E:
        for base, exponent in _factors(tree.base):
            yield base, _times(exponent, tree.exp)
    elif tree.is_Pow:
        yield tree.base, tree.exp
    else:
        yield tree, sympy.Integer(1)


def _times(one: Any, other: Any) -> Any:
    if one == 1:
        return other
    if other == 1:
        return one
    if one.is_Rational and other.is_Rational:
        return one * other
    return sympy.Mul(one, other, evaluate=False)


def _descends(tree: Tree) -> bool:
    """Whether sums inside this node are summands of the formula."""
    if not tree.args or isinstance(tree, AppliedUndef):
        return False
    return bool(tree.is_Add or tree.is_Mul or tree.is_Pow or isinstance(tree, Function))


def sums(tree: Tree, varying: frozenset[str], path: Path = ()) -> Iterator[Path]:
    """Paths of the outermost sums that depend on the limit, from the node at `path` on."""
    if not _descends(tree) or not varies(tree, varying):
        return
    if tree.is_Add:
        yield path
        return
    for place, part in enumerate(tree.args):
        yield from sums(part, varying, (*path, place))


def in_factors(tree: Any, start: Path, end: Path) -> bool:
    """Whether one comes from `start` down to `end` through factors of products only."""
    return all(node(tree, end[:depth]).is_Mul for depth in range(len(start), len(end)))


def varies(tree: Tree, varying: frozenset[str]) -> bool:
    """Whether the node depends on what changes on the way to the limit."""
    return any(symbol.name in varying for symbol in tree.free_symbols)


def node(tree: Tree, path: Path) -> Any:
    """The node at a path."""
    for place in path:
        tree = tree.args[place]
    return tree


def without(tree: Tree, removed: frozenset[Path], path: Path = ()) -> Any:
    """The tree without the summands at these paths; a sum that has none left is 0."""
    if not any(each[: len(path)] == path and len(each) > len(path) for each in removed):
        return tree
    places = [place for place in range(len(tree.args)) if (*path, place) not in removed]
    parts = [without(tree.args[place], removed, (*path, place)) for place in places]
    return rebuilt(tree, parts)


def alone(tree: Tree, kept: Path) -> Any:
    """The tree without the summands beside those on the way to `kept`: what the user would call the term."""
    if not kept:
        return tree
    place, rest = kept[0], kept[1:]
    if tree.is_Add:
        return alone(tree.args[place], rest)
    if tree.is_Mul:
        parts = [alone(part, rest) if i == place else part for i, part in enumerate(tree.args)]
        return rebuilt(tree, [part for part in parts if part != 1] or [sympy.Integer(1)])
    return node(tree, kept)


def rebuilt(tree: Tree, parts: list[Number]) -> Number:
    """The node with other arguments, not evaluated."""
    if tree.is_Add:
        parts = [part for part in parts if part != 0]
        if len(parts) < 2:
            return parts[0] if parts else sympy.Integer(0)
    elif tree.is_Mul:
        if any(part == 0 for part in parts):
            return sympy.Integer(0)
        if len(parts) == 1:
            return parts[0]
    elif len(parts) == len(tree.args) and all(one is other for one, other in zip(parts, tree.args, strict=True)):
        return tree
    return tree.func(*parts, evaluate=False)
