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

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError, InputError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.implicit.brackets import bracket, several
from higgs_sym.evaluation.implicit.unique import roots_between
from higgs_sym.evaluation.run import Run

Real = Any  # arb
SPARE = 5  # digits
HALVINGS = 10  # before secants
MOST_STEPS = 300
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

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        low, high = (place(end, values, run) for end in limits)
        body = Body(function, name, values, run)
        if slope is not None and low is not None and high is not None and not run.inner:
            run.proven &= _alone(body, slope, low, high)
        return flint.acb(solve(body, low, high, run.digits + SPARE))

    return value


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
        found, sure = roots_between(f, on_balls(f, f.function), on_balls(f, slope), low, high)
    except (BudgetError, DivergesError):
        raise
    except (AccuracyError, ZeroDivisionError):
        return False
    if len(found) > 1:
        raise AccuracyError(several(f, found))
    return sure


def solve(f: Body, low: Real | None, high: Real | None, digits: int) -> Real:
    """The ball of the one root between low and high."""
    a, b = bracket(f, low, high)
    with flint_precision(int(2 * (digits + 20) * BITS_PER_DIGIT)):
        if a == b:
            return flint.arb(a)
        sign = f.sign(b)
        for k in range(MOST_STEPS):
            if k >= HALVINGS and _alike(a, b):
                break
            middle = _middle(a, b)
            at = f.sign(middle)
            if at == 0:
                return flint.arb(middle)
            if at is None:
                break
            a, b = (a, middle) if at == sign else (middle, b)
        return _secants(f, a, b, digits)


def _alike(a: Real, b: Real) -> bool:
    """Whether two numbers have the same sign and about the same size."""
    return bool(a * b > 0 and abs(b) < 4 * abs(a) and abs(a) < 4 * abs(b))


def _middle(a: Real, b: Real) -> Real:
    """Zero between numbers of different sign, the geometric mean where sizes differ much, else the middle."""
    if a * b < 0:
        return flint.arb(0)
    if a == 0 or b == 0:
        return ((a + b) * flint.arb(2) ** -32).mid()
    if not _alike(a, b):
        return ((a * b).sqrt() * (1 if a > 0 else -1)).mid()
    return ((a + b) / 2).mid()


def _secants(f: Body, a: Real, b: Real, digits: int) -> Real:
    """Illinois steps until a change of sign encloses the root to so many digits."""
    working = 2 * digits + 20
    left, right, side = f.real(a, working).mid(), f.real(b, working).mid(), 0
    previous = None
    for _ in range(MOST_STEPS):
        c = ((a * right - b * left) / (right - left)).mid()
        if not (c > a and c < b):
            c = _middle(a, b)
        if previous is not None:
            found = _enclosed(f, c, previous, digits)
            if found is not None:
                return found
        value = f.real(c, working)
        previous = c
        if may_be(value):
            found = _enclosed(f, c, c, digits)
            if found is not None:
                return found
            working = 2 * working
            continue
        if (value > 0) == (right > 0):
            b, right = c, value.mid()
            left = left / 2 if side == 1 else left
            side = 1
        else:
            a, left = c, value.mid()
            right = right / 2 if side == -1 else right
            side = -1
    raise AccuracyError(f"the root in {f.name} could not be enclosed")


def _enclosed(f: Body, c: Real, previous: Real, digits: int) -> Real | None:
    """The ball around c if f changes its sign within it; only tried where steps have become small."""
    tolerance = (abs(c) * flint.arb(10) ** -digits).mid()
    if tolerance == 0 or abs(c - previous) > tolerance.sqrt() * abs(c).sqrt():
        return None
    signs = [f.sign((c + step).mid()) for step in (-tolerance, tolerance)]
    if None in signs or signs[0] == signs[1]:
        return None
    return flint.arb(c, tolerance.upper())
