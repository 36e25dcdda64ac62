"""Rigorous quadrature by fixed Gauss rules: one bound for a whole panel, from a few balls that cover an ellipse.

If |f| <= M in the Bernstein ellipse of parameter rho > 1 (foci at the ends of the panel, taken to be -1 and 1; axes
(rho +- 1/rho)/2), the Chebyshev coefficients of f obey |a_k| <= 2 M rho^-k. The rule with n nodes is exact below degree
2n, and wrong by at most 2 + 2/(k^2 - 1) on T_k. Hence its error is at most

    sum_{k >= 2n} 2 M rho^-k (2 + 2/(k^2 - 1)) <= (64/15) M rho^(-2n)/(1 - 1/rho),    n >= 2.

M comes from `balls.cover` where an integrand is known over discs, else from boxes that cover the ellipse.
A function value over a box is finite only if the function is certified to be
analytic there, as the continuation of the function at the box's midpoint. So that this is one function for all boxes,
their midpoints lie on the panel, where f is what is integrated, and neighbours share a piece of the panel or are nested
in their real parts.

Where a box is refused, a smaller ellipse is tried, then halves of the panel. `balls.integral`, which leaves all of this
to Arb, takes two to four times as many evaluations: it bounds the function on one ball around each ellipse.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import flint

from higgs_sym.arithmetic.types import Ball
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.balls import integral
from higgs_sym.physics.balls.cover import Cells, Values, bounded

_RHOS = (4.0, 3.0, 2.3, 1.8, 1.5)
_MOST_NODES = 1.25  # per bit
_DEEPEST = 60
_SAFE = 1 + 1e-6
_INNER = 0.95  # midpoints of boxes, in units of half a panel

_LEVELS = 2  # pairs of them: panels and halves, then quarters and eighths
_ROUND = 4  # orders are multiples of it, so that few tables are made

Vector = tuple[Ball, ...]
Panel = tuple[Any, Any]
Cover = Callable[[Cells], Values]


class Prepared(NamedTuple):
    """A panel with the order of its rule and the errors that it makes."""

    low: Any
    high: Any
    order: int
    errors: list[Any]


def integrate(function: Callable[[Ball], Vector], ends: list[Ball], cover: Cover | None = None) -> Vector | None:
    """Integrals of the components over the real parameter, sum of the panels'; None where nothing is proved.

    `cover` is the integrand over discs (see `balls.cover`), which bounds it on larger ellipses than boxes do.
    Raises AccuracyError where a panel takes too many evaluations.
    """
    limit, total = integral.EVALUATIONS * flint.ctx.prec, None
    panels = [(flint.arb(low), flint.arb(high)) for low, high in pairwise(ends)]
    known: list[Vector] = []
    if cover is not None:
        pieces, panels = _covered(cover, panels)
        for piece in pieces:
            part = _sum(function, (piece.low, piece.high), piece.order, piece.errors)
            if part is None:
                panels.append((piece.low, piece.high))
            else:
                known.append(part)
    for low, high in panels:
        left = [limit]

        def counted(x: Ball, left: list[int] = left) -> Vector:
            left[0] -= 1
            if left[0] < 0:
                raise AccuracyError(
                    f"an integrand could not be enclosed with {limit} evaluations: it is next to singular there; "
                    "use smaller balls or ask for fewer digits"
                )
            return function(x)

        part = _panel(counted, low, high, 0)
        if part is None:
            return None
        known.append(part)
    for part in known:
        total = part if total is None else tuple(a + b for a, b in zip(total, part, strict=True))
    return total


def _covered(cover: Cover, panels: list[Panel]) -> tuple[list[Prepared], list[Panel]]:
    """Panels with the order of a rule and its errors, and panels of which nothing is proved; halves where it pays."""
    found: list[Prepared] = []
    for _ in range(_LEVELS):
        if not panels:
            break
        halves = [half for panel in panels for half in _halves(panel)]
        rules = _cheapest(cover, [*panels, *halves])  # at once: a call costs more than a panel
        parts = rules[len(panels) :]
        left: list[Panel] = []
        for k, whole in enumerate(rules[: len(panels)]):
            pair = parts[2 * k : 2 * k + 2]
            if whole and (None in pair or whole.order <= sum(half.order for half in pair if half)):
                found.append(whole)
            else:
                found += [half for half in pair if half]
                left += [panel for panel, half in zip(halves[2 * k : 2 * k + 2], pair, strict=True) if not half]
        panels = [half for panel in left for half in _halves(panel)]
    return found, panels


def _halves(panel: Panel) -> tuple[Panel, Panel]:
    low, high = panel
    middle = ((low + high) / 2).mid()
    return (low, middle), (middle, high)


def _cheapest(cover: Cover, panels: list[Panel]) -> list[Prepared | None]:
    """For every panel the rule with the fewest nodes, as far as an ellipse is proved."""
    found: list[Prepared | None] = []
    for (low, high), ellipses in zip(panels, bounded(cover, [(float(a), float(b)) for a, b in panels]), strict=True):
        half = float(high - low) / 2
        counts = [_nodes_needed(max(each.bounds) * half, each.rho) for each in ellipses]
        order = -(-min(counts, default=0) // _ROUND) * _ROUND
        if not counts or order > _MOST_NODES * flint.ctx.prec + 16:
            found.append(None)
            continue
        best = ellipses[counts.index(min(counts))]
        errors = [_error(bound, order, best.rho) for bound in best.bounds]
        found.append(Prepared(low, high, order, errors))
    return found


def _panel(function: Callable[[Ball], Vector], low: Ball, high: Ball, depth: int) -> Vector | None:
    half, middle = ((high - low) / 2).mid(), ((low + high) / 2).mid()
    for rho in _RHOS:
        bounds = _bounds(function, middle, half, rho)
        if bounds is None:
            continue
        count = _nodes_needed(max(bounds) * float(half), rho)
        if count <= _MOST_NODES * flint.ctx.prec + 16:
            return _sum(function, (low, high), count, [_error(bound, count, rho) for bound in bounds])
    if depth == _DEEPEST:
        return None
    one = _panel(function, low, middle, depth + 1)
    two = _panel(function, middle, high, depth + 1) if one is not None else None
    return None if one is None or two is None else tuple(a + b for a, b in zip(one, two, strict=True))


def _bounds(function: Callable[[Ball], Vector], middle: Ball, half: Ball, rho: float) -> list[Ball] | None:
    """Upper bounds of the components on the ellipse, in units of the half panel; None if a box is refused."""
    bounds: list[Any] = []
    for center, wide, high in _boxes(rho):
        place = (middle + half * center).mid()
        values = function(flint.acb(flint.arb(place, half * wide), flint.arb(0, half * high)))
        if not all(value.is_finite() for value in values):
            return None
        sizes = [value.abs_upper() for value in values]
        bounds = [max(a, b) for a, b in zip(bounds, sizes, strict=True)] if bounds else sizes
    return [float(bound) * _SAFE for bound in bounds]


@lru_cache
def _boxes(rho: float) -> tuple[tuple[float, float, float], ...]:
    """Midpoints in the panel (-1, 1), half widths and half heights of boxes that cover the ellipse."""
    long, short = (rho + 1 / rho) / 2, (rho - 1 / rho) / 2
    count = max(2, math.ceil(2 * long / short))
    step = 2 * long / count
    boxes = []
    for k in range(count):
        left, right = -long + k * step, -long + (k + 1) * step
        nearest = 0.0 if left < 0 < right else min(abs(left), abs(right))
        high = short * math.sqrt(max(0.0, 1 - (nearest / long) ** 2))
        center = min(max((left + right) / 2, -_INNER), _INNER)
        boxes.append((center, max(right - center, center - left) * 1.001, high * 1.001))
    return tuple(boxes)


def _nodes_needed(size: float, rho: float) -> int:
    """So that the error is below the last bit of a number of order 1."""
    bits = float(flint.ctx.prec) + math.log2(max(size, 1e-280) * 64 / 15 / (1 - 1 / rho))
    return max(2, math.ceil(bits / (2 * math.log2(rho))) + 1)


def _error(bound: float, count: int, rho: float) -> Ball:
    ratio = flint.arb(rho)
    return (flint.arb(bound) * 64 / 15 * ratio ** (-2 * (count - 1)) / (1 - 1 / ratio)).upper()


@lru_cache(maxsize=256)
def _gauss(count: int, _bits: int) -> list[tuple[Ball, Ball]]:
    """Balls that hold the nodes and the weights on (-1, 1)."""
    return [flint.arb.legendre_p_root(count, k, weight=True) for k in range(count)]


def _sum(function: Callable[[Ball], Vector], ends: tuple[Ball, Ball], count: int, errors: list[Ball]) -> Vector | None:
    half, middle = (ends[1] - ends[0]) / 2, (ends[0] + ends[1]) / 2
    totals = [flint.acb(0) for _ in errors]
    for node, weight in _gauss(count, flint.ctx.prec):
        values = function(flint.acb(middle + half * node))
        totals = [total + value * weight for total, value in zip(totals, values, strict=True)]
    if not all(total.is_finite() for total in totals):
        return None
    blurs = [flint.arb(0, error) for error in errors]
    return tuple((total + flint.acb(blur, blur)) * half for total, blur in zip(totals, blurs, strict=True))
