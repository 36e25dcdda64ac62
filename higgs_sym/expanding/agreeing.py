"""What was derived beside what was measured: term by term, to all digits that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import BudgetError, HiggsSymError, StepError
from higgs_sym.evaluation.budget import budget
from higgs_sym.expanding.attempts import attempt
from higgs_sym.expanding.formal import UnderivableError
from higgs_sym.expanding.holonomic import EQUATION, satisfied
from higgs_sym.expanding.notes import Notes
from higgs_sym.expanding.puiseux import root_terms
from higgs_sym.expanding.rows import Row, deepened, larger, mirrored, row_of, rows_of, same_place, shallowed, value_of
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.series import Found
from higgs_sym.judging.approaches import Approach
from higgs_sym.parsing.nodes import Root
from higgs_sym.steps import Step

SECONDS = 3.0
SPARE = 2  # powers beyond the last term to start with
ROUNDS = 3
MOST_WIDTH = 24


@dataclass(frozen=True)
class Agreed:
    """The derived coefficient of each term, the rules it took, and the steps; `proved` if each was shown exactly."""

    exact: tuple[Any, ...] = ()
    rules: str = ""
    steps: tuple[Step, ...] = ()
    proved: bool = False
    doubts: tuple[str, ...] = ()


def coefficients(tree: Tree, approach: Approach, terms: Sequence[Found]) -> Agreed:
    """What exact arithmetic says to the terms; nothing where it fails or differs from any of them."""
    try:
        with budget(SECONDS):
            if isinstance(tree, Root):
                return _of_root(tree, approach, terms)
            found = _of_formula(tree, approach, terms)
            return found if found.exact else _of_equation(tree, approach, terms)
    except (BudgetError, _DiffersError, UnderivableError, StepError):
        return Agreed()


def _of_equation(tree: Tree, approach: Approach, terms: Sequence[Found]) -> Agreed:
    """The terms as they were recognised, if the equation of the quantity gives them from the leading ones."""
    if any(term.recognition is None for term in terms):
        return Agreed()
    small, notes = Small(approach), Notes()
    rows = []
    for term in terms:
        sign = sympy.Integer(small.sign) ** term.scale.logarithm * (-1 if mirrored(term) else 1)
        rows.append(replace(row_of(term, small), coefficient=term.value() * sign))
    if not satisfied(tree, approach, rows, notes):
        return Agreed()
    exact = tuple(term.value() for term in terms)
    return Agreed(exact, EQUATION, notes.steps, notes.complete, tuple(notes.doubts))


def _of_root(tree: Tree, approach: Approach, terms: Sequence[Found]) -> Agreed:
    notes = Notes()
    if not root_terms(tree, approach, terms, notes):
        return Agreed()
    exact = tuple(term.value() for term in terms)
    return Agreed(exact, "Newton's method on the equation", notes.steps, notes.complete, tuple(notes.doubts))


def _of_formula(tree: Tree, approach: Approach, terms: Sequence[Found]) -> Agreed:
    """Twice: to find the terms, and with its steps once they are known to be those that were measured."""
    small = Small(approach)
    measured = [row_of(term, small) for term in terms]
    powers = [row.power for row in measured]
    width = max(powers) - min(powers) + SPARE
    for _ in range(ROUNDS):
        made = attempt(tree, approach, width)
        if made is None:
            return Agreed()
        if made.depth < 2:
            measured = [(deepened if made.depth else shallowed)(row) for row in measured]
        exact, lacking = _compared(
            rows_of(made.series, made.depth), made.order(measured[-1]), terms, measured, approach
        )
        if exact:
            notes = Notes()
            attempt(tree, approach, width, notes)
            return Agreed(exact, made.rules, notes.steps, notes.complete, tuple(notes.doubts))
        width += lacking
        if width > MOST_WIDTH:
            return Agreed()
    return Agreed()


class _DiffersError(HiggsSymError):
    """What was derived is not what was measured."""


def _compared(
    derived: Sequence[Row], known: Fraction | None, terms: Sequence[Found], measured: Sequence[Row], approach: Approach
) -> tuple[tuple[Tree, ...], Fraction]:  # fmt: skip
    """The exact coefficients; or none, and how much wider the series must be."""
    small, found, matches = Small(approach), [], list[Row]()
    for row, term in zip(measured, terms, strict=True):
        match = next((each for each in derived if same_place(each, row)), None)
        if match is None:
            if known is not None and known <= row.power:
                return (), row.power + 1 - known
            raise _DiffersError("a measured term was not derived")
        matches.append(match)
        slow = term.scale.slow is not None
        exact = match.coefficient if slow else match.coefficient * sympy.Integer(small.sign) ** term.scale.logarithm
        exact = -exact if mirrored(term) else exact
        work = term.coefficient.value.context
        value = value_of(exact, work)
        tolerance = term.coefficient.error + abs(value) * work.mpf(10) ** (5 - work.dps)
        if not abs(value - term.coefficient.value) <= tolerance:
            raise _DiffersError("a coefficient differs")
        found.append(exact)
    if any(larger(each, matches[-1]) and each not in matches for each in derived):
        raise _DiffersError("a derived term was not measured")
    return tuple(found), Fraction(0)
