"""Derivatives and substitutions of SymPy trees, without SymPy's simplification and assumptions.

An integral asks for dozens of small changes of its integrand. SymPy's constructors take a hundred times as long as
putting nodes together; what is kept of them is what keeps numbers from cancelling: equal terms are collected, powers
of the same base multiplied. Polynomials are expanded in `polynomials`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.types import Tree
from higgs_sym.parsing.heads import head
from higgs_sym.parsing.nodes import PrincipalValue, bound, node

KEPT = 16384
MOST_POWER = 1000
UNIT = sympy.I
BINDERS = (sympy.Subs, sympy.Lambda, sympy.Derivative)
ZERO, ONE, MINUS_ONE = sympy.Integer(0), sympy.Integer(1), sympy.Integer(-1)


@lru_cache(maxsize=KEPT)
def symbols(tree: Tree) -> frozenset[Tree]:
    """The free symbols."""
    if tree.is_Symbol:
        return frozenset((tree,))
    if isinstance(tree, (ExprWithLimits, PrincipalValue)):
        free = symbols(tree.function)
        for limits in tree.limits:
            free = (free - {limits[0]}).union(*map(symbols, limits[1:]))
        return free
    if isinstance(tree, BINDERS):
        return frozenset(tree.free_symbols)
    return frozenset().union(*map(symbols, tree.args))


def depends(tree: Tree, symbol: Tree) -> bool:
    """Whether the symbol occurs freely."""
    return symbol in symbols(tree)


@lru_cache(maxsize=KEPT)
def has(tree: Tree, kinds: tuple[Any, ...]) -> bool:
    """Whether a node is of one of these classes."""
    return isinstance(tree, kinds) or any(has(part, kinds) for part in tree.args)


def is_steep(tree: Tree) -> bool:
    """Whether whole numbers stand in powers that as a polynomial have thousands of terms: exp(10^9 t) is one."""
    return any(
        abs(number.p) > MOST_POWER * number.q
        for node in sympy.preorder_traversal(tree)
        if node.is_Pow or isinstance(node, sympy.exp)
        for number in node.args[-1].atoms(sympy.Rational)
    )


def add(*terms: Tree) -> Tree:
    """The sum; equal terms are collected."""
    found: dict[Any, Any] = {}
    _collect(terms, ONE, found)
    rows = [multiply(factor, rest) if rest is not ONE else factor for rest, factor in found.items() if factor != 0]
    if len(rows) < 2:
        return rows[0] if rows else ZERO
    return node(sympy.Add, *rows)


def _collect(terms: Iterable[Tree], factor: Tree, found: dict[Any, Any]) -> None:
    for term in terms:
        if term.is_Add:
            _collect(term.args, factor, found)
            continue
        own, rest = _parted(term)
        if rest.is_Add:
            _collect(rest.args, factor * own, found)
            continue
        found[rest] = found.get(rest, ZERO) + factor * own


def _parted(term: Tree) -> tuple[Tree, Tree]:
    """The rational factor of a term, and the rest."""
    if term.is_Rational:
        return term, ONE
    if not term.is_Mul or not any(part.is_Rational for part in term.args):
        return ONE, term
    factor, rest = ONE, []
    for part in term.args:
        if part.is_Rational:
            factor = factor * part
        else:
            rest.append(part)
    return factor, rest[0] if len(rest) == 1 else node(sympy.Mul, *rest) if rest else ONE


def multiply(*factors: Tree) -> Tree:
    """The product; powers of the same base are put together."""
    number, powers = ONE, dict[Any, Any]()  # base -> exponent
    stack = list(reversed(factors))
    while stack:
        part = stack.pop()
        if part.is_Rational:
            number = number * part
        elif part.is_Mul:
            stack += reversed(part.args)
        else:
            base, exponent = as_power(part)
            powers[base] = powers[base] + exponent if base in powers else exponent
    if number == 0:
        return ZERO
    rows: list[Any] = []
    for base, exponent in powers.items():
        each = power(base, exponent)
        if each.is_Rational:
            number = number * each
        elif each.is_Mul and base is UNIT:  # -I
            number, rows = -number, [*rows, UNIT]
        else:
            rows.append(each)
    if number != 1 or not rows:
        rows = [number, *rows]
    return rows[0] if len(rows) == 1 else node(sympy.Mul, *rows)


def as_power(tree: Tree) -> tuple[Tree, Tree]:
    """Base and exponent; a power that is not rational is a base itself."""
    return (tree.base, tree.exp) if tree.is_Pow and tree.exp.is_Rational else (tree, ONE)


def power(base: Tree, exponent: Tree) -> Tree:
    """base^exponent; integer powers of products and powers are opened."""
    if exponent.is_Mul and not symbols(exponent):  # -1/3 as it is written
        exponent = multiply(exponent)
    if exponent == 0 or base is ONE:
        return ONE
    if exponent == 1:
        return base
    if (base.is_Rational and base == 0) or (exponent.is_Integer and (base.is_Rational or base is UNIT)):
        return sympy.Pow(base, exponent)
    if exponent.is_Integer and base.is_Mul:
        return multiply(*(power(part, exponent) for part in base.args))
    if exponent.is_Integer and base.is_Pow and base.exp.is_Rational:
        return power(base.base, base.exp * exponent)
    return node(sympy.Pow, base, exponent)


def function(head: Any, *args: Tree) -> Any:
    """A function; in SymPy's own forms, such as sin(pi - t) = sin(t), where a constant is added in its argument."""
    if not any(map(symbols, args)):
        return head(*args)
    if len(args) == 1 and args[0].is_Add and has(args[0], (sympy.NumberSymbol,)):
        if head in (sympy.sin, sympy.cos):
            return _turned(head, args[0])
        if head in PERIODIC or has(args[0], (sympy.core.numbers.ImaginaryUnit,)):
            return head(*args)
    if (head in EVEN or head in ODD) and args[0].is_Mul and any(part.is_Rational and part < 0 for part in args[0].args):
        turned = function(head, multiply(MINUS_ONE, args[0]))
        return turned if head in EVEN else multiply(MINUS_ONE, turned)
    return node(head, *args)


