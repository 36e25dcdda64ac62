"""Roots of polynomials whose coefficients are series: Newton's method proves the terms, counting proves the branch.

With y the sum of the terms, h = -f/f_y is the first step. If f^(k) h^(k-1)/f_y vanishes for every k > 1 and h is
smaller than the last term, a real root has these terms: f changes its sign between y - 2h and y + 2h. It is the root
that is meant if it lies in the interval that was given, and no other does for all small s.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.expanding.deriving import series_of
from higgs_sym.expanding.formal import Formal, UnderivableError
from higgs_sym.expanding.notes import Notes
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Found
from higgs_sym.expanding.transseries import Trans, of, of_constant
from higgs_sym.judging.approaches import Approach
from higgs_sym.printing import latex

FIRST = (sympy.Rational(1, 16), sympy.Rational(1, 4096), sympy.Rational(1, 2**30))  # small parameters that are tried


def root_terms(tree: Tree, approach: Approach, terms: Sequence[Found], notes: Notes) -> bool:
    """Whether the root has these terms; the notes say how far that is proved."""
    (unknown, low, high), equation = tree.limits[0], tree.function
    if any(term.recognition is None or term.scale.front or term.scale.wave for term in terms):
        return False
    if any(term.scale.slow is not None or term.scale.power.base is not None for term in terms):
        return False
    if not equation.is_polynomial(unknown):
        return False
    sign, last = Small(approach).sign, max(term.scale.power.shift for term in terms)
    width = 2 * (last - min(term.scale.power.shift for term in terms) + 2)
    keys = [(term.scale.power.shift, term.scale.logarithm) for term in terms]
    values = [term.value() * sign ** key[1] for key, term in zip(keys, terms, strict=True)]
    start = Formal(dict(zip(keys, values, strict=True)))

    def derivative(times: int) -> Formal:
        made = series_of(equation.diff(unknown, times), approach, width, {unknown: start})
        if made is None:
            raise UnderivableError("no rule for the equation")
        return made.plain()

    residue, slope = derivative(0), derivative(1)
    if not slope.terms:
        return False
    higher = [(k, derivative(k)) for k in range(2, int(equation.as_poly(unknown).degree()) + 1)]
    if residue.terms or residue.order is not None:
        step = residue.reach - slope.lowest
        steep = [(k, each) for k, each in higher if each.terms or each.order is not None]
        if step <= last or any(each.reach + (k - 1) * step <= slope.lowest for k, each in steep):
            return False
    _noted(notes, equation, unknown, (residue, slope), last)
    _branch(notes, equation, unknown, (low, high), start, approach)
    return True


def _noted(notes: Notes, equation: Tree, unknown: Tree, series: tuple[Formal, Formal], last: Fraction) -> None:
    residue, slope = series
    below = Formal({key: c for key, c in residue.terms.items() if key[0] <= last + slope.lowest})
    notes.show(
        "The terms in the equation",
        rf"{latex(equation)}=O(s^{{{latex(_sympy(residue.reach))}}})" if residue.terms else rf"{latex(equation)}=0",
        f"With {latex(unknown)} the sum of the terms. The slope there goes as s^({slope.lowest}), and the higher "
        "derivatives leave Newton's step as it is: a root differs from the sum by less than its last term.",
        of(below),
    )


def _branch(
    notes: Notes, equation: Tree, unknown: Tree, ends: tuple[Tree, Tree], start: Formal, approach: Approach
) -> None:
    """That the root in the interval is this one, for all small s."""
    s = sympy.Symbol("s", positive=True)
    put = approach.direction / s if approach.point is None else approach.point + approach.direction * s
    symbol = sympy.Symbol(approach.variable)
    top = sympy.numer(sympy.together(equation.subs(symbol, put)))
    low, high = ends
    s0 = None
    if top.is_polynomial(unknown, s) and all(end.is_infinite or end.is_Rational for end in ends):
        polynomial = sympy.Poly(top, unknown, s)
        rational = polynomial.domain in (sympy.ZZ, sympy.QQ)  # else real roots are not counted exactly
        if rational and all(_positive_series(sign, end, start) for sign, end in ((1, low), (-1, high))):
            s0 = next((each for each in FIRST if _constant_count(polynomial, unknown, s, ends, each)), None)
    if s0 is None:
        notes.doubt("that the root meant is this one was not shown")
        return
    count = sympy.Poly(top.subs(s, s0), unknown).count_roots(_end(low), _end(high))
    notes.proved(
        "The root that is meant",
        rf"\#\{{{latex(unknown)}\in({latex(low)},\,{latex(high)})\}}=1,\quad 0<s\le{latex(s0)}",
        "The discriminant and the values at the ends have no zero for these s, so that the number of roots between the "
        "ends does not change; it is counted at the last s. The sum of the terms lies between the ends.",
        sympy.Integer(count - 1),
    )


def _positive_series(sign: int, end: Tree, start: Formal) -> bool:
    """Whether sign x (y - end) > 0 for all small s."""
    if end.is_infinite:
        return True
    difference = Trans((start,)) + of_constant(-end)
    return bool((sign * difference.plain().leading()[1]).is_positive)


def _constant_count(polynomial: Tree, unknown: Tree, s: Tree, ends: tuple[Tree, Tree], s0: Tree) -> bool:
    checked = [polynomial.discriminant(), sympy.Poly(polynomial.as_expr(), unknown).LC()]
    checked += [polynomial.as_expr().subs(unknown, end) for end in ends if not end.is_infinite]
    for each in checked:
        made = sympy.Poly(each.as_expr() if hasattr(each, "as_expr") else each, s)
        if made.is_zero:
            return False
        made = sympy.Poly(sympy.cancel(made.as_expr() / s ** min(m for (m,) in made.monoms())), s)
        if made.count_roots(0, s0):
            return False
    return True


def _end(value: Tree) -> Tree:
    return None if value.is_infinite else value


def _sympy(value: Fraction) -> Tree:
    return sympy.Rational(value.numerator, value.denominator)
