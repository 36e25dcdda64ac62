"""Ends at which an integrand is a power series in a root of the distance, or infinity in that of its inverse.

One panel in v, with s = v^q, does there what a dozen do in the logarithm of s.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.functions import ENTIRE
from higgs_sym.evaluation.integrals.features import OPAQUE, SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.rays import Root
from higgs_sym.evaluation.integrals.shifts import distance
from higgs_sym.evaluation.integrals.workshop import Compiled
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Slope = Callable[[Any], "Fraction | None"]
BUT_AT_ZERO = {"log", "atan", "asinh", "erfc"}  # holomorphic next to all other real numbers
MOST_ORDER = 4
ROUND, CLOSE = 12, 1e-3  # powers are multiples of 1/12 as closely as this
DEEP = 2  # times `far`, where powers are read
LOOKS = 24  # places on the way to there
LARGE = 2.0  # a relative distance from the leading power beyond which no series is used
RISE = 0.5  # of the power with which such distances have to grow
DOUBLINGS = 3  # of the bits of a value
SPARE = 5  # digits


def root_at(integrand: Integrand, tree: Tree, place: Place, direction: int, end: int) -> Root | None:
    """That in the distance from a place on one side, as it goes to zero (`end` -1) or infinity (1).

    None where none is seen or needed, or where the integral diverges there.
    """
    if end < 0 and place.kind != SINGULAR:
        return None
    near = _Near(integrand, tree, place, direction, end)
    order = _order(near.tree, near.symbol, near.slope)
    power = None if order is None or order > MOST_ORDER else near.slope(near.tree)
    if order is None or power is None or not power > end:
        return None
    return Root(order, partial(near.reach, order, power))


class _Near:
    """Parts of an integrand next to an end."""

    def __init__(self, integrand: Integrand, tree: Tree, place: Place, direction: int, end: int) -> None:
        self.tree, self.values = integrand.moved(tree, place, direction)
        self.symbol = distance(integrand.variable)
        self.function, self.far, self.end = integrand.workshop.function, integrand.far, end
        self.run = Run(integrand.run.digits, inner=True)

    def size(self, body: Compiled, u: float, digits: int) -> Real:
        """|part| at s = e^u, to so many digits if that needs no more than a few times the bits."""
        wanted = int(digits * BITS)
        bits = 64 + wanted + int(2 * abs(u))
        for _ in range(DOUBLINGS):
            with flint_precision(bits):
                self.values[self.symbol.name] = flint.acb(flint.arb(u).exp())
                found = abs(body(self.values, self.run))
                if found.rel_accuracy_bits() >= wanted:
                    break
            bits *= 2
        return found

    def slope(self, part: Tree) -> Fraction | None:
        """The power with which a part vanishes at the end."""
        body = self.function(part)
        if body is None:
            return None
        depth = DEEP * self.far
        sizes = [self.size(body, self.end * u, SPARE) for u in (depth, depth + 1)]
        if not all(size > 0 for size in sizes):
            return None
        power = float((sizes[0] / sizes[1]).log().mid())
        found = Fraction(round(ROUND * power), ROUND) if abs(power) < ROUND else Fraction(0)
        return found if abs(power - found) < CLOSE else None

    def reach(self, order: int, power: Fraction, edge: float) -> float:
        """How far from the end, up to log s = `edge`, what is left of the leading power grows as a series does."""
        body = self.function(self.tree)
        assert body is not None  # its slope was seen
        digits = self.run.digits + SPARE
        span = max(self.far, self.far - self.end * edge)
        rate = flint.arb(self.end * flint.fmpq(power.numerator, power.denominator))

        def rest(u: float) -> Real:
            return self.size(body, u, digits) * (rate * u).exp()

        leading = rest(self.end * DEEP * self.far)
        reached, before, known = self.end * (span + abs(edge)), self.end * (span + abs(edge)), 0.0
        for k in range(LOOKS, -1, -1):
            u = edge + self.end * span * (k / LOOKS) ** 2
            ratio = rest(u) / leading
            here = float(max(abs(ratio - 1), abs(1 / ratio - 1)).upper()) if ratio > 0 else math.inf
            if not here < LARGE:
                return reached
            if known and here < known * math.exp(RISE / order * abs(u - reached)):
                return before  # what has stopped growing has a scale of its own, further in
            reached, before, known = u, reached, here if here > 10.0**-digits else 0.0
        return edge


def _order(tree: Tree, variable: Tree, slope: Slope) -> int | None:
    """The least order of a series; `slope` is the power with which a part of the tree vanishes."""
    if tree == variable or not algebra.depends(tree, variable):
        return 1
    if isinstance(tree, OPAQUE):
        return None
    inside = [_order(part, variable, slope) for part in tree.args]
    known = [each for each in inside if each is not None]
    if len(known) < len(inside):
        return None
    if tree.is_Pow and not tree.exp.is_Integer:
        power = slope(tree.base) if not algebra.depends(tree.exp, variable) else None
        if power is None or not (power == 0 or tree.exp.is_Rational):
            return None
        return math.lcm(*known, (power * Fraction(int(tree.exp.p), int(tree.exp.q))).denominator if power else 1)
    if not (tree.is_Add or tree.is_Mul or tree.is_Pow):
        power = slope(tree.args[0]) if len(tree.args) == 1 else None
        name = type(tree).__name__
        if power is None or not ((name in ENTIRE and power >= 0) or (name in BUT_AT_ZERO and power == 0)):
            return None
    return math.lcm(*known)
