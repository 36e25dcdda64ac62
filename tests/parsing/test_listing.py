"""Letters that are constants to the grammar and may be symbols to a physicist."""

from __future__ import annotations

from higgs_sym.parsing.listing import letters


def test_letters_read_as_constants_are_told():
    assert letters(["(n/E)**n*sqrt(2*pi*n)", "gamma(n + 1)"], ("n",)) == {
        "E": "base of the natural logarithm, 2.71828..."
    }
    assert letters(["exp(I*x)", "e**x"], ("x",)) == {
        "I": "imaginary unit",
        "e": "base of the natural logarithm, 2.71828...",
    }


def test_what_is_the_formulas_own_is_not_told():
    assert letters(["E*x"], ("x", "E")) == {}
    assert letters(["Integral(exp(-E*t), (E, 0, oo))"], ("t",)) == {}
    assert letters(["E1(x) + 2e3 + 1.5E2*exp(x)"], ("x",)) == {}
