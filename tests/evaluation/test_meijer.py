"""Meijer's G to 30 digits where it is an elementary, a Bessel or an incomplete gamma function."""

from __future__ import annotations

import pytest
import sympy
from mpmath import mp

from higgs_sym.errors import AccuracyError, FormulaError
from higgs_sym.parsing.grammar import parse
from tests.evaluation.values import M, right, value

CASES = [
    ("meijerg([[], []], [[0], []], x)", lambda x: mp.exp(-x)),
    ("MeijerG([[1, 1], []], [[1], [0]], x)", lambda x: mp.log(1 + x)),
    ("meijerg([[], []], [[0, 0], []], x)", lambda x: 2 * mp.besselk(0, 2 * mp.sqrt(x))),
    ("meijerg([[], []], [[1/3, 4/3], []], x)", lambda x: 2 * x ** (M(5) / 6) * mp.besselk(1, 2 * mp.sqrt(x))),
    ("meijerg((), (), (1/2,), (0,), x^2/4)", lambda x: mp.sin(x) / mp.sqrt(mp.pi)),
    ("meijerg([[], [1]], [[1/3, 0], []], x)", lambda x: mp.gammainc(M(1) / 3, x)),
    ("meijerg([[1/2], []], [[0], []], x)", lambda x: mp.sqrt(mp.pi / (1 + x))),
]


@pytest.mark.parametrize("x", ["1/3", "3", "40"])
@pytest.mark.parametrize(("text", "exact"), CASES)
def test_to_thirty_digits(text, exact, x):
    assert right(text, lambda: exact(M(1) / 3 if x == "1/3" else M(x)), x=x)


@pytest.mark.parametrize(("text", "reason"), [
    ("meijerg([[2], []], [[1], []], 3)", "2.0 above and 1.0 below differ by a whole number"),
    ("meijerg([[1/2], []], [[0], []], 1)", "end at |z| = 1"),
    ("meijerg([[], []], [[0, 0], []], 0)", "branch point"),
])  # fmt: skip
def test_where_it_has_no_value_is_said(text, reason):
    with pytest.raises(AccuracyError, match=reason.replace("|", r"\|")):
        value(text)


@pytest.mark.parametrize(
    "text", ["meijerg(1, 2, 3)", "meijerg([[1], [2]], [[3], [4]])", "meijerg([[1], [2], 3)", "[1]"]
)
def test_other_forms_are_refused_with_the_right_one(text):
    with pytest.raises(FormulaError, match=r"write meijerg|groups are written with"):
        parse(text)


def test_its_latex_names_the_orders():
    assert r"G^{1,0}_{0,1}\left(x" in sympy.latex(parse("meijerg([[], []], [[0], []], x)", ["x"]))
