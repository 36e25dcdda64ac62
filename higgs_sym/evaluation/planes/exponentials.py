"""Inner integrals of exponentials of polynomials of the second degree, alone and next to something else."""

from __future__ import annotations

import math

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import INFINITE, tidied
from higgs_sym.evaluation.planes.guards import positive
from higgs_sym.evaluation.planes.pieces import HALF, MOST_POWER, TWO, Known, at, linear
from higgs_sym.evaluation.polynomials import coefficients, expanded
from higgs_sym.parsing.heads import head

WAVES = (sympy.sin, sympy.cos)


def exponential(exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    rows = coefficients(exponent, t)
    if rows is None or not rows.keys() <= {0, 1, 2}:
        return None
    c, b, a = (rows.get(k, algebra.ZERO) for k in (0, 1, 2))
    if a != 0:
        return gaussian(a, b, c, low, high)
    negative = algebra.multiply(algebra.MINUS_ONE, b)
    if low in INFINITE or high in INFINITE:
        if low in INFINITE and high in INFINITE:
            return None
        sign, end = (algebra.MINUS_ONE, low) if high in INFINITE else (algebra.ONE, high)
        value = algebra.multiply(sign, 1 / b, algebra.function(sympy.exp, at((c, b), end)))
        return value, positive(negative if high in INFINITE else b)
    ends = [algebra.function(sympy.exp, at((c, b), end)) for end in (high, low)]
    return algebra.multiply(1 / b, algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1]))), []


def gaussian(a: Tree, b: Tree, c: Tree, low: Tree, high: Tree) -> Known | None:
    """exp(a t^2 + b t + c)."""
    negative = algebra.multiply(algebra.MINUS_ONE, a)
    root = algebra.power(negative, HALF)
    peak = expanded(
        algebra.add(
            c, algebra.multiply(sympy.Rational(1, 4), algebra.power(b, TWO), algebra.power(negative, algebra.MINUS_ONE))
        )
    )
    factor = algebra.multiply(
        HALF, algebra.power(sympy.pi, HALF), algebra.power(root, algebra.MINUS_ONE), algebra.function(sympy.exp, peak)
    )
    guards = positive(negative)
    if low in INFINITE and high in INFINITE:
        return algebra.multiply(TWO, factor), guards
    shift = algebra.multiply(-HALF, b, algebra.power(negative, algebra.MINUS_ONE))
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


def exponential_times(exponential: Tree, other: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    if isinstance(other, WAVES):
        return _damped(exponential.args[0], other, t, low, high)
    if low in INFINITE and high in INFINITE and coefficients(other, t) is not None:
        return _moments(exponential.args[0], coefficients(other, t) or {}, t)
    if other == t:
        found = _odd(exponential.args[0], t, low, high)
        if found is not None:
            return found
    pair = linear(exponential.args[0], t)
    if pair is None or low in INFINITE:
        return None
    c, b = pair
    power, exponent = algebra.as_power(other)
    if b != 0 and high not in INFINITE and coefficients(other, t) is not None:
        return _polynomial_exponential(coefficients(other, t) or {}, (c, b), low, high)
    if power == t and low == 0 and high in INFINITE and exponent > -1:
        negative = algebra.multiply(algebra.MINUS_ONE, b)
        raised = algebra.add(exponent, algebra.ONE)
        size = algebra.multiply(sympy.gamma(raised), algebra.power(negative, -raised))
        return algebra.multiply(algebra.function(sympy.exp, c), size), positive(negative)
    if other.is_Pow and other.exp == -1 and high in INFINITE:
        below = linear(other.base, t)
        if below is None:
            return None
        negative = algebra.multiply(algebra.MINUS_ONE, b)
        bottom = at(below, low)
        rate = algebra.multiply(negative, algebra.power(below[1], algebra.MINUS_ONE))
        start = tidied(algebra.multiply(rate, bottom))
        outside = algebra.function(sympy.exp, expanded(algebra.add(c, algebra.multiply(b, low))))
        scaled = head("hyperu")(algebra.ONE, algebra.ONE, start)  # exp(x) E1(x), which does not overflow
        value = algebra.multiply(algebra.power(below[1], algebra.MINUS_ONE), outside, scaled)
        return value, positive(negative, bottom, below[1])
    return None


def _odd(exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """t exp(a t^2 + c)."""
    rows = coefficients(exponent, t)
    if rows is None or 2 not in rows or not rows.keys() <= {0, 2} or low in INFINITE:
        return None
    a, ends = rows[2], []
    for end in (high, low):
        size = algebra.multiply(a, algebra.power(end, TWO)) if end not in INFINITE else None
        inside = None if size is None else expanded(algebra.add(rows.get(0, algebra.ZERO), size))
        ends.append(algebra.ZERO if inside is None else algebra.function(sympy.exp, inside))
    both = algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1]))
    value = algebra.multiply(HALF, algebra.power(a, algebra.MINUS_ONE), both)
    return value, positive(algebra.multiply(algebra.MINUS_ONE, a)) if high in INFINITE else []


