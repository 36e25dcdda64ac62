"""Formulas of users as LaTeX: as they wrote them, with the letters of the package's quantities."""

from __future__ import annotations

import pytest

from higgs_sym.typeset.mathml import mathml
from higgs_sym.typeset.written import or_code, written

CASES = [
    ("1/x - 2/x**2", r"\frac{1}{x} - \frac{2}{x^{2}}"),
    ("exp(-x)/sqrt(2*pi*x)", r"\frac{e^{-x}}{\sqrt{2 \pi x}}"),
    ("(x/E)**x*sqrt(2*pi*x)", r"\left(\frac{x}{e}\right)^{x} \sqrt{2 \pi x}"),
    ("Integral(exp(-x*t)/(1+t), (t, 0, oo))", r"\int\limits_{0}^{\infty} \frac{e^{-x t}}{1 + t}\, dt"),
    ("im(chi_inv(2*gap(1/x) + x, 1/10))", r"\operatorname{Im} \chi^{-1}\left["),
    ("-pi/24*x**2/gap(x)", r"-\frac{\pi}{24} \frac{x^{2}}{\varepsilon_g(x)}"),
    ("4*sqrt(x) - 3*x + 2*(x+1)*x", r"4 \sqrt{x} - 3 x + 2 x (x + 1)"),
]


@pytest.mark.parametrize(("text", "latex"), CASES)
def test_as_it_was_written(text, latex):
    assert written(text, ("x",)).startswith(latex)
    assert mathml(written(text, ("x",)))


def test_what_is_no_formula_is_shown_as_it_stands():
    assert or_code("x_1 & more", ("x",)) == r"\mathtt{x\_1 \& more}"
