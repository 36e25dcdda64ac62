"""One integral: its path in parts, each in a coordinate in which the integrand is smooth, added up in two ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import arb_integral
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, DivergesError, InputError
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.integrals.ends import NotKnownError, SlowError
from higgs_sym.evaluation.integrals.features import SINGULAR
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.integrals.lifted import lifted
from higgs_sym.evaluation.integrals.logarithmic import in_logarithm
from higgs_sym.evaluation.integrals.paths import parts_of
from higgs_sym.evaluation.integrals.periods import by_periods, needs_periods, piled_up
from higgs_sym.evaluation.integrals.places import CrowdedError, special_places
from higgs_sym.evaluation.integrals.second import second_opinion
from higgs_sym.evaluation.integrals.several import INNER, in_fewer
from higgs_sym.evaluation.integrals.twice import SPARE, twice
from higgs_sym.evaluation.integrals.waves import oscillates, waves
from higgs_sym.evaluation.integrals.workshop import Compiled, Workshop
from higgs_sym.evaluation.planes.boxes import joined
from higgs_sym.evaluation.run import Run
from higgs_sym.parsing.nodes import PrincipalValue

Real = Any  # arb
Number = Any  # acb
SPARE_BITS = 512
KINKED = (sympy.Abs, sympy.Max, sympy.Min)  # by balls, known to the first order only
SLICE = 1000  # integrand values that the certified rule may take
AHEAD = 10  # how far singular places are looked at where there are too many
MOST_VAIN = 2  # times that it is asked in vain for an integral within another


def integral(tree: Tree, compile_tree: Callable[[Any], Compiled]) -> Compiled:
    """The function of a SymPy Integral or a PrincipalValue with limits, the innermost first."""
    if not isinstance(tree, PrincipalValue):
        tree = joined(_with_steps(tree))
    one_by_one = _one_by_one(tree, compile_tree)
    return one_by_one if len(tree.limits) == 1 else in_fewer(tree, compile_tree, one_by_one)


def _with_steps(tree: Tree) -> Tree:
    """The integral with u - floor(u) for frac(u)."""
    parts = {node for node in sympy.preorder_traversal(tree) if type(node).__name__ == "frac"}
    if not parts:
        return tree
    inner = {node: node.args[0] - sympy.floor(node.args[0], evaluate=False) for node in parts}
    changed = tree.xreplace(inner)
    return _with_steps(changed) if changed != tree else tree


def _one_by_one(tree: Tree, compile_tree: Callable[[Any], Compiled]) -> Compiled:
    """The outermost variable, over what the others give."""
    body = tree.function
    for limits in tree.limits[:-1]:
        body = sympy.Integral(body, limits)
    variable, low, high = limited(tree)
    workshop = Workshop(compile_tree)
    ends = [None if each in (sympy.oo, -sympy.oo) else compile_tree(each) for each in (low, high)]
    if workshop.function(body) is None:
        compile_tree(body)  # says what nobody can evaluate

    principal = isinstance(tree, PrincipalValue)

    def value(values: Mapping[str, object], run: Run) -> Number:
        if run.analytic:
            return NOT_A_NUMBER
        try:
            return integrated(values, run)
        except NotKnownError:  # whoever asked tries again with more bits
            return NOT_A_NUMBER
        except DivergesError as error:
            raise DivergesError(_inner(str(error), variable)) if run.inner else error from error

    def integrated(values: Mapping[str, object], run: Run) -> Number:
        with flint_precision(4 * flint.ctx.prec + SPARE_BITS):  # halves of the path meet to all digits
            a, b = (None if end is None else _real(end(values, run), tree) for end in ends)
        integrand = Integrand(body, variable, values, run, workshop, (low, high), principal)
        if a is None or b is None:
            return _between(integrand, None if a is None else Place(low, a), None if b is None else Place(high, b))
        if a > b:
            return -_between(integrand, Place(high, b), Place(low, a))
        return flint.acb(0) if a == b else _between(integrand, Place(low, a), Place(high, b))

    return value


def _inner(words: str, variable: Tree) -> str:
    """Where an integral within another diverges, the number it was asked at means nothing."""
    if not words.startswith("an integral diverges at "):
        return words
    reason = words.partition(": ")[2]
    told = INNER.format(variable)
    return f"{told}: {reason}" if reason else told


def limited(tree: Tree) -> tuple[Any, Any, Any]:
    """The outermost variable and its limits; InputError unless there are two, in order."""
    last = tree.limits[-1]
    if any(len(each) != 3 for each in tree.limits) or last[1] == sympy.oo or last[2] == -sympy.oo:
        raise InputError("formula", tree, "an integral from a lower to an upper limit")
    return tuple(last)


def _real(end: Number, tree: Tree) -> Real:
    if not end.is_finite() or not may_be(end.imag):
        raise AccuracyError(f"a limit of {str(tree)[:60]} is not a real number")
    return end.real


def _between(integrand: Integrand, low: Place | None, high: Place | None) -> Number:
    """The integral over the path, None being an infinite end."""
    if low is None or high is None:
        found = _periodic(integrand, low, high)
        found = _lifted(integrand, low, high) if found is None else found
        if found is not None:
            return found
    elif (piled := piled_up(integrand, low, high)) is not None:
        return piled
    if not integrand.principal and _balanced(low, high) and algebra.is_even(integrand.tree, integrand.variable):
        return 2 * _between(integrand, Place(sympy.Integer(0), flint.arb(0)), high)
    digits = integrand.run.digits + SPARE
    bits = int(digits * BITS + 6 * integrand.far) + 64
    with flint_precision(max(bits, flint.ctx.prec)):
        try:
            places = special_places(integrand, low, high)
        except CrowdedError:
            if low is not None and high is None:  # whether it diverges at one of the first is told there
                _between(integrand, low, Place(low.point + AHEAD, low.value + AHEAD))
            raise
    plain = not integrand.opaque and not integrand.measured and not algebra.has(integrand.tree, KINKED)
    vain = integrand.workshop.once("vain", list)  # tries to prove it, within another integral
    if plain and low is not None and high is not None and not any(each.kind == SINGULAR for each in places):
        ball = _certified(integrand, [each.value for each in places]) if len(vain) < MOST_VAIN else None
        if ball is not None:
            return ball
        if integrand.run.inner:
            vain.append(low)
    with flint_precision(max(bits, flint.ctx.prec)):
        try:
            parts = parts_of(integrand, places, low is None, high is None, digits)
            other = None
            if not integrand.run.inner:
                other = partial(second_opinion, integrand, places, low is None, high is None, digits)
            return twice(integrand.run, parts, digits, other)
        except SlowError as slow:
            return in_logarithm(integrand, (low, high), places, slow, _between)


def _balanced(low: Place | None, high: Place | None) -> bool:
    """Whether the path is its own mirror image."""
    if low is None or high is None:
        return low is high
    return bool(algebra.multiply(algebra.MINUS_ONE, low.point) == algebra.multiply(high.point))


def _periodic(integrand: Integrand, low: Place | None, high: Place | None) -> Number | None:
    """The integral as a sum over periods, where there is no other way."""
    tree, t = integrand.tree, integrand.variable
    if integrand.principal or not (needs_periods(tree, t) or (oscillates(tree, t) and waves(tree, t) is None)):
        return None
    end = low or high
    start = sympy.Integer(0) if end is None else end.point
    total = flint.acb(0)
    sides = [(tree, start)] if high is None else []
    sides += [(tree.xreplace({t: -t}), -start)] if low is None else []
    for part, first in sides:
        found = by_periods(replace(integrand, tree=part), first)
        if found is None:
            return None
        total += found
    return total


def _lifted(integrand: Integrand, low: Place | None, high: Place | None) -> Number | None:
    """An even integral to infinity that is exponentially small, on lines above the axis."""
    end = low or high
    if end is not None and end.point != 0:
        return None
    lines = lifted(integrand)
    if lines is None:
        return None
    start = Place(sympy.Integer(0), flint.arb(0))
    total = sum((_between(line, start, None) for line in lines), flint.acb(0)).real
    return flint.acb(2 * total if end is not None else 4 * total)


def _certified(integrand: Integrand, points: Sequence[Real]) -> Number | None:
    """A proven ball over a finite interval; None if Arb cannot prove enough digits. Points between are hints."""
    run, name = integrand.run, integrand.variable.name
    body = integrand.workshop.function(integrand.tree)
    if body is None:
        return None
    values = {**integrand.values}
    real_run, analytic_run = Run(run.digits, run.certify), Run(run.digits, run.certify, analytic=True)

    def value(t: Ball, analytic: bool) -> Any:
        budget.check()
        values[name] = t
        return body(values, analytic_run if analytic else real_run)

    goal = flint.arb(2) ** -int((run.digits + SPARE) * BITS)
    stops = [points[0], *(each.mid() for each in points[1:-1]), points[-1]]
    total, limit = flint.acb(0), SLICE * (8 if run.certify else 1)
    for a, b in pairwise(stops):
        tiny = flint.arb(2) ** -(10**9)
        ball = arb_integral(value, a, b, rel_tol=goal, abs_tol=max(abs(total) * goal, tiny).mid(), eval_limit=limit)
        if not ball.is_finite():
            return None
        total += ball
    if total.rel_accuracy_bits() < run.digits * BITS:
        return None
    run.proven &= real_run.proven and analytic_run.proven
    return total
