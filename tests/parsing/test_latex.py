"""Formulas in LaTeX: what is read and how, what is refused and where, and that the tool reads what it writes."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy
from click.testing import CliRunner

from higgs_sym.cli import main
from higgs_sym.errors import FormulaError
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.latex.reader import Reader, formula_of, from_latex
from higgs_sym.printing import latex
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta

NAMES = ("x", "y", "n", "k", "a", "zeta", "nu", "epsilon_g", "T", "z", "m", "s", "b")

READ = {  # LaTeX -> the formula string it stands for
    r"2x": "2*x",
    r"2 \pi x": "2*pi*x",
    r"\gamma_E x": "EulerGamma*x",
    r"\gamma_{\mathrm{E}} x": "EulerGamma*x",
    r"x y": "x*y",
    r"\frac{1}{x} - \frac1y": "1/x - 1/y",
    r"\tfrac{x+1}{2y}": "(x + 1)/(2*y)",
    r"\tfrac12 x + \frac123 + \sqrt2x": "x/2 + 3/2 + sqrt(2)*x",
    r"\binom n2": "binomial(n, 2)",
    r"-x^2": "-x**2",
    r"x^{n+1}": "x**(n + 1)",
    r"e^{-x/T}": "exp(-x/T)",
    r"e^{i x}": "exp(I*x)",
    r"\sqrt{x} + \sqrt[3]{y}": "sqrt(x) + y**(1/3)",
    r"\left(x + y\right)^2": "(x + y)**2",
    r"\left[x + y\right] (x - y)": "(x + y)*(x - y)",
    r"|x - 1| \cdot \left|y\right|": "abs(x - 1)*abs(y)",
    r"\varepsilon_g \zeta^{2/3}": "epsilon_g*zeta**(2/3)",
    r"\zeta (x + 1)": "zeta*(x + 1)",
    r"\sin x \cos y": "sin(x)*cos(y)",
    r"\sin^2 x": "sin(x)**2",
    r"\sin(2 x)^2": "sin(2*x)**2",
    r"\sin 2 x": "sin(2*x)",
    r"\ln\frac{x}{2}": "log(x/2)",
    r"\log_{2} x": "log(x, 2)",
    r"\ln 2 + \ln\zeta": "log(2) + log(zeta)",
    r"\operatorname{erf}(x) + \mathrm{erfc}\left(x\right)": "erf(x) + erfc(x)",
    r"\operatorname{Re} e^{i x}": "re(exp(I*x))",
    r"J_0(x) + K_{\nu}(x)": "besselj(0, x) + besselk(nu, x)",
    r"\Gamma(x) \Gamma(s, x)": "gamma(x)*uppergamma(s, x)",
    r"\operatorname{Li}_{2}(z)": "polylog(2, z)",
    r"n! + \binom{n}{k}": "factorial(n) + binomial(n, k)",
    r"\int_0^\infty e^{-x t}\,dt": "Integral(exp(-x*t), (t, 0, oo))",
    r"\int_{0}^{1} \frac{dt}{1 + x t}": "Integral(1/(1 + x*t), (t, 0, 1))",
    r"\int_{0}^{1} \frac{t \, dt}{1 + x t}": "Integral(t/(1 + x*t), (t, 0, 1))",
    r"\int_{0}^{1} dt": "Integral(1, (t, 0, 1))",
    r"\int_0^1 dt": "Integral(1, (t, 0, 1))",
    r"\int_{-\infty}^{\infty} \frac{e^{-t^2}}{1+t^2} \mathrm{d}t": "Integral(exp(-t**2)/(1 + t**2), (t, -oo, oo))",
    r"\int_0^1 \int_0^{u} t u \, dt \, du": "Integral(Integral(t*u, (t, 0, u)), (u, 0, 1))",
    r"\frac{2}{\pi} \int_0^{\pi/2} \cos(x \sin t) dt + 1": "2/pi*Integral(cos(x*sin(t)), (t, 0, pi/2)) + 1",
    r"\sum_{j=1}^{\infty} \frac{1}{j^2} + 1": "Sum(1/j**2, (j, 1, oo)) + 1",
    r"\sum_{j=0}^{n} \binom{n}{j} x^j": "Sum(binomial(n, j)*x**j, (j, 0, n))",
    r"\prod_{j=1}^{\infty} \left(1 - \frac{x^2}{j^2}\right)": "Product(1 - x**2/j**2, (j, 1, oo))",
}


@pytest.mark.parametrize("text", READ)
def test_latex_is_read_as_it_is_meant(text):
    assert _value(from_latex(text, NAMES)) == pytest.approx(_value(parse(READ[text], NAMES)), rel=1e-12)


@pytest.mark.parametrize(
    "sign", [r"\mathrm{P}\!\int", r"\mathcal{P}\int", r"\mathrm{p.v.}\int", r"\operatorname{PV}\int"]
)
def test_principal_values(sign):
    found = from_latex(sign + r"_0^\infty \frac{e^{-t}}{t-x}\,dt", NAMES)
    assert found == parse("PrincipalValue(exp(-t)/(t - x), (t, 0, oo))", NAMES)


def _value(tree):
    """Its value at numbers that mean nothing, integrals and sums as their integrands and summands there."""
    kinds = (sympy.Integral, sympy.Sum, sympy.Product)
    while tree.has(*kinds):
        node = next(each for each in sympy.postorder_traversal(tree) if isinstance(each, kinds))
        ends = [end for _, low, high in node.limits for end in (low, high) if end not in (sympy.oo, -sympy.oo)]
        tree = tree.xreplace({node: sympy.Add(node.function, *(3 * end for end in ends))})
    numbers = {symbol: sympy.Rational(17 + len(symbol.name) + ord(symbol.name[0]), 131) for symbol in tree.free_symbols}
    found = sympy.N(tree.xreplace(numbers).doit(), 20)
    return complex(found)


REFUSED = [  # LaTeX, where, a word of the reason
    (r"f(x)", 1, "no variable"),
    (r"q x", 1, "no variable"),
    (r"\sin x y", 8, "parentheses"),
    (r"\sin^{-1} x", 1, "two things"),
    (r"x/y z", 5, "two things"),
    (r"x/y/z", 4, "two things"),
    (r"x^12", 3, "braces"),
    (r"\frac{x}", 9, "too early"),
    (r"(x + y", 7, "missing"),
    (r"\left(x + y)", 12, "right is missing"),
    (r"\int_0^1 x", 1, "the d of"),
    (r"\int x\,dx", 6, "limits"),
    (r"\sum_n x", 6, "index and limits"),
    (r"\foo{x}", 1, "no place"),
    (r"\begin{matrix}", 1, "no place"),
    (r"x \cdot -y", 9, "parentheses"),
    (r"\operatorname{foo}(x)", 1, "unknown function"),
    (r"K(m)", 1, "no variable"),
    ("", 1, "empty"),
    ("x @ y", 3, "no place"),
    (r"\sqrt{x}}", 9, "no place"),
]


@pytest.mark.parametrize(("text", "character", "reason"), REFUSED)
def test_what_is_open_or_wrong_is_refused_with_its_place(text, character, reason):
    with pytest.raises(FormulaError, match=reason) as caught:
        from_latex(text, NAMES)
    assert caught.value.position + 1 == character


@pytest.mark.parametrize("form", [in_units_of_delta, dimensionful], ids=lambda form: form.__name__)
@pytest.mark.parametrize("identifier", [row.id for row in FORMULAS])
def test_the_tool_reads_what_it_writes(identifier, form):
    shown = form(FORMULAS[identifier])
    draw = random.Random(identifier)
    numbers, values = {}, {}
    for symbol in sorted(shown.shown.free_symbols, key=str):
        value = Fraction(draw.randint(100, 900), 1000)
        if latex(symbol) == "Dq^2":  # one symbol that is written as a product
            numbers |= {"D": value, "q": Fraction(3, 2)}
            values[symbol] = value * Fraction(9, 4)
            continue
        numbers[Reader(latex(symbol), ()).name()] = value
        values[symbol] = value
    read = from_latex(shown.right, numbers)
    expected = shown.shown.xreplace({symbol: sympy.Rational(value) for symbol, value in values.items()})
    found = read.xreplace({sympy.Symbol(name): sympy.Rational(value) for name, value in numbers.items()})
    assert abs(sympy.N(found.doit() - expected.doit(), 20)) < 1e-15


def test_a_formula_in_latex_is_judged():
    given = ["check", "--approx-latex", r"\frac{\ln 2}{x}", "--exact-latex", r"\int_0^\infty \frac{1}{e^{x t} + 1}\,dt"]
    outcome = CliRunner().invoke(main, [*given, "--var", "x", "--to", "oo"])
    assert outcome.exit_code == 0, outcome.output
    outcome = CliRunner().invoke(main, ["check", "--approx", "x", "--approx-latex", "x", "--var", "x", "--to", "0+"])
    assert outcome.exit_code == 2


def test_the_formula_string_can_be_seen():
    assert parse(formula_of(r"\frac{1}{x}", ("x",)), ("x",)) == parse("1/x", ("x",))
