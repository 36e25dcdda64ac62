"""What was derived beside what was measured: term by term, to all digits that are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from higgs_sym.arithmetic.types import Number, Tree
from higgs_sym.errors import BudgetError, HiggsSymError
from higgs_sym.evaluation.budget import budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.deriving import derived, series_of
from higgs_sym.expanding.formal import Formal
from higgs_sym.expanding.scales import Scale, Small
from higgs_sym.expanding.series import Found
from higgs_sym.judging.approaches import Approach
from higgs_sym.parsing.nodes import Root

SECONDS = 3.0
SPARE = 2  # powers beyond the last term to start with
ROUNDS = 3
COMPARED = 60  # digits that exponents in front are compared to


def coefficients(tree: Tree, approach: Approach, terms: Sequence[Found]) -> tuple[tuple[Any, ...], str]:
    """The derived coefficient of each term (SymPy) and the rules it took; none where any of them fails or differs."""
    nothing: tuple[tuple[Any, ...], str] = (), ""
    if any(term.scale.wave or term.scale.slow is not None or term.scale.power.base is not None for term in terms):
        return nothing
    powers = [term.scale.power.shift for term in terms]
    width = max(powers) - min(powers) + SPARE
    try:
        with budget(SECONDS):
            if isinstance(tree, Root):
                return _of_root(tree, approach, terms, width)
            for _ in range(ROUNDS):
                made = derived(tree, approach, width)
                if made is None:
                    return nothing
                series, rules = made
                if series.order is None or series.order > max(powers):
                    return _compared(series, terms, Small(approach)), rules
                width += max(powers) + 1 - series.order
    except (BudgetError, _DiffersError):
        return nothing
    return nothing


def _of_root(tree: Any, approach: Approach, terms: Sequence[Found], width: Fraction) -> tuple[tuple[Any, ...], str]:
    """The terms of a root, if Newton's method started at their sum leaves them as they are.

    With y their sum, h = -f/f_y is the first step. If f^(k) h^(k-1)/f_y vanishes for every k > 1, there is one root
    within O(h) of y; if h is smaller than the last term, it has these terms. Which root is meant, the numbers say.
    """
    nothing: tuple[tuple[Any, ...], str] = (), ""
    unknown, equation = tree.limits[0][0], tree.function
    if any(term.recognition is None or term.scale.front for term in terms) or not equation.is_polynomial(unknown):
        return nothing
    sign, last = Small(approach).sign, max(term.scale.power.shift for term in terms)
    keys = [(term.scale.power.shift, term.scale.logarithm) for term in terms]
    values = [term.value() * sign ** key[1] for key, term in zip(keys, terms, strict=True)]
    start = Formal(dict(zip(keys, values, strict=True)))

    def derivative(times: int) -> Formal:
        made = series_of(equation.diff(unknown, times), approach, 2 * width, {unknown: start})
        if made is None:
            raise _DiffersError("no rule")
        return made

    def lowest(made: Formal) -> Fraction | None:
        return min((a for a, _ in made.terms), default=made.order)

    residue, first = lowest(derivative(0)), derivative(1)
    if not first.terms:
        return nothing
    higher = [(k, lowest(derivative(k))) for k in range(2, int(equation.as_poly(unknown).degree()) + 1)]
    if residue is not None:
        step, slope = residue - first.lowest, first.lowest
        if step <= last or any(a is not None and a + (k - 1) * step <= slope for k, a in higher):
            return nothing
    return tuple(term.value() for term in terms), "Newton's method on the equation"


class _DiffersError(HiggsSymError):
    """What was derived is not what was measured."""


def _compared(series: Formal, terms: Sequence[Found], small: Small) -> tuple[Any, ...]:
    found = []
    keys = [(term.scale.power.shift, term.scale.logarithm) for term in terms]
    last = max(key[0] for key in keys)
    if not all(_same_front(term.scale, series.front) for term in terms):
        raise _DiffersError("the exponentials differ")
    if any(key not in keys for key in series.terms if key[0] < last):
        raise _DiffersError("a derived term was not measured")
    for key, term in zip(keys, terms, strict=True):
        if key not in series.terms:
            raise _DiffersError("a measured term was not derived")
        exact = series.terms[key] * small.sign ** key[1]
        work = term.coefficient.value.context
        value = work.convert(Expression(exact).value({}, work.dps).number)
        tolerance = term.coefficient.error + abs(value) * work.mpf(10) ** (5 - work.dps)
        if abs(value - term.coefficient.value) > tolerance:
            raise _DiffersError("a coefficient differs")
        found.append(exact)
    return tuple(found)


def _same_front(scale: Scale, front: Mapping[tuple[Fraction, int], Any]) -> bool:
    """Whether the exponentials of a scale are those of the derivation."""
    measured: dict[tuple[Fraction, int], Number] = {}
    for part in (part for each in scale.front for part in each.parts):
        key = part[2], part[3]
        measured[key] = measured.get(key, 0) + part[0]
    if set(measured) != set(front):
        return False
    for key, value in measured.items():
        exact = Expression(front[key]).value({}, COMPARED).number
        if abs(exact - exact.context.convert(value)) > abs(exact) * exact.context.mpf(10) ** -(COMPARED // 2):
            return False
    return True