EVEN = {sympy.cos, sympy.cosh, sympy.Abs, head("sinc")}
ODD = {sympy.sin, sympy.tan, sympy.sinh, sympy.tanh, sympy.coth, sympy.erf, sympy.atan, sympy.asinh, sympy.asin}
PERIODIC = {sympy.tan, sympy.cot, sympy.sec, sympy.csc}
HEAVY = (AppliedUndef, sympy.Piecewise)  # functions that only SymPy puts together


def rebuilt(tree: Tree, parts: list[Tree]) -> Tree:
    """The node with other parts."""
    if tree.is_Add:
        return add(*parts)
    if tree.is_Mul:
        return multiply(*parts)
    if tree.is_Pow:
        return power(*parts)
    return function(tree.func, *parts) if _is_light(tree) else tree.func(*parts)


def _is_light(tree: Tree) -> bool:
    """Whether it is a function that nothing but its arguments makes."""
    return isinstance(tree, sympy.Function) and not isinstance(tree, HEAVY)


def replaced(tree: Tree, changes: Mapping[Tree, Tree]) -> Tree:
    """The tree with other symbols or trees in the place of some symbols."""
    if tree in changes:
        return changes[tree]
    if not tree.args or not any(symbol in changes for symbol in symbols(tree)):
        return tree
    if isinstance(tree, (ExprWithLimits, PrincipalValue)):
        return _replaced_within(tree, changes)
    if not (tree.is_Add or tree.is_Mul or tree.is_Pow or _is_light(tree)):
        return tree.xreplace(changes)
    return rebuilt(tree, [replaced(part, changes) for part in tree.args])


def _turned(head: Any, argument: Tree) -> Any:
    """The sine or cosine of a sum, without whole multiples of pi/2 in it."""
    quarters = ZERO
    for term in argument.args:
        factor, rest = _parted(term)
        if rest is sympy.pi and (2 * factor).is_Integer:
            quarters = 2 * factor
    if quarters == 0:
        return node(head, argument)
    rest = add(argument, multiply(-quarters / 2, sympy.pi))
    quarter = int(quarters + (0 if head is sympy.cos else 3)) % 4  # sin x = cos(x - pi/2)
    turned = function(sympy.cos if quarter % 2 == 0 else sympy.sin, rest)
    return multiply(MINUS_ONE, turned) if quarter in (1, 2) else turned


def _replaced_within(tree: Tree, changes: Mapping[Tree, Tree]) -> Tree:
    """An integral or a sum, the innermost limits first; what it binds stays."""
    limits = []
    for k, (symbol, *ends) in enumerate(tree.limits):
        free = {old: new for old, new in changes.items() if old not in {row[0] for row in tree.limits[k + 1 :]}}
        limits.append(sympy.Tuple(symbol, *(replaced(end, free) for end in ends)))
    free = {old: new for old, new in changes.items() if old not in {row[0] for row in tree.limits}}
    return bound(tree.func, replaced(tree.function, free), *limits)


