"""Integrals over a whole period, or half of one, of simple functions of c + a cos t + b sin t."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import tidied
from higgs_sym.evaluation.planes.guards import NOT_REAL, Guard, positive
from higgs_sym.evaluation.polynomials import expanded, terms
from higgs_sym.parsing.heads import head

COS, SIN = sympy.Symbol("cosine"), sympy.Symbol("sine")
HALF, TWO = sympy.Rational(1, 2), sympy.Integer(2)
Known = tuple[Any, list[Guard]]


@dataclass(frozen=True)
class Wave:
    """c + a cos t + b sin t."""

    c: Any
    a: Any
    b: Any

    @property
    def square(self) -> Tree:
        """a^2 + b^2."""
        return expanded(algebra.add(algebra.power(self.a, TWO), algebra.power(self.b, TWO)))

    @property
    def ends(self) -> tuple[Tree, Tree] | None:
        """Its largest and its smallest value, in either order, where these are without a root."""
        if self.b != 0:
            return None
        return tidied(algebra.add(self.c, self.a)), tidied(
            algebra.add(self.c, algebra.multiply(algebra.MINUS_ONE, self.a))
        )

    @property
    def root(self) -> Tree:
        """sqrt(c^2 - a^2 - b^2), of the sign of c."""
        if self.ends is not None:
            return algebra.multiply(*(algebra.power(end, HALF) for end in self.ends))
        rest = tidied(algebra.add(algebra.power(self.c, TWO), algebra.multiply(algebra.MINUS_ONE, self.square)))
        return algebra.power(rest, HALF)

    @property
    def guards(self) -> list[Guard]:
        """That it does not vanish; without them the root may have the wrong sign."""
        if self.ends is not None:
            if algebra.has(self.c, (sympy.core.numbers.ImaginaryUnit,)):
                return [Guard(self.c, NOT_REAL)]
            return positive(algebra.multiply(*self.ends), pole=True)
        rest = tidied(algebra.add(algebra.power(self.c, TWO), algebra.multiply(algebra.MINUS_ONE, self.square)))
        return positive(self.c, rest)


def over_a_period(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """The integral over t and what has to hold for it; None where it is not known."""
    length, share = expanded(algebra.add(high, algebra.multiply(algebra.MINUS_ONE, low))), algebra.ONE
    found = _in_waves(tree, t)
    if found is None:
        return None
    doubled = tidied(_doubled(found))
    if doubled != found and not algebra.depends(doubled, SIN) and _linear_only(doubled):
        found, length, low, share = doubled, algebra.multiply(TWO, length), algebra.multiply(TWO, low), HALF
    if _is(length, 2 * sympy.pi):
        pass
    elif _is(length, sympy.pi) and _is(low, 0) and not algebra.depends(found, SIN):
        share = algebra.multiply(share, HALF)
    else:
        return None
    parts = []
    for term in sympy.Add.make_args(found):
        part = _term(term)
        if part is None:
            return None
        parts.append(part)
    guards = list(dict.fromkeys(guard for part in parts for guard in part[1]))
    return algebra.multiply(share, algebra.add(*(part[0] for part in parts))), guards


def _is(tree: Tree, number: Tree) -> bool:
    return bool(expanded(algebra.add(tree, algebra.multiply(algebra.MINUS_ONE, sympy.sympify(number)))) == 0)


def _in_waves(tree: Tree, t: Tree) -> Tree | None:
    """The tree in COS and SIN; None for what else there is."""
    changes = {}
    for node in sympy.preorder_traversal(tree):
        if isinstance(node, (sympy.sin, sympy.cos)) and algebra.depends(node, t):
            slope = algebra.derivative(expanded(node.args[0]), t)
            if slope not in (1, -1):
                return None
            opened = sympy.expand_trig(node.func(expanded(node.args[0])))
            changes[node] = opened.xreplace({sympy.cos(t): COS, sympy.sin(t): SIN})
    if not changes:
        return None
    found = tidied(tree.xreplace(changes))
    return None if algebra.depends(found, t) else found


def _doubled(tree: Tree) -> Tree:
    """Even powers of waves by those of twice the angle, which have the same names."""
    if tree.is_Pow and tree.base in (COS, SIN) and tree.exp.is_Integer and tree.exp % 2 == 0 and tree.exp > 0:
        sign = 1 if tree.base == COS else -1
        half = algebra.multiply(HALF, algebra.add(algebra.ONE, algebra.multiply(sympy.Integer(sign), COS)))
        return algebra.power(half, tree.exp / 2)
    if tree in (COS, SIN):
        return SIN  # of the angle itself: there is no way
    if not tree.args:
        return tree
    return algebra.rebuilt(tree, [_doubled(part) for part in tree.args])


def _linear_only(tree: Tree) -> bool:
    """Whether there are no powers of waves but the first in its polynomials."""
    return not any(
        node.is_Pow and node.base in (COS, SIN) and node.exp.is_Integer and node.exp > 0
        for node in sympy.preorder_traversal(tree)
    )


def _wave(tree: Tree) -> Wave | None:
    rows = terms(tree, (COS, SIN))
    if rows is None or any(sum(powers) > 1 for powers in rows):
        return None
    return Wave(*(rows.get(powers, algebra.ZERO) for powers in ((0, 0), (1, 0), (0, 1))))


def _term(tree: Tree) -> Known | None:
    """The integral of a product over the whole period."""
    rest = [factor for factor in sympy.Mul.make_args(tree) if algebra.symbols(factor) & {COS, SIN}]
    fixed = [factor for factor in sympy.Mul.make_args(tree) if factor not in rest]
    found = _known(rest)
    return None if found is None else (algebra.multiply(*fixed, found[0]), found[1])


def _known(factors: list[Tree]) -> Known | None:
    circle = algebra.multiply(TWO, sympy.pi)
    if not factors:
        return circle, []
    polynomial, rest = Wave(algebra.ONE, algebra.ZERO, algebra.ZERO), []
    if len(factors) == 1 and factors[0].is_Pow and factors[0].base.is_Mul and factors[0].exp == -HALF:
        factors = [algebra.power(part, -HALF) for part in factors[0].base.args]  # guarded: both are positive
    for factor in factors:
        wave = _wave(factor)
        if wave is not None and polynomial.square == 0:
            polynomial = wave
        else:
            rest.append(factor)
    if not rest:
        return algebra.multiply(circle, polynomial.c), []
    if len(rest) == 1:
        return _one(rest[0], polynomial, circle)
    if len(rest) == 2 and all(each.is_Pow and each.exp == -HALF for each in rest):
        one, other = (_wave(each.base) for each in rest)
        if one is not None and other is not None and polynomial == Wave(algebra.ONE, algebra.ZERO, algebra.ZERO):
            return _two_roots(one, other, circle)
    return None


def _one(tree: Tree, before: Wave, circle: Tree) -> Known | None:
    """A polynomial of the first degree times a function of a wave."""
    inside = tree.base if tree.is_Pow else tree.args[0]
    wave = _wave(inside)
    if wave is None or wave.square == 0:
        return None
    if tree.is_Pow and tree.exp == -1:
        return _quotient(before, wave, circle)
    if before.square != 0:
        return None
    factor = algebra.multiply(circle, before.c)
    if isinstance(tree, sympy.log) and not any(guard.kind == NOT_REAL for guard in wave.guards):
        half = algebra.multiply(HALF, algebra.add(wave.c, wave.root))
        return algebra.multiply(factor, sympy.log(half)), [*wave.guards, *positive(wave.c)]
    if tree.is_Pow and tree.exp == -2:
        cube = algebra.power(wave.root, sympy.Integer(-3))
        return algebra.multiply(factor, wave.c, cube), wave.guards
    if tree.is_Pow and tree.exp == -HALF and wave.ends is not None:
        roots = [algebra.power(end, HALF) for end in wave.ends]
        return algebra.multiply(factor, _over_agm(*roots)), positive(*wave.ends)
    if tree.is_Pow and tree.exp == HALF and wave.ends is not None:
        share = algebra.multiply(wave.ends[1], algebra.power(wave.ends[0], algebra.MINUS_ONE))
        modulus = tidied(algebra.add(algebra.ONE, algebra.multiply(algebra.MINUS_ONE, share)))
        value = algebra.multiply(4 * factor / circle, algebra.power(wave.ends[0], HALF), head("elliptic_e")(modulus))
        return value, positive(*wave.ends)
    if isinstance(tree, sympy.exp):
        size = algebra.power(wave.square, HALF) if wave.b != 0 else wave.a
        return algebra.multiply(factor, algebra.function(sympy.exp, wave.c), sympy.besseli(0, size)), []
    return None


def _quotient(before: Wave, wave: Wave, circle: Tree) -> Known | None:
    """What is along the wave in the numerator is a constant; what is across integrates to zero."""
    along = algebra.ZERO
    if before.square != 0:
        if wave.b == 0:
            along = algebra.multiply(before.a, algebra.power(wave.a, algebra.MINUS_ONE))
        else:
            both = algebra.add(algebra.multiply(before.a, wave.a), algebra.multiply(before.b, wave.b))
            along = algebra.multiply(both, algebra.power(wave.square, algebra.MINUS_ONE))
    rest = algebra.add(before.c, algebra.multiply(algebra.MINUS_ONE, along, wave.c))
    over = algebra.multiply(rest, algebra.power(wave.root, algebra.MINUS_ONE))
    return algebra.multiply(circle, algebra.add(along, over)), wave.guards


def _two_roots(one: Wave, other: Wave, circle: Tree) -> Known | None:
    """1/sqrt((p + q cos t)(r + s cos t)), by the arithmetic-geometric mean."""
    if one.ends is None or other.ends is None:
        return None
    pairs = [(one.ends[k], other.ends[1 - k]) for k in (0, 1)]
    roots = [algebra.multiply(*(algebra.power(end, HALF) for end in pair)) for pair in pairs]
    return algebra.multiply(circle, _over_agm(*roots)), positive(*one.ends, *other.ends)


def _over_agm(one: Tree, other: Tree) -> Tree:
    return algebra.power(head("agm")(one, other), algebra.MINUS_ONE)
