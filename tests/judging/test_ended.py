"""What a verdict says whose samples, or whose time, ended."""

from __future__ import annotations

import pytest

from higgs_sym.check import check
from higgs_sym.records import Kind


def test_zero_against_what_diverges():
    verdict = check("0", "0*Sum(1, (n, 1, oo))", "x", "oo")
    assert verdict.kind is Kind.REFUTED
    assert "the sum diverges" in verdict.reason


def test_zero_against_what_has_no_value_names_the_reason():
    assert "is not finite" in check("0", "1/(x - x)", "x", "oo").reason


def test_the_effort_is_said_where_the_time_ended():
    verdict = check("x", "Integral(exp(-x*t**2)*abs(sin(exp(t))), (t, 0, oo))", "x", "0+", timeout=0.3)
    assert verdict.kind is Kind.UNDECIDED
    assert (
        "0 samples were known" in verdict.reason or "no samples" in verdict.reason or "one sample was" in verdict.reason
    )
    assert verdict.cpu_seconds > 0.2
    assert verdict.seed


@pytest.mark.parametrize("end", [30, 100])
def test_a_slow_law_inside_the_bracket_of_a_root(end):
    exact = f"Inverse(erfc(t), (t, 0, {end}), x)"
    wrong = check("sqrt(2*log(1/x))", exact, "x", "0+")
    assert wrong.kind is Kind.WRONG_PREFACTOR
    assert float(wrong.prefactor_ratio) == pytest.approx(0.5**0.5, abs=2e-5)
    assert check("sqrt(log(1/x))", exact, "x", "0+").kind is Kind.CONFIRMED
