"""Integrals over several variables: with fewer where that goes, else one after the other, or on a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.integrals.grids import on_a_grid
from higgs_sym.evaluation.integrals.workshop import Compiled
from higgs_sym.evaluation.planes.guards import compiled_limits, hold
from higgs_sym.evaluation.planes.reduced import reductions
from higgs_sym.evaluation.run import Run

Number = Any  # acb
INNER = "the inner integral over {} diverges for some value of the variables outside of it"
QUICK = 0.7  # seconds for an integral within another, before a grid is tried


def in_fewer(tree: Tree, compile_tree: Callable[[Any], Compiled], one_by_one: Compiled) -> Compiled:
    """In the first way that takes away a variable and gives a value, else one variable after the other."""
    names = ", ".join(str(limits[0]) for limits in tree.limits)
    ways, grid = [], on_a_grid(tree, compile_tree)
    for way in reductions(tree):
        guards = [(guard, compile_tree(guard.tree)) for guard in way.guards]
        ways.append((way, compile_tree(way.tree), guards, compiled_limits(way.limits, compile_tree)))

    def value(values: Mapping[str, object], run: Run) -> Number:
        if run.analytic:
            return NOT_A_NUMBER
        for way, function, guards, limits in ways:
            held, pole = hold(guards, limits, values)
            if pole and way.pole is not None:
                raise DivergesError(INNER.format(way.pole))
            if not held:
                continue
            try:
                found = function(values, run)
            except DivergesError as error:
                if way.certain:
                    raise DivergesError(_told(str(error), names, way.where)) from error
            except BudgetError:
                raise
            except AccuracyError:
                continue
            else:
                if found.is_finite():
                    return found
        return _in_turn(one_by_one, grid, values, run)

    return value


def _in_turn(one_by_one: Compiled, grid: Compiled | None, values: Mapping[str, object], run: Run) -> Number:
    """One variable after the other if that is quick, else on a grid, else one after the other all the same."""
    if grid is None:
        return one_by_one(values, run)
    try:
        with budget.budget(QUICK):
            return one_by_one(values, run)
    except DivergesError:
        raise
    except AccuracyError:  # or the time
        budget.check()
    found = grid(values, run)
    return found if found.is_finite() else one_by_one(values, run)


def _told(words: str, names: str, where: str) -> str:
    """A divergence in fewer variables, said of those that were given."""
    start = "an integral diverges"
    rest = words.removeprefix(start) if words.startswith(start) and not where else where
    return f"an integral over {names} diverges{rest}"
