"""Inner integrals that are known: of functions of a + b t, of Gaussians, over whole periods, and of quotients.

Each comes with what has to hold for it on the whole range of the other variables.
"""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import INFINITE, plain, tidied
from higgs_sym.evaluation.planes.guards import Guard, positive
from higgs_sym.evaluation.planes.trigonometric import over_a_period
from higgs_sym.evaluation.polynomials import coefficients, expanded
from higgs_sym.parsing.heads import head

Known = tuple[Any, list[Guard]]
HALF, TWO = sympy.Rational(1, 2), sympy.Integer(2)
MOST_TERMS = 12
WAVES = (sympy.sin, sympy.cos)


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


def _sum_of(trees: list[Any], t: Tree, low: Tree, high: Tree) -> Known | None:
    parts, guards = [], []
    for tree in trees:
        found = _product(tree, t, low, high)
        if found is None:
            return None
        parts.append(found[0])
        guards += found[1]
    return algebra.add(*parts), guards


def _split(tree: Tree, t: Tree) -> list[Any]:
    """Terms of a sum, of polynomials that are factors as well."""
    if tree.is_Add:
        return list(tree.args)
    sums = [each for each in sympy.Mul.make_args(tree) if each.is_Add and coefficients(each, t) is not None]
    if len(sums) == 1 and len(sums[0].args) <= MOST_TERMS and tree.is_Mul:
        rest = [each for each in tree.args if each != sums[0]]
        return [algebra.multiply(each, *rest) for each in sums[0].args]
    return [tree]


