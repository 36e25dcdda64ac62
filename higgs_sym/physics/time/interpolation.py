"""Polynomials through values in flint numbers, asked for on their nodes' line or beside it.

Values at the nodes of a segment also tell the function beside it: the polynomial converges in the largest ellipse
about the segment in which the function is analytic, by a factor less for each node, and multiplies the errors of the
values as it leaves the segment.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from higgs_sym.arithmetic.types import Number

CRAWL = 0.05  # digits a node, where numbers of nodes are compared
LONGEST = 8  # octaves of a table
_HEAD = 7  # digits that the first coefficients fall at once
_TURNED = 2.8j  # ... and in ln s what lies behind the threshold
_CONSTANT = 20  # cost of a value that does not grow with its digits, in those of a digit
_LN2 = math.log(2)
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


@lru_cache(maxsize=256)
def octaves_end(places: tuple[complex, ...], turn: complex, first: int, low: int, digits: int) -> int:
    """The end of the table that begins at 2^low, of those from 2^first on: the least work in all.

    Tables do not depend on where the last of them is cut off by t, so that they serve other t as well.
    """
    beyond = max(first, math.ceil(max(math.log2(abs(each)) for each in places))) + 2 * LONGEST
    cost, end = {beyond: 0.0}, {beyond: beyond}

    def work(k: int, j: int) -> float:
        nodes, lost = octaves(digits, k, j, places, turn)
        return nodes * (_CONSTANT + digits + lost) + cost[j]

    for k in range(beyond - 1, first - 1, -1):
        cost[k], end[k] = min((work(k, j), j) for j in range(k + 1, min(beyond, k + LONGEST) + 1))
    return end[low] if low in end and low < beyond else low + LONGEST


def octaves(digits: int, low: int, high: int, places: Sequence[complex], turn: complex) -> Effort:
    """On 2^low < s < 2^high for functions of ln s, to which all scales but those of `places` are far away."""
    ends, shift = (low * _LN2, high * _LN2), cmath.log(turn)
    singular = [*map(cmath.log, places), *(sum(ends) / 2 + side * _TURNED for side in (1, -1))]
    asked = [end + shift for end in (*ends, sum(ends) / 2)]
    return effort(digits - _HEAD, *ends, singular, asked, CRAWL)


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
