"""Terms with steps, such as floor(sqrt(n)) and primepi(n), which no method for smooth ones may be given.

Over each step of floor(n^(1/q)) or floor(log(n)) the sum is one of a rational function, and known. Where terms fall
exponentially, a smooth bound of them says when enough have been added. They are said to diverge only where smooth terms
do that are of their size, whatever the steps take away.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.closed import without_inner_sums
from higgs_sym.evaluation.sums.growth import growth
from higgs_sym.evaluation.sums.terms import Found, Term

STEPS = {"floor", "ceiling", "sign", "Heaviside", "primepi"}
LIKE_IDENTITY = {"floor", "ceiling", "primepi"}  # not larger than |x| + 1
ADDED = 200_000  # terms under a bound that falls
MOST = 10_000  # terms with steps, before those without
QUIET = 5  # bounds in a row that end a sum
BITS = 64  # that decide on growth
TAKEN = {"floor": (-1, 0), "ceiling": (0, 1)}  # what these add to their arguments
COMPARED = (64, 256, 1024)  # powers of two, of the indices at which terms with steps and smooth ones are compared
OCTAVES = 8  # further on, over which the argument of a step is seen to be small

Begin = Callable[[Any], Any]


def first_step(tree: Tree, symbol: Tree) -> Any | None:
    """The first part that is piecewise constant in the symbol."""
    nodes = sympy.preorder_traversal(tree)
    return next((node for node in nodes if type(node).__name__ in STEPS and node.has(symbol)), None)


def bound(tree: Tree, symbol: Tree) -> Any | None:
    """A tree without steps that is not smaller in size; None where none is known."""
    if first_step(tree, symbol) is None:
        return sympy.Abs(tree, evaluate=False)
    name = type(tree).__name__
    if name in LIKE_IDENTITY:
        inside = bound(tree.args[0], symbol)
        return None if inside is None else sympy.Add(inside, 1, evaluate=False)
    if name in STEPS or isinstance(tree, (sympy.sin, sympy.cos)) or (tree.is_Pow and tree.base == -1):
        return sympy.Integer(1)
    if tree.is_Pow and tree.exp.is_Integer and tree.exp > 0:
        inside = bound(tree.base, symbol)
        return None if inside is None else sympy.Pow(inside, tree.exp, evaluate=False)
    if not (tree.is_Add or tree.is_Mul):
        return None
    parts = [bound(part, symbol) for part in tree.args]
    return None if any(part is None for part in parts) else tree.func(*parts, evaluate=False)


def added_within(term: Term, above: Term, first: Ball, digits: int) -> Found | None:
    """Term by term until a bound of the terms, which falls exponentially, is negligible; None where it does not."""
    try:
        rate = growth(above, BITS, must_converge=False)
    except BudgetError:
        raise
    except AccuracyError:
        return None
    if not rate.exponential:
        return None
    # What is left is a geometric series; a bound that still falls more steeply leaves less.
    share = 2 if rate.rate is None else 2 / (1 - rate.rate.real.exp())
    if rate.rate is not None and (digits + 3) * 2.4 / -float(rate.rate.real.mid()) > ADDED:
        return None
    small = flint.arb(10) ** -(digits + 3)
    total, largest, quiet = flint.acb(0), flint.arb(0), 0
    for k in range(ADDED):
        value = term(first + k)
        total, largest = total + value, max(largest, abs(value).mid())
        rest = abs(above(first + k)).mid() * share
        quiet = quiet + 1 if rest <= largest * small else 0
        if quiet == QUIET:
            return Found(total, rest)
    return None


def smoothed(tree: Tree, symbol: Tree) -> tuple[Any, dict[str, tuple[int, int]]] | None:
    """The tree with u + w for every step of u, and the range of each w by its name; None for other steps."""
    ranges: dict[str, tuple[int, int]] = {}

    def smooth(part: Tree) -> Any:
        name = type(part).__name__
        if name not in STEPS or not part.has(symbol):
            return part.func(*map(smooth, part.args)) if part.args and part.has(symbol) else part
        taken = sympy.Symbol(f"step {len(ranges)} of {symbol.name}")
        ranges[taken.name] = TAKEN[name]
        return sympy.Add(smooth(part.args[0]), taken, evaluate=False)

    try:
        return smooth(tree), ranges
    except KeyError:
        return None


def refuse_divergent(smooth: Term) -> None:
    """DivergesError where smooth terms diverge, and balls of them that hold those with steps are of their size."""
    try:
        growth(smooth, BITS)
    except DivergesError:
        if _of_one_size(smooth):
            raise
    except BudgetError:
        raise
    except AccuracyError:  # it is not known
        return


def _of_one_size(smooth: Term) -> bool:
    """Whether ratios of balls to their centres stay positive, and as far from zero."""
    least = None
    for power in COMPARED:
        with flint_precision(4 * power + BITS):
            n = flint.acb(2) ** power
            ratio = smooth.near(n) / smooth.exact(n)
            if not (ratio.is_finite() and holds(ratio.imag, 0) and ratio.real > 0):
                return False
            lower = ratio.real.lower()
        if least is not None and lower < least / 2:
            return False
        least = lower
    return True


def settled(arguments: list[Term], first: Ball) -> tuple[int, list[bool]] | None:
    """From which k on these tend to zero from one side, and are less than one; and whether they are positive."""
    beginnings, signs = [], []
    for each in arguments:
        try:
            law = growth(each, BITS, must_converge=False)
        except BudgetError:
            raise
        except AccuracyError:
            return None
        falls = law.exponential or (law.rate == 0 and law.power > 1 / BITS)
        begin = _small(each, first) if falls and not law.waves else None
        if begin is None:
            return None
        beginnings.append(begin)
        signs.append(bool(each(first + begin).real > 0))
    return max(beginnings, default=0), signs


def _small(argument: Term, first: Ball) -> int | None:
    k = 1
    while k <= MOST:
        values = [argument(first + (k << j)).real for j in range(OCTAVES)]
        sizes = [abs(value) for value in values]
        one_sign = all(value > 0 for value in values) or all(value < 0 for value in values)
        if one_sign and sizes[0] < 1 and all(after < before for before, after in pairwise(sizes)):
            return k
        k *= 2
    return None


def by_blocks(tree: Tree) -> Any | None:
    """The same sum over the steps of floor(n^(1/q)) or floor(log(n)), for rational functions of n times any of it."""
    ((n, low, high),) = tree.limits
    step = first_step(tree.function, n)
    begin = None if step is None else _beginning(step, n)
    if step is None or begin is None or high != sympy.oo or not (low.is_Integer and low >= 0):
        return None
    k = sympy.Symbol(f"step of {n.name}", positive=True, integer=True)
    function = tree.function.xreplace({step: k})
    factors = sympy.Mul.make_args(function)
    of_n = sympy.Mul(*(part for part in factors if part.has(n)))
    start = sympy.floor(step.args[0].subs(n, low))
    # With terms of one sign within a step, the sum over whole steps is that over the terms.
    if of_n.has(k) or first_step(function, n) is not None or not start.is_Integer or (of_n != 1 and low == 0):
        return None
    begins = start if begin(start) == low else start + 1
    over_step = _over_step(function, of_n, n, begin(k), begin(k + 1))
    if over_step is None:
        return None
    blocks = sympy.Sum(over_step, (k, begins, sympy.oo))
    if begins == start:
        return blocks
    return blocks + sympy.Sum(function.xreplace({k: start}), (n, low, begin(begins) - 1))


def _over_step(function: Tree, of_n: Tree, n: Tree, begin: Tree, end: Tree) -> Any | None:
    """The sum from the one to before the other; None where none is known."""
    if of_n == 1:  # they are counted
        return sympy.Mul(function, sympy.expand(end - begin), evaluate=False)
    if begin.has(sympy.ceiling):
        return None
    if of_n.is_Pow and of_n.base == n and of_n.exp.is_Rational and of_n.exp < 0:  # Hurwitz's zeta function
        return function / of_n * (_rest(of_n.exp, begin) - _rest(of_n.exp, end))
    if not of_n.is_rational_function(n):
        return None
    k = sympy.Dummy("outer", positive=True, integer=True)  # what is closed is the inner sum alone
    inner = without_inner_sums(sympy.Sum(sympy.Sum(function, (n, begin, end - 1)), (k, 0, 0)))
    return None if algebra.has(inner.function, (sympy.Sum,)) else inner.function


def _beginning(step: Tree, n: Tree) -> Begin | None:
    """k -> the first n at which floor((n + b)^(1/q) + c), floor(log(n)) or floor(log(n)/log(b)) is k."""
    inside = sympy.expand(step.args[0])
    if type(step).__name__ != "floor":
        return None
    if inside == sympy.log(n):
        return lambda k: sympy.ceiling(sympy.exp(k))
    scale = sympy.exp(sympy.log(n) / inside) if inside.has(sympy.log(n)) else None
    if scale is not None and scale.is_Integer and scale > 1:
        return lambda k: scale**k
    return _of_root(inside, n)


def _of_root(inside: Tree, n: Tree) -> Begin | None:
    """That of floor((n + b)^(1/q) + c) where it is a polynomial in k."""
    constant, root = inside.as_independent(n, as_Add=True)
    if not (constant.is_Rational and root.is_Pow):
        return None
    shift, power = sympy.expand(root.base - n), sympy.expand(root.exp)
    if not (shift.is_Rational and power.is_Rational and power.p == 1 and power.q > 1):
        return None
    step = sympy.Dummy("k")
    *rows, last = sympy.Poly((step - constant) ** int(power.q) - shift, step).all_coeffs()
    if not all(each.is_Integer for each in rows):
        return None
    polynomial = sympy.Poly([*rows, sympy.ceiling(last)], step).as_expr()
    return lambda k: sympy.expand(polynomial.subs(step, k))


def _rest(power: Tree, start: Tree) -> Any:
    """The sum of n^power from `start` on, or what differs from it by a constant."""
    return sympy.zeta(-power, start, evaluate=False) if power != -1 else -sympy.digamma(start, evaluate=False)
