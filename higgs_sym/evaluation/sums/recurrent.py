"""Sums of polynomials times exponentials, and of powers, in closed form: proved, and no longer for a slow decay."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.sums.terms import amplitude, degree, exponents

MOST_DEGREE = 40


def exponent(tree: Tree, symbol: Tree) -> tuple[Any, int] | None:
    """The exponent, linear in the symbol, and the degree of the polynomial in front; None where it is no such term."""
    bare = amplitude(tree, symbol)
    size = None if bare is None else degree(bare, symbol)
    if size is None or size > MOST_DEGREE:
        return None
    return sympy.Add(*exponents(tree, symbol), evaluate=False), size


def geometric(term: Callable[[Ball], Ball], phase: Callable[[Ball], Ball], size: int, first: Ball) -> Ball | None:
    """The sum of f(first + j), j >= 0, f being exp(phase) times a polynomial; None unless it is sure to converge.

    Differences of the polynomial do: the sum of P(j) z^j is that of D^k P(0) z^k/(1 - z)^(k + 1).
    """
    slope = phase(first + 1) - phase(first)
    if not slope.real < 0:
        return None
    wave, rest = slope.exp(), -slope.expm1()
    row = [term(first + k) * (-slope * k).exp() for k in range(size + 1)]
    total, power = flint.acb(0), 1 / rest
    while row:
        total = total + row[0] * power
        row = [after - before for before, after in pairwise(row)]
        power = power * wave / rest
    return total if total.is_finite() else None


def power_of(tree: Tree, symbol: Tree) -> tuple[Any, Any, Any] | None:
    """c, the base and the exponent of a term c (a n + b)^-s; None where it is no such term."""
    constants = [part for part in sympy.Mul.make_args(tree) if not algebra.depends(part, symbol)]
    rest = [part for part in sympy.Mul.make_args(tree) if algebra.depends(part, symbol)]
    if len(rest) != 1 or not rest[0].is_Pow:
        return None
    base = rest[0]
    exponents: list[Any] = []
    while base.is_Pow and not algebra.depends(base.exp, symbol) and (not exponents or exponents[-1].is_Integer):
        exponents.append(base.exp)
        base = base.base
    if not exponents or degree(base, symbol) != 1:
        return None
    return sympy.Mul(*constants, evaluate=False), base, sympy.Mul(-1, *exponents, evaluate=False)


def hurwitz(factor: Ball, base: Callable[[Ball], Ball], power: Ball, first: Ball) -> Ball | None:
    """The sum of c (a n + b)^-s from the first n on; None unless it is sure to converge, and a and a n + b positive."""
    start = base(first)
    step = base(first + 1) - start
    if not (power.real > 1 and step.real > 0 and start.real > 0 and start.imag == 0 and step.imag == 0):
        return None
    total = factor * step ** (-power) * power.zeta(start / step)
    return total if total.is_finite() else None
