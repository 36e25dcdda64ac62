"""Every registered claim: well formed, and with the verdict on record; `test_structure` holds its independence."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from higgs_sym import check
from higgs_sym.records import Claim, Kind
from higgs_sym.registry import CLAIMS, FORMULAS

# Ten seconds to half a minute each.
LONG = ("peak:", "tail:", "order-parameter:cold:", "decay-rate:deep", "ringdown:drift")
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
def test_refuted_claim_says_what_holds_instead(claim: Claim) -> None:
    if claim.expectation is not Kind.CONFIRMED:
        assert claim.corrected_by or claim.remark
