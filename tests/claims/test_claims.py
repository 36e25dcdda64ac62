"""Every registered claim: well formed, independent of what it checks, and with the verdict on record."""

from __future__ import annotations

import ast
import importlib
import inspect
from fractions import Fraction

import mpmath
import pytest

from higgs_sym import check
from higgs_sym.records import Claim, Kind
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, module_names

LONG = ("peak:", "tail:", "order-parameter:cold:", "decay-rate:deep")  # ten seconds to half a minute each
every_claim = pytest.mark.parametrize("claim", list(CLAIMS), ids=lambda c: c.id)


@pytest.mark.parametrize(
    "claim",
    [pytest.param(c, marks=pytest.mark.slow) if c.id.startswith(LONG) else c for c in CLAIMS],
    ids=lambda c: c.id,
)
def test_verdict_is_the_one_on_record(claim: Claim) -> None:
    verdict = check.verify(claim)
    assert verdict.kind is claim.expectation, verdict.reason
    assert not check.differs_from_expectation(verdict)


@every_claim
def test_limit_supplies_every_variable_of_the_formula(claim: Claim) -> None:
    variables = claim.limit.path(mpmath.mpf(claim.limit.start.partition("/")[0]) / 16)
    assert set(FORMULAS[claim.formula].variables) <= set(variables)
    Fraction(claim.order or 0)  # none is claimed where the law is no power


@every_claim
def test_other_records_that_the_claim_names_exist(claim: Claim) -> None:
    assert claim.corrected_by is None or claim.corrected_by in FORMULAS
    assert claim.derivation is None or claim.derivation in DERIVATIONS


@every_claim
def test_refuted_claim_says_what_holds_instead(claim: Claim) -> None:
    if claim.expectation is not Kind.CONFIRMED:
        assert claim.corrected_by or claim.remark


def imported(package: str) -> set[str]:
    names: set[str] = set()
    for module in module_names(package):
        for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
    return names


def test_claims_reach_formulas_and_derivations_by_id_only() -> None:
    names = imported("higgs_sym.claims")
    assert any(name.startswith("higgs_sym.physics") for name in names)
    assert not any(name.startswith(("higgs_sym.formulas", "derivations")) for name in names)


def test_formulas_know_nothing_of_the_integrals() -> None:
    names = imported("higgs_sym.formulas")
    assert not any(name.startswith(("higgs_sym.physics", "higgs_sym.claims", "derivations")) for name in names)
