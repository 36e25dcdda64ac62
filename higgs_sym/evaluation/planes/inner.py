"""Inner integrals that are known: of functions of a + b t, of Gaussians, over whole periods, and of quotients.

Each comes with what has to hold for it on the whole range of the other variables.
"""

from __future__ import annotations

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import INFINITE, plain, tidied
from higgs_sym.evaluation.planes.exponentials import WAVES, exponential, exponential_times
from higgs_sym.evaluation.planes.guards import positive
from higgs_sym.evaluation.planes.pieces import HALF, TWO, Known, at, linear, minus
from higgs_sym.evaluation.planes.quadratics import linear_times_quadratic, of_quadratic, two_resonances
from higgs_sym.evaluation.planes.trigonometric import over_a_period
from higgs_sym.evaluation.polynomials import coefficients, expanded

MOST_TERMS = 12


def known(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """The integral of the tree over t from low to high and its guards; None where it is not known."""
    if not plain(tree):
        return None
    if algebra.has(tree, (sympy.core.numbers.ImaginaryUnit,)):
        return None if low in INFINITE or high in INFINITE else over_a_period(tree, t, low, high)
    if low not in INFINITE and high not in INFINITE:
        found = over_a_period(tree, t, low, high)
        if found is not None:
            return found
    return _sum_of(_split(tree, t), t, low, high)


def _sum_of(trees: list[Tree], t: Tree, low: Tree, high: Tree) -> Known | None:
    parts, guards = [], []
    for tree in trees:
        found = _product(tree, t, low, high)
        if found is None:
            return None
        parts.append(found[0])
        guards += found[1]
    return algebra.add(*parts), guards


def _split(tree: Tree, t: Tree) -> list[Tree]:
    """Terms of a sum, of polynomials that are factors as well."""
    if tree.is_Add:
        return list(tree.args)
    sums = [each for each in sympy.Mul.make_args(tree) if each.is_Add and _is_open(each, t)]
    if len(sums) == 1 and len(sums[0].args) <= MOST_TERMS and tree.is_Mul:
        rest = [each for each in tree.args if each != sums[0]]
        return [algebra.multiply(each, *rest) for each in sums[0].args]
    return [tree]


def _is_open(tree: Tree, t: Tree) -> bool:
    """Whether it is a polynomial, or a sum of exponentials and waves."""
    if coefficients(tree, t) is not None:
        return True
    factors = [factor for term in tree.args for factor in sympy.Mul.make_args(term) if algebra.depends(factor, t)]
    return all(isinstance(factor, (sympy.exp, *WAVES)) for factor in factors)


def _product(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    factors = sympy.Mul.make_args(tree)
    fixed = [factor for factor in factors if not algebra.depends(factor, t)]
    rest = _joined([factor for factor in factors if factor not in fixed])
    found: Known | None = None
    if not rest:
        if low in INFINITE or high in INFINITE:
            return None
        found = minus(high, low), []
    elif len(rest) == 1 and rest[0].is_Add and coefficients(rest[0], t) is None:
        found = _sum_of(list(rest[0].args), t, low, high)
    elif len(rest) == 1:
        found = _root_of_two(rest[0], t, low, high) or _one(rest[0], t, low, high)
    elif len(rest) == 2:
        found = _two(rest, t, low, high)
    return None if found is None else (algebra.multiply(*fixed, found[0]), found[1])


def _joined(factors: list[Tree]) -> list[Tree]:
    """Exponentials are put together."""
    exponents = [each.args[0] for each in factors if isinstance(each, sympy.exp)]
    rest = [each for each in factors if not isinstance(each, sympy.exp)]
    if not exponents:
        return rest
    return [*rest, algebra.function(sympy.exp, expanded(algebra.add(*exponents)))]


def _one(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    if isinstance(tree, sympy.exp):
        return exponential(tree.args[0], t, low, high)
    if low in INFINITE:
        if high in INFINITE:
            return of_quadratic(tree.base, tree.exp, t, low, high) if tree.is_Pow else None
        turned = algebra.replaced(tree, {t: algebra.multiply(algebra.MINUS_ONE, t)})
        return _one(tidied(turned), t, algebra.multiply(algebra.MINUS_ONE, high), sympy.oo)
    if tree == t:
        tree = algebra.add(t, algebra.ZERO)
        return (
            None
            if high in INFINITE
            else (algebra.multiply(HALF, minus(algebra.power(high, TWO), algebra.power(low, TWO))), [])
        )
    kinked = _of_distance(tree, t, low, high)
    if kinked is not None:
        return kinked
    base, exponent = (tree.base, tree.exp) if tree.is_Pow else (tree, algebra.ONE)
    if (tree.is_Pow or tree.is_Add) and not algebra.depends(exponent, t):
        return _power(base, exponent, t, low, high)
    if high in INFINITE or len(tree.args) != 1:
        return None
    pair = linear(tree.args[0], t)
    found = None if pair is None else _of_linear(tree, at(pair, low), at(pair, high))
    return None if found is None or pair is None else (algebra.multiply(found, 1 / pair[1]), [])


def _power(base: Tree, exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    pair = linear(base, t)
    if pair is None or not exponent.is_Rational:
        return of_quadratic(base, exponent, t, low, high)
    bottom, slope = at(pair, low), algebra.power(pair[1], algebra.MINUS_ONE)
    raised = algebra.add(exponent, algebra.ONE)
    if high in INFINITE:
        if raised >= 0:
            return None
        value = algebra.multiply(algebra.MINUS_ONE, slope, 1 / raised, algebra.power(bottom, raised))
        return value, positive(algebra.multiply(bottom, pair[1]), pole=raised <= 0)
    top = at(pair, high)
    if raised <= 0 and 0 in (top, bottom):
        return None
    if raised == 0:
        ratio = algebra.multiply(top, algebra.power(bottom, algebra.MINUS_ONE))
        return algebra.multiply(slope, sympy.log(ratio)), positive(algebra.multiply(top, bottom), pole=True)
    ends = algebra.add(algebra.power(top, raised), algebra.multiply(algebra.MINUS_ONE, algebra.power(bottom, raised)))
    return algebra.multiply(slope, 1 / raised, ends), [] if raised > 0 else positive(
        algebra.multiply(top, bottom), pole=True
    )


def _of_distance(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """log |u| or |u|^n of a linear u, whose antiderivatives go through u = 0."""
    base, exponent = algebra.as_power(tree.args[0] if isinstance(tree, sympy.log) else tree)
    pair = linear(base.args[0], t) if type(base).__name__ == "Abs" else None
    if pair is None or high in INFINITE or not exponent.is_Rational or exponent <= -1:
        return None
    ends = []
    for end in (high, low):
        u = at(pair, end)
        size = algebra.function(sympy.Abs, u)
        if isinstance(tree, sympy.log):
            ends.append(algebra.multiply(exponent, _log(u, size)))
        else:
            ends.append(algebra.multiply(u, algebra.power(size, exponent), 1 / (exponent + 1)))
    both = algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1]))
    return algebra.multiply(algebra.power(pair[1], algebra.MINUS_ONE), both), []


def _of_linear(tree: Tree, bottom: Tree, top: Tree) -> Tree | None:
    """The difference of the antiderivative of a function of one argument between two arguments."""
    antiderivative = ANTIDERIVATIVES.get(type(tree).__name__)
    if antiderivative is None:
        return None
    return algebra.add(antiderivative(top), algebra.multiply(algebra.MINUS_ONE, antiderivative(bottom)))


def _log(x: Tree, inside: Tree) -> Tree:
    """x log |x|, or without the absolute value; zero at zero."""
    return (
        algebra.ZERO
        if x == 0
        else algebra.add(algebra.multiply(x, sympy.log(inside)), algebra.multiply(algebra.MINUS_ONE, x))
    )


def _square(x: Tree) -> Tree:
    return algebra.power(x, TWO)


ANTIDERIVATIVES = {
    "sin": lambda x: algebra.multiply(algebra.MINUS_ONE, algebra.function(sympy.cos, x)),
    "cos": lambda x: algebra.function(sympy.sin, x),
    "sinh": lambda x: algebra.function(sympy.cosh, x),
    "cosh": lambda x: algebra.function(sympy.sinh, x),
    "log": lambda x: _log(x, x),
    "Abs": lambda x: algebra.multiply(HALF, x, algebra.function(sympy.Abs, x)),
    "erf": lambda x: algebra.add(
        algebra.multiply(x, algebra.function(sympy.erf, x)),
        algebra.multiply(
            algebra.power(sympy.pi, -HALF), algebra.function(sympy.exp, algebra.multiply(algebra.MINUS_ONE, _square(x)))
        ),
    ),
    "atan": lambda x: algebra.add(
        algebra.multiply(x, algebra.function(sympy.atan, x)),
        algebra.multiply(-HALF, sympy.log(algebra.add(algebra.ONE, _square(x)))),
    ),
}


def _two(factors: list[Tree], t: Tree, low: Tree, high: Tree) -> Known | None:
    """t^n or 1/(a + b t) times an exponential; two linear factors below the fraction stroke."""
    exponentials = [each for each in factors if isinstance(each, sympy.exp)]
    others = [each for each in factors if each not in exponentials]
    if exponentials and len(others) == 1:
        return exponential_times(exponentials[0], others[0], t, low, high)
    found = _between_zeros(factors, t, low, high) or _polynomial_times(factors, t, low, high)
    for before, factor in (factors, factors[::-1]):
        if found is None and factor.is_Pow:
            found = linear_times_quadratic(before, factor.base, factor.exp, t, low, high)
    if found is not None:
        return found
    if all(each.is_Pow and each.exp == -1 for each in factors):
        found = two_resonances([each.base for each in factors], t) if low in INFINITE and high in INFINITE else None
        return found or _two_poles([each.base for each in factors], t, low, high)
    return None


def _root_of_two(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """The same under one root; both factors are positive between their zeros."""
    if not tree.is_Pow or not tree.exp.is_Rational or not tree.base.is_Mul:
        return None
    parts = [part for part in tree.base.args if algebra.depends(part, t)]
    fixed = [part for part in tree.base.args if part not in parts]
    if len(parts) != 2 or not all(part.is_Rational and part > 0 for part in fixed):
        return None
    found = _between_zeros([algebra.power(part, tree.exp) for part in parts], t, low, high)
    return (
        None
        if found is None
        else (algebra.multiply(algebra.power(algebra.multiply(*fixed), tree.exp), found[0]), found[1])
    )


def _between_zeros(factors: list[Tree], t: Tree, low: Tree, high: Tree) -> Known | None:
    """(t - low)^p (high - t)^q, up to factors: a beta function."""
    if low in INFINITE or high in INFINITE:
        return None
    for one, other in (factors, factors[::-1]):
        (base, p), (top, q) = algebra.as_power(one), algebra.as_power(other)
        pairs = linear(base, t), linear(top, t)
        if pairs[0] is None or pairs[1] is None or at(pairs[0], low) != 0 or at(pairs[1], high) != 0:
            continue
        if not (p > -1 and q > -1):
            return None
        slopes = pairs[0][1], algebra.multiply(algebra.MINUS_ONE, pairs[1][1])
        length, both = minus(high, low), algebra.add(p, q, algebra.ONE)
        size = sympy.gamma(p + 1) * sympy.gamma(q + 1) / sympy.gamma(both + 1)
        value = algebra.multiply(
            size, *(algebra.power(*each) for each in zip((*slopes, length), (p, q, both), strict=True))
        )
        return value, positive(*slopes, length)
    return None


def _polynomial_times(factors: list[Tree], t: Tree, low: Tree, high: Tree) -> Known | None:
    """A polynomial times a power of a + b t, in powers of the latter."""
    for before, factor in (factors, factors[::-1]):
        pair = linear(factor.base, t) if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0 else None
        if pair is None or coefficients(before, t) is None:
            continue
        u = sympy.Symbol("linear")
        moved = algebra.add(u, algebra.multiply(algebra.MINUS_ONE, pair[0]))
        rows = coefficients(algebra.replaced(before, {t: algebra.multiply(moved, 1 / pair[1])}), u)
        if rows is None:
            continue
        terms = [algebra.multiply(c, algebra.power(factor.base, factor.exp + k)) for k, c in rows.items()]
        return _sum_of(terms, t, low, high)
    return None


def _two_poles(bases: list[Tree], t: Tree, low: Tree, high: Tree) -> Known | None:
    """1/((a + b t)(c + d t)) = log of a ratio over (b c - a d)."""
    pairs = [linear(each, t) for each in bases]
    if pairs[0] is None or pairs[1] is None or low in INFINITE:
        return None
    (a, b), (c, d) = pairs[0], pairs[1]
    below = expanded(algebra.add(algebra.multiply(b, c), algebra.multiply(algebra.MINUS_ONE, a, d)))
    if below == 0:
        return None
    bottoms = [at(pair, low) for pair in ((a, b), (c, d))]
    if high in INFINITE:
        ratio = algebra.multiply(b, bottoms[1], algebra.power(algebra.multiply(d, bottoms[0]), algebra.MINUS_ONE))
        guards = positive(*bottoms, b, d)
    else:
        tops = [at(pair, high) for pair in ((a, b), (c, d))]
        ratio = algebra.multiply(
            tops[0], bottoms[1], algebra.power(algebra.multiply(tops[1], bottoms[0]), algebra.MINUS_ONE)
        )
        guards = positive(*(algebra.multiply(tops[k], bottoms[k]) for k in (0, 1)))
    return algebra.multiply(sympy.log(ratio), algebra.power(below, algebra.MINUS_ONE)), guards
