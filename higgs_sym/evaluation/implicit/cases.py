"""`Piecewise`: the first case whose condition holds; undecided conditions give no finite value."""

from __future__ import annotations

from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import InputError
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Compile, Compiled, Values
from higgs_sym.evaluation.run import Run

STRICT = (sympy.StrictLessThan, sympy.StrictGreaterThan)


def cases(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `sympy.Piecewise` of comparisons."""
    parts = [(compile_tree(pair.expr), _condition(pair.cond, tree, compile_tree)) for pair in tree.args]

    def value(values: Values, run: Run) -> Any:
        for body, condition in parts:
            holds = True if condition is None else _holds(condition, values, run)
            if holds is None:
                return NOT_A_NUMBER
            if holds:
                return body(values, run)
        return NOT_A_NUMBER

    return value


def _condition(condition: Tree, tree: Tree, compile_tree: Compile) -> tuple[Compiled, bool] | None:
    """The difference that has to be positive, or may be zero as well; None for True."""
    if condition == sympy.true:
        return None
    if not isinstance(condition, (*STRICT, sympy.LessThan, sympy.GreaterThan)):
        raise InputError("formula", tree, "cases with conditions a < b, a > b, a <= b or a >= b")
    small, large = condition.lts, condition.gts
    difference = sympy.Add(large, sympy.Mul(-1, small, evaluate=False), evaluate=False)
    return compile_tree(difference), not isinstance(condition, STRICT)


def _holds(condition: tuple[Compiled, bool], values: Values, run: Run) -> bool | None:
    """Whether it holds; None where the ball does not tell. Of a complex number the real part is asked."""
    difference, with_zero = condition
    found = difference(values, run).real
    if found > 0:
        return True
    if found < 0:
        return False
    return with_zero if found == 0 else None
