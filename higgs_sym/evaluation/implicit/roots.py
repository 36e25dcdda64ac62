"""`Root`: bracketed by a change of sign, refined by secants, and enclosed by a change of sign again.

How many roots there are is seen from balls of f and of its derivative, where these exist. The last change of sign is
seen in balls: the root lies between two numbers that differ by less than the digits asked for, and that is a proof
where the formula itself is evaluated in balls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError, InputError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.implicit.brackets import SeveralError, bracket, changes, grid, several
from higgs_sym.evaluation.implicit.jumps import NoRootError, continuity, is_root, may_be_halfway
from higgs_sym.evaluation.implicit.refining import Bracket, between
from higgs_sym.evaluation.implicit.unique import isolated
from higgs_sym.evaluation.run import Run, real_digits

Real = Any  # arb
SPARE = 5  # digits
NAMED, MOST_NAMED = 7, 12  # digits of roots that are only named, and how many are found to so many
INFINITE = ("Infinity", "NegativeInfinity")


def ends(tree: Tree, compile_tree: Compile) -> tuple[Compiled | None, Compiled | None]:
    """The two limits of a node, None for an infinite one."""
    low, high = (None if type(end).__name__ in INFINITE else compile_tree(end) for end in tree.limits[0][1:])
    return low, high


def place(end: Compiled | None, values: Values, run: Run) -> Real | None:
    """The number a limit stands for."""
    return None if end is None else end(values, run).real


def root(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `Root` node."""
    function, name, limits = compile_tree(tree.function), tree.limits[0][0].name, ends(tree, compile_tree)
    slope = slope_on_balls(tree.function, tree.limits[0][0], compile_tree)
    continuous, halfway = continuity(tree.function), may_be_halfway(tree.function)

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        low, high = (place(end, values, run) for end in limits)
        body = Body(function, name, values, run)
        if slope is not None and low is not None and high is not None and not run.inner:
            run.proven &= _alone(body, slope, low, high)
        found, alone = _found(body, low, high, run.digits + SPARE, halfway=halfway)
        run.proven = run.proven and alone and (found.rad() == 0 or continuous(body, found))
        return flint.acb(found)

    return value


def _found(f: Body, low: Real | None, high: Real | None, digits: int, *, halfway: bool) -> tuple[Real, bool]:
    """The one root, and whether no other change of sign was seen."""
    try:
        a, b = bracket(f, low, high)
        found = between(f, a, b, digits)
        is_root(f, found, a, b, halfway=halfway)
        return found, True
    except SeveralError as error:
        places = error.found
    except (BudgetError, DivergesError):
        raise
    except NoRootError:
        places = changes(f, grid(low, high))
        if len(places) < 2:
            raise
    return between(f, *_one_of(f, places), digits), False


def _alike_digits(a: Real, b: Real) -> int:
    """How many digits two places share."""
    return 0 if a * b <= 0 or a == b else max(0, real_digits(flint.arb(a, (b - a).upper())))


def slope_on_balls(tree: Tree, variable: Tree, compile_tree: Compile, order: int = 1) -> Compiled | None:
    """The derivative as a function of balls; None where balls say nothing: of integrals, sums and quantities."""
    if algebra.has(tree, (ExprWithLimits, AppliedUndef)):
        return None
    try:
        for _ in range(order):
            tree = algebra.derivative(tree, variable)
        return compile_tree(tree)
    except InputError:
        return None


def on_balls(f: Body, function: Compiled) -> Callable[[Ball], Ball]:
    """A function of the variable of f, at balls."""
    return lambda box: function({**f.values, f.name: box}, Run(15, inner=True))


def _alone(f: Body, slope: Compiled, low: Real, high: Real) -> bool:
    """Whether it is proved that there is one root at most; AccuracyError if there are more."""
    try:
        found, sure = isolated(f, on_balls(f, f.function), on_balls(f, slope), low, high)
    except (BudgetError, DivergesError):
        raise
    except (AccuracyError, ZeroDivisionError):
        return False
    if len(found) > 1:
        _one_of(f, found)
    return sure and len(found) < 2


def _one_of(f: Body, found: list[Bracket]) -> Bracket:
    """The one change of sign that is a root, and neither jump nor pole; AccuracyError if more are, or none."""
    places: list[Real] = []
    kept: Bracket | None = None
    first: AccuracyError | None = None
    for a, b in found[:MOST_NAMED]:
        try:
            place = between(f, a, b, NAMED + _alike_digits(a, b))
            is_root(f, place, a, b)
        except (BudgetError, DivergesError):
            raise
        except AccuracyError as error:
            first = first or error
            continue
        places.append(place.mid())
        kept = a, b
    if len(places) == 1 and kept is not None and len(found) <= MOST_NAMED:
        return kept
    if not places and first is not None:
        raise first
    more = len(found) - MOST_NAMED
    raise AccuracyError(several(f, places, more=max(more, 0)))
