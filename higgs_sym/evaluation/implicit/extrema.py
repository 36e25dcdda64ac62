"""`Minimum`, `Maximum` and where they are: the best of all zeros of the slope that balls can tell apart.

Where balls say nothing about the slope, it is the best point of a grid, then a zero of the slope next to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flint

from higgs_sym.arithmetic.enclosure import may_be, meets
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.implicit.brackets import NEAR, NEARER, grid
from higgs_sym.evaluation.implicit.derivatives import slope
from higgs_sym.evaluation.implicit.roots import ends, on_balls, place, slope_on_balls, solve
from higgs_sym.evaluation.implicit.unique import isolated
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Bracket = tuple[Real, Real]  # around a zero of the slope; twice the same where the place itself is known
SPARE = 5
GRID_DIGITS = 25
COARSE, ALIKE = 14, 12  # digits of places that are compared at first, and of values that may be the best
REACH = 1000  # of an infinite interval, in which zeros of the slope are told apart


def extremum(tree: Tree, compile_tree: Compile, *, largest: bool, position: bool) -> Compiled:
    """A `Minimum`, `Maximum`, `ArgMin` or `ArgMax` node."""
    function, variable, limits = compile_tree(tree.function), tree.limits[0][0], ends(tree, compile_tree)
    name = variable.name
    jets = [slope_on_balls(tree.function, variable, compile_tree, order) for order in (1, 2)]

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        low, high = (place(end, values, run) for end in limits)
        body = Body(function, name, values, run)
        where = _best_place(body, jets, low, high, largest, run.digits + SPARE, position=position)
        if position:
            return flint.acb(where)
        around = body(where, run.digits + SPARE)
        return around if may_be(around) else body(where.mid(), run.digits + SPARE)

    return value


def _best_place(
    f: Body,
    jets: list[Compiled | None],
    low: Real | None,
    high: Real | None,
    largest: bool,
    digits: int,
    *,
    position: bool,
) -> Real:
    """Where f is best: of the zeros of its slope and the ends, or next to the best point of a grid."""
    first, second = jets
    if first is None or second is None or f.run.inner:
        return _position(f, low, high, largest, digits)
    slope_of = Body(first, f.name, f.values, f.run)
    clipped = (low if low is not None else flint.arb(-REACH), high if high is not None else flint.arb(REACH))
    try:
        boxes, sure = isolated(slope_of, on_balls(f, first), on_balls(f, second), *clipped)
    except (BudgetError, DivergesError):
        raise
    except (AccuracyError, ZeroDivisionError):
        boxes, sure = [], False
    f.run.proven &= sure
    if sure and low is not None and high is not None:
        places = [(end, end) for end in (low.mid(), high.mid())]
    else:
        around = _position(f, low, high, largest, digits, slope_of)
        places = [(around, around)]
    boxes = [*places, *boxes]
    rough = [a if a is b else solve(slope_of, a, b, COARSE) for a, b in boxes]
    close = [boxes[k] for k in _tied(f, rough, largest, ALIKE)]
    return _finest(f, slope_of, close, largest, digits, position=position)


def _finest(f: Body, slope_of: Body, boxes: list[Bracket], largest: bool, digits: int, *, position: bool) -> Real:
    """The best of places that are nearly as good as one another."""
    places = [a if a is b else solve(slope_of, a, b, digits) for a, b in boxes]
    tied = [places[k] for k in _tied(f, places, largest, digits - SPARE)]
    if position and not all(meets(place, tied[0]) for place in tied):
        shown = ", ".join(place.str(8, radius=False) for place in tied[:4])
        raise AccuracyError(f"a formula of {f.name} is as good at {shown}: make the bracket narrower")
    return tied[0]


def _tied(f: Body, places: list[Real], largest: bool, digits: int) -> list[int]:
    """Which of the places are the best, to so many digits and to what the balls of the places leave open."""
    heights = [f.real(place, digits + GRID_DIGITS) * (1 if largest else -1) for place in places]
    best = max(range(len(places)), key=lambda k: heights[k].mid())
    least = heights[best].lower() - abs(heights[best]).upper() * flint.arb(10) ** -digits
    return [k for k, height in enumerate(heights) if not height.upper() < least]


def _position(
    f: Body, low: Real | None, high: Real | None, largest: bool, digits: int, slope_of: Body | None = None
) -> Real:
    for powers in (NEAR, (*NEAR, *NEARER)):
        points = [point for point in (low, *grid(low, high, powers), high) if point is not None]
        known, best = _best(f, points, largest)
        if 0 < best < len(known) - 1:
            return solve(slope_of or _slope_of(f), known[best - 1][0], known[best + 1][0], digits)
    end = low if best == 0 else high
    if end is None or not known[best][0] == end.mid():
        raise AccuracyError(f"a formula of {f.name} has its extremum at an end that is not reached")
    return flint.arb(known[best][0])


def _best(f: Body, points: list[Real], largest: bool) -> tuple[list[tuple[Real, Real]], int]:
    """The points at which f has a value, with it, and the place of the best."""
    known = []
    for point in points:
        try:
            known.append((point.mid(), f.real(point.mid(), GRID_DIGITS).mid()))
        except (AccuracyError, ZeroDivisionError):
            continue
    if len(known) < 3:
        raise AccuracyError(f"a formula of {f.name} has no values between the ends")
    best = 0
    for k, (_, value) in enumerate(known):
        better = value > known[best][1] if largest else value < known[best][1]
        best = k if better else best
    return known, best


def _slope_of(f: Body) -> Body:
    """f' as a formula."""

    def function(values: Mapping[str, Any], run: Run) -> Any:
        inner = Body(f.function, f.name, values, run)
        return slope(inner, values[f.name], 1, run)

    return Body(function, f.name, f.values, f.run)
