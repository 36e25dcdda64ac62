"""Terms with steps, such as floor(sqrt(n)) and primepi(n), which no method for smooth ones may be given.

Over each step of floor(n^(1/q)) the sum is one of a rational function, and known. Where terms fall exponentially, a
smooth bound of them says when enough have been added.
"""

from __future__ import annotations

from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation import algebra
from higgs_sym.evaluation.closed import without_inner_sums
from higgs_sym.evaluation.sums.growth import growth
from higgs_sym.evaluation.sums.terms import Found, Term

STEPS = {"floor", "ceiling", "sign", "Heaviside", "primepi"}
LIKE_IDENTITY = {"floor", "ceiling", "primepi"}  # not larger than |x| + 1
MOST = 10_000  # terms that are added
QUIET = 5  # bounds in a row that end a sum
BITS = 64  # that decide on growth


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
    small = flint.arb(10) ** -(digits + 3)
    total, largest, quiet = flint.acb(0), flint.arb(0), 0
    for k in range(MOST):
        value = term(first + k)
        total, largest = total + value, max(largest, abs(value).mid())
        rest = abs(above(first + k)).mid() * share
        quiet = quiet + 1 if rest <= largest * small else 0
        if quiet == QUIET:
            return Found(total, rest)
    return None


def refuse_divergent(term: Term) -> None:
    """DivergesError where terms that have steps do not tend to zero; other laws of powers of two are no sample."""
    try:
        growth(term, BITS)
    except DivergesError as error:
        if "tend to zero" in str(error):
            raise
    except BudgetError:
        raise
    except AccuracyError:  # it is not known
        return


def by_blocks(tree: Tree) -> Any | None:
    """The same sum over the steps of floor(n^(1/q)), for rational functions of n times any of the step; else None."""
    ((n, low, high),) = tree.limits
    step = first_step(tree.function, n)
    order = None if step is None else _order(step, n)
    if order is None or high != sympy.oo or not (low.is_Integer and low > 0):
        return None
    k = sympy.Symbol(f"step of {n.name}", positive=True, integer=True)
    function = tree.function.xreplace({step: k})
    factors = sympy.Mul.make_args(function)
    of_n = sympy.Mul(*(part for part in factors if part.has(n)))
    # With terms of one sign within a step, the sum over whole steps is that over the terms.
    if of_n.has(k) or first_step(function, n) is not None:
        return None
    start = sympy.Integer(sympy.integer_nthroot(int(low), order)[0])
    begins = start if start**order == low else start + 1
    inner = (n, k**order, (k + 1) ** order - 1)
    if of_n.is_Pow and of_n.base == n and of_n.exp.is_Rational and of_n.exp < 0:  # Hurwitz's zeta function
        over_step = function / of_n * (_rest(of_n.exp, inner[1]) - _rest(of_n.exp, inner[2] + 1))
        blocks = sympy.Sum(over_step, (k, begins, sympy.oo))
    elif of_n.is_rational_function(n):
        blocks = without_inner_sums(sympy.Sum(sympy.Sum(function, inner), (k, begins, sympy.oo)))
    else:
        return None
    if algebra.has(blocks.function, (sympy.Sum,)):
        return None
    if begins == start:
        return blocks
    return blocks + sympy.Sum(function.xreplace({k: start}), (n, low, begins**order - 1))


def _order(step: Tree, n: Tree) -> int | None:
    """q of floor(n^(1/q))."""
    inside = step.args[0]
    if type(step).__name__ != "floor" or not (inside.is_Pow and inside.base == n):
        return None
    power = sympy.expand(inside.exp)
    return int(power.q) if power.is_Rational and power.p == 1 and power.q > 1 else None


def _rest(power: Tree, start: Tree) -> Any:
    """The sum of n^power from `start` on, or what differs from it by a constant."""
    return sympy.zeta(-power, start, evaluate=False) if power != -1 else -sympy.digamma(start, evaluate=False)
