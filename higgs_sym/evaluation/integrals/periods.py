"""Integrals to infinity of what repeats itself but for a smooth factor: a sum over periods.

In sin(sin(t))/t or |cos t|/t^2 the period s runs from the lower limit over one period, and the rest of the integrand
is taken at s + k T: the integral over the k-th period is a smooth function of k, and `sums` adds them up.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import Any

import flint
import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.closed import over_periods
from higgs_sym.evaluation.integrals.chirps import logarithms
from higgs_sym.evaluation.integrals.integrand import Integrand, Place
from higgs_sym.evaluation.run import Run

Number = Any  # acb
WAVES, STEPS = {"sin", "cos", "tan", "cot", "sec", "csc"}, {"floor", "ceiling"}
KINKS = {"Abs", "sign", "Max", "Min", "Heaviside", "Piecewise"}
DEPTHS = (30, 60)  # powers of two of the periods at which the integrand is to have become smaller
PLACES = 7  # in a period
SMALLER = 0.75
PILE, PILE_BITS = (200, 400, 600), 2000  # powers of 1/2 of the distances from an end at which steps may pile up
MOST_ROOTS, NEARLY = 12, 1e-6  # of the powers with which they do
SIGNS = 97  # parts of a period between which the sign of an integrand is looked at
NOTHING = 40  # digits to which an integral is zero


def needs_periods(tree: Tree, variable: Tree) -> bool:
    """Whether something oscillates for ever inside a kink, a step or another function."""
    if _named(tree, STEPS, variable):
        return True
    return any(_named(node, WAVES, variable) for node in _named(tree, KINKS, variable))


def _named(tree: Tree, names: set[str], variable: Tree) -> list[Any]:
    """The functions of these names that depend on the variable."""
    nodes = {node for node in sympy.preorder_traversal(tree) if type(node).__name__ in names and node.has(variable)}
    return sorted(nodes, key=str)


def by_periods(integrand: Integrand, low: Tree) -> Number | None:
    """The integral from `low` to infinity; None where nothing repeats. DivergesError if it has no value."""
    tree, variable = integrand.tree, integrand.variable
    made = integrand.workshop.once(("periods", tree, low), lambda: _over_periods(tree, variable, low))
    if made is None:
        return None
    whole, part, count, harmonic = made
    run = integrand.run
    if not _falls(integrand, part, count, low):
        raise DivergesError("an integral diverges at infinity: its oscillations do not die out")
    function = integrand.workshop.function(whole)
    assert function is not None  # the integrand can be evaluated
    run.proven = False
    if harmonic is not None:
        mean = integrand.workshop.function(harmonic)
        assert mean is not None
        try:
            left = mean(integrand.values, Run(NOTHING))
        except DivergesError as error:
            raise _slower(integrand, harmonic) from error
        if not _vanishes(left):
            raise DivergesError("an integral diverges at infinity: its integrals over the periods fall like 1/n")
    try:
        found = function(integrand.values, Run(run.digits + 3, run.certify))
    except DivergesError as error:
        reason = str(error).partition(": ")[2].replace("its terms", "its integrals over the periods")
        raise DivergesError(f"an integral diverges at infinity: {reason}") from error
    except BudgetError:
        raise
    except AccuracyError as error:
        raise type(error)(str(error).replace("a sum", "an integral, as a sum over periods,")) from error
    return found


def _slower(integrand: Integrand, harmonic: Tree) -> AccuracyError:
    """What is said where no integral over the periods falls like 1/n: they fall more slowly, if they do not cancel."""
    function, (t, low, high) = integrand.workshop.function(harmonic.function), harmonic.limits[0]
    ends = [integrand.workshop.function(end) for end in (low, high)]
    signs = set()
    with flint_precision(128):
        if function is not None and None not in ends:
            a, b = (end(integrand.values, Run(15)) for end in ends if end is not None)
            for k in range(1, SIGNS):
                value = function({**integrand.values, t.name: a + (b - a) * k / SIGNS}, Run(15)).real
                signs.add(bool(value > 0) - bool(value < 0))
    if len(signs) == 1 and 0 not in signs:
        return DivergesError(
            "an integral diverges at infinity: its integrals over the periods fall more slowly than 1/n"
        )
    return AccuracyError("it cannot be told whether an integral over periods converges at infinity")


def piled_up(integrand: Integrand, low: Place, high: Place) -> Number | None:
    """The integral where steps pile up at an end, in a variable in which they are evenly spaced.

    None where none do, or where no power or exponential of a variable spaces them evenly.
    """
    tree, t = integrand.tree, integrand.variable
    if integrand.principal or integrand.limits == () or not needs_periods(tree, t):
        return None
    nodes = _named(tree, WAVES | STEPS, t)
    v = sympy.Symbol(f"number along {t}", positive=True)
    for place, other, direction in ((low, high, 1), (high, low, -1)):
        powers = [_power(integrand, node.args[0], place, direction) for node in nodes]
        grown = [power for power in powers if power is not None]
        if not grown:
            continue
        length = direction * (other.point - place.point)
        if grown[0] == 0:
            step, weight, start = sympy.exp(-v), sympy.exp(-v), -sympy.log(length)
        else:
            inverse = sympy.Rational(1, grown[0])
            step, weight, start = v**-inverse, inverse * v ** (-inverse - 1), length ** (-grown[0])
        moved = logarithms(tree.xreplace({t: place.point + direction * step})) * weight
        if _period(moved, v) is not None:
            try:
                return by_periods(replace(integrand, tree=moved, variable=v, limits=()), start)
            except DivergesError as error:
                raise DivergesError(str(error).replace("at infinity", f"at {t} = {place.point}")) from error
    return None


def _power(integrand: Integrand, argument: Tree, place: Place, direction: int) -> Any | None:
    """p of an argument that grows like s^-p next to a place, 0 for a logarithm; None if it does not grow."""
    function = integrand.of(argument)
    if function is None:
        return None
    with flint_precision(PILE_BITS):
        sizes = [abs(function(place.value + direction * flint.arb(2) ** -k).real) for k in PILE]
    if not all(size.is_finite() and size > 0 for size in sizes) or not sizes[0] < sizes[1] < sizes[2]:
        return None
    first, second = (float((b / a).log().mid()) / (PILE[1] - PILE[0]) / math.log(2) for a, b in pairwise(sizes))
    if abs(second * MOST_ROOTS - round(second * MOST_ROOTS)) < NEARLY and round(second * MOST_ROOTS) > 0:
        return sympy.Rational(round(second * MOST_ROOTS), MOST_ROOTS)
    return sympy.Integer(0) if NEARLY < second * (PILE[2] - PILE[1]) < first * (PILE[1] - PILE[0]) else None


def _over_periods(tree: Tree, variable: Tree, low: Tree) -> tuple[Any, Any, Any, Any] | None:
    """The sum over periods, the integrand in (variable, number of the period), and that number.

    The last is the integral that has to vanish for the sum to converge, where it is known in closed form.
    """
    length = _period(tree, variable)
    if length is None:
        return None
    count = sympy.Symbol(f"period of {variable}")
    part = _parted(tree, variable, variable + count * length, count * length)
    period = (variable, low, low + length)
    closed = over_periods(part, count, variable, low / length)
    if closed is not None:
        harmonic = None if closed[1] == 0 else sympy.Integral(closed[1], period)
        return sympy.Integral(closed[0], period), part, count, harmonic
    inner = sympy.Integral(part, period)
    return sympy.Sum(inner, (count, 0, sympy.oo)), part, count, None


def _vanishes(value: Number) -> bool:
    """Whether an integral over a period is zero as far as was asked."""
    return bool(abs(value).upper() < flint.arb(10) ** (-NOTHING // 2)) if value.is_finite() else False


def _period(tree: Tree, variable: Tree) -> Any | None:
    """The period that all waves and steps of the variable have in common."""
    if tree.has(ExprWithLimits):
        return None
    ratios, first = [], None
    for node in _named(tree, WAVES | STEPS, variable):
        slope = sympy.expand(node.args[0]).diff(variable)
        if slope.has(variable) or slope == 0:
            if _named(node.args[0], WAVES | STEPS, variable) and not _plain(node.args[0], variable):
                continue  # of what repeats itself
            return None
        period = (2 * sympy.pi if type(node).__name__ in WAVES else 1) / slope
        first = period if first is None else first
        ratio = sympy.simplify(period / first)
        if not ratio.is_Rational:
            return None
        ratios.append(abs(ratio))
    if first is None:
        return None
    return first * reduce(_least_multiple, ratios) * (-1 if first.could_extract_minus_sign() else 1)


def _plain(tree: Tree, variable: Tree) -> bool:
    """Whether the variable stands outside of waves and steps."""
    if type(tree).__name__ in WAVES | STEPS:
        return False
    return bool(tree == variable) or any(_plain(part, variable) for part in tree.args)


def _least_multiple(one: Tree, other: Tree) -> Any:
    return sympy.Rational(sympy.ilcm(one.p, other.p), sympy.igcd(one.q, other.q))


def _parted(tree: Tree, variable: Tree, moved: Tree, shift: Tree) -> Any:
    """The tree with the variable moved by whole periods where that makes a difference."""
    if tree == variable:
        return moved
    if not tree.has(variable):
        return tree
    name = type(tree).__name__
    if name in WAVES or (name in STEPS and not _plain(tree.args[0], variable)):
        return tree
    if name in STEPS:
        return tree + sympy.expand(tree.args[0].diff(variable) * shift)
    return tree.func(*(_parted(part, variable, moved, shift) for part in tree.args))


def _falls(integrand: Integrand, part: Tree, count: Tree, low: Tree) -> bool:
    """Whether the integrand becomes small far out."""
    function, start = integrand.workshop.function(part), integrand.workshop.function(low)
    assert function is not None
    assert start is not None
    sizes = []
    with flint_precision(512):
        for depth in DEPTHS:
            values = {**integrand.values, count.name: flint.acb(2) ** depth}
            largest = flint.arb(0)
            for k in range(PLACES):
                values[integrand.variable.name] = start(integrand.values, Run(15)) + flint.arb(k) / 3 + flint.arb(0.1)
                value = function(values, Run(15))
                largest = max(largest, abs(value).mid()) if value.is_finite() else largest
            sizes.append(largest)
        return bool(sizes[1] == 0 or sizes[1] < SMALLER * sizes[0])
