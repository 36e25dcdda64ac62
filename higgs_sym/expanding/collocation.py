"""Coefficients of a known ladder: exact collocation on windows of the samples, with error bars from their agreement.

A window has as many samples as there are coefficients. What is left out of the ladder and the noise of the values both
show as a difference between windows; the further out, the smaller the first and the larger the second. The window whose
neighbours agree best is taken, and what they differ by is the error bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Any

from higgs_sym.arithmetic.convert import log10, to_arb, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Context, Number

BITS_PER_ROW = 16  # of working precision
MOST_WINDOWS = 40
SAFETY = 10  # times the difference between windows
NEIGHBOURS = 3  # differences between windows that must be small at the same place


@dataclass(frozen=True)
class Coefficient:
    """A number with a bound of its error, both of one context."""

    value: Any
    error: Any

    @property
    def digits(self) -> int:
        """Correct digits; 0 if not even its sign is known."""
        if not abs(self.value) > self.error:
            return 0
        if not self.error:
            return int(self.value.context.dps)
        return max(0, floor(log10(self.value) - log10(self.error)))


Basis = Sequence[Callable[[Any], Any]]  # functions of s


@dataclass(frozen=True)
class Solved:
    """Coefficients of one window, and how much each may owe to the noise of the values."""

    values: list[Number]
    shaken: list[Number]


def fit(
    xs: Sequence[Number],
    values: Sequence[Number],
    basis: Basis,
    context: Context,
    most: int = MOST_WINDOWS,
    noise: Sequence[Number] = (),
) -> list[Coefficient]:
    """The coefficients of the basis functions; empty where they cannot be told.

    `noise` bounds the errors of the values; without it they are taken to be exact.
    """
    size = len(basis)
    if not size:
        return []
    starts = list(range(len(xs) - size, -1, -1))[:most]
    rows = {k: [f(xs[k]) for f in basis] for k in range(starts[-1] if starts else 0, len(xs))}
    errors = _shaken(noise, len(xs), context)
    solved = []
    for k in starts:
        window = slice(k, k + size)
        found = _solve([rows[k + j] for j in range(size)], values[window], errors[window], context)
        if found is not None:
            solved.append(found)
    if len(solved) < 2:
        return []
    return [_agreed([each.values[j] for each in solved], [each.shaken[j] for each in solved]) for j in range(size)]


def _shaken(noise: Sequence[Number], count: int, context: Context) -> list[Number]:
    """Errors as large as the noise, their signs without a pattern."""
    if not noise:
        return [context.mpf(0)] * count
    return [each if (k * k * 7 + k * 3) % 11 < 5 else -each for k, each in enumerate(noise)]


def _solve(
    rows: Sequence[Sequence[Number]], values: Sequence[Number], errors: Sequence[Number], context: Context
) -> Solved | None:
    """The solution of a linear system in flint's arithmetic, with digits to spare; None if it is singular."""
    import flint

    with flint_precision(context.prec + BITS_PER_ROW * len(rows)):
        matrix = flint.arb_mat([[to_arb(x) for x in row] for row in rows])
        right = flint.arb_mat([[to_arb(x), to_arb(e)] for x, e in zip(values, errors, strict=True)])
        try:
            found = matrix.solve(right, algorithm="approx")
        except ZeroDivisionError:
            return None
        parts = [[found[i, j].mid() for i in range(len(rows))] for j in (0, 1)]
        if not all(part.is_finite() for each in parts for part in each):
            return None
        return Solved(*([to_mp(part, context) for part in each] for each in parts))


def _agreed(values: Sequence[Number], shaken: Sequence[Number]) -> Coefficient:
    """Of one coefficient from each window, the one whose neighbours agree best and that noise shakes least."""
    steps = [abs(b - a) for a, b in pairwise(values)]
    near = min(NEIGHBOURS, len(steps))
    middle = (near + 1) // 2
    spans = [max([*steps[k : k + near], abs(shaken[k + middle])]) for k in range(len(steps) - near + 1)]
    best = min(range(len(spans)), key=lambda k: spans[k])
    return Coefficient(values[best + middle], SAFETY * spans[best])
