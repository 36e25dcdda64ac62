"""`Minimum`, `Maximum` and where they are: the best of all zeros of the slope that balls can tell apart.

Where balls say nothing about the slope, it is the best point of a grid, then a zero of the slope next to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import may_be, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.implicit.brackets import NEAR, NEARER, SeveralError, grid
from higgs_sym.evaluation.implicit.climbing import top
from higgs_sym.evaluation.implicit.derivatives import slope
from higgs_sym.evaluation.implicit.endless import nothing_beyond, period, turns
from higgs_sym.evaluation.implicit.refining import solve
from higgs_sym.evaluation.implicit.roots import ends, on_balls, place, slope_on_balls
from higgs_sym.evaluation.implicit.unique import isolated
from higgs_sym.evaluation.run import Run

Real = Any  # arb
Bracket = tuple[Real, Real]  # around a zero of the slope; twice the same where the place itself is known
SPARE = 5
GRID_DIGITS = 25
EQUAL = 8  # parts of the bracket, of which best values lie in one
COARSE, ALIKE = 14, 12  # digits of places that are compared at first, and of values that may be the best
FEW, MOST = 600, 8000  # parts of it; what keeps turning is looked at in more
REACH = 1000  # of an infinite interval, in which zeros of the slope are told apart


def extremum(tree: Tree, compile_tree: Compile, *, largest: bool, position: bool) -> Compiled:
    """A `Minimum`, `Maximum`, `ArgMin` or `ArgMax` node."""
    function, variable, limits = compile_tree(tree.function), tree.limits[0][0], ends(tree, compile_tree)
    jets = [slope_on_balls(tree.function, variable, compile_tree, order) for order in (1, 2)]
    again = period(tree.function, variable) if None in limits else None
    length = None if again is None else compile_tree(again)
    mirror = sympy.Symbol(f"mirrored {variable}")
    search = _Search(
        (jets[0], jets[1]),
        largest,
        position,
        even=tree.function.xreplace({variable: mirror}) == tree.function.xreplace({variable: -mirror}),
        turning=again is None and turns(tree.function, variable),
    )

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        low, high = (place(end, values, run) for end in limits)
        body = Body(function, variable.name, values, run)
        if length is not None:
            low, high = _one_period(body, low, high, length(values, run).real, position=position)
        where = search.place(body, low, high, run.digits + SPARE)
        if position:
            return flint.acb(where)
        around = body(where, run.digits + SPARE)
        return around if may_be(around) else body(where.mid(), run.digits + SPARE)

    return value


def _one_period(f: Body, low: Real | None, high: Real | None, length: Real, *, position: bool) -> tuple[Real, Real]:
    """An interval that shows all there is on an infinite one."""
    if position:
        shown = length.str(8, radius=False)
        raise AccuracyError(f"a formula of {f.name} is as good after every {shown}: give limits that far apart")
    if low is None and high is None:
        return flint.arb(0), length
    return (low, low + length) if low is not None else (high - length, high)


@dataclass(frozen=True)
class _Search:
    """What is looked for, with the first two derivatives as functions of balls, where there are any."""

    jets: tuple[Compiled | None, Compiled | None]
    largest: bool
    position: bool
    even: bool
    turning: bool  # whether it keeps turning, without a period

    def place(self, f: Body, low: Real | None, high: Real | None, digits: int) -> Real:
        """Where f is best: of the zeros of its slope and the ends, or next to the best point of a grid."""
        first, second = self.jets
        if first is None or second is None or f.run.inner:
            found = self._next_to_grid(f, low, high, digits, None)
            assert found is not None  # no boxes
            return found
        slope_of = Body(first, f.name, f.values, f.run)
        clipped = (low if low is not None else flint.arb(-REACH), high if high is not None else flint.arb(REACH))
        endless = (low is None or high is None) and self.turning
        try:
            boxes, sure = isolated(
                slope_of, on_balls(f, first), on_balls(f, second), *clipped, MOST if endless else FEW
            )
        except (BudgetError, DivergesError):
            raise
        except (AccuracyError, ZeroDivisionError):
            boxes, sure = [], False
        f.run.proven &= sure
        if sure and (endless or (low is not None and high is not None)):
            places = [(end, end) for end in (low and low.mid(), high and high.mid()) if end is not None]
        else:
            around = self._next_to_grid(f, low, high, digits, slope_of, boxes)
            places = [] if around is None else [(around, around)]
        boxes = [*places, *boxes]
        rough = [a if a is b else solve(slope_of, a, b, COARSE) for a, b in boxes]
        close = [boxes[k] for k in _tied(f, rough, self.largest, ALIKE)]
        found = _finest(f, slope_of, close, self.largest, digits, position=self.position)
        if endless:
            self._is_best(f, low, high, f.real(found, digits))
        return found

    def _is_best(self, f: Body, low: Real | None, high: Real | None, best: Real) -> None:
        for end, direction in ((low, -1), (high, 1)):
            if end is None:
                nothing_beyond(on_balls(f, f.function), flint.arb(REACH), direction, best, self.largest)

    def _next_to_grid(
        self,
        f: Body,
        low: Real | None,
        high: Real | None,
        digits: int,
        slope_of: Body | None,
        boxes: Sequence[Bracket] = (),
    ) -> Real | None:
        """The zero of the slope next to the best point of a grid; None if it is one of many that `boxes` tell apart."""
        at_end: Real | None = None  # where the best of the coarser grid is
        for powers in (NEAR, (*NEAR, *NEARER)):
            points = [point for point in (low, *grid(low, high, powers), high) if point is not None]
            known, best = _best(f, points, self.largest)
            if self.position:
                _is_alone(f, known, best)
            if 0 < best < len(known) - 1:
                if self.even and known[best][0] == 0:
                    return flint.arb(0)
                try:
                    return self._around(f, slope_of or _slope_of(f), known[best - 1 : best + 2], digits, boxes)
                except (BudgetError, DivergesError):
                    raise
                except AccuracyError:
                    if at_end is None or not _as_good_there(known, best, at_end):
                        raise
                    return flint.arb(at_end)
            at_end = known[best][0]
        end = low if best == 0 else high
        if end is None or not known[best][0] == end.mid():
            raise AccuracyError(f"a formula of {f.name} has its extremum at an end that is not reached")
        return flint.arb(known[best][0])

    def _around(
        self, f: Body, slope_of: Body, three: list[tuple[Real, Real]], digits: int, boxes: Sequence[Bracket]
    ) -> Real | None:
        """The zero of the slope next to the best of three places; None if `boxes` tell it from others."""
        (low, _), (best, value), (high, _) = three
        try:
            found = self._stationary(slope_of, low, high, digits)
            if self._is_as_good(f, found, value):
                return found
            failure = AccuracyError(f"the extremum of a formula of {f.name} next to {_shown(best)} is not smooth")
        except SeveralError as error:
            if any(low < a and b < high for a, b in boxes):
                return None  # the zeros next to it are known
            failure = AccuracyError(str(error).replace("roots in", "zeros of the slope in"))
        except (BudgetError, DivergesError):
            raise
        except (AccuracyError, ZeroDivisionError) as error:
            failure = AccuracyError(str(error))
        place = top(f, low, best, high, largest=self.largest, position=self.position)
        if place is None:
            raise failure
        f.run.proven = False
        return place

    def _is_as_good(self, f: Body, found: Real, value: Real) -> bool:
        """Whether a zero of the slope is not worse than the best place of the grid, as one at a pole or a jump is."""
        try:
            there = f.real(found.mid(), GRID_DIGITS).mid()
        except (BudgetError, DivergesError):
            raise
        except (AccuracyError, ZeroDivisionError):
            return False
        least = abs(value) * flint.arb(10) ** (SPARE - GRID_DIGITS)
        return bool(there >= value - least if self.largest else there <= value + least)

    def _stationary(self, slope_of: Body, low: Real, high: Real, digits: int) -> Real:
        """The zero of the slope; one at 0, which has no relative digits, to some absolute ones."""
        if low < 0 < high:
            with flint_precision(64 + 4 * digits):
                near = ((high - low) * flint.arb(10) ** -(digits if self.position else digits // 2 + 3)).mid()
            signs = slope_of.sign(-near), slope_of.sign(near)
            if None not in signs and signs[0] != signs[1]:
                return flint.arb(0, near)
        return solve(slope_of, low, high, digits)


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


def _as_good_there(known: list[tuple[Real, Real]], best: int, place: Real) -> bool:
    """Whether the value at a place is the best but for rounding."""
    least = abs(known[best][1]) * flint.arb(10) ** (SPARE - GRID_DIGITS)
    return any(at == place and abs(value - known[best][1]) <= least for at, value in known)


def _is_alone(f: Body, known: list[tuple[Real, Real]], best: int) -> None:
    """AccuracyError where a value as good as the best lies elsewhere, or over a whole part of the grid."""
    with flint_precision(64):
        least = abs(known[best][1]) * flint.arb(10) ** (SPARE - GRID_DIGITS)
        tied = [k for k, (_, value) in enumerate(known) if abs(value - known[best][1]) <= least]
        low, high = known[tied[0]][0], known[tied[-1]][0]
        wide = (high - low) * EQUAL > known[-1][0] - known[0][0]
    if wide:
        shown = " and ".join(each.str(8, radius=False) for each in (low, high))
        if len(tied) > 2 and tied == [*range(tied[0], tied[-1] + 1)]:
            raise AccuracyError(f"a formula of {f.name} is as good everywhere between {shown}: no place is the best")
        raise AccuracyError(f"a formula of {f.name} is as good at {shown}: make the bracket narrower")


def _shown(place: Real) -> str:
    return str(place.str(8, radius=False))


def _slope_of(f: Body) -> Body:
    """f' as a formula."""

    def function(values: Mapping[str, Any], run: Run) -> Any:
        inner = Body(f.function, f.name, values, run)
        return slope(inner, values[f.name], 1, run)

    return Body(function, f.name, f.values, f.run)
