"""Quantities of the package in the denominators of integrals: a zero is found, and then refused."""

from __future__ import annotations

import pytest
from scipy.integrate import quad

import higgs_sym
from higgs_sym.errors import AccuracyError, DivergesError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse


def _value(text: str) -> float:
    return float(Expression(parse(text)).value({}, 15).number)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Integral(1/(gap(t) - 1/2), (t, 0, 1))", r"0\.22509823"),  # (1 - 2^(-2/3))^(3/2)
        ("Integral(1/(gap(t) - gap(1/3)), (t, 1/3, 1))", r"0\.3333333333"),
        ("PrincipalValue(1/(gap(1/3) - gap(t)), (t, 0, 1/3))", r"0\.3333333333"),
    ],
)
def test_a_pole_of_a_quantity_is_found_and_refused(text, place):
    with pytest.raises(AccuracyError, match=f"has a pole at t = {place}"):
        _value(text)


def test_a_quantity_that_vanishes_exactly_is_followed_to_its_zero():
    with pytest.raises(DivergesError, match="at t = 1"):
        _value("Integral(1/gap(t)**2, (t, 0, 1))")


def test_beside_a_pole_the_value_is_that_of_scipy():
    plain, _ = quad(lambda t: 1 / (float(higgs_sym.gap(t)) - 0.5), 0, 0.1, epsrel=1e-11)
    assert _value("Integral(1/(gap(t) - 1/2), (t, 0, 1/10))") == pytest.approx(plain, rel=1e-10)
