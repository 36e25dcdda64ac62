"""Sums, products, powers and functions of what has been compiled, each in the shortest way.

An integrand is asked for a thousand values, of which none takes longer than ten of these calls: whatever does not
depend on the values (a constant, the kind of an exponent) is settled here, when the closure is made.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import flint

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.functions import ENTIRE, power
from higgs_sym.evaluation.run import Run

Values = Mapping[str, Any]  # name -> acb
Compiled = Callable[[Values, Run], Any]
LARGE = 2**30  # integers below are kept
ONE = flint.acb(1)
MOST_PRECISIONS = 64  # at which a constant is kept


def whole(tree: Tree) -> Any | None:
    """The ball of a small integer, which is the same at any precision; None for all else."""
    return flint.acb(int(tree)) if tree.is_Integer and abs(int(tree)) < LARGE else None


def constant(make: Callable[[], Any]) -> Compiled:
    """A number made once at each precision."""
    known: dict[int, Any] = {}
    context = flint.ctx

    def value(_values: Values, _run: Run) -> Any:
        found = known.get(context.prec)
        if found is None:
            if len(known) >= MOST_PRECISIONS:
                known.clear()
            found = known[context.prec] = make()
        return found

    return value


def rational(numerator: int, denominator: int) -> Compiled:
    """A fraction."""
    if denominator == 1 and abs(numerator) < LARGE:
        kept = flint.acb(numerator)
        return lambda _values, _run: kept
    fraction = flint.fmpq(numerator, denominator)
    return constant(lambda: flint.acb(fraction))


def added(trees: tuple[Tree, ...], parts: list[Compiled]) -> Compiled:
    """The sum of the parts."""
    return _folded(trees, parts, operator.add, None)


def multiplied(trees: tuple[Tree, ...], parts: list[Compiled]) -> Compiled:
    """The product of the parts."""
    return _folded(trees, parts, operator.mul, ONE)


def _folded(
    trees: tuple[Tree, ...], parts: list[Compiled], combine: Callable[[Any, Any], Any], unit: Any | None
) -> Compiled:
    """Of two parts, which most are, without a loop; of an integer and another without asking for the integer."""
    if len(parts) > 2:
        half = len(parts) // 2
        one, other = (_folded(trees[k], parts[k], combine, unit) for k in (slice(half), slice(half, None)))
        return lambda values, run: combine(one(values, run), other(values, run))
    if len(parts) == 1:
        return parts[0]
    for k in (0, 1):
        number = whole(trees[k])
        if number is not None:
            rest = parts[1 - k]
            if unit is not None and number == -1:
                return lambda values, run: -rest(values, run)
            return lambda values, run: combine(rest(values, run), number)
    one, other = parts
    return lambda values, run: combine(one(values, run), other(values, run))


def raised(base: Compiled, exponent: Compiled, below: Tree, written: Tree) -> Compiled:
    """base^exponent on the principal branch, the trees being `below` and `written`."""
    if below == -1:
        return lambda values, run: flint.acb.exp_pi_i(exponent(values, run))
    if written.is_Integer and 0 < abs(int(written)) < LARGE:
        return _integer_power(base, int(written))
    if written.is_Rational and int(written.q) == 2 and abs(int(written.p)) in (1, 3):
        return _half_power(base, int(written.p))
    return lambda values, run: power(base(values, run), exponent(values, run), run.analytic)


def _integer_power(base: Compiled, exponent: int) -> Compiled:
    def square(values: Values, run: Run) -> Any:
        found = base(values, run)
        return found * found

    def cube(values: Values, run: Run) -> Any:
        found = base(values, run)
        return found * found * found

    size = abs(exponent)
    positive = {1: base, 2: square, 3: cube}.get(size) or (lambda values, run: base(values, run) ** size)
    return positive if exponent > 0 else lambda values, run: ONE / positive(values, run)


def _half_power(base: Compiled, twice: int) -> Compiled:
    """To plus or minus 1/2 or 3/2."""
    root = flint.acb.sqrt if twice > 0 else flint.acb.rsqrt

    def value(values: Values, run: Run) -> Any:
        found = base(values, run)
        own = root(found, analytic=True) if run.analytic else root(found)
        return own if abs(twice) == 1 else own * found if twice > 0 else own / found

    return value


def applied(name: str, parts: list[Compiled]) -> Compiled | None:
    """A function that is holomorphic wherever it is finite, or the logarithm; None for others."""
    if len(parts) != 1:
        return None
    part = parts[0]
    if name == "log":
        log = flint.acb.log
        return lambda values, run: log(part(values, run), analytic=True) if run.analytic else log(part(values, run))
    function = ENTIRE.get(name)
    return None if function is None else (lambda values, run: function(part(values, run)))
