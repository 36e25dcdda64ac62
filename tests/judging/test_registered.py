"""Registered formulas as trees: read at every written term, and what happens where they cannot be read."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest

from higgs_sym.arithmetic.symbolic_backend import SymbolicBackend
from higgs_sym.check import verify
from higgs_sym.errors import AccuracyError
from higgs_sym.judging.registered import approximation
from higgs_sym.records import Claim, Formula, Kind, Limit, Source
from higgs_sym.registry import CLAIMS, FORMULAS

JUDGED = [claim for claim in CLAIMS if not claim.exact and claim.terms != 1]


@pytest.mark.parametrize("claim", JUDGED, ids=lambda claim: claim.id)
def test_every_registered_formula_can_be_read(claim):
    found = approximation(claim, FORMULAS[claim.formula])
    names = {symbol.name for symbol in found.tree.free_symbols}
    assert names <= set(found.values(mpmath.mpf("0.125")))


def test_a_path_of_many_bits_is_read_too():
    verdict = verify(CLAIMS["eq:12:window"])
    assert [row.kind for row in verdict.terms] == [Kind.WRONG_PREFACTOR]


def body(lib, delta):
    """What has values only: a table, say."""
    if isinstance(lib, SymbolicBackend):
        raise AccuracyError("a table has no expression")
    return delta + 7 * delta**2


def truth(variables, digits):
    with mpmath.workdps(digits + 5):
        return mpmath.mpf(variables["delta"]) * (1 + mpmath.mpf(variables["delta"]))


FORMULA = Formula("synthetic", "", "y", ("delta",), body, "", Source("higgs_sym"))
CLAIM = Claim("synthetic", "", "", "synthetic", truth, "", Limit("x", lambda x: {"delta": x}), "1")


def test_a_formula_that_is_no_expression_is_not_confirmed_by_its_leading_law():
    verdict = verify(CLAIM, formula=FORMULA)
    assert verdict.kind is Kind.UNDECIDED
    assert "only the leading law was judged" in verdict.reason
    assert "a table has no expression" in verdict.reason
    assert verify(replace(CLAIM, terms=1), formula=FORMULA).kind is Kind.CONFIRMED


def test_a_mistake_in_a_formula_is_not_taken_for_one_that_is_no_expression():
    def mistaken(lib, delta):
        return lib.no_such_function(delta)

    with pytest.raises(AttributeError, match="no_such_function"):
        verify(CLAIM, formula=replace(FORMULA, body=mistaken))


def test_the_second_term_of_the_long_times_with_another_factor_is_refused():
    """Its own (c_1 - 2 R_1/R) sin(2 eps_g t)/..., times -3."""
    formula = FORMULAS["tail:next"]

    def tripled(lib, *values):
        leading = FORMULAS["tail:leading"].body(lib, *values[: len(FORMULAS["tail:leading"].variables)])
        return 4 * leading - 3 * formula.body(lib, *values)

    verdict = verify(replace(CLAIMS["tail:next:1/10"], derivation=None), formula=replace(formula, body=tripled))
    assert verdict.kind is Kind.WRONG_TERM, str(verdict)
    assert "measured -0.33333" in verdict.reason
