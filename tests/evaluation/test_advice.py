"""What an error says to do has been done: it gives the value, and the value is right."""

from __future__ import annotations

import re

import pytest
from mpmath import mp

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse


def _number(text: str, digits: int) -> object:
    return Expression(parse(text)).value({}, digits).number


@pytest.mark.parametrize(
    ("text", "digits", "true"),
    [
        ("gap(1/3)", 150, lambda: (1 - mp.mpf(3) ** (-mp.mpf(2) / 3)) ** 1.5),
        ("gap(1/3) - gap(1/3 + 1e-85)", 30, lambda: 1e-85 * mp.sqrt(mp.cbrt(9) - 1)),
    ],
)
def test_the_digits_that_an_error_offers_are_there(text, digits, true):
    with pytest.raises(AccuracyError, match=r"ask for \d+ digits") as caught:
        _number(text, digits)
    offered = int(re.search(r"ask for (\d+) digits", str(caught.value))[1])
    with mp.workdps(160):
        assert abs(mp.convert(_number(text, offered)) / true() - 1) < mp.mpf(10) ** (1 - min(offered, 80))


@pytest.mark.parametrize(
    ("text", "advice", "followed"),
    [
        (
            "PrincipalValue(1/((t - 3)*log(t)**(101/100)), (t, 2, oo))",
            "substitute",
            "PrincipalValue(1/((1 - 3*exp(-u))*u**(101/100)), (u, log(2), oo))",
        ),
        ("Sum(abs(sin(n))/n**2, (n, 1, oo))", "an upper limit", "Sum(abs(sin(n))/n**2, (n, 1, 2000))"),
        (
            "Maximum(sin(t) + cos(sqrt(2)*t), (t, 0, oo))",
            "finite limits",
            "Maximum(sin(t) + cos(sqrt(2)*t), (t, 0, 60))",
        ),
        ("ArgMax(sin(t), (t, 0, oo))", "limits that far apart", "ArgMax(sin(t), (t, 0, 2*pi))"),
    ],
)
def test_what_an_error_advises_gives_a_value(text, advice, followed):
    with pytest.raises(AccuracyError, match=advice):
        _number(text, 20)
    assert mp.isfinite(_number(followed, 20))