def _product(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    factors = sympy.Mul.make_args(tree)
    fixed = [factor for factor in factors if not algebra.depends(factor, t)]
    rest = _joined([factor for factor in factors if factor not in fixed])
    found: Known | None = None
    if not rest:
        if low in INFINITE or high in INFINITE:
            return None
        found = _minus(high, low), []
    elif len(rest) == 1:
        found = _root_of_two(rest[0], t, low, high) or _one(rest[0], t, low, high)
    elif len(rest) == 2:
        found = _two(rest, t, low, high)
    return None if found is None else (algebra.multiply(*fixed, found[0]), found[1])


def _joined(factors: list[Any]) -> list[Any]:
    """Exponentials are put together."""
    exponents = [each.args[0] for each in factors if isinstance(each, sympy.exp)]
    rest = [each for each in factors if not isinstance(each, sympy.exp)]
    if not exponents:
        return rest
    return [*rest, algebra.function(sympy.exp, expanded(algebra.add(*exponents)))]


def _minus(one: Tree, other: Tree) -> Any:
    return expanded(algebra.add(one, algebra.multiply(algebra.MINUS_ONE, other)))


def _linear(tree: Tree, t: Tree) -> tuple[Any, Any] | None:
    """a and b of a + b t."""
    rows = coefficients(tree, t)
    if rows is None or 1 not in rows or not rows.keys() <= {0, 1}:
        return None
    return rows.get(0, algebra.ZERO), rows[1]


def _at(pair: tuple[Any, Any], end: Tree) -> Any:
    return expanded(algebra.add(pair[0], algebra.multiply(pair[1], end)))


def _one(tree: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    if isinstance(tree, sympy.exp):
        return _exponential(tree.args[0], t, low, high)
    if low in INFINITE:
        if high in INFINITE:
            return None
        turned = algebra.replaced(tree, {t: algebra.multiply(algebra.MINUS_ONE, t)})
        return _one(tidied(turned), t, algebra.multiply(algebra.MINUS_ONE, high), sympy.oo)
    if tree == t:
        tree = algebra.add(t, algebra.ZERO)
        return (
            None
            if high in INFINITE
            else (algebra.multiply(HALF, _minus(algebra.power(high, TWO), algebra.power(low, TWO))), [])
        )
    base, exponent = (tree.base, tree.exp) if tree.is_Pow else (tree, algebra.ONE)
    if (tree.is_Pow or tree.is_Add) and not algebra.depends(exponent, t):
        return _power(base, exponent, t, low, high)
    if high in INFINITE or len(tree.args) != 1:
        return None
    pair = _linear(tree.args[0], t)
    found = None if pair is None else _of_linear(tree, _at(pair, low), _at(pair, high))
    return None if found is None or pair is None else (algebra.multiply(found, 1 / pair[1]), [])


def _power(base: Tree, exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    pair = _linear(base, t)
    if pair is None or not exponent.is_Rational:
        return _of_quadratic(base, exponent, t, low, high)
    bottom, slope = _at(pair, low), algebra.power(pair[1], algebra.MINUS_ONE)
    raised = algebra.add(exponent, algebra.ONE)
    if high in INFINITE:
        if raised >= 0:
            return None
        value = algebra.multiply(algebra.MINUS_ONE, slope, 1 / raised, algebra.power(bottom, raised))
        return value, positive(algebra.multiply(bottom, pair[1]), pole=raised <= 0)
    top = _at(pair, high)
    if raised <= 0 and 0 in (top, bottom):
        return None
    if raised == 0:
        ratio = algebra.multiply(top, algebra.power(bottom, algebra.MINUS_ONE))
        return algebra.multiply(slope, sympy.log(ratio)), positive(algebra.multiply(top, bottom), pole=True)
    ends = algebra.add(algebra.power(top, raised), algebra.multiply(algebra.MINUS_ONE, algebra.power(bottom, raised)))
    return algebra.multiply(slope, 1 / raised, ends), [] if raised > 0 else positive(
        algebra.multiply(top, bottom), pole=True
    )


def _of_linear(tree: Tree, bottom: Tree, top: Tree) -> Any | None:
    """The difference of the antiderivative of a function of one argument between two arguments."""
    antiderivative = ANTIDERIVATIVES.get(type(tree).__name__)
    if antiderivative is None:
        return None
    return algebra.add(antiderivative(top), algebra.multiply(algebra.MINUS_ONE, antiderivative(bottom)))


def _log(x: Tree, inside: Tree) -> Any:
    """x log |x|, or without the absolute value; zero at zero."""
    return (
        algebra.ZERO
        if x == 0
        else algebra.add(algebra.multiply(x, sympy.log(inside)), algebra.multiply(algebra.MINUS_ONE, x))
    )


def _square(x: Tree) -> Any:
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


def _exponential(exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    rows = coefficients(exponent, t)
    if rows is None or not rows.keys() <= {0, 1, 2}:
        return None
    c, b, a = (rows.get(k, algebra.ZERO) for k in (0, 1, 2))
    if a != 0:
        return _gaussian(a, b, c, low, high)
    minus = algebra.multiply(algebra.MINUS_ONE, b)
    if low in INFINITE or high in INFINITE:
        if low in INFINITE and high in INFINITE:
            return None
        sign, end = (algebra.MINUS_ONE, low) if high in INFINITE else (algebra.ONE, high)
        value = algebra.multiply(sign, 1 / b, algebra.function(sympy.exp, _at((c, b), end)))
        return value, positive(minus if high in INFINITE else b)
    ends = [algebra.function(sympy.exp, _at((c, b), end)) for end in (high, low)]
    return algebra.multiply(1 / b, algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1]))), []


def _gaussian(a: Tree, b: Tree, c: Tree, low: Tree, high: Tree) -> Known | None:
    """exp(a t^2 + b t + c)."""
    minus = algebra.multiply(algebra.MINUS_ONE, a)
    root = algebra.power(minus, HALF)
    peak = expanded(
        algebra.add(
            c, algebra.multiply(sympy.Rational(1, 4), algebra.power(b, TWO), algebra.power(minus, algebra.MINUS_ONE))
        )
    )
    factor = algebra.multiply(
        HALF, algebra.power(sympy.pi, HALF), algebra.power(root, algebra.MINUS_ONE), algebra.function(sympy.exp, peak)
    )
    guards = positive(minus)
    if low in INFINITE and high in INFINITE:
        return algebra.multiply(TWO, factor), guards
    shift = algebra.multiply(-HALF, b, algebra.power(minus, algebra.MINUS_ONE))
    ends = [end if end in INFINITE else tidied(algebra.multiply(root, algebra.add(end, shift))) for end in (low, high)]
    if high in INFINITE:
        return algebra.multiply(factor, sympy.erfc(ends[0], evaluate=False)), guards
    if low in INFINITE:
        turned = tidied(algebra.multiply(algebra.MINUS_ONE, ends[1]))
        return algebra.multiply(factor, sympy.erfc(turned, evaluate=False)), guards
    between = algebra.add(
        algebra.function(sympy.erf, ends[1]), algebra.multiply(algebra.MINUS_ONE, algebra.function(sympy.erf, ends[0]))
    )
    return algebra.multiply(factor, between), guards


def _of_quadratic(base: Tree, exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """A quadratic polynomial, positive on the path, to the power -1, -1/2 or -3/2."""
    rows = coefficients(base, t)
    if rows is None or 2 not in rows or not rows.keys() <= {0, 1, 2} or exponent not in (-1, -HALF, -3 * HALF):
        return None
    c, b, a = (rows.get(k, algebra.ZERO) for k in (0, 1, 2))
    bend = expanded(
        algebra.add(
            algebra.multiply(sympy.Integer(4), a, c), algebra.multiply(algebra.MINUS_ONE, algebra.power(b, TWO))
        )
    )
    slope = [None if end in INFINITE else _at((b, algebra.multiply(TWO, a)), end) for end in (low, high)]
    values = [None if end in INFINITE else expanded(base.xreplace({t: end})) for end in (low, high)]
    if exponent == -1:
        root = algebra.power(bend, HALF)
        over = algebra.power(root, algebra.MINUS_ONE)
        ends = [
            algebra.multiply(sympy.Integer(sign), HALF, sympy.pi) if each is None
            else algebra.function(sympy.atan, algebra.multiply(each, over))
            for each, sign in zip(slope, (-1, 1), strict=True)
        ]  # fmt: skip
        return algebra.multiply(
            TWO, over, algebra.add(ends[1], algebra.multiply(algebra.MINUS_ONE, ends[0]))
        ), positive(a, bend)
    if exponent == -HALF:
        if None in slope:
            return None
        over = algebra.power(bend, -HALF)
        ends = [algebra.function(sympy.asinh, algebra.multiply(each, over)) for each in slope]
        rest = algebra.add(ends[1], algebra.multiply(algebra.MINUS_ONE, ends[0]))
        return algebra.multiply(algebra.power(a, -HALF), rest), positive(a, bend)
    ends = [
        algebra.multiply(TWO, sympy.Integer(sign), algebra.power(a, HALF)) if each is None
        else algebra.multiply(each, algebra.power(value, -HALF))
        for each, value, sign in zip(slope, values, (-1, 1), strict=True)
    ]  # fmt: skip
    rest = algebra.add(ends[1], algebra.multiply(algebra.MINUS_ONE, ends[0]))
    return algebra.multiply(TWO, rest, algebra.power(bend, algebra.MINUS_ONE)), positive(a, bend)


def _two(factors: list[Any], t: Tree, low: Tree, high: Tree) -> Known | None:
    """t^n or 1/(a + b t) times an exponential; two linear factors below the fraction stroke."""
    exponentials = [each for each in factors if isinstance(each, sympy.exp)]
    others = [each for each in factors if each not in exponentials]
    if exponentials and len(others) == 1:
        return _exponential_times(exponentials[0], others[0], t, low, high)
    found = _between_zeros(factors, t, low, high) or _polynomial_times(factors, t, low, high)
    if found is not None:
        return found
    if all(each.is_Pow and each.exp == -1 for each in factors):
        return _two_poles([each.base for each in factors], t, low, high)
    return None


def _exponential_times(exponential: Tree, other: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    if isinstance(other, WAVES):
        return _damped(exponential.args[0], other, t, low, high)
    pair = _linear(exponential.args[0], t)
    if pair is None or low in INFINITE:
        return None
    c, b = pair
    power, exponent = algebra.as_power(other)
    if power == t and low == 0 and high in INFINITE and exponent > -1:
        minus = algebra.multiply(algebra.MINUS_ONE, b)
        raised = algebra.add(exponent, algebra.ONE)
        size = algebra.multiply(sympy.gamma(raised), algebra.power(minus, -raised))
        return algebra.multiply(algebra.function(sympy.exp, c), size), positive(minus)
    if other.is_Pow and other.exp == -1 and high in INFINITE:
        below = _linear(other.base, t)
        if below is None:
            return None
        minus = algebra.multiply(algebra.MINUS_ONE, b)
        bottom = _at(below, low)
        rate = algebra.multiply(minus, algebra.power(below[1], algebra.MINUS_ONE))
        start = tidied(algebra.multiply(rate, bottom))
        outside = algebra.function(sympy.exp, expanded(algebra.add(c, algebra.multiply(b, low))))
        scaled = head("hyperu")(algebra.ONE, algebra.ONE, start)  # exp(x) E1(x), which does not overflow
        value = algebra.multiply(algebra.power(below[1], algebra.MINUS_ONE), outside, scaled)
        return value, positive(minus, bottom, below[1])
    return None


def _damped(exponent: Tree, wave: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """exp(a t^2 + b t + c) times the sine or cosine of m + k t."""
    rows, phase = coefficients(exponent, t), _linear(wave.args[0], t)
    if rows is None or phase is None or not rows.keys() <= {0, 1, 2}:
        return None
    c, b, a = (rows.get(n, algebra.ZERO) for n in (0, 1, 2))
    m, k = phase
    minus = algebra.multiply(algebra.MINUS_ONE, a)
    if a != 0:
        if low not in INFINITE or high not in INFINITE:
            return None
        over = algebra.multiply(sympy.Rational(1, 4), algebra.power(minus, algebra.MINUS_ONE))
        squares = algebra.add(algebra.power(b, TWO), algebra.multiply(algebra.MINUS_ONE, algebra.power(k, TWO)))
        size = algebra.function(sympy.exp, expanded(algebra.add(c, algebra.multiply(over, squares))))
        moved = expanded(algebra.add(m, algebra.multiply(TWO, over, b, k)))
        root = algebra.multiply(algebra.power(sympy.pi, HALF), algebra.power(minus, -HALF))
        return algebra.multiply(root, size, algebra.function(wave.func, moved)), positive(minus)
    if low in INFINITE or b == 0:
        return None

    def primitive(end: Tree) -> Any:
        angle, size = _at((m, k), end), algebra.function(sympy.exp, _at((c, b), end))
        sine, cosine = algebra.function(sympy.sin, angle), algebra.function(sympy.cos, angle)
        along, across = (
            (sine, algebra.multiply(algebra.MINUS_ONE, cosine)) if wave.func is sympy.sin else (cosine, sine)
        )
        return algebra.multiply(size, algebra.add(algebra.multiply(b, along), algebra.multiply(k, across)))

    over = algebra.power(expanded(algebra.add(algebra.power(b, TWO), algebra.power(k, TWO))), algebra.MINUS_ONE)
    bottom = algebra.multiply(algebra.MINUS_ONE, primitive(low))
    if high in INFINITE:
        return algebra.multiply(over, bottom), positive(algebra.multiply(algebra.MINUS_ONE, b))
    return algebra.multiply(over, algebra.add(primitive(high), bottom)), []


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


def _between_zeros(factors: list[Any], t: Tree, low: Tree, high: Tree) -> Known | None:
    """(t - low)^p (high - t)^q, up to factors: a beta function."""
    if low in INFINITE or high in INFINITE:
        return None
    for one, other in (factors, factors[::-1]):
        (base, p), (top, q) = algebra.as_power(one), algebra.as_power(other)
        pairs = _linear(base, t), _linear(top, t)
        if pairs[0] is None or pairs[1] is None or _at(pairs[0], low) != 0 or _at(pairs[1], high) != 0:
            continue
        if not (p > -1 and q > -1):
            return None
        slopes = pairs[0][1], algebra.multiply(algebra.MINUS_ONE, pairs[1][1])
        length, both = _minus(high, low), algebra.add(p, q, algebra.ONE)
        size = sympy.gamma(p + 1) * sympy.gamma(q + 1) / sympy.gamma(both + 1)
        value = algebra.multiply(
            size, *(algebra.power(*each) for each in zip((*slopes, length), (p, q, both), strict=True))
        )
        return value, positive(*slopes, length)
    return None


def _polynomial_times(factors: list[Any], t: Tree, low: Tree, high: Tree) -> Known | None:
    """A polynomial times a power of a + b t, in powers of the latter."""
    for before, factor in (factors, factors[::-1]):
        pair = _linear(factor.base, t) if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0 else None
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


def _two_poles(bases: list[Any], t: Tree, low: Tree, high: Tree) -> Known | None:
    """1/((a + b t)(c + d t)) = log of a ratio over (b c - a d)."""
    pairs = [_linear(each, t) for each in bases]
    if pairs[0] is None or pairs[1] is None or low in INFINITE:
        return None
    (a, b), (c, d) = pairs[0], pairs[1]
    below = expanded(algebra.add(algebra.multiply(b, c), algebra.multiply(algebra.MINUS_ONE, a, d)))
    if below == 0:
        return None
    bottoms = [_at(pair, low) for pair in ((a, b), (c, d))]
    if high in INFINITE:
        ratio = algebra.multiply(b, bottoms[1], algebra.power(algebra.multiply(d, bottoms[0]), algebra.MINUS_ONE))
        guards = positive(*bottoms, b, d)
    else:
        tops = [_at(pair, high) for pair in ((a, b), (c, d))]
        ratio = algebra.multiply(
            tops[0], bottoms[1], algebra.power(algebra.multiply(tops[1], bottoms[0]), algebra.MINUS_ONE)
        )
        guards = positive(*(algebra.multiply(tops[k], bottoms[k]) for k in (0, 1)))
    return algebra.multiply(sympy.log(ratio), algebra.power(below, algebra.MINUS_ONE)), guards
