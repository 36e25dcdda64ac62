"""`Sum` and `Product` nodes as functions of balls."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import flint
import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Tree
from higgs_sym.errors import DivergesError, InputError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.closed import without_inner_sums
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.run import Run
from higgs_sym.evaluation.sums.finite import finite_sum, is_whole
from higgs_sym.evaluation.sums.over_steps import over_blocks, over_steps
from higgs_sym.evaluation.sums.pieces import (
    SPARE,
    Compile,
    Compiled,
    Nature,
    Piece,
    Values,
    ball_of,
    piece_of,
    scale,
    scale_of,
    term_of,
)
from higgs_sym.evaluation.sums.poles import denominators, refuse_infinite
from higgs_sym.evaluation.sums.recurrent import geometric, hurwitz, power_of
from higgs_sym.evaluation.sums.residues import by_residues
from higgs_sym.evaluation.sums.series import infinite_sum, two_sided_sum
from higgs_sym.evaluation.sums.steps import by_blocks, first_step
from higgs_sym.evaluation.sums.terms import Found, Term, opens, without_phases

FACTORS = 24  # of a product that are multiplied before logarithms are summed


def summed(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `sympy.Sum` over one or more indices, the innermost first; sums whose summand factors are taken apart."""
    apart = _factored(tree)
    if apart is not None:
        parts = [summed(each, compile_tree) for each in apart]
        return lambda values, run: parts[0](values, run) * parts[1](values, run)
    tree = without_inner_sums(tree)
    _, low, high = _limits(tree)[-1]
    if low == -sympy.oo:
        return _both_ways(tree, compile_tree)
    if len(tree.limits) == 1:
        whole = by_residues(tree, not opens(tree.function, tree.limits[0][0]))
        if whole is not None:
            return summed(whole, compile_tree)
        step = first_step(tree.function, tree.limits[0][0])
        if step is not None and high == sympy.oo:
            blocks = by_blocks(tree)
            if blocks is None:
                return over_steps(tree, step, compile_tree)
            return over_blocks(blocks, step, compile_tree)
    pieces, nature = _pieces(tree, compile_tree)
    polynomials = [(compile_tree(each), size) for each, size in denominators(tree).items()]
    start = compile_tree(low)
    usual = _one_way(pieces, nature, start, _upper(high, compile_tree), polynomials)
    shape = power_of(tree.function, tree.limits[0][0]) if len(tree.limits) == 1 and high == sympy.oo else None
    return usual if shape is None else _over_powers([compile_tree(each) for each in shape], nature.name, start, usual)


def _over_powers(parts: list[Compiled], name: str, low: Compiled, usual: Compiled) -> Compiled:
    """A sum of c (a n + b)^-s, which is Hurwitz's zeta function where it is sure to converge."""
    factor, base, power = parts

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        first, at = low(values, run), partial(_term, base, name, values, run)
        for more in (1, 4):  # how close to one a power may be
            with flint_precision(more * flint.ctx.prec):
                exponent = power(values, run)
                exact = hurwitz(factor(values, run), at, exponent, first)
            if exact is not None:
                return exact
            if not holds(exponent.real, 1):
                break
        return usual(values, run)

    return value


def _pieces(tree: Tree, compile_tree: Compile) -> tuple[list[Piece], Nature]:
    """What the terms of the outermost sum consist of."""
    *inner, (symbol, _, _) = tree.limits
    if inner:
        pieces = [Piece(summed(sympy.Sum(tree.function, *inner), compile_tree))]
    else:
        pieces = [piece_of(piece, symbol, compile_tree) for piece in without_phases(tree.function, symbol)]
    costly = bool(inner) or tree.function.has(ExprWithLimits)
    return pieces, Nature(symbol.name, scale(tree.function, symbol), costly)


def _term(body: Compiled, name: str, values: Values, run: Run, n: Ball) -> Ball:
    return body({**values, name: n}, run)


