"""Inner sums of rational functions, alternating or not, in closed form: by digamma and Hurwitz's zeta function.

Nested Euler sums and lattice sums become sums over one index of functions that are known in the whole plane.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import sympy
from sympy.polys.polyerrors import PolynomialError

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.algebra import is_steep

Fraction = tuple[Any, int, Any]  # root, power, factor
MOST_DEGREE = 8  # of a denominator


def without_inner_sums(tree: Tree) -> Any:
    """A Sum with those in its summand, and its inner limits, in closed form where they have one; else the tree."""
    *inner, (index, low, high) = tree.limits
    body = sympy.Sum(tree.function, *inner) if inner else tree.function
    found = _replaced(body, index, low)
    return tree if found is None or found.has(sympy.Sum) else sympy.Sum(found, (index, low, high))


def _replaced(tree: Tree, index: Tree, low: Tree) -> Any | None:
    """The tree without sums over other indices; None where one has no closed form for integers index >= low."""
    if not tree.has(sympy.Sum):
        return tree
    if isinstance(tree, sympy.Sum):
        return _closed(tree, index, low)
    parts = [_replaced(part, index, low) for part in tree.args]
    return None if any(part is None for part in parts) else tree.func(*parts)


def over_periods(tree: Tree, count: Tree, variable: Tree, low: Tree) -> tuple[Any, Any] | None:
    """The sum over count = 0, 1, 2, ... and the factor of the harmonic series in it; None where it is not known."""
    sign, factor, rational = _parted(tree, count)
    if rational is None or sign:
        return None
    fractions = _fractions(rational, count, variable, low)
    if fractions is None:
        return None
    first = sympy.simplify(sum((a for _, power, a in fractions if power == 1), sympy.Integer(0)))
    return factor * _rest(fractions, sympy.Integer(0), False), factor * first


def _closed(tree: Tree, index: Tree, low: Tree) -> Any | None:
    if len(tree.limits) != 1 or len(tree.limits[0]) != 3 or tree.function.has(sympy.Sum):
        return None
    k, start, end = tree.limits[0]
    if start in (-sympy.oo, sympy.oo) or end == -sympy.oo:
        return None
    sign, factor, rational = _parted(tree.function, k)
    if rational is None:
        return None
    fractions = _fractions(rational, k, index, low)
    if fractions is None:
        return None
    if end == sympy.oo:
        if not sign and sympy.simplify(sum(a for _, power, a in fractions if power == 1)) != 0:
            return None
        return factor * _rest(fractions, start, sign)
    if not all(_off_poles(sympy.expand(end + 1 - root), index, low) for root, _, _ in fractions):
        return None
    # What is beyond the upper limit is taken off; a part that diverges alone does so in both.
    return factor * (_rest(fractions, start, sign) - _rest(fractions, end + 1, sign))


def _off_poles(a: Tree, index: Tree, low: Tree) -> bool:
    """Whether Hurwitz's zeta function is finite at a for every integer index from `low` on."""
    if not a.has(index):
        return a.is_positive is True or a.is_integer is False or a.is_real is False
    if sympy.im(a.xreplace({index: sympy.Dummy("positive", positive=True)})).is_zero is False:
        return True
    slope = sympy.diff(a, index)
    return slope.is_positive is True and low.is_Integer and a.subs(index, low).is_positive is True


def _parted(tree: Tree, k: Tree) -> tuple[bool, Any, Any]:
    """Whether the tree alternates in k, what does not depend on it, and the rational function that is left."""
    alternating, fixed, rest = False, [], []
    for part in sympy.Mul.make_args(tree):
        if not part.has(k):
            fixed.append(part)
        elif part.is_Pow and part.base == -1:
            slope = sympy.diff(part.exp, k)
            if not slope.is_Integer:
                return False, None, None
            alternating ^= bool(slope % 2)
            fixed.append(sympy.Pow(-1, sympy.expand(part.exp - slope * k)))
        else:
            rest.append(part)
    rational = sympy.Mul(*rest)
    if is_steep(rational) or not rational.is_rational_function(k) or rational.has(sympy.Sum):
        return False, None, None
    return alternating, sympy.Mul(*fixed), rational


def _fractions(tree: Tree, k: Tree, index: Tree, low: Tree) -> list[Fraction] | None:
    """(root, power, factor) of every partial fraction.

    None where there is a polynomial as well, where roots may meet, and where SymPy finds no roots.
    """
    try:
        return _partial_fractions(tree, k, index, low)
    except (PolynomialError, NotImplementedError):  # generators that are no polynomials; roots of a degree too high
        return None


def _partial_fractions(tree: Tree, k: Tree, index: Tree, low: Tree) -> list[Fraction] | None:
    positive = sympy.Dummy("positive", positive=True)
    top, bottom = sympy.fraction(sympy.together(tree.xreplace({index: positive})))
    if sympy.degree(top, k) >= sympy.degree(bottom, k) or sympy.degree(bottom, k) > MOST_DEGREE:
        return None
    if tree.free_symbols - {k, index}:
        return None  # whether roots meet is not known
    roots = sympy.roots(sympy.Poly(bottom, k))
    if sum(roots.values()) != sympy.degree(bottom, k) or _may_meet(list(roots), positive, low):
        return None
    lead = sympy.LC(bottom, k)
    found = []
    for root, times in roots.items():
        others = sympy.Mul(*((k - other) ** count for other, count in roots.items() if other != root))
        function = top / (lead * others)
        for order in range(times):
            value = sympy.simplify(function.subs(k, root)) / sympy.factorial(order)
            if value != 0:
                found.append((root, times - order, value))
            function = sympy.diff(function, k)
    back = {positive: index}
    return [(root.xreplace(back), power, value.xreplace(back)) for root, power, value in found]


def _may_meet(roots: list[Tree], index: Tree, low: Tree) -> bool:
    """Whether two roots may be the same at an integer index from `low` on."""
    for one, other in combinations(roots, 2):
        apart = sympy.simplify(one - other)
        if not apart.has(index):
            continue
        slope = sympy.diff(apart, index)
        if slope.has(index) or not low.is_Integer:
            return True
        zero = sympy.simplify(index - apart / slope)
        if zero.is_real is not False and not (zero.is_number and zero < low):
            return True
    return False


def _rest(fractions: list[Fraction], start: Tree, alternating: bool) -> Any:
    """The sum from `start` to infinity, without the constant that the sums of all 1/k have in common."""
    total = sympy.Integer(0)
    for root, power, factor in fractions:
        a = sympy.expand(start - root)
        if not alternating:
            total += factor * _hurwitz(power, a)
        else:
            half = sympy.Rational(1, 2)
            pair = _hurwitz(power, a * half) - _hurwitz(power, (a + 1) * half)
            total += factor * sympy.Pow(-1, start) * half**power * pair
    return total


def _hurwitz(power: int, a: Tree) -> Any:
    """The sum of 1/(j + a)^power, j >= 0; for the first power minus digamma, which differs by a constant."""
    if power == 1:
        return -sympy.digamma(a, evaluate=False)
    return sympy.zeta(sympy.Integer(power), a, evaluate=False)
