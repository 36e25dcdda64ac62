"""Certificates: what balls prove at the samples, and that a sample outside its ball is not passed over."""

from __future__ import annotations

from dataclasses import replace

import flint
import mpmath
import pytest

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.check import verify
from higgs_sym.errors import AccuracyError, HiggsSymError
from higgs_sym.inputs import exact
from higgs_sym.records import Claim, Formula, Kind, Limit, Source
from higgs_sym.registry import CLAIMS

LINEAR = Formula("synthetic", "", "y", ("delta",), lambda lib, x: x, "", Source("higgs_sym"))


def oracle(variables, digits):
    context = mpmath.MPContext()
    context.dps = digits + 5
    return context.sin(context.convert(variables["delta"]))


def ball(variables, digits):
    x = exact("delta", variables["delta"])
    with flint_precision(4 * digits + 40):
        return flint.arb(flint.fmpq(x.numerator, x.denominator)).sin()


CLAIM = Claim("synthetic", "", "", "", oracle, "", Limit("x", lambda x: {"delta": x}), "1", ball=ball)


def test_samples_in_balls_are_certified_with_digits_and_brackets():
    verdict = verify(CLAIM, formula=LINEAR, certify=True)
    assert (verdict.kind, verdict.evidence) == (Kind.CONFIRMED, "certified at 14 points")
    # x^2/6 at the smallest x, 4^-15
    assert verdict.digits_proven == verdict.digits_agreed == 18
    for bracket, truth in ((verdict.order_bracket, 1), (verdict.remainder_bracket, 2)):
        low, high = map(mpmath.mpf, bracket)
        assert low <= truth <= high
        assert high - low < 1e-9


def test_nothing_is_certified_unless_asked_for():
    verdict = verify(CLAIM, formula=LINEAR)
    assert (verdict.evidence, verdict.digits_proven, verdict.order_bracket) == ("measured", 0, ())


def test_a_sample_outside_its_ball_is_an_error():
    off = replace(CLAIM, ball=lambda variables, digits: ball(variables, digits) * (1 + flint.arb(10) ** -12))
    with pytest.raises(HiggsSymError, match="outside its certified ball"):
        verify(off, formula=LINEAR, certify=True)


def test_a_ball_that_cannot_be_had_leaves_the_samples_measured():
    def fails(variables, digits):
        raise AccuracyError("no ball")

    assert verify(replace(CLAIM, ball=fails), formula=LINEAR, certify=True).evidence == "measured"


def test_a_wide_ball_proves_few_digits():
    def wide(variables, digits):
        middle = ball(variables, digits)
        return flint.arb(middle, abs(middle) * flint.arb(10) ** -7)

    verdict = verify(replace(CLAIM, ball=wide), formula=LINEAR, certify=True)
    assert verdict.digits_agreed == 18
    assert verdict.digits_proven == 6


REGISTERED = {claim.ball: claim for claim in CLAIMS if claim.ball is not None}


@pytest.mark.parametrize("claim", REGISTERED.values(), ids=lambda claim: claim.ball.__name__)
def test_registered_balls_contain_what_the_oracles_say(claim):
    x = mpmath.mpf(1) / 64
    variables = claim.limit.path(x)
    value, enclosure = claim.oracle(variables, 12), claim.ball(variables, 12)
    assert enclosure.rel_accuracy_bits() > 12 * 3.3
    with mpmath.workdps(30):
        assert abs(mpmath.mpf(value) - mpmath.mpf(enclosure.mid().str(25, radius=False))) <= abs(value) * mpmath.mpf(
            "1e-12"
        )