def _in_closed_form(pieces: list[Piece], nature: Nature, first: Ball, values: Values, run: Run) -> Any | None:
    """The sum of polynomials times exponentials to infinity; None where it is none, or may diverge."""
    if not all(piece.phase for piece in pieces) or nature.costly:
        return None
    total = flint.acb(0)
    for piece in pieces:
        assert piece.phase is not None
        phase, size = piece.phase
        term, turn = (partial(_term, body, nature.name, values, run) for body in (piece.body, phase))
        part = geometric(term, turn, size, first)
        if part is None:
            return None
        total = total + part
    return total


def multiplied(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `sympy.Product` over one index: the first factors as they are, the others through their logarithms."""
    if len(tree.limits) > 1:
        raise InputError("formula", tree, "a product over one index")
    ((symbol, low, high),) = _limits(tree)
    if low == -sympy.oo:
        raise InputError("formula", tree, "a product from a number on")
    body, start, end = Piece(compile_tree(tree.function)), compile_tree(low), _upper(high, compile_tree)
    beyond_one = _beyond_one(tree.function)
    more = None if beyond_one is None else Piece(compile_tree(beyond_one))
    nature = Nature(symbol.name, scale_of(tree.function), tree.function.has(ExprWithLimits))

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        first, last = start(values, run), end(values, run) if end else None
        factor = term_of(body, nature, values, run)
        head = flint.acb(1)
        if last is not None and (last - first).real < FACTORS + 1:
            if is_whole(last - first):
                return _few_factors(factor, first, last)
            for k in range(FACTORS + 1):  # P(n) = P(n + m)/(f(n + 1) ... f(n + m)) also between the integers
                head = head / factor.near(last + k + 1)
            last = last + FACTORS + 1
        for k in range(FACTORS):
            check()
            head = head * factor.near(first + k)
        logs = Term(lambda n: factor.exact(n).log(), lambda n: factor.near(n).log(), factor.scale, factor.costly)
        if more is not None:  # however small
            small = term_of(more, nature, values, run)
            logs = replace(logs, exact=lambda n: small.exact(n).log1p(), near=lambda n: small.near(n).log1p())
        return head * _exponential(logs, first + FACTORS, last, run)

    return value


def _beyond_one(tree: Tree) -> Any | None:
    """x of 1 + x."""
    parts = sympy.Add.make_args(tree)
    rest = [part for part in parts if part != 1]
    return sympy.Add(*rest, evaluate=False) if 0 < len(rest) < len(parts) else None


def _few_factors(factor: Term, first: Ball, last: Any) -> Any:
    total, k = flint.acb(1), 0
    while (last - first - k).real > -0.25:
        check()
        total, k = total * factor.near(first + k), k + 1
    return total


def _exponential(logs: Term, first: Ball, last: Any | None, run: Run) -> Any:
    """exp of the sum of the logarithms, which needs as many digits more as the sum is large."""
    digits = run.digits + SPARE
    for _ in range(2):
        try:
            found = _value([logs], first, last, digits, "product")
        except DivergesError as error:
            raise DivergesError(str(error).replace("its terms", "the logarithms of its factors")) from error
        size = abs(found.value).upper()
        missing = int(float(size.log() / flint.arb(10).log())) + 1 if size > 1 else 0
        if digits >= run.digits + SPARE + missing:
            break
        digits = run.digits + SPARE + missing
    with flint_precision(int((digits + SPARE) * BITS_PER_DIGIT)):
        return ball_of(found, run, real=False).exp()


def _both_ways(tree: Tree, compile_tree: Compile) -> Compiled:
    """From -oo on: the terms of n <= -1, then the others."""
    *inner, (symbol, _, high) = tree.limits
    if high != sympy.oo:
        turned = sympy.Mul(-1, symbol, evaluate=False)
        flipped = [tree.function.xreplace({symbol: turned}), *(limit.xreplace({symbol: turned}) for limit in inner)]
        return summed(sympy.Sum(*flipped, (symbol, sympy.Mul(-1, high, evaluate=False), sympy.oo)), compile_tree)
    right = summed(sympy.Sum(tree.function, *inner, (symbol, 0, sympy.oo)), compile_tree)
    left = summed(sympy.Sum(tree.function, *inner, (symbol, -sympy.oo, -1)), compile_tree)
    pieces, nature = _pieces(tree, compile_tree)

    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        found = two_sided_sum([term_of(piece, nature, values, run) for piece in pieces], run.digits + SPARE)
        return left(values, run) + right(values, run) if found is None else ball_of(found, run, real=True)

    return value


def _one_way(
    pieces: list[Piece],
    nature: Nature,
    low: Compiled,
    high: Compiled | None,
    polynomials: list[tuple[Compiled, int]],
) -> Compiled:
    def value(values: Values, run: Run) -> Any:
        if run.analytic:
            return NOT_A_NUMBER
        first, last = low(values, run), high(values, run) if high else None
        places = refuse_infinite(polynomials, nature.name, first, last, values, run)
        exact = _in_closed_form(pieces, nature, first, values, run) if last is None else None
        if exact is not None:
            return exact
        terms = [term_of(piece, nature, values, run) for piece in pieces]
        found = _in_stretches(terms, first, last, places, run.digits + SPARE)
        starts = [sum((term.near(first + k) for term in terms), flint.acb(0)).imag for k in (0, 1, 2)]
        return ball_of(found, run, real=all(holds(part, 0) for part in starts))

    return value


def _in_stretches(terms: list[Term], first: Ball, last: Any | None, places: list[int], digits: int) -> Found:
    """The sum from one of these places to the next, next to which terms are not smooth."""
    total, error, begun = flint.acb(0), flint.arb(0), 0
    for k in places if last is None else []:
        part = finite_sum(terms, first + begun, first + (k - 1), digits)
        total, error, begun = total + part.value, error + part.error, k
    found = _value(terms, first + begun, last, digits, "sum")
    return Found(total + found.value, error + found.error, found.proven) if begun else found


def _value(terms: list[Term], first: Ball, last: Any | None, digits: int, what: str) -> Found:
    if last is None:
        return infinite_sum(terms, first, digits, what)
    return finite_sum(terms, first, last, digits)


def _factored(tree: Tree) -> tuple[Any, Any] | None:
    """Two sums whose product the double sum is, where its summand is a product of functions of one index each."""
    if len(tree.limits) != 2:
        return None
    inner, outer = (limit[0] for limit in tree.limits)
    if tree.limits[0][1].has(outer) or tree.limits[0][2].has(outer):
        return None
    factors = _factors(tree.function)
    ours = [part for part in factors if part.has(inner)]
    if any(part.has(outer) for part in ours):
        return None
    theirs = [part for part in factors if not part.has(inner)]
    one, other = sympy.Mul(*ours, evaluate=False), sympy.Mul(*theirs, evaluate=False)
    return sympy.Sum(one, tree.limits[0]), sympy.Sum(other, tree.limits[1])


def _factors(tree: Tree) -> list[Any]:
    """The factors of a product, those in powers and exponentials included."""
    if tree.is_Mul:
        return [factor for part in tree.args for factor in _factors(part)]
    if tree.is_Pow and tree.exp.is_Integer:
        return [sympy.Pow(factor, tree.exp, evaluate=False) for factor in _factors(tree.base)]
    if isinstance(tree, sympy.exp):
        return [sympy.exp(part, evaluate=False) for part in sympy.Add.make_args(sympy.expand(tree.args[0]))]
    return [tree]


def _limits(tree: Tree) -> tuple[Any, ...]:
    if any(len(limits) != 3 or limits[1] == sympy.oo or limits[2] == -sympy.oo for limits in tree.limits):
        raise InputError("formula", tree, "a sum or product from a lower to an upper limit")
    return tuple(tree.limits)


def _upper(high: Any, compile_tree: Compile) -> Compiled | None:
    return None if high == sympy.oo else compile_tree(high)
