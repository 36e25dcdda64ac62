"""Formulas in LaTeX: what is read and how, what is refused and where, and that the tool reads what it writes."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy
from click.testing import CliRunner

from higgs_sym.cli import main
from higgs_sym.errors import FormulaError
from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from higgs_sym.parsing.latex.reader import Reader, formula_of, from_latex
from higgs_sym.printing import latex
from higgs_sym.registry import FORMULAS
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta

NAMES = ("x", "y", "n", "k", "a", "zeta", "nu", "epsilon_g", "T", "z", "m", "s", "b", "hbar", "k_B")

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
    r"\frac{(2n)!}{(n!)^2}": "factorial(2*n)/factorial(n)**2",
    r"\mathrm{e}^{-x} + {\rm e}^{x} + \mathrm e^{2\mathrm{i} x}": "exp(-x) + exp(x) + exp(2*I*x)",
    r"\int_0^\infty\!\frac{t^3\,\mathrm dt}{\mathrm e^t-1}": "Integral(t**3/(exp(t) - 1), (t, 0, oo))",
    r"\int_0^1 t \dd t": "Integral(t, (t, 0, 1))",
    r"\frac{\hbar x}{k_{\rm B} T}": "hbar*x/(k_B*T)",
    r"\left\vert x-1\right\vert \cdot \vert y\vert": "abs(x - 1)*abs(y)",
    r"\lfloor 9x \rfloor + \left\lceil 9y \right\rceil": "floor(9*x) + ceiling(9*y)",
    r"J_0^2(x) + K_{\nu}^{3}(x)": "besselj(0, x)**2 + besselk(nu, x)**3",
    r"\gamma(s, x)": "lowergamma(s, x)",
    r"\erf(x) \sech x \Li_2(x)": "erf(x)*sech(x)*polylog(2, x)",
    r"{n \choose 2}": "binomial(n, 2)",
    r"\sum_{j\ge 1} \frac{1}{j^2}": "Sum(1/j**2, (j, 1, oo))",
    r"\sum_{j\in\mathbb{Z}} e^{-j^2 x}": "Sum(exp(-j**2*x), (j, -oo, oo))",
    r"\cos 2\pi x + \sin\pi x": "cos(2*pi*x) + sin(pi*x)",
    r"\cfrac{x}{2} .": "x/2",
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


CALLS = {  # the same, of functions that the evaluator knows
    r"(2n-1)!!": "factorial2(2*n - 1)",
    r"J_1'(x)": "besselj(0, x) - besselj(1, x)/x",
    r"\psi'(x) + \psi^{(2)}(x) + \psi_1(x)": "2*polygamma(1, x) + polygamma(2, x)",
    r"\operatorname{Ai}'(x)": "Derivative(airyai(x), x)",
    r"{}_2F_1\left(a,b;k;x\right) + _1F_1(a;b;x)": "hyp2f1(a, b, k, x) + hyp1f1(a, b, x)",
    r"\Re H^{(1)}_0(x) + \Im H_n^{(2)}(x)": "re(hankel1(0, x)) + im(hankel2(n, x))",
    r"L_n^{(a)}(x) + C_n^{(a)}(x)": "assoc_laguerre(n, a, x) + gegenbauer(n, a, x)",
    r"W_0(x) + W_{-1}(-x/5)": "LambertW(x) + LambertW(-x/5, -1)",
    r"\frac{d}{dx}\left(\sin x\right)": "cos(x)",
    r"\frac{\partial^2}{\partial x^2} x^3 + x": "6*x + x",
}


@pytest.mark.parametrize("text", CALLS)
def test_calls_are_read_as_they_are_meant(text):
    numbers = {name: Fraction(3 + place, 7) for place, name in enumerate(NAMES)} | {
        "n": Fraction(4),
        "k": Fraction(5, 3),
    }
    read, meant = (Expression(each).value(numbers, 20) for each in (from_latex(text, NAMES), parse(CALLS[text], NAMES)))
    assert abs(read.number / meant.number - 1) < 1e-18


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
    (r"\ln 2 e^{-x}", 7, "parentheses"),
    (r"P_n^m(x)", 1, "two things"),
    (r"P_n^2(x)", 1, "second index"),
    (r"F_{1/2}(x)", 1, "with and without"),
    (r"x + \theta_3(0, x)", 5, "z and tau"),
    (r"J_0^{-1}(x)", 1, "two things"),
    (r"x'", 2, "a prime"),
    (r"\lim_{x\to 0} x", 1, "limits are not read"),
    (r"1 + x + \cdots", 9, "dots"),
    (r"x \approx y", 3, "one side"),
    (r"x \text{ for small } x", 3, "text"),
    (r"\iint_0^1 x\,dy\,dz", 1, "for each variable"),
    (r"e^{-x}[1 + O(x)]", 12, "stand last"),
    (r"\frac{d}{dw} x", 1, "w is no variable"),
    (r"{}_2F_1(a;b;x)", 1, "has 2 parameters"),
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


@pytest.mark.parametrize("landau", [r"\mathcal{O}\left(x^{2}\right)", r"\mathcal O(x^2)", "O(x^2)"])
def test_a_remainder_that_is_stated_is_read(landau):
    given = ["check", "--approx-latex", "1 + x + " + landau, "--exact", "exp(x)", "--var", "x", "--to", "0+"]
    outcome = CliRunner().invoke(main, given)
    assert outcome.exit_code == 0, outcome.output
    assert "O(" in outcome.output


def test_the_formula_string_can_be_seen():
    assert parse(formula_of(r"\frac{1}{x}", ("x",)), ("x",)) == parse("1/x", ("x",))