def is_even(tree: Tree, symbol: Tree) -> bool:
    """Whether the tree is seen to be even in the symbol."""
    other = sympy.Symbol(f"mirrored {symbol}")
    if replaced(tree, {symbol: other}) == replaced(tree, {symbol: multiply(MINUS_ONE, other)}):
        return True
    return _parity(tree, symbol) == 1


def is_odd(tree: Tree, symbol: Tree) -> bool:
    """Whether the tree is seen to be odd in the symbol."""
    return _parity(tree, symbol) == -1


@lru_cache(maxsize=KEPT)
def _parity(tree: Tree, symbol: Tree) -> int:
    """1 for even, -1 for odd, 0 where neither is seen."""
    if tree == symbol:
        return -1
    if not depends(tree, symbol):
        return 1
    if isinstance(tree, (ExprWithLimits, PrincipalValue, *BINDERS)):
        return 0
    parts = [_parity(part, symbol) for part in tree.args]
    if tree.is_Add:
        return parts[0] if len(set(parts)) == 1 else 0
    if tree.is_Mul:
        return math.prod(parts)
    if tree.is_Pow and tree.exp.is_Integer:
        return abs(parts[0]) if tree.exp % 2 == 0 else parts[0]
    if all(part == 1 for part in parts):
        return 1
    if parts != [-1]:
        return 0
    return 1 if tree.func in EVEN else -1 if tree.func in ODD else 0


@lru_cache(maxsize=KEPT)
def derivative(tree: Tree, symbol: Tree) -> Tree:
    """The derivative by a symbol."""
    if tree == symbol:
        return ONE
    if not depends(tree, symbol):
        return ZERO
    args = tree.args
    if tree.is_Add:
        return add(*(derivative(part, symbol) for part in args))
    if tree.is_Mul:
        return add(*(
            multiply(derivative(part, symbol), *args[:k], *args[k + 1 :])
            for k, part in enumerate(args) if depends(part, symbol)
        ))  # fmt: skip
    if tree.is_Pow:
        return _of_power(tree, symbol)
    slope = SLOPES.get(tree.func)
    if slope is None:
        return tree.diff(symbol)
    return multiply(slope(tree, args[0]), derivative(args[0], symbol))


def _of_power(tree: Tree, symbol: Tree) -> Tree:
    base, exponent = tree.base, tree.exp
    if not depends(exponent, symbol):
        return multiply(exponent, power(base, add(exponent, MINUS_ONE)), derivative(base, symbol))
    growth = multiply(derivative(exponent, symbol), sympy.log(base))
    if depends(base, symbol):
        growth = add(growth, multiply(exponent, power(base, MINUS_ONE), derivative(base, symbol)))
    return multiply(tree, growth)


def _squared(tree: Tree) -> Tree:
    return power(tree, sympy.Integer(2))


def _root(tree: Tree) -> Tree:
    """1/sqrt(tree)."""
    return power(tree, sympy.Rational(-1, 2))


SLOPES: dict[Any, Callable[[Any, Any], Any]] = {
    sympy.exp: lambda tree, _x: tree,
    sympy.log: lambda _tree, x: power(x, MINUS_ONE),
    sympy.sin: lambda _tree, x: function(sympy.cos, x),
    sympy.cos: lambda _tree, x: multiply(MINUS_ONE, function(sympy.sin, x)),
    sympy.tan: lambda tree, _x: add(ONE, _squared(tree)),
    sympy.sinh: lambda _tree, x: function(sympy.cosh, x),
    sympy.cosh: lambda _tree, x: function(sympy.sinh, x),
    sympy.tanh: lambda tree, _x: add(ONE, multiply(MINUS_ONE, _squared(tree))),
    sympy.coth: lambda tree, _x: add(ONE, multiply(MINUS_ONE, _squared(tree))),
    sympy.erf: lambda _tree, x: multiply(
        sympy.Integer(2), _root(sympy.pi), function(sympy.exp, multiply(MINUS_ONE, _squared(x)))
    ),
    sympy.atan: lambda _tree, x: power(add(ONE, _squared(x)), MINUS_ONE),
    sympy.Abs: lambda _tree, x: function(sympy.sign, x),  # of what is real
    sympy.asinh: lambda _tree, x: _root(add(ONE, _squared(x))),
    sympy.asin: lambda _tree, x: _root(add(ONE, multiply(MINUS_ONE, _squared(x)))),
    sympy.acos: lambda _tree, x: multiply(MINUS_ONE, _root(add(ONE, multiply(MINUS_ONE, _squared(x))))),
}
