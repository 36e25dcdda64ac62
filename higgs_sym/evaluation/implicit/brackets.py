"""Where a function changes its sign: on a grid that comes close to both ends and reaches far."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.implicit.body import Body

Real = Any  # arb
NEAR = (*range(1, 17), *range(18, 65, 4))  # powers of two of the distance from an end
NEARER = tuple(range(72, 1101, 8))  # tried where those do not show a change
NEAREST = tuple(1100 * 3**k // 2**k for k in range(24))  # up to 10^7
PART = 0.4837  # of the way between two points, where a third is tried
EVEN = 16  # equal parts of a finite interval
GRID_BITS = 1200


def grid(low: Real | None, high: Real | None, powers: tuple[int, ...] = NEAR) -> list[Real]:
    """Points between two ends, None for an infinite one, in increasing order; the ends are not among them."""
    with flint_precision(GRID_BITS):
        if low is not None and high is not None:
            width = (high - low).mid()
            points = [low.mid() + width * k / EVEN for k in range(1, EVEN)]
            points += [low.mid() + width * flint.arb(2) ** -k for k in powers]
            points += [high.mid() - width * flint.arb(2) ** -k for k in powers]
        else:
            sizes = [flint.arb(2) ** k for each in powers for k in (each, -each)] + [flint.arb(1)]
            end, sign = (low, 1) if low is not None else (high, -1)
            if end is None:
                points = [flint.arb(0), *sizes, *(-size for size in sizes)]
            else:
                points = [end.mid() + sign * size for size in sizes]
        return _sorted([point.mid() for point in points])


def _sorted(points: list[Real]) -> list[Real]:
    ordered = sorted(points, key=cmp_to_key(_order))
    return [point for k, point in enumerate(ordered) if k == 0 or point > ordered[k - 1]]


def _order(a: Real, b: Real) -> int:
    return -1 if a < b else 1 if a > b else 0


class SeveralError(AccuracyError):
    """There are more changes of sign than one."""

    def __init__(self, f: Body, found: list[tuple[Real, Real]]) -> None:
        super().__init__(several(f, [place[0] for place in found]))
        self.found = found


def bracket(f: Body, low: Real | None, high: Real | None) -> tuple[Real, Real]:
    """Two points between which f changes its sign, equal ones where it vanishes.

    AccuracyError if there is no such place, or more than one.
    """
    if low is not None and high is not None:
        signs = f.sign(low.mid()), f.sign(high.mid())
        if None not in signs and signs[0] and signs[1] and signs[0] != signs[1]:
            return low.mid(), high.mid()
    for powers in (NEAR, NEARER, NEAREST):
        points = grid(low, high, powers)
        found = changes(f, points)
        if len(found) > 1:
            _vanishes_between(f, points, found)
            raise SeveralError(f, found)
        if found:
            return found[0]
    raise AccuracyError(f"no change of sign in {f.name} between the ends of the bracket")


def _vanishes_between(f: Body, points: list[Real], found: list[tuple[Real, Real]]) -> None:
    """AccuracyError if f is zero at neighbouring points of the grid, and between them."""
    zeros = {k for k, point in enumerate(points) if any(a == b and a == point for a, b in found)}
    runs = [k for k in zeros if k + 1 in zeros]
    if not runs or any(f.sign((points[k] + (points[k + 1] - points[k]) * PART).mid()) != 0 for k in runs):
        return
    last = min(k for k in range(runs[0], len(points)) if k + 1 not in zeros)
    low, high = (points[k].str(5, radius=False) for k in (runs[0], last))
    raise AccuracyError(f"a formula of {f.name} is zero everywhere between {low} and {high}: no place is the root")


def several(f: Body, places: list[Real], *, more: int = 0) -> str:
    """What there is to say about more roots than one; `more` are not among the places."""
    shown = ", ".join(place.str(5, radius=False) for place in places[:4])
    if len(places) > 4 or more:
        shown += ", ..."
    if more:
        return f"{len(places) + more} or fewer roots in {f.name}, near {shown}: make the bracket narrower"
    return f"{len(places)} roots in {f.name}, near {shown}: make the bracket narrower"


def changes(f: Body, points: list[Real]) -> list[tuple[Real, Real]]:
    """Neighbouring points between which f changes its sign, and those at which it vanishes."""
    found = []
    last: tuple[Real, int] | None = None
    for point in points:
        sign = f.sign(point)
        if sign is None:
            continue
        if sign == 0:
            found.append((point, point))
            last = None
            continue
        if last is not None and last[1] != sign:
            found.append((last[0], point))
        last = point, sign
    return found
