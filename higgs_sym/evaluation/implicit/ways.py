"""Ways of differential equations that were gone before: one that leads further goes on from where they ended.

A step depends on nothing but the place and the state there, so that the result is the same, bit by bit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import finite
from higgs_sym.arithmetic.types import Ball

MOST_WAYS = 16
MOST_PLACES = 20_000  # of one way; of more, every other is left out
State = tuple[Any, list[Ball]]  # the place, and y with its derivatives there


class Way:
    """Places in one direction from the start, with the states there."""

    def __init__(self, forwards: bool) -> None:
        self._sign = 1 if forwards else -1
        self._known: list[State] = []

    def before(self, target: Any) -> State | None:
        """The last known state that is not beyond a place."""
        at = bisect_right(self._known, self._sign * target, key=lambda known: self._sign * known[0])
        return self._known[at - 1] if at else None

    def keep(self, time: Any, state: list[Ball]) -> None:
        """Remember a state, if it is further than all that are known."""
        if self._known and not self._sign * (time - self._known[-1][0]) > 0:
            return
        if len(self._known) >= MOST_PLACES:
            del self._known[1::2]
        self._known.append((time, state))


class Ways:
    """The ways of one equation, by all that they depend on; those used last are kept."""

    def __init__(self) -> None:
        self._ways: OrderedDict[Hashable, Way] = OrderedDict()

    def of(self, numbers: Iterable[Ball], rest: Hashable, forwards: bool) -> Way:
        """The way for such numbers; a new one if one of them is not finite."""
        numbers = list(numbers)
        if not finite(*numbers):
            return Way(forwards)
        key = (tuple(map(_exactly, numbers)), rest, forwards)
        way = self._ways.pop(key, None) or Way(forwards)
        self._ways[key] = way
        if len(self._ways) > MOST_WAYS:
            self._ways.popitem(last=False)
        return way


def _exactly(ball: Ball) -> Hashable:
    """A ball as whole numbers."""
    value = flint.acb(ball)
    parts = (value.real.mid(), value.real.rad(), value.imag.mid(), value.imag.rad())
    return tuple(tuple(map(int, part.man_exp())) for part in parts)
