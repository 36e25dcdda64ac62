"""Derivatives of any formula: from values on a small circle, where it is holomorphic; else from real neighbours.

Both are taken at two distances, which have to agree: their difference is the error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import flint
import sympy
from sympy.core.function import AppliedUndef

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.enclosure import may_be
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import UNDEFINED, AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.algebra import is_steep
from higgs_sym.evaluation.functions import NOT_A_NUMBER
from higgs_sym.evaluation.implicit.body import Body, Compile, Compiled, Values
from higgs_sym.evaluation.run import Run
from higgs_sym.inputs import MAX_DIGITS

Ball = Any  # acb
SPARE = 5  # digits
BEYOND = 4  # points on the circle beyond the order
ATTEMPTS = 4
NOT_SMOOTH = "a derivative could not be evaluated: is the formula smooth there?"
KINK = (6, 9)  # minus the decimal logarithms of distances at which slopes on both sides are compared
NEIGHBOURS = 5  # on either side
FEWEST_DIGITS = 6
MOST_BY_RULE, MOST_OPERATIONS, FEW = 4, 2000, 60
ELEMENTARY = {"Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan"}


def derivative(tree: Tree, compile_tree: Compile) -> Compiled:
    """A `DerivativeAt` node."""
    symbol, order, point = tree.limits[0]
    function, at, opaque = compile_tree(tree.function), compile_tree(point), tree.function.has(AppliedUndef)
    written = _by_rule(tree.function, symbol, int(order), compile_tree)

    def value(values: Values, run: Run) -> Ball:
        if run.analytic:
            return NOT_A_NUMBER
        body = Body(function, symbol.name, values, run)
        where = at(values, run)
        if written is not None:
            found = written({**values, symbol.name: where}, run)
            if found.is_finite():
                return found
        return slope(body, where, int(order), run, opaque=opaque)

    return value


def _by_rule(tree: Tree, symbol: Tree, order: int, compile_tree: Compile) -> Compiled | None:
    """The derivative as a formula, where the tree is made of elementary functions; it may vanish exactly."""
    known = all(type(node).__name__ in ELEMENTARY or node.is_Atom for node in sympy.preorder_traversal(tree))
    if not known or order > MOST_BY_RULE:
        return None
    found = sympy.diff(tree, symbol, order)
    if found.has(sympy.Derivative, sympy.Subs) or found.count_ops() > MOST_OPERATIONS:
        return None
    if found.count_ops() > FEW or is_steep(found):
        return compile_tree(sympy.factor_terms(sympy.expand_mul(found)))
    return compile_tree(sympy.factor(found))


def slope(body: Body, point: Ball, order: int, run: Run, *, opaque: bool = False) -> Ball:
    """The derivative of this order at a point, as a ball; `opaque` functions know real numbers only."""
    run.proven = False
    digits = run.digits + SPARE
    near = _distance(point, 1)
    floor = (abs(body((point + near).mid(), 20)) / near**order * flint.arb(10) ** -digits).mid()
    if opaque:
        return _among_reals(body, point, order, min(digits, MAX_DIGITS // 2), floor)
    try:
        return _agreed(lambda tenths: _on_circle(body, point, order, digits, tenths), digits // 4 + 6, digits, floor)
    except AccuracyError as error:
        if isinstance(error, (BudgetError, DivergesError)):
            raise
        return _among_reals(body, point, order, digits, floor)


def _among_reals(body: Body, point: Ball, order: int, digits: int, floor: Any) -> Ball:
    if _has_kink(body, point):
        raise AccuracyError(NOT_SMOOTH)
    return _agreed(lambda tenths: _from_neighbours(body, point, order, digits, tenths), digits // 9 + 3, digits, floor)


def _has_kink(body: Body, point: Ball) -> bool:
    """Whether slopes on both sides differ however close they are taken: central differences would not tell."""
    bends = []
    for tenths in KINK:
        with flint_precision(int((4 * tenths + 20) * BITS_PER_DIGIT)):
            step, at = _distance(point, tenths), point.real.mid()
            sides = [body(at + sign * step, 4 * tenths) for sign in (-1, 0, 1)]
            bends.append(abs(sides[0] - 2 * sides[1] + sides[2]) / step)
    return bool(bends[1] > bends[0] / 10)


def _agreed(method: Callable[[int], Ball], tenths: int, digits: int, floor: Any) -> Ball:
    """What the method gives at distances 10^-tenths and smaller, as soon as two agree.

    A value below `floor` may be zero.
    """
    best = None
    for _ in range(ATTEMPTS):
        one, other = method(tenths), method(tenths + 3)
        with flint_precision(int(2 * digits * BITS_PER_DIGIT)):
            apart, size = abs(one - other), abs(other)
            small = (size * flint.arb(10) ** -digits).mid()
            error = apart.upper() + small
            if one.is_finite() and other.is_finite() and (best is None or error < best[1]):
                best = other, error, size
            if best is not None and best[1] <= 10 * small:
                break
        tenths = 2 * tenths
    if best is None or not best[1] < max((best[2] * flint.arb(10) ** -FEWEST_DIGITS).mid(), floor):
        raise AccuracyError(NOT_SMOOTH)
    with flint_precision(int(2 * digits * BITS_PER_DIGIT)):
        found, error = best[0], flint.arb(0, best[1].upper())
        real = found.real + error
        return flint.acb(real) if may_be(found.imag + error) else flint.acb(real, found.imag + error)


def _distance(point: Ball, tenths: int) -> Any:
    size = abs(point).mid()
    return ((size if size > 0 else flint.arb(1)) * flint.arb(10) ** -tenths).mid()


def _on_circle(body: Body, point: Ball, order: int, digits: int, tenths: int) -> Ball:
    """n!/r^n times the n-th Fourier coefficient of f around the circle; not a number where f is not holomorphic."""
    count, working = order + BEYOND, digits + (order + 1) * tenths + 10
    with flint_precision(int((working + 10) * BITS_PER_DIGIT)):
        radius = _distance(point, tenths)
        turns = [flint.acb(0, 2 * flint.arb.pi() * j / count).exp() for j in range(count)]
        values = [body((point.mid() + radius * turn).mid(), working) for turn in turns]
        if not _is_holomorphic(turns, values, _centre(body, point, working), tenths):
            return NOT_A_NUMBER
        factorial = flint.arb(1)
        for k in range(1, order + 1):
            factorial = factorial * k
        return _harmonic(turns, values, order) * factorial / radius**order


def _harmonic(turns: Sequence[Ball], values: Sequence[Ball], order: int) -> Ball:
    """A Fourier coefficient of values around a circle."""
    return sum((f * turn ** (-order) for f, turn in zip(values, turns, strict=True)), flint.acb(0)) / len(turns)


def _centre(body: Body, point: Ball, digits: int) -> Ball:
    """f at the centre of the circle, not a number where it has none: a gap that can be filled does no harm."""
    try:
        return body(point.mid(), digits)
    except (BudgetError, DivergesError):
        raise
    except UNDEFINED:
        return NOT_A_NUMBER


def _is_holomorphic(turns: Sequence[Ball], values: Sequence[Ball], centre: Ball, tenths: int) -> bool:
    """Whether values around a small circle have the mean of the centre, and no harmonic that turns backwards.

    |x|, re(x), sqrt(x^2) and pieces that meet in a kink have: at two radii they would agree all the same.
    """
    mean = _harmonic(turns, values, 0)
    spread = sum((abs(f - mean) for f in values), flint.arb(0))
    allowed = spread * flint.arb(10) ** (-flint.arb(tenths) / 2)
    return not (abs(_harmonic(turns, values, -1)) > allowed or abs(mean - centre) > allowed)


def _from_neighbours(body: Body, point: Ball, order: int, digits: int, tenths: int) -> Ball:
    """Central differences of real neighbours."""
    reach, working = NEIGHBOURS + order // 2, digits + (order + 1) * tenths
    weights = _weights(order, reach)
    with flint_precision(int((working + 10) * BITS_PER_DIGIT)):
        step, total = _distance(point, tenths), flint.acb(0)
        for k, weight in zip(range(-reach, reach + 1), weights, strict=True):
            if weight:
                number = flint.arb(flint.fmpq(weight.numerator, weight.denominator))
                total = total + body((point.real.mid() + k * step).mid(), working) * number
        return total / step**order


def _weights(order: int, reach: int) -> list[Fraction]:
    """Of f(k), k = -reach ... reach, in f^(order)(0): exact for polynomials that the points determine."""
    nodes = [Fraction(k) for k in range(-reach, reach + 1)]
    table: list[list[Fraction]] = [[Fraction(0)] * len(nodes) for _ in range(order + 1)]
    table[0][0], product = Fraction(1), Fraction(1)
    for n in range(1, len(nodes)):
        last, product_now = nodes[n - 1], Fraction(1)
        previous = [list(row) for row in table]
        for nu in range(n):
            gap = nodes[n] - nodes[nu]
            product_now *= gap
            for m in range(order + 1):
                below = previous[m - 1][nu] * m if m else Fraction(0)
                table[m][nu] = (nodes[n] * previous[m][nu] - below) / gap
        for m in range(order + 1):
            below = previous[m - 1][n - 1] * m if m else Fraction(0)
            table[m][n] = product / product_now * (below - last * previous[m][n - 1])
        product = product_now
    return table[order]
