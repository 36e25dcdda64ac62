"""Polynomials through values in flint numbers, asked for on their nodes' line or beside it.

Values at the nodes of a segment also tell the function beside it: the polynomial converges in the largest ellipse
about the segment in which the function is analytic, by a factor less for each node, and multiplies the errors of the
values as it leaves the segment.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from higgs_sym.arithmetic.types import Number

_SPARE, _SLOWEST = 3, 0.5  # nodes to spare, and digits a node that are counted upon


class Effort(NamedTuple):
    """What a table takes."""

    nodes: int
    lost: int = 0  # digits by which its values are to be better than what is read off


def effort(
    digits: int,
    low: float,
    high: float,
    singular: Sequence[complex],
    asked: Sequence[complex] = (),
    slowest: float = _SLOWEST,
) -> Effort:
    """For so many digits on low < s < high, and at the places `asked` beside it, of a function singular there."""
    middle, half = (low + high) / 2, (high - low) / 2
    reached = max((_ellipse((place - middle) / half) for place in asked), default=0.0)
    rate = max(min(_ellipse((place - middle) / half) for place in singular) - reached, slowest)
    nodes = math.ceil(digits / rate) + _SPARE
    return Effort(nodes, math.ceil(nodes * reached))


def _ellipse(w: complex) -> float:
    """log10 of the sum of the half-axes of the ellipse through w with foci -1 and 1."""
    return math.log10(abs(w + cmath.sqrt(w - 1) * cmath.sqrt(w + 1)))


class Interpolant:
    """The polynomial through values at nodes, barycentric."""

    def __init__(self, nodes: list[Any], values: Any) -> None:
        self.nodes, self.values = nodes, list(values)
        scale = 4 / (nodes[-1] - nodes[0])  # keeps the products of differences near 1
        self.weights = []
        for j, x in enumerate(nodes):
            product: Any = 1
            for k, y in enumerate(nodes):
                if k != j:
                    product = product * (x - y) * scale
            self.weights.append((1 / product).mid())

    def __call__(self, s: Number) -> Any:
        top: Any = 0
        bottom: Any = 0
        for x, w, value in zip(self.nodes, self.weights, self.values, strict=True):
            if s == x:
                return value
            part = w / (s - x)
            top, bottom = top + part * value, bottom + part
        return (top / bottom).mid()
