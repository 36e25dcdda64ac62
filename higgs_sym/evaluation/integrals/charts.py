"""Coordinates in which an integrand is smooth: the distance to a point, its logarithm, and the logarithm of that.

At a regular end it is a root of the distance, or of its inverse.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.integrals.ends import STEEP
from higgs_sym.evaluation.integrals.panels import Part
from higgs_sym.evaluation.integrals.rays import Ray, Row

Real = Any  # arb
DEEPER = (1.5, 2.0, 3.0)  # times the range in log s that is looked at: nothing may be left there
Number = Any  # acb
MOST_EDGES = 200
WIDEST = 12.0  # panels to begin with, in the logarithm of the distance
LN10 = 2.302585092994046


def graded(ray: Ray, top: Real | None, bottom: float | None, digits: int, seen: list[Row] | None = None) -> list[Part]:
    """Parts that cover log s from `bottom` (None: down to the point) to `top` (None: to infinity).

    `seen` is the profile on a wider range, if there is one.
    """
    root = ray.root(-1) if top is not None and bottom is None else None
    if root is None or top is None:
        return _graded_parts(ray, top, bottom, digits, seen)
    edge = root.reach(float(top))
    if edge < float(top):
        return [_rooted(ray, flint.arb(edge), root.order, -1), *_graded_parts(ray, top, edge, digits, seen)]
    return [_rooted(ray, top, root.order, -1)]


def _graded_parts(ray: Ray, top: Real | None, bottom: float | None, digits: int, seen: list[Row] | None) -> list[Part]:
    """The same in the logarithm of s, but for ends open to a root of it."""
    low = -ray.far if bottom is None else bottom
    high = ray.far if top is None else float(top)
    low = min(low, high - ray.far) if bottom is None else low
    rows = ray.profile(low, high) if seen is None else [row for row in seen if low <= row[0] <= high]
    at_peak, peak = max(rows, key=lambda row: row[1])
    peak += math.log(ray.width(at_peak, low, high))
    parts: list[Part] = []
    ends = [low, high]
    for k, (open_end, direction) in enumerate(((bottom is None, -1), (top is None, 1))):
        if not open_end:
            continue
        beyond = partial(_beyond, ray, rows, peak, ends[k], digits, direction)
        root = ray.root(direction) if top is None and peak > -math.inf else None
        if root is None:
            ends[k], more = beyond()
            parts += more
        else:
            ends[k] = root.reach(at_peak)
            parts.append(_rooted(ray, flint.arb(ends[k]), root.order, direction))
    if ends[0] == ends[1]:
        return parts
    tops = [
        rows[k][0] for k in range(1, len(rows) - 1)
        if ends[0] < rows[k][0] < ends[1] and rows[k - 1][1] < rows[k][1] >= rows[k + 1][1]
    ]  # fmt: skip
    ends = ends if ends[0] < ends[1] else [low, high]
    edges = spaced(ends[0], ends[1], tops, max(WIDEST, (ends[1] - ends[0]) / MOST_EDGES))
    return [*parts, Part(ray.graded, edges if top is None else [*edges[:-1], top])]


def _beyond(
    ray: Ray, rows: list[Row], peak: float, end: float, digits: int, direction: int
) -> tuple[float, list[Part]]:
    """Where to end in the logarithm of s on an open side, and what covers the rest of it."""
    found = ray.decay(direction)
    if peak == -math.inf:
        return end, []  # it vanishes wherever it was looked at: nothing is cut off
    if not found.rate:
        return end, [_deep(ray, end, found.power, digits, direction)]
    limit = peak - (digits + 5) * LN10 + min(0.0, math.log(found.rate))
    outer = rows[::-direction]
    if not outer[0][1] > limit and any(ray.height(direction * ray.far * share) > limit for share in DEEPER):
        raise AccuracyError(
            f"an integrand has more {ray.where} than the scales of its numbers show; take the integral apart"
        )
    return _edge(ray, outer, limit, found.rate, direction), []


def _rooted(ray: Ray, edge: Real, order: int, direction: int) -> Part:
    """From log s = `edge` to the point or to infinity, in v with s = exp(edge) v^order or its inverse."""
    power = -direction * order

    def value(v: Real) -> Number:
        s = edge.exp() * v**power
        return ray.function(s) * (order * s / v)

    return Part(value, [flint.arb(0), flint.arb(1)], blind=True)


def _edge(ray: Ray, rows: list[Row], threshold: float, rate: float, direction: int) -> float:
    """Where the integrand has fallen for good to where it no longer counts; `rows` come from that side."""
    inside = next((k for k, row in enumerate(rows) if row[1] > threshold), None)
    if inside is None:
        return rows[-1][0]
    if inside == 0:
        u, height = rows[0]
        step = 4.0 if rate >= STEEP else (height - threshold) / rate + 1
        for _ in range(60):  # where it vanishes to all digits further out, the rate there says nothing here
            u += direction * step
            if rate < STEEP or not ray.height(u) > threshold:
                break
            step *= 2
        return u
    outer, inner = rows[inside - 1][0], rows[inside][0]
    while abs(outer - inner) > 0.5:
        budget.check()
        middle = (outer + inner) / 2
        outer, inner = (outer, middle) if ray.height(middle) > threshold else (middle, inner)
    return outer


def _deep(ray: Ray, start: float, power: float, digits: int, direction: int) -> Part:
    """A logarithmic end: u = direction exp(w), so that g = |u|^-power falls exponentially."""

    def value(w: Real) -> Number:
        u = w.exp()
        return ray.graded(direction * u) * u

    low = flint.arb(abs(start)).log().mid()
    high = float(low) + (digits + 5) * LN10 / (power - 1)
    return Part(value, [low, *spaced(float(low), high, [], WIDEST)[1:]])


def spaced(low: float, high: float, between: Iterable[float], widest: float) -> list[Real]:
    """Exact edges from low to high, through the places between, no further apart than `widest`."""
    fixed = sorted({low, high, *between})
    edges = [flint.arb(fixed[0])]
    for a, b in pairwise(fixed):
        count = int((b - a) / widest) + 1
        edges += [flint.arb(a + (b - a) * k / count) for k in range(1, count)] + [flint.arb(b)]
    return edges
