"""Formulas as one would type them; the right texts are those that were typed."""

from __future__ import annotations

import pytest

from higgs_sym.judging.spelling import text
from higgs_sym.parsing.grammar import parse


@pytest.mark.parametrize(
    "typed", ["0.333333333333/x", "-0.333333333333/x", "exp(-0.1234567*x)/x", "3*x/8", "x**0.33333333", "x/1025"]
)
def test_decimals_stay_decimals(typed: str) -> None:
    assert text(parse(typed, ("x",))) == typed


def test_a_long_decimal_is_shown_to_seventeen_digits() -> None:
    assert text(parse("1.04337810330099678118056989*x**3", ("x",))) == "1.0433781033009968*x**3"
