"""MathML carries LaTeX's spacing, and what does not convert is named."""

from __future__ import annotations

import sys

import pytest

from higgs_sym.errors import HiggsSymError, MissingExtraError
from higgs_sym.typeset.mathml import THIN, mathml


def test_a_solidus_is_not_spaced():
    assert '<mo lspace="0" rspace="0">&#x0002F;</mo>' in mathml("1/2")


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\zeta\tan\phi", f"</mi>{THIN}<mi>tan</mi>{THIN}<mi>"),
        (r"a+\sin\left(x\right)", "</mo><mi>sin</mi><mrow><mo"),
        (r"\cos^{2}{\left(w \right)}", "</msup><mrow><mrow><mo"),
        (r"\operatorname{Re}[K]", "<mi>Re</mi><mo"),
        (r"\ln x", f"<mrow><mi>ln</mi>{THIN}<mi>"),
    ],
)
def test_functions_stand_apart_from_letters_only(latex, part):
    assert part in mathml(latex)


@pytest.mark.parametrize(
    ("latex", "prefix"),
    [("(-x)", 1), ("a=-b", 1), ("a,-b", 1), (r"\left(-x\right)-y", 1), ("a-b", 0), ("[a]-b", 0), (r"a\pm b", 0)],
)
def test_a_sign_belongs_to_what_follows_it_unless_something_stands_before(latex, prefix):
    assert mathml(latex).count('<mo form="prefix">') == prefix


def test_plus_minus_is_an_operator():
    assert "<mo>&#x000B1;</mo>" in mathml(r"a\pm b")


def test_capital_greek_is_upright():
    assert '<mi mathvariant="normal">&#x00394;</mi>' in mathml(r"\Delta")
    assert "<mi>&#x003B4;</mi>" in mathml(r"\delta")


def test_latex_that_does_not_convert_is_named():
    with pytest.raises(HiggsSymError, match="does not convert"):
        mathml(r"\frac{a}{")


def test_missing_converter_gives_the_pip_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'higgs_sym\[report\]'"):
        mathml("x_{missing}")


def test_fractions_side_by_side_stay_apart():
    assert f"</mfrac>{THIN}<mfrac>" in mathml(r"\frac{1}{2} \frac{a}{b}")
