"""A change of sign that is no root: a jump, or a pole.

Next to a root |f| falls with the distance from it; next to a jump it stays, and next to a pole it rises. That is
evidence; the proof that f vanishes is a ball around the place on which f is holomorphic, or of continuous parts only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.enclosure import finite
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.functions import ENTIRE
from higgs_sym.evaluation.implicit.body import Body
from higgs_sym.evaluation.run import Run, real_digits

Real = Any  # arb
FURTHER = 10**4  # times as far from the place, to see whether |f| falls towards it
MORE = 30  # digits of a value next to a root, than those of the root
FALLS = 2  # times as small at least: f vanishes like a power of 0.08 or more
RISES = 0.5
STEPS = {"Heaviside", "sign"}  # whose value at a jump lies between those beside it
JUMPING = STEPS | {"floor", "ceiling", "frac", "Mod", "primepi", "arg", "Piecewise", "Root", "ArgMin", "ArgMax"}
CONTINUOUS = {"Add", "Mul", "Pow", "Abs", "Max", "Min", "log", *ENTIRE}  # on the real line, where finite and real
Holds = Callable[[Body, Real], bool]  # (f, ball around a change of sign) -> whether it is proved that f vanishes in it


class NoRootError(AccuracyError):
    """A change of sign is no root."""


def may_be_halfway(tree: Tree) -> bool:
    """Whether the value at a jump may be zero where those beside it are not."""
    return bool(_heads(tree) & STEPS)


def _heads(tree: Tree) -> set[str]:
    return {type(node).__name__ for node in sympy.preorder_traversal(tree) if node.args}


def continuity(tree: Tree) -> Holds:
    """What proves that a change of sign of a formula is a root."""
    heads = _heads(tree)
    if algebra.has(tree, ExprWithLimits):
        return lambda _f, _ball: not heads & JUMPING
    by_parts = heads <= CONTINUOUS and not tree.has(sympy.I)

    def holds(f: Body, ball: Real) -> bool:
        return _finite(f, ball, analytic=True) or (by_parts and _finite(f, ball, analytic=False))

    return holds


def _finite(f: Body, ball: Real, *, analytic: bool) -> bool:
    try:
        return finite(f.function({**f.values, f.name: flint.acb(ball)}, Run(15, analytic=analytic, inner=True)))
    except (BudgetError, DivergesError):
        raise
    except (AccuracyError, ZeroDivisionError):
        return False


def is_root(f: Body, found: Real, low: Real, high: Real, *, halfway: bool = False) -> None:
    """NoRootError if f jumps at a change of sign, or has a pole there.

    `low` and `high` are places with values on either side. `halfway`: whether a value at the jump may be zero.
    """
    middle, near = found.mid(), found.rad()
    if near == 0:
        return  # f vanishes there
    digits = max(real_digits(found), 0) + MORE
    with flint_precision(int(4 * digits) + 64):
        far = min((middle - low).mid(), (high - middle).mid(), (near * FURTHER).mid())
        sizes = [max(abs(f.real((middle + s * d).mid(), digits)).mid() for s in (-1, 1)) for d in (near, far)]
        if sizes[1] > FALLS * sizes[0]:
            return
        what = "has a pole" if sizes[1] < RISES * sizes[0] else "jumps over zero"
    shown = middle.str(8, radius=False)
    why = "it has no root there" if not halfway else "no root can be told from the jump there"
    raise NoRootError(f"a formula of {f.name} {what} at {f.name} = {shown}: {why}")
