"""`Minimum`, `Maximum` and where they are: the best point of a grid, then a zero of the slope next to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flint

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.implicit.brackets import NEAR, NEARER, grid
from higgs_sym.evaluation.implicit.derivatives import slope
from higgs_sym.evaluation.implicit.roots import ends, place, solve
from higgs_sym.evaluation.run import Run

Real = Any  # arb
SPARE = 5
GRID_DIGITS = 25


def extremum(tree: Tree, compile_tree: Compile, *, largest: bool, position: bool) -> Compiled:
    """A `Minimum`, `Maximum`, `ArgMin` or `ArgMax` node."""
    function, name, limits = compile_tree(tree.function), tree.limits[0][0].name, ends(tree, compile_tree)

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        low, high = (place(end, values, run) for end in limits)
        body = Body(function, name, values, run)
        where = _position(body, low, high, largest, run.digits + SPARE)
        return flint.acb(where) if position else body(where.mid(), run.digits + SPARE)

    return value


def _position(f: Body, low: Real | None, high: Real | None, largest: bool, digits: int) -> Real:
    for powers in (NEAR, (*NEAR, *NEARER)):
        points = [point for point in (low, *grid(low, high, powers), high) if point is not None]
        known, best = _best(f, points, largest)
        if 0 < best < len(known) - 1:
            return solve(_slope_of(f), known[best - 1][0], known[best + 1][0], digits)
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
