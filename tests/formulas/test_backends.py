"""Every formula gives the same number on every backend, and every formula is claimed or says why not."""

from __future__ import annotations

from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy

from higgs_sym.arithmetic import float64_backend, symbolic_backend
from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.conventions import SYMBOLS, symbol
from higgs_sym.records import Formula
from higgs_sym.registry import CLAIMS, FORMULAS
from tests.values import number

# Decimal strings tried in turn, so that a formula of any domain meets a point inside it.
CANDIDATES = {"omega": ("1.3", "2.7"), "zeta": ("0.2", "2.3"), "delta": ("0.03",), "kappa": ("0.4",)}
ANYWHERE = ("0.37", "1.9")

every_formula = pytest.mark.parametrize("formula", list(FORMULAS), ids=lambda f: f.id)


def context(digits: int) -> Any:
    made = mpmath.MPContext()
    made.dps = digits
    return made


def point_inside(formula: Formula) -> tuple[str, ...]:
    """A point at which double precision evaluates the formula without leaving the reals."""
    for point in product(*(CANDIDATES.get(name, ANYWHERE) for name in formula.variables)):
        try:
            with np.errstate(all="raise"):
                formula.body(float64_backend.BACKEND, *(float(p) for p in point))
        except FloatingPointError:
            continue
        return point
    raise AssertionError(f"no candidate point lies in the domain of {formula.id}")


def at_fifty_digits(formula: Formula, point: tuple[str, ...]) -> Any:
    ctx = context(50)
    return formula.body(MpBackend(ctx), *(ctx.mpf(p) for p in point))


@every_formula
def test_float64_agrees_with_fifty_digits(formula: Formula) -> None:
    point = point_inside(formula)
    value = formula.body(float64_backend.BACKEND, *(float(p) for p in point))
    assert value == pytest.approx(float(at_fifty_digits(formula, point)), rel=1e-13)


@every_formula
def test_symbolic_expression_agrees_to_fifty_digits(formula: Formula) -> None:
    point = point_inside(formula)
    expression = symbolic_backend.expression(formula)
    exact = {symbol(n): sympy.Rational(p) for n, p in zip(formula.variables, point, strict=True)}
    reference = at_fifty_digits(formula, point)
    ctx = reference.context
    assert abs(reference / ctx.convert(number(expression, exact)) - 1) < ctx.mpf(10) ** -46


@every_formula
def test_symbolic_expression_uses_only_the_declared_variables(formula: Formula) -> None:
    assert set(formula.variables) <= set(SYMBOLS)
    free = symbolic_backend.expression(formula).free_symbols
    assert free <= {symbol(name) for name in formula.variables}


@every_formula
def test_float64_works_elementwise_on_arrays(formula: Formula) -> None:
    point = [float(p) for p in point_inside(formula)]
    arrays = [np.array([[p, p * 1.001], [p * 1.002, p * 1.003]]) for p in point]
    values = formula.body(float64_backend.BACKEND, *arrays)
    assert values.shape == (2, 2)
    one = formula.body(float64_backend.BACKEND, *(p * 1.002 for p in point))
    assert values[1, 0] == pytest.approx(one, rel=1e-13)


def test_every_formula_has_a_claim_or_says_why_not() -> None:
    claimed = {claim.formula for claim in CLAIMS}
    assert [f.id for f in FORMULAS if f.id not in claimed and not f.no_claim] == []
    assert [f.id for f in FORMULAS if f.id in claimed and f.no_claim] == []


def test_formulas_without_a_displayed_source_name_the_sentences_they_satisfy() -> None:
    rebuilt = [f for f in FORMULAS if f.source.key == "DzeroKamenev2025"]
    assert rebuilt
    assert [f.id for f in rebuilt if not f.reconstructed] == []
