"""Letters that are constants to the grammar and may be symbols to a physicist."""

from __future__ import annotations

import sympy

from higgs_sym.parsing.listing import letters
from higgs_sym.parsing.names import NAMES
from higgs_sym.parsing.nodes import node
from higgs_sym.parsing.vocabulary import FUNCTIONS
from higgs_sym.printing import latex


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


def test_every_function_has_a_text_and_latex_though_sympy_has_its_name():
    x, y, z, w = sympy.symbols("x y z w")
    for row in NAMES:
        tree = node(sympy.Add, FUNCTIONS[row.name].build(*(x, y, z, w, x, y)[: row.least]), w)
        assert str(tree), row.name
        assert latex(tree), row.name
    shown = {name: latex(FUNCTIONS[name].build(x, y)) for name in ("jn", "hankel1")}
    assert shown == {"jn": r"j_{x}\left(y\right)", "hankel1": r"H^{(1)}_{x}\left(y\right)"}
    assert latex(FUNCTIONS["betainc"].build(x, y, z)) == r"\mathrm{B}_{z}(x, y)"
    assert str(FUNCTIONS["Heaviside"].build(x)) == "Heaviside(x)"
