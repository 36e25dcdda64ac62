"""Coefficients of a known ladder: exact collocation on windows of the samples, with error bars from their agreement.

A window has as many samples as there are coefficients. What is left out of the ladder and the noise of the values both
show as a difference between windows; the further out, the smaller the first and the larger the second. The window whose
neighbours agree best is taken, and what they differ by is the error bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.convert import to_arb, to_mp
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Context, Number

BITS_PER_ROW = 16  # of working precision
MOST_WINDOWS = 40
SAFETY = 4  # times the difference between windows


@dataclass(frozen=True)
class Coefficient:
    """A number with a bound of its error, both of one context."""

    value: Any
    error: Any

    @property
    def digits(self) -> int:
        """Correct digits; 0 if not even its sign is known."""
        context = self.value.context
        if not abs(self.value) > self.error:
            return 0
        if not self.error:
            return int(context.dps)
        return max(0, int(context.floor(-context.log10(self.error / abs(self.value)))))


Basis = Sequence[Callable[[Any], Any]]  # functions of s


def fit(
    xs: Sequence[Number], values: Sequence[Number], basis: Basis, context: Context, most: int = MOST_WINDOWS
) -> list[Coefficient]:
    """The coefficients of the basis functions; empty where they cannot be told."""
    size = len(basis)
    if not size:
        return []
    starts = list(range(len(xs) - size, -1, -1))[:most]
    rows = {k: [f(xs[k]) for f in basis] for k in range(starts[-1] if starts else 0, len(xs))}
    windows = ([rows[k + j] for j in range(size)] for k in starts)
    tries = (_solve(window, values[k : k + size], context) for k, window in zip(starts, windows, strict=True))
    solved = [each for each in tries if each]
    if len(solved) < 2:
        return []
    return [_agreed([window[j] for window in solved]) for j in range(size)]


def _solve(rows: Sequence[Sequence[Number]], values: Sequence[Number], context: Context) -> list[Number] | None:
    """The solution of a linear system in flint's arithmetic, with digits to spare; None if it is singular."""
    import flint

    with flint_precision(context.prec + BITS_PER_ROW * len(rows)):
        matrix = flint.arb_mat([[to_arb(x) for x in row] for row in rows])
        right = flint.arb_mat([[to_arb(x)] for x in values])
        try:
            found = matrix.solve(right, algorithm="approx")
        except ZeroDivisionError:
            return None
        parts = [found[i, 0].mid() for i in range(len(rows))]
        if not all(part.is_finite() for part in parts):
            return None
        return [to_mp(part, context) for part in parts]


def _agreed(values: Sequence[Number]) -> Coefficient:
    """Of one coefficient from each window, the one whose neighbours agree best."""
    if len(values) == 2:
        return Coefficient(values[0], SAFETY * abs(values[0] - values[1]))
    steps = [abs(b - a) for a, b in pairwise(values)]
    spans = [max(pair) for pair in pairwise(steps)]
    best = min(range(len(spans)), key=lambda k: spans[k])
    return Coefficient(values[best + 1], SAFETY * spans[best])
