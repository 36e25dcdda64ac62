"""Numbers are rounded to what their error bars support, never beyond."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higgs_sym.report.rounding import decimal, plain, scientific, short, with_error


@pytest.mark.parametrize(
    ("value", "error", "shown"),
    [
        ("1.99987", "2.1e-5", "1.99987(3)"),
        ("-0.5", "0.04", "-0.50(4)"),
        ("0.964658651099414", "2.9e-15", "0.9646586511(1)"),
        ("2.00000000000000", "1.0e-19", "2 ± 1e-19"),
        ("0", "2.2e-14", "0 ± 1e-13"),
        ("1.0", "0.059", "1.00(6)"),
        ("12.3", "20", "12(21)"),
        ("0.2500000000000", "0", "0.25"),
        ("0.2500000000000", "", "0.25"),
        ("exact", "", "exact"),
        ("", "", ""),
        ("nan", "1", "nan"),
    ],
)
def test_with_error(value, error, shown):
    assert with_error(value, error) == shown


def interval(shown: str) -> tuple[Decimal, Decimal]:
    if "±" in shown:
        value, bar = (Decimal(part) for part in shown.split(" ± "))
    else:
        value, _, spread = shown.rstrip(")").partition("(")
        bar = Decimal(spread).scaleb(Decimal(value).as_tuple().exponent)
        value = Decimal(value)
    return value - bar, value + bar


@given(st.decimals(-1000, 1000, places=14), st.decimals("1e-30", "10", allow_nan=False))
def test_the_interval_shown_holds_the_interval_measured(value, error):
    low, high = interval(with_error(str(value), str(error)))
    assert low <= value - error
    assert value + error <= high


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.0123456", "0.0123"),
        ("0", "0"),
        ("4.5678e-12", "4.57e-12"),
        ("-1e20", "-1e20"),
        ("exact", "exact"),
        ("", ""),
    ],
)
def test_short(text, shown):
    assert short(text) == shown


def test_fractions_count_as_numbers():
    assert decimal("1/2") == Decimal("0.5")
    assert decimal("1/0") is None
    assert scientific("1/4") == ("2.5", -1)


def test_plain_has_no_exponent():
    assert plain(Decimal("1e-7"), 6) == "0.0000001"
    assert plain(Decimal("2.000"), 6) == "2"
