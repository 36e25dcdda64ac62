"""3F2 just inside the circle on which its series stops converging: its differential equation is followed there.

The series serves up to |z| = 1/2. From there on Taylor series about points ever closer to z are good to half of their
distance from 1, so that 1 - z = 10^-30 takes a hundred of them.
"""

from __future__ import annotations

from math import comb, perm
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball
from higgs_sym.evaluation.budget import check

GUARD = 60  # bits
SHARE = 2  # of the distance to the next singular point a step is one part
QUIET = 3  # terms in a row that are too small to matter
Row = list[Any]


def inside(above: list[Ball], below: list[Ball], z: Ball, bits: int) -> Ball:
    """3F2 at 1/2 < |z| < 1, rounding bounded, the ends of the series not."""
    with flint_precision(bits + GUARD):
        equation = _equation(above, below)
        small = flint.arb(2) ** (-bits - GUARD // 2)
        here = (z / (2 * abs(z))).mid()
        state = _start(above, below, here)
        while True:
            check()
            left = z - here
            longest = min(abs(here), abs(1 - here)) / SHARE
            if not abs(left) > longest:
                return _moved(equation, state, here, left, small)[0]
            step = (left / abs(left) * longest).mid()
            state, here = _moved(equation, state, here, step, small), here + step


def _equation(above: list[Ball], below: list[Ball]) -> list[Row]:
    """The polynomials before y, y', y'', y''', constants first."""
    a, b, c = above
    d, e = below
    pairs = a * b + a * c + b * c
    return [[-a * b * c], [d * e, -(1 + a + b + c + pairs)], [0, 1 + d + e, -(3 + a + b + c)], [0, 0, 1, -1]]


def _start(above: list[Ball], below: list[Ball], z: Ball) -> Row:
    """y, y', y'', each a series again."""
    found, factor = [], flint.acb(1)
    for k in range(3):
        found.append(factor * z.hypgeom([each + k for each in above], [each + k for each in below]))
        for each in above:
            factor = factor * (each + k)
        for each in below:
            factor = factor / (each + k)
    return found


def _moved(equation: list[Row], state: Row, here: Ball, step: Ball, small: Ball) -> Row:
    """y, y', y'' a step further."""
    rows = [_shifted(row, here) for row in equation]
    pivot, lower = 1 / rows[3][0], [(j, i, each) for j, row in enumerate(rows) for i, each in enumerate(row)][:-4]
    lower += [(3, i, each) for i, each in enumerate(rows[3]) if i]
    found = [state[0], state[1], state[2] / 2]
    limit, power, quiet, n = small * max(abs(each) for each in state), abs(step), 0, 0
    size = power * power
    while quiet < QUIET:
        check()
        total = flint.acb(0)
        for j, i, factor in lower:
            m = n - i + j
            if n >= i and m >= j:
                total = total + factor * found[m] * perm(m, j)
        found.append(-total * pivot / perm(n + 3, 3))
        size = size * power
        n += 1
        # The second derivative is the largest.
        quiet = quiet + 1 if abs(found[-1]) * size * (n * n) < limit else 0
    series = flint.acb_poly(found)
    slope = series.derivative()
    return [series(step), slope(step), slope.derivative()(step)]


def _shifted(row: Row, here: Ball) -> Row:
    """The same polynomial in powers of z - here."""
    return [
        sum((comb(j, i) * row[j] * here ** (j - i) for j in range(i, len(row))), flint.acb(0)) for i in range(len(row))
    ]
