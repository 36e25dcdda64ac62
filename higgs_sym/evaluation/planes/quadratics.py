"""Inner integrals of powers of polynomials of the second degree."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.planes.boxes import INFINITE
from higgs_sym.evaluation.planes.guards import positive
from higgs_sym.evaluation.planes.pieces import HALF, TWO, Known, at, minus
from higgs_sym.evaluation.polynomials import coefficients, expanded


def of_quadratic(base: Tree, exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """A quadratic polynomial, positive everywhere, to the power -1, 1/2, -1/2 or -3/2."""
    rows = coefficients(base, t)
    if rows is None or 2 not in rows or not rows.keys() <= {0, 1, 2} or exponent not in (-1, HALF, -HALF, -3 * HALF):
        return None
    c, b, a = (rows.get(k, algebra.ZERO) for k in (0, 1, 2))
    bend = expanded(
        algebra.add(
            algebra.multiply(sympy.Integer(4), a, c), algebra.multiply(algebra.MINUS_ONE, algebra.power(b, TWO))
        )
    )
    slope = [None if end in INFINITE else at((b, algebra.multiply(TWO, a)), end) for end in (low, high)]
    if a.is_Rational and a < 0:
        return None if None in slope else _hanging(base, exponent, a, bend, slope, low, high, t)
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
    if exponent == HALF:
        first = of_quadratic(base, -HALF, t, low, high)
        if first is None:
            return None
        parts = [
            algebra.multiply(sympy.Integer(sign), each, algebra.power(value, HALF))
            for each, value, sign in zip(slope, values, (-1, 1), strict=True)
        ]
        edges = algebra.multiply(sympy.Rational(1, 4), algebra.power(a, algebra.MINUS_ONE), algebra.add(*parts))
        rest = algebra.multiply(sympy.Rational(1, 8), algebra.power(a, algebra.MINUS_ONE), bend, first[0])
        return algebra.add(edges, rest), first[1]
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


def _hanging(
    base: Tree, exponent: Tree, a: Tree, bend: Tree, slopes: list[Any], low: Tree, high: Tree, t: Tree
) -> Known | None:
    """The same with a < 0: it is positive between its zeros, and both limits lie there."""
    ends = [expanded(base.xreplace({t: end})) for end in (low, high)]
    root = algebra.power(expanded(algebra.multiply(algebra.MINUS_ONE, bend)), HALF)
    guards = [*positive(*(end for end in ends if end != 0)), *positive(algebra.multiply(algebra.MINUS_ONE, bend))]
    if exponent == -1:
        if 0 in ends:
            return None
        sides = [
            [algebra.add(root, algebra.multiply(sympy.Integer(sign), each)) for sign in (1, -1)] for each in slopes
        ]
        ratio = algebra.multiply(
            sides[0][0], sides[1][1], *(algebra.power(each, algebra.MINUS_ONE) for each in (sides[0][1], sides[1][0]))
        )
        return algebra.multiply(algebra.power(root, algebra.MINUS_ONE), sympy.log(ratio)), guards
    if exponent not in (HALF, -HALF):
        return None
    angles = [
        algebra.function(sympy.asin, algebra.multiply(each, algebra.power(root, algebra.MINUS_ONE)))
        if end != 0 else algebra.multiply(sympy.Integer(sign), HALF, sympy.pi)
        for each, end, sign in zip(slopes, ends, (1, -1), strict=True)
    ]  # fmt: skip
    between = algebra.add(angles[0], algebra.multiply(algebra.MINUS_ONE, angles[1]))
    first = algebra.multiply(algebra.power(-a, -HALF), between)
    if exponent == -HALF:
        return first, guards
    parts = [
        algebra.multiply(sympy.Integer(sign), each, algebra.power(end, HALF))
        for each, end, sign in zip(slopes, ends, (-1, 1), strict=True)
    ]
    edges = algebra.multiply(sympy.Rational(1, 4), 1 / a, algebra.add(*parts))
    return algebra.add(edges, algebra.multiply(sympy.Rational(1, 8), 1 / a, bend, first)), guards


def linear_times_quadratic(before: Tree, base: Tree, exponent: Tree, t: Tree, low: Tree, high: Tree) -> Known | None:
    """A polynomial of the first degree times a power of one of the second."""
    rows, line = coefficients(base, t), coefficients(before, t)
    if rows is None or line is None or 2 not in rows or not rows.keys() <= {0, 1, 2} or max(line) > 1:
        return None
    if not exponent.is_Rational or exponent == -1 or low in INFINITE or high in INFINITE:
        return None
    a, b = rows[2], rows.get(1, algebra.ZERO)
    over = algebra.multiply(HALF, algebra.power(a, algebra.MINUS_ONE), line.get(1, algebra.ZERO))
    left = minus(line.get(0, algebra.ZERO), algebra.multiply(over, b))
    raised = exponent + 1
    ends = [algebra.power(expanded(base.xreplace({t: end})), raised) for end in (high, low)]
    both = algebra.add(ends[0], algebra.multiply(algebra.MINUS_ONE, ends[1]))
    edges = algebra.multiply(over, 1 / raised, both)
    rest = of_quadratic(base, exponent, t, low, high)
    return None if rest is None else (algebra.add(edges, algebra.multiply(left, rest[0])), rest[1])


def two_resonances(bases: list[Tree], t: Tree) -> Known | None:
    """1/((a (t - m)^2 + a w^2)(...)) over the whole line, by the widths w and the distance of the middles m."""
    middles, widths, factors, guards = [], [], [], []
    for base in bases:
        rows = coefficients(base, t)
        if rows is None or 2 not in rows or not rows.keys() <= {0, 1, 2}:
            return None
        c, b, a = (rows.get(k, algebra.ZERO) for k in (0, 1, 2))
        over = algebra.power(a, algebra.MINUS_ONE)
        middle = algebra.multiply(-HALF, b, over)
        square = expanded(
            algebra.add(algebra.multiply(c, over), algebra.multiply(algebra.MINUS_ONE, algebra.power(middle, TWO)))
        )
        guards += positive(a, square)
        middles.append(middle)
        widths.append(algebra.power(square, HALF))
        factors.append(a)
    width, apart = algebra.add(*widths), minus(*middles)
    below = algebra.add(algebra.power(apart, TWO), algebra.power(width, TWO))
    bottom = algebra.multiply(*factors, *widths, below)
    return algebra.multiply(sympy.pi, width, algebra.power(bottom, algebra.MINUS_ONE)), guards
