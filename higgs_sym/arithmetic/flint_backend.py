"""python-flint numbers (Arb) used as fast floating-point numbers whose radii follow the rounding errors.

A number is its midpoint. Its radius bounds what rounding has done to it since an operand was last replaced by its
midpoint (`rounded`, after every step of an iteration), so it tells how many digits cancellation has cost but proves
nothing about the method. Comparisons hold for all points of the balls and are else false: they may only choose between
forms that are both valid. arb and acb are always true: compare with 0 instead. Everything
happens at flint's current precision, inside `flint_precision`. Balls that prove are `ball_backend`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

import flint

from higgs_sym.arithmetic.arb import ArbBackend
from higgs_sym.arithmetic.base import NumericBackend
from higgs_sym.arithmetic.types import Ball, Number


class FlintBackend(ArbBackend, NumericBackend):
    """`arb` for real and `acb` for complex numbers; tables of nodes are kept for the precision they were made at."""

    name = "flint"

    def __init__(self) -> None:
        self.kept = {}

    @property
    def newton_steps(self) -> int:  # type: ignore[override]
        return int(flint.ctx.prec).bit_length() + 6

    def sqrt(self, x: Ball) -> Ball:
        return x.sqrt()

    def log(self, x: Ball) -> Ball:
        return x.log()

    def conj(self, x: Number) -> Ball:
        return x.conjugate() if isinstance(x, flint.acb) else x

    def sinh(self, x: Ball) -> Ball:
        return x.sinh()

    def cosh(self, x: Ball) -> Ball:
        return x.cosh()

    def asinh(self, x: Ball) -> Ball:
        return x.asinh()

    def cube_root(self, x: Ball) -> Ball:
        return x.root(3)

    def positive(self, x: Number) -> Ball:
        return x.real.mid() > 0

    def settled(self, step: Number) -> bool:
        return bool(abs(step) < flint.arb(2) ** (-(flint.ctx.prec // 2) - 8))

    def rounded(self, x: Ball) -> Ball:
        return x.mid()

    @property
    def table_bits(self) -> int:
        return 64 * (int(flint.ctx.prec) // 64 + 1)

    def dyadic(self, number: tuple[int, int]) -> Ball:
        return (+flint.arb(number)).mid()

    def collect(self, values: Sequence[Number]) -> Ball:
        return list(values)

    def map(self, function: Callable[..., Ball], *collections: Number) -> Ball:
        return [function(*items) for items in zip(*collections, strict=True)]

    def dot(self, values: Ball, weights: Ball) -> Ball:
        return sum(map(operator.mul, values, weights), flint.acb(0))
