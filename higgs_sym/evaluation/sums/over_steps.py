"""`Sum` nodes whose terms have steps, as functions of balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.sums.pieces import (
    SPARE,
    Compile,
    Compiled,
    Nature,
    Piece,
    Values,
    ball_of,
    scale_of,
    term_of,
)
from higgs_sym.evaluation.sums.series import blur, blurred
from higgs_sym.evaluation.sums.steps import (
    STEPS,
    TAKEN,
    added_within,
    bound,
    first_step,
    refuse_divergent,
    settled,
    smoothed,
)
from higgs_sym.evaluation.sums.terms import Found, Term


def over_blocks(blocks: Tree, step: Tree, compile_tree: Compile) -> Compiled:
    """The sum over steps, of which it is said that they are not the terms."""
    compiled = compile_tree(blocks)

    def value(values: Values, run: Run) -> Any:
        try:
            return compiled(values, run)
        except DivergesError as error:
            shown = f"the sums of its terms over the steps of {step}"
            raise DivergesError(str(error).replace("its terms", shown)) from error

    return value


def over_steps(tree: Tree, step: Tree, compile_tree: Compile) -> Compiled:
    """A sum to infinity of terms that have steps: it has a value where they fall exponentially, or the steps end."""
    ((symbol, low, _),) = tree.limits
    start, above, smooth = compile_tree(low), bound(tree.function, symbol), smoothed(tree.function, symbol)
    nature = Nature(symbol.name, scale_of(tree.function), tree.function.has(ExprWithLimits))
    body = Piece(compile_tree(tree.function))
    ceiling, level = (None if each is None else Piece(compile_tree(each)) for each in (above, smooth and smooth[0]))
    ending = _last_steps(tree, nature, compile_tree)

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        first = start(values, run)
        term = term_of(body, nature, values, run)
        if ceiling is not None:
            found = added_within(term, term_of(ceiling, nature, values, run), first, run.digits + SPARE)
            if found is not None:
                return ball_of(blurred(found, blur(term, first)), run, real=True)
        if smooth is not None and level is not None:
            taken = {name: _between(*ends) for name, ends in smooth[1].items()}
            refuse_divergent(term_of(level, nature, {**values, **taken}, run))
        found = ending(term, first, values, run)
        if found is None:
            raise AccuracyError(
                f"the terms of a sum have steps, those of {type(step).__name__}, which no method follows to infinity: "
                "give it an upper limit (up to 100,000 terms are added one by one) and bound the rest"
            )
        return found

    return value


def _between(low: int, high: int) -> Ball:
    return flint.acb(flint.arb(flint.arb(low + high) / 2, flint.arb(high - low) / 2))


def _last_steps(tree: Tree, nature: Nature, compile_tree: Compile) -> Callable[[Term, Ball, Values, Run], Any | None]:
    """The sum of terms whose steps are constants from some index on, as those of floor(exp(-n)); None for others."""
    ((symbol, _, _),) = tree.limits
    steps = [
        part for part in sympy.preorder_traversal(tree.function) if type(part).__name__ in STEPS and part.has(symbol)
    ]
    plain = all(type(step).__name__ in TAKEN and first_step(step.args[0], symbol) is None for step in steps)
    arguments = [Piece(compile_tree(step.args[0])) for step in steps] if plain else []
    onward = sympy.Symbol(f"first {symbol.name} beyond the steps")

    def value(term: Term, first: Ball, values: Values, run: Run) -> Any | None:
        found = settled([term_of(each, nature, values, run) for each in arguments], first) if plain else None
        if found is None:
            return None
        count, positive = found
        last = {step: TAKEN[type(step).__name__][up] for step, up in zip(steps, positive, strict=True)}
        rest = tree.function.xreplace({step: sympy.Integer(number) for step, number in last.items()})
        head = Found(sum((term(first + k) for k in range(count)), flint.acb(0)), flint.arb(0))
        total = ball_of(blurred(head, blur(term, first)), run, real=True)
        if rest == 0:
            return total
        tail = compile_tree(sympy.Sum(rest, (symbol, onward, sympy.oo)))
        return total + tail({**values, onward.name: first + count}, run)

    return value
