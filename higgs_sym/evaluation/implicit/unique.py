"""How many roots there are between two numbers, by balls: parts without one, and parts on which f is monotone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import finite, may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.implicit.body import Body

Real = Any  # arb
OnBalls = Callable[[Any], Any]  # acb -> acb
BITS = 128
MOST_PARTS = 600
FINEST = 60  # halvings
SHARE = 0.4837  # of a part at which it is parted: no round number, which a root might be


def isolated(
    f: Body, on_balls: OnBalls, slope: OnBalls, low: Real, high: Real, most: int = MOST_PARTS
) -> tuple[list[tuple[Real, Real]], bool]:
    """Intervals with one root each, and whether it is proved that there are no others."""
    found: list[tuple[Real, Real]] = []
    sure = True
    with flint_precision(BITS):
        finest = ((high - low) * flint.arb(2) ** -FINEST).mid()
        stack, parts = deque([(low.mid(), high.mid())]), 0
        while stack:
            check()
            a, b = stack.popleft()  # the widest first: one place where balls say nothing hides no other
            parts += 1
            if parts > most:
                return _in_order(found), False
            box = flint.acb(flint.arb(((a + b) / 2).mid(), ((b - a) / 2).upper()))
            value = on_balls(box)
            if finite(value) and not may_be(value.real):
                continue
            rising = slope(box)
            if finite(rising) and not may_be(rising.real):
                signs = f.sign(a), f.sign(b)
                sure &= None not in signs
                # A root at an end is none between the ends.
                if None not in signs and signs[0] != signs[1] and 0 not in signs:
                    found.append((a, b))
                continue
            if b - a < finest:
                sure = False
                continue
            middle = (a + (b - a) * SHARE).mid()
            stack += [(a, middle), (middle, b)]
    return _in_order(found), sure


def _in_order(found: list[tuple[Real, Real]]) -> list[tuple[Real, Real]]:
    return sorted(found, key=cmp_to_key(_order))


def _order(one: tuple[Real, Real], other: tuple[Real, Real]) -> int:
    return -1 if one[0] < other[0] else 1
