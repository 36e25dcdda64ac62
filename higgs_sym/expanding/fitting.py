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

from higgs_sym.expanding.ladder import SINGULAR

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


def fit(xs: Sequence[Any], values: Sequence[Any], basis: Basis, context: Any) -> list[Coefficient]:
    """The coefficients of the basis functions."""
    size = len(basis)
    if not size:
        return []
    starts = range(len(xs) - size, -1, -1)
    solved = [s for s in (_solve(xs[k : k + size], values[k : k + size], basis, context) for k in starts) if s]
    if len(solved) < 2:
        return []
    return [_agreed([window[j] for window in solved], context) for j in range(size)]


def _solve(xs: Sequence[Any], values: Sequence[Any], basis: Basis, context: Any) -> list[Any] | None:
    matrix = context.matrix([[f(x) for f in basis] for x in xs])
    try:
        return list(context.lu_solve(matrix, context.matrix(list(values))))
    except SINGULAR:
        return None


def _agreed(values: Sequence[Any], context: Any) -> Coefficient:
    """Of one coefficient from each window, the one whose neighbours agree best."""
    if len(values) == 2:
        return Coefficient(values[0], SAFETY * abs(values[0] - values[1]))
    steps = [abs(b - a) for a, b in pairwise(values)]
    spans = [max(pair) for pair in pairwise(steps)]
    best = min(range(len(spans)), key=lambda k: spans[k])
    return Coefficient(values[best + 1], SAFETY * spans[best])