def _polynomial_exponential(rows: dict[int, Tree], exponent: tuple[Tree, Tree], low: Tree, high: Tree) -> Known | None:
    """A polynomial times exp(c + b t), by parts: sum over k of (-1)^k p^(k)(t) exp(c + b t)/b^(k + 1)."""
    if max(rows) > MOST_POWER:
        return None
    ends = []
    for end in (high, low):
        parts = []
        for n, factor in rows.items():
            for k in range(n + 1):
                size = sympy.Integer((-1) ** k * math.perm(n, k))
                monomial = algebra.power(end, sympy.Integer(n - k))
                parts.append(
                    algebra.multiply(size, factor, monomial, algebra.power(exponent[1], sympy.Integer(-k - 1)))
                )
        ends.append(algebra.multiply(algebra.function(sympy.exp, at(exponent, end)), algebra.add(*parts)))
    return algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1])), []


def _moments(exponent: Tree, rows: dict[int, Tree], t: Tree) -> Known | None:
    """A polynomial times a Gaussian, over the whole line."""
    shape = coefficients(exponent, t)
    if shape is None or 2 not in shape or not shape.keys() <= {0, 1, 2} or max(rows) > MOST_POWER:
        return None
    c, b, a = (shape.get(k, algebra.ZERO) for k in (0, 1, 2))
    found = gaussian(a, b, c, -sympy.oo, sympy.oo)
    variance = algebra.multiply(-HALF, algebra.power(a, algebra.MINUS_ONE))
    mean, parts = algebra.multiply(variance, b), []
    for n, factor in rows.items():
        for k in range(0, n + 1, 2):
            size = sympy.Integer(math.comb(n, k) * math.prod(range(1, k, 2)))
            powers = algebra.power(mean, sympy.Integer(n - k)), algebra.power(variance, sympy.Integer(k // 2))
            parts.append(algebra.multiply(size, factor, *powers))
    return None if found is None else (algebra.multiply(found[0], expanded(algebra.add(*parts))), found[1])


def _damped(exponent: Tree, wave: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """exp(a t^2 + b t + c) times the sine or cosine of m + k t."""
    rows, phase = coefficients(exponent, t), linear(wave.args[0], t)
    if rows is None or phase is None or not rows.keys() <= {0, 1, 2}:
        return None
    c, b, a = (rows.get(n, algebra.ZERO) for n in (0, 1, 2))
    m, k = phase
    negative = algebra.multiply(algebra.MINUS_ONE, a)
    if a != 0:
        if low not in INFINITE or high not in INFINITE:
            return None
        over = algebra.multiply(sympy.Rational(1, 4), algebra.power(negative, algebra.MINUS_ONE))
        squares = algebra.add(algebra.power(b, TWO), algebra.multiply(algebra.MINUS_ONE, algebra.power(k, TWO)))
        size = algebra.function(sympy.exp, expanded(algebra.add(c, algebra.multiply(over, squares))))
        moved = expanded(algebra.add(m, algebra.multiply(TWO, over, b, k)))
        root = algebra.multiply(algebra.power(sympy.pi, HALF), algebra.power(negative, -HALF))
        return algebra.multiply(root, size, algebra.function(wave.func, moved)), positive(negative)
    if low in INFINITE or b == 0:
        return None

    def primitive(end: Tree) -> Tree:
        angle, size = at((m, k), end), algebra.function(sympy.exp, at((c, b), end))
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
