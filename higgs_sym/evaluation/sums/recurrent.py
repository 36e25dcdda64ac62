"""Sums of polynomials times exponentials, in closed form: they are proved, and take no longer for a slow decay."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.types import Ball, Tree
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
