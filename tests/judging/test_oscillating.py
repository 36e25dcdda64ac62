"""Terms of several kinds and frequencies beside each other; the right values are plain trigonometry."""

from __future__ import annotations

import pytest

from higgs_sym.check import check
from higgs_sym.records import Kind

SQUARE = "x/2 - sin(2*x)/4 + 3/10"
WRONG = [
    ("x/2 - sin(x)*cos(x)/2", SQUARE, 2, "a part that does not oscillate is missing"),
    ("x/2 - sin(x)*cos(x)/3 + 3/10", SQUARE, 2, "measured 1.5000000000(1) times the written one"),
    ("x/2 - cos(x)**2/2", SQUARE, 2, "wrong phase"),
    ("sin(x) + sin(2*x)/3", "sin(x) + sin(x)*cos(x)", 1, "twice as fast"),
    ("cos(x)*cos(3*x)/x", "(cos(2*x) - cos(4*x))/(2*x)", 1, "twice as fast"),
]


@pytest.mark.parametrize(("approx", "exact", "number", "words"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_named(approx: str, exact: str, number: int, words: str) -> None:
    verdict = check(approx, exact, "x", "oo")
    assert verdict.kind is (Kind.WRONG_TERM if number > 1 else Kind.WRONG_PREFACTOR)
    assert words in verdict.terms[number - 1].reason if verdict.terms else words in verdict.reason
    assert verdict.prefactor_ratio != "0"


@pytest.mark.parametrize(
    ("approx", "exact", "goes"),
    [
        ("x/2 - sin(x)*cos(x)/2 + 3/10", SQUARE, 0.5),
        ("pi/2 - cos(x)/x", "Si(x)", 1.5707963267948966),
        ("2*sin(x)*cos(x)", "sin(2*x)", 1.0),
    ],
)
def test_what_stands_still_is_said_without_an_amplitude(approx: str, exact: str, goes: float) -> None:
    verdict = check(approx, exact, "x", "oo")
    assert verdict.kind is Kind.CONFIRMED
    assert float(verdict.prefactor) == pytest.approx(goes, rel=1e-12)


@pytest.mark.parametrize("rest", ["", " + exp(-x)"])
def test_all_digits_agree_where_the_phase_is_a_logarithm(rest: str) -> None:
    assert check("cos(log(x))/x", f"re(x**(-1+I)){rest}", "x", "oo").kind is Kind.CONFIRMED
    assert check("2*cos(log(x))/x", f"re(x**(-1+I)){rest}", "x", "oo").kind is not Kind.CONFIRMED
