"""The terms of a sum as functions of a complex index, at whatever precision is needed to know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.budget import check

Ball = Any  # acb
NOT_A_NUMBER = flint.acb(flint.arb.nan())
MOST_BITS = 40_000
SURE_BITS = 20  # that an index may have for its neighbours to be known at the present precision
MOST_PIECES = 16  # that products of sines and cosines are opened into


@dataclass(frozen=True)
class Term:
    """n -> f(n). `exact` takes the midpoints of the parameters, and so reaches far out; `near` keeps their balls."""

    exact: Callable[[Ball], Ball]
    near: Callable[[Ball], Ball]
    scale: int = 0  # powers of two that the numbers in f span: far out is beyond them
    costly: bool = False  # a sum or an integral itself
    amplitude: Callable[[Ball], Ball] | None = None  # f without factors exp(a n + b), where it has some

    def __call__(self, n: Ball) -> Ball:
        """f(n) to about the present precision; where it cancels, with more bits on the way."""
        check()
        value, bits = self.exact(n), flint.ctx.prec
        for factor in (2, 4, 8):
            if value.is_finite() and (value == 0 or value.rel_accuracy_bits() >= 0.8 * bits):
                return value
            check()
            with flint_precision(factor * bits):
                finer = self.exact(n)
            known = value.rel_accuracy_bits() if value.is_finite() else 0
            if finer.is_finite() and 8 < known >= finer.rel_accuracy_bits() - 8:
                return value
            value = finer
        return value

    def bare(self, rate: Ball, start: Ball) -> Callable[[Ball], Ball]:
        """s -> f(start + s) exp(-rate s), without the wave on the way where the formula shows how."""
        shift = beyond(start)
        if self.amplitude is not None:
            amplitude = Term(self.amplitude, self.amplitude)
            aside = flint.acb(1) / 3
            factor, other = self(start) / amplitude(start), self(shift(aside)) * (-rate * aside).exp()
            if abs(other - factor * amplitude(shift(aside))).mid() <= abs(other).mid() * flint.arb(2) ** (
                -3 * flint.ctx.prec // 4
            ):
                return lambda s: factor * amplitude(shift(s))
        return lambda s: self(shift(s)) * (-rate * s).exp()

    def far(self, n: Ball, bits: int) -> Ball:
        """f(n) with `bits` right bits, or zero where it is negligible; AccuracyError where that would take too long."""
        precision, value = bits + 64, NOT_A_NUMBER
        while precision <= MOST_BITS:
            check()
            with flint_precision(precision):
                value = self.exact(n)
            if value.is_finite() and (value == 0 or value.rel_accuracy_bits() >= bits):
                return value
            precision *= 2
        if value.is_finite() and abs(value).upper() < flint.arb(2) ** -(MOST_BITS // 4):
            return flint.acb(0)
        raise AccuracyError("the terms of a sum cannot be followed far enough out")


def beyond(start: Ball) -> Callable[[Ball], Ball]:
    """s -> start + s without rounding, which a wave far out would not forgive."""
    large = abs(start).upper()
    more = int(float(large.log() / flint.arb(2).log())) if large > 2 else 0
    if more <= SURE_BITS:
        return lambda s: (start + s).mid()

    def value(s: Ball) -> Ball:
        with flint_precision(2 * flint.ctx.prec + more):
            return start + s

    return value


@dataclass(frozen=True)
class Found:
    """A sum, its error as the methods differ, and the largest number that was added."""

    value: Ball
    error: Any  # arb
    proven: bool = False  # whether the value is a ball that stands for itself


def added(terms: list[Term]) -> Term:
    """The sum of terms, as one."""
    if len(terms) == 1:
        return terms[0]

    def exact(n: Ball) -> Ball:
        return sum((term.exact(n) for term in terms), flint.acb(0))

    def near(n: Ball) -> Ball:
        return sum((term.near(n) for term in terms), flint.acb(0))

    return Term(exact, near, max(term.scale for term in terms), any(term.costly for term in terms))


def without_phases(tree: Tree, symbol: Tree) -> list[Any]:
    """Trees whose sum is the tree, without sines and cosines of what is linear in the symbol: exponentials instead."""
    pieces = _opened(tree, symbol)
    return pieces if len(pieces) <= MOST_PIECES else [tree]


def opens(tree: Tree, symbol: Tree) -> bool:
    """Whether nothing in these pieces turns but exponentials."""
    return not any(_has_wave(piece, symbol) for piece in without_phases(tree, symbol))


def _has_wave(tree: Tree, symbol: Tree) -> bool:
    return any(isinstance(part, (sympy.sin, sympy.cos)) and part.has(symbol) for part in sympy.preorder_traversal(tree))


def _opened(tree: Tree, symbol: Tree) -> list[Any]:
    if not _turns(tree, symbol):
        return [tree]
    if isinstance(tree, (sympy.sin, sympy.cos)):
        return _exponentials(tree) if degree(tree.args[0], symbol) == 1 else [tree]
    if tree.is_Add:
        closed = [part for part in tree.args if not _turns(part, symbol)]
        opened = [piece for part in tree.args if _turns(part, symbol) for piece in _opened(part, symbol)]
        # What does not turn stays together, because its parts may not converge alone.
        return [*opened, sympy.Add(*closed, evaluate=False)] if closed else opened
    if tree.is_Pow and tree.exp.is_Integer and 0 < tree.exp <= 4:
        return _multiplied([_opened(tree.base, symbol)] * int(tree.exp))
    if tree.is_Mul:
        return _multiplied([_opened(part, symbol) for part in tree.args])
    return [tree]


def _turns(tree: Tree, symbol: Tree) -> bool:
    """Whether there is a sine, a cosine or a power of a negative number in it, of the symbol."""
    if not algebra.depends(tree, symbol):
        return False
    if isinstance(tree, (sympy.sin, sympy.cos)) or (
        tree.is_Pow and not algebra.symbols(tree.base) and tree.base.is_negative
    ):
        return True
    return any(_turns(part, symbol) for part in tree.args)


def _multiplied(parts: list[list[Tree]]) -> list[Any]:
    count = 1
    for part in parts:
        count *= len(part)
    if count > MOST_PIECES:
        return [sympy.Integer(0)] * (MOST_PIECES + 1)  # too many: the caller keeps the tree closed
    return [sympy.Mul(*chosen, evaluate=False) for chosen in product(*parts)]


def _exponentials(tree: Tree) -> list[Any]:
    turn = sympy.Mul(sympy.I, tree.args[0], evaluate=False)
    waves = [sympy.exp(sympy.Mul(sign, turn, evaluate=False), evaluate=False) for sign in (1, -1)]
    if isinstance(tree, sympy.cos):
        return [sympy.Mul(sympy.Rational(1, 2), wave, evaluate=False) for wave in waves]
    half = -sympy.I / 2
    return [sympy.Mul(factor, wave, evaluate=False) for factor, wave in zip((half, -half), waves, strict=True)]


def amplitude(tree: Tree, symbol: Tree) -> Any | None:
    """A product without its factors exp(a n + b) and a^n, and constant ones; None where it has no waves."""
    factors = [factor for factor in _factors(tree) if algebra.depends(factor, symbol)]
    rest = [factor for factor in factors if not _is_wave(factor, symbol)]
    return sympy.Mul(*rest, evaluate=False) if len(rest) < len(factors) else None


def exponents(tree: Tree, symbol: Tree) -> list[Tree]:
    """Those of the factors exp(a n + b) and a^n of a product."""
    return [_exponent(factor) for factor in _factors(tree) if _is_wave(factor, symbol)]


def _exponent(wave: Tree) -> Tree:
    if isinstance(wave, sympy.exp):
        return wave.args[0]
    inside = _exponent(wave.base) if wave.exp.is_Integer else sympy.log(wave.base)
    return sympy.Mul(wave.exp, inside, evaluate=False)


def _factors(tree: Tree) -> list[Tree]:
    """Those of a product of products."""
    return [factor for part in tree.args for factor in _factors(part)] if tree.is_Mul else [tree]


def _is_wave(tree: Tree, symbol: Tree) -> bool:
    if isinstance(tree, sympy.exp):
        return degree(tree.args[0], symbol) == 1
    if not tree.is_Pow:
        return False
    if tree.exp.is_Integer:
        return _is_wave(tree.base, symbol)
    return not algebra.depends(tree.base, symbol) and degree(tree.exp, symbol) == 1


def degree(tree: Tree, symbol: Tree) -> int | None:
    """The degree of a polynomial in the symbol; None for what is none."""
    if not algebra.depends(tree, symbol):
        return 0
    if tree == symbol:
        return 1
    degrees = [degree(part, symbol) for part in tree.args]
    if any(each is None for each in degrees):
        return None
    known = [each for each in degrees if each is not None]
    if tree.is_Add:
        return max(known)
    if tree.is_Mul:
        return sum(known)
    if tree.is_Pow and tree.exp.is_Integer and tree.exp > 0:
        return known[0] * int(tree.exp)
    return None
