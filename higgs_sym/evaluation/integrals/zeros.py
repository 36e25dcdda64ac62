"""The zeros of a real function on an interval, by subdivision with balls.

A part whose ball excludes zero has none. Where the function is monotone its signs decide, and where it is convex its
extremum does; only what none of these settles is halved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cmp_to_key
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball
from higgs_sym.evaluation import budget

Real = Any  # arb
Function = Callable[[Any], Any]  # arb -> acb
MOST = 4000  # parts that are looked at
SEARCH_BITS = 128
WIDE = 16  # the ratio of ends from which an interval is halved on a logarithmic scale
STEPS = 60  # of Newton's method


class TooManyError(Exception):
    """The search ended before the interval was covered."""


def zeros(
    jets: tuple[Function | None, Function | None, Function | None],
    low: Real,
    high: Real,
    finest: int,
    most: int = MOST,
) -> list[Real]:
    """Zeros inside (low, high), not at its ends, to the present precision.

    `jets` are the function and its first two derivatives, None where there are none. Parts shorter than 2^finest are
    left. Raises TooManyError once `most` parts have been looked at.
    """
    bits, least = flint.ctx.prec, flint.arb(2) ** finest
    with flint_precision(min(bits, SEARCH_BITS + max(0, -finest))):
        boxes = list(_boxes(jets, low.mid(), high.mid(), least, most))
    with flint_precision(2 * bits + 64):
        found = [_polished(jets, box, order) for box, order in boxes]
        found = [
            point
            for point, (_, order) in zip(found, boxes, strict=True)
            if order == 2 or _crosses(jets[0], point, least)
        ]
    slack = flint.arb(2) ** -(bits - 8)
    inside = [each for each in found if min(each - low, high - each) > max(abs(each) * slack, least)]
    return _distinct(inside)


def _boxes(jets: Any, low: Real, high: Real, finest: Real, most: int) -> Iterator[tuple[tuple[Real, Real], int]]:
    """Intervals that hold one zero (order 1: the signs differ), or a zero of the derivative close to one (order 2)."""
    function, slope, bend = jets
    stack = [(low, high)]
    for _ in range(most):
        if not stack:
            return
        budget.check()
        a, b = stack.pop()
        box = ball(a, b)
        if _excluded(function(box)):
            continue
        known = function(a).is_finite() and function(b).is_finite()
        if known and slope is not None and _excluded(slope(box)):
            if _sign(function(a)) * _sign(function(b)) <= 0:
                yield (a, b), 1
            continue
        if known and slope is not None and bend is not None and _excluded(bend(box)):
            yield from _around_extremum(jets, a, b, finest)
            continue
        width = b - a
        if width < finest or width < abs(a + b) * flint.arb(2) ** -40:
            if _sign(function(a)) * _sign(function(b)) < 0:
                yield (a, b), 1
            elif slope is not None and _sign(slope(a)) * _sign(slope(b)) < 0:
                yield (a, b), 2
            continue
        middle = _middle(a, b)
        stack += [(middle, b), (a, middle)]
    raise TooManyError


def _middle(a: Real, b: Real) -> Real:
    """Where an interval is halved: on the scale of its ends, where these are of different sizes."""
    small, large = min(abs(a), abs(b)), max(abs(a), abs(b))
    if large < WIDE * small:
        return ((a + b) / 2).mid()
    if a < 0 and b > 0:
        return flint.arb(0)
    size = large / WIDE**2 if small == 0 else (small * large).sqrt()
    return size.mid() if b > 0 else (-size).mid()


def _around_extremum(jets: Any, a: Real, b: Real, finest: Real) -> Iterator[tuple[tuple[Real, Real], int]]:
    """A function without inflection on (a, b): at most two zeros."""
    function, slope, bend = jets
    if _sign(slope(a)) * _sign(slope(b)) > 0:
        if _sign(function(a)) * _sign(function(b)) <= 0:
            yield (a, b), 1
        return
    least = _bisected(slope, a, b, SEARCH_BITS)
    here = function(least)
    ends = _sign(function(a)), _sign(function(b))
    # the distance between the two zeros, if there are two
    apart = (abs(here) / abs(bend(least))).sqrt()
    if _sign(here) == 0 or apart < max(finest, abs(least) * flint.arb(2) ** -(flint.ctx.prec // 3)):
        yield (a, b), 2
        return
    if ends[0] * _sign(here) <= 0:
        yield (a, least), 1
    if ends[1] * _sign(here) <= 0:
        yield (least, b), 1


def ball(a: Real, b: Real) -> Any:
    """The interval as an acb."""
    return flint.acb(flint.arb(((a + b) / 2).mid(), ((b - a) / 2).upper()))


def _crosses(function: Any, point: Real, least: Real) -> bool:
    """Whether the sign changes at a point: an end of a box at which the sign was not known is no zero."""
    step = max(abs(point) * flint.arb(2) ** -(flint.ctx.prec // 3), least)  # at zero the first vanishes
    return _sign(function((point - step).mid())) * _sign(function((point + step).mid())) < 0


def _excluded(value: Ball) -> bool:
    """Whether a ball is finite and does not touch zero."""
    return bool(not may_be(value))


def _sign(value: Ball) -> int:
    real = value.real
    return 1 if real > 0 else -1 if real < 0 else 0


def _bisected(function: Function, a: Real, b: Real, bits: int) -> Real:
    at_a = _sign(function(a))
    if at_a == 0 or _sign(function(b)) == 0:  # an end is the zero
        return a if at_a == 0 else b
    for _ in range(bits):
        middle = _middle(a, b)
        at_middle = _sign(function(middle))
        if at_middle == 0:
            return middle
        if at_middle == at_a:
            a = middle
        else:
            b = middle
    return ((a + b) / 2).mid()


def _polished(jets: Any, box: tuple[Real, Real], order: int) -> Real:
    """The zero in a box, by Newton's method from where halving has led."""
    function, slope = jets[order - 1], jets[order]
    start = _bisected(function, *box, 24 if slope else 4 * flint.ctx.prec)
    if slope is None:
        return start
    point, bits = start, flint.ctx.prec
    for _ in range(STEPS):
        step = (function(point).real / slope(point).real).mid()
        if not step.is_finite():
            break
        point = (point - step).mid()
        if abs(step) <= abs(point) * flint.arb(2) ** -(bits - 32):
            break
    else:
        step = flint.arb.nan()
    if step.is_finite():
        inside = max(box[0], min(box[1], point))
        if abs(point - inside) <= abs(inside) * flint.arb(2) ** -(bits // 2):
            return inside  # the zero may be an end, but for rounding
    return _bisected(function, *box, 2 * bits)


def _larger(a: Real, b: Real) -> int:
    return 1 if a > b else -1


in_order = cmp_to_key(_larger)  # the key by which exact arbs are sorted


def _distinct(points: list[Real]) -> list[Real]:
    kept: list[Real] = []
    for point in sorted(points, key=in_order):
        if not kept or abs(point - kept[-1]) > abs(point) * flint.arb(2) ** -(flint.ctx.prec // 2):
            kept.append(point)
    return kept
