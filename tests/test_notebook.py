"""Verdicts in a notebook, and what `import higgs_sym` makes reachable."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sympy

import higgs_sym as h
from higgs_sym import notebook
from higgs_sym.records import Kind
from higgs_sym.typeset.mathml import mathml


@pytest.fixture(scope="module")
def verdict():
    return h.check("1/x - 2/x**2", "exp(x)*E1(x)", sympy.Symbol("x"), "oo")


def test_a_verdict_is_a_table(verdict):
    text = verdict._repr_html_()
    assert text.count("<tr>") >= 5
    assert "wrong term" in text
    assert "<code>1/x</code>" in text
    assert "1/x ≤ " in text  # the range, in the small parameter


def test_a_verdict_is_latex(verdict):
    text = verdict._repr_latex_()
    assert text.startswith(r"$\displaystyle \text{wrong term}")
    assert mathml(text.strip("$").replace(r"\text{wrong term}\colon\quad", ""))


def test_a_verdict_is_a_plot_that_a_notebook_shows(verdict):
    figure = verdict.plot()
    assert len(figure.axes) == 2
    assert figure._repr_svg_().startswith("<svg")


def test_numbers_are_numbers(verdict):
    assert float(verdict.order) == pytest.approx(1)
    assert 0 <= verdict.order.error < 1e-6
    assert float(verdict.terms[1].ratio) == pytest.approx(0.5)


def test_truth_is_refused_and_the_way_out_is_named(verdict):
    with pytest.raises(TypeError, match=r"ask for verdict\.confirmed"):
        bool(verdict)
    assert verdict.confirmed is False
    assert h.check("x", "sin(x)", "x", "0+").confirmed is True


def test_symbols_of_sympy_are_names():
    x, a = sympy.symbols("x a")
    assert h.check(a * x, sympy.sin(a * x), x, "0+", at={a: 2}).kind is Kind.CONFIRMED


def test_a_module_that_is_also_a_function():
    code = (
        "import higgs_sym as h\n"
        "assert h.check('x', 'sin(x)', 'x', '0+').confirmed\n"
        "from higgs_sym.check import check, verify\n"
        "assert h.check.verify is verify and h.check.check is check\n"
        "assert h.certify.gap('1/10', digits=20) and h.testing.assert_digits\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_bar_outside_notebooks_is_on_stderr(capsys):
    with notebook.progress("verifying") as bar:
        bar(1, 2, "a")
        bar(2, 2, "b")
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "2/2 b" in caught.err
    assert caught.err.rstrip().endswith("verifying: done")
