"""Oscillating formulas: their phase, and points at which it has a given value.

At points of equal phase an oscillation stands still: what is left is a smooth function of s, whose limit can be taken.
The phases are fixed here, not by the extrema of the formula under judgement, so that a wrong phase shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.types import Context, Number, Real, Tree
from higgs_sym.judging.partials import Partial, Values

FIRST = "0.3"  # radians; no harmonic of low order vanishes at it and its quarter turns
MANY = 40  # radians between two points far out beyond which a phase grows
NEWTON = 40
CLOSE = "1e-30"
DENOMINATORS, NEAR = 6, "1e-3"  # exponents of a phase: simple fractions, and how close to one counts
NEAR_EQUAL = 1e-6
DIGITS = 60


def angles(context: Context) -> list[Any]:
    """Four phases a quarter turn apart."""
    return [context.mpf(FIRST) + context.pi * k / 2 for k in range(4)]


def phases_in(tree: Tree) -> Iterator[Number]:
    """Arguments of what may oscillate, from the outside in; integrals, sums and quantities stay closed."""
    if isinstance(tree, (AppliedUndef, sympy.Integral, sympy.Sum)):
        return
    name = type(tree).__name__
    if len(factors := _waves(tree)) > 1:
        yield from _of_product(factors)
        for part in tree.args:
            if not _waves(part):
                yield from phases_in(part)
        return
    if name in ("sin", "cos"):
        yield tree.args[0]
    elif isinstance(tree, sympy.exp) or (tree.is_Pow and tree.base == sympy.E):
        exponent = tree.args[-1]
        if exponent.has(sympy.I):
            yield sympy.im(exponent, evaluate=False)
    elif name in ("besselj", "bessely", "hankel1", "hankel2", "jn", "yn"):
        if not tree.args[0].free_symbols & tree.args[1].free_symbols:  # else it may be this side of its turning point
            yield tree.args[1]
    elif name in ("Ci", "Si"):
        yield tree.args[0]
    elif name in ("fresnels", "fresnelc"):
        yield sympy.Mul(sympy.pi / 2, sympy.Pow(tree.args[0], 2, evaluate=False), evaluate=False)
    elif name.startswith("airy"):
        turned = sympy.Mul(-1, tree.args[0], evaluate=False)
        power = sympy.Pow(turned, sympy.Rational(3, 2), evaluate=False)
        yield sympy.Mul(sympy.Rational(2, 3), power, evaluate=False)
    for part in tree.args:
        yield from phases_in(part)


def _waves(tree: Tree) -> list[Tree]:
    """Arguments of the sines and cosines that are multiplied here."""
    if type(tree).__name__ in ("sin", "cos"):
        return [tree.args[0]]
    if tree.is_Mul:
        return [each for part in tree.args for each in _waves(part)]
    if tree.is_Pow and tree.exp in (2, 3, 4):
        return _waves(tree.base) * int(tree.exp)
    return []


def _of_product(arguments: Sequence[Tree]) -> list[Tree]:
    """Phases of a product of waves: sums and differences of theirs."""
    first, *others = arguments
    found = {first}
    for each in others:
        found = {one + sign * each for one in found for sign in (1, -1)}
    return sorted((each for each in found if each != 0), key=sympy.default_sort_key)


def phase_of(trees: Sequence[Tree], values: Values, far: Sequence[Real]) -> Partial | None:
    """The phase in these trees that grows without bound on the way to the limit.

    The first one, but for slower ones of the same law: of sin(2 x) and sin(x) the latter, so that both stand still.
    """
    chosen: tuple[Partial, Number, Number] | None = None
    for tree in trees:
        for candidate in phases_in(tree):
            phase = Partial(candidate, values)
            first, last = (phase.value(s, 20) for s in far)
            if first is None or last is None or not (abs(last - first) > MANY and abs(last) > 2 * abs(first)):
                continue
            if chosen is None or (_alike(first / last, chosen[1] / chosen[2]) and abs(last) < abs(chosen[2])):
                chosen = phase, first, last
        if chosen is not None:
            break
    return None if chosen is None else chosen[0]


def _alike(one: Number, other: Number) -> bool:
    return bool(abs(one - other) <= abs(other) * NEAR_EQUAL)


def point_of(phase: Partial, s: Any, angle: Any) -> Any | None:
    """The largest s' <= s at which the phase is `angle` but for full turns; None where it is not found."""
    context = s.context

    def value(log: Number) -> Any | None:
        found = phase.value(context.exp(log), DIGITS)
        return None if found is None else context.convert(found)

    here = value(context.log(s))
    ahead = value(context.log(s) - context.mpf("1e-3"))
    if here is None or ahead is None or here == ahead:
        return None
    turn = 2 * context.pi * (1 if ahead > here else -1)
    target = angle + turn * context.ceil((here - angle) / turn)
    return _solved(value, context.log(s), target, (here - ahead) * 1000, context)


def power_of(phase: Partial, far: Sequence[Any]) -> Any | None:
    """p of a phase that grows like s^-p; a simple fraction where it is one. None where it is not known."""
    first, last = (phase.value(s, 20) for s in far)
    if not first or not last:
        return None
    context = far[0].context
    power = context.log(abs(context.convert(last) / context.convert(first))) / context.log(far[0] / far[1])
    near = Fraction(str(context.nstr(power, 15))).limit_denominator(DENOMINATORS)
    simple = context.mpf(near.numerator) / near.denominator
    return simple if abs(power - simple) < context.mpf(NEAR) else power


def turned(phase: Partial, near: Any, turns: int, angle: Any, power: Any) -> Any | None:
    """The s at which the phase has made so many full turns and `angle` more; `near` is where the search starts."""
    context = near.context

    def value(log: Number) -> Any | None:
        found = phase.value(context.exp(log), DIGITS)
        return None if found is None else context.convert(found)

    here = value(context.log(near))
    if not here:
        return None
    target = 2 * context.pi * turns * (1 if here > 0 else -1) + angle
    if target * here <= 0:
        return None
    log = context.log(near) - context.log(target / here) / power
    return _solved(value, log, target, -power * target, context)


def _solved(
    value: Callable[[Number], Number | None], log: Number, target: Number, slope: Number, context: Context
) -> Number | None:
    """Secant steps in ln s."""
    close = context.mpf(CLOSE)
    here = value(log)
    for _ in range(NEWTON):
        if here is None:
            return None
        step = (target - here) / slope
        if abs(target - here) < close * max(1, abs(target)):
            return context.exp(log)
        step = max(-context.mpf(1) / 2, min(context.mpf(1) / 2, step))
        there = value(log + step)
        if there is None:
            return None
        if there != here:
            slope = (there - here) / step
        log, here = log + step, there
    return None
