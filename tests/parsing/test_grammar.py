"""Formula strings: what is read and how, what is refused and where, and that nothing is ever run."""

from __future__ import annotations

import pickle
import time

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_sym.errors import FormulaError, InputError
from higgs_sym.parsing import nodes
from higgs_sym.parsing.grammar import MAX_DEPTH, parse
from higgs_sym.parsing.tokens import MAX_CHARS
from higgs_sym.parsing.vocabulary import CONSTANTS, FUNCTIONS

x, y, t, zeta = sympy.symbols("x y t zeta")
NAMES = ("x", "y", "zeta")

READ = {
    "1/3": sympy.Rational(1, 3),
    "0.1": sympy.Rational(1, 10),
    "1.5e-3": sympy.Rational(3, 2000),
    ".5*x": x / 2,
    "-x**2": -(x**2),
    "(-x)**2": x**2,
    "2**-x": 2**-x,
    "2**3**2": sympy.Integer(512),
    "x - y - 1": x - y - 1,
    "x/y/2": x / y / 2,
    "x/y*2": 2 * x / y,
    "--x": x,
    "2*-x": -2 * x,
    "sqrt(x) + cbrt(y)": sympy.sqrt(x) + sympy.cbrt(y),
    "ln(x) + log(x, 10)": sympy.log(x) + sympy.log(x) / sympy.log(10),
    "exp(x)*sin(pi*y)": sympy.exp(x) * sympy.sin(sympy.pi * y),
    "zeta(3)*zeta": sympy.zeta(3) * zeta,
    "E + EulerGamma + I": sympy.E + sympy.EulerGamma + sympy.I,
    "besselj(0, x)": sympy.besselj(0, x),
    "E1(x)": sympy.expint(1, x),
    "Integral(exp(-x*t), (t, 0, oo))": sympy.Integral(sympy.exp(-x * t), (t, 0, sympy.oo)),
    "Sum(x**t, (t, -1, 5))": sympy.Sum(x**t, (t, -1, 5)),
    "re(x) + im(x) + abs(x)": sympy.re(x) + sympy.im(x) + sympy.Abs(x),
    "x^2^3": x**8,
    "2^-x": 2**-x,
    "-x!**2": -(sympy.factorial(x) ** 2),
    "Integral(t*s, (t, 0, s), (s, 0, x))": sympy.Integral(
        t * sympy.Symbol("s"), (t, 0, sympy.Symbol("s")), (sympy.Symbol("s"), 0, x)
    ),
    "Product(t, (t, 1, y))": sympy.Product(t, (t, 1, y)),
    "Root(t - x, (t, 0, oo))": nodes.Root(t - x, (t, 0, sympy.oo)),
    "Inverse(t**3, (t, 0, 1), x)": nodes.Root(t**3 - x, (t, 0, 1)),
    "Derivative(x**2, x)": nodes.DerivativeAt(x**2, (x, 1, x)),
    "Derivative(t**2, (t, 3), x)": nodes.DerivativeAt(t**2, (t, 3, x)),
    "ODE(-t*u, (u, t), (0, 1, y), x)": nodes.Solution(
        -t * sympy.Symbol("u"), (t, 0, x), (sympy.Symbol("u"), 0, 1), (sympy.Symbol("u1"), 0, y)
    ),
    "Piecewise((x, x < 1), (1, True))": sympy.Piecewise((x, x < 1), (1, True)),
}


@pytest.mark.parametrize("text", READ)
def test_formula_is_read_as_it_is_meant(text):
    assert sympy.simplify(parse(text, NAMES).doit(integrals=False, sums=False) - READ[text].doit()) == 0 or (
        parse(text, NAMES) == READ[text]
    )


@pytest.mark.parametrize("name", [name for name, each in FUNCTIONS.items() if each.least == 1])
def test_every_function_is_read(name):
    assert parse(f"{name}(x)", NAMES).free_symbols == {x}


@pytest.mark.parametrize("name", CONSTANTS)
def test_every_constant_is_exact(name):
    assert parse(name) is CONSTANTS[name][0]


def test_quantities_and_formulas_are_opaque_and_complete():
    assert str(parse("chi_inv(2, zeta)", NAMES)) == "chi_inv(2, zeta, 0, 0, 1)"
    assert str(parse("chi_inv(2, zeta, 1/10, vertex=False)", NAMES)) == "chi_inv(2, zeta, 1/10, 0, 0)".replace(
        "1/10", "1*(1/10)"
    )
    assert parse("eq:22(x, zeta)", NAMES).func.__name__ == "eq:22"


# what is refused, the character it is refused at, and a word of the reason
REFUSED = [
    ("", 1, "empty"),
    ("   ", 1, "empty"),
    ("x +", 4, "ends too early"),
    ("(x", 3, "missing"),
    ("x)", 2, "no place"),
    ("x y", 3, r"written with \*"),
    ("2x", 2, r"written with \*"),
    ("(x)(y)", 4, r"written with \*"),
    ("x~2", 2, "no place"),
    ("x < 2", 3, "no place"),
    ("!x", 1, "no place"),
    ("Root(t, (t, 0))", 14, "write Root"),
    ("Root(t, (t, 0, 1), (u, 0, 1))", 1, "write Root"),
    ("Derivative(t, t)", 15, "has no value here"),
    ("Derivative(x**2, (x, 21))", 22, "from 1 to 20"),
    ("Piecewise((x, x < 1))", 1, "the last case needs"),
    ("Piecewise((x, x), (1, True))", 16, "a condition is"),
    ("ODE(u, (u, t), (0), 1)", 16, "write ODE"),
    ("ODE(u, (x, t), (0, 1), 1)", 9, "already means"),
    ("Inverse(t, (t, 0, 1))", 1, "write Inverse"),
    ("z + x", 1, "unknown name"),
    ("sqr(x)", 1, "did you mean sqrt"),
    ("sin", 1, r"sin\(\.\.\.\)"),
    ("sin(x, y)", 1, "takes 1"),
    ("chi_inv(x)", 1, "needs zeta"),
    ("chi_inv(x, zeta, depth=3)", 1, "takes omega"),
    ("gap(zeta=zeta, zeta=x)", 16, "twice"),
    ("sin(x=1)", 1, "no named"),
    ("oo", 1, "limits of integrals"),
    ("Integral(x, (x, 0, 1))", 14, "already means"),
    ("Integral(t)", 1, r"write Integral"),
    ("Integral(t, (t, 0))", 18, r"write Integral"),
    ("1/0", 2, "division by zero"),
    ("0**-1", 2, "not a finite number"),
    ("1..2", 3, "dot"),
    ("1 = x", 3, "no place"),
    (r"\frac{1}{2}", 1, "LaTeX"),
    # code
    ("x.__class__", 2, "dot"),
    ("__import__('os').system('true')", 1, "_"),
    ("().__class__.__bases__[0].__subclasses__()", 3, "dot"),
    ("(lambda: x)()", 8, "no place"),
    ("lambda", 1, "unknown name"),
    ("(x := 1)", 4, "no place"),
    ("f'{x}'", 2, "text"),
    ("[x for x in (1,)]", 1, "groups"),
    ("{x: 1}", 1, "groups"),
    ("x if x else y", 3, r"written with \*"),
    ("import os", 1, "unknown name"),
    ("exec(x)", 1, "unknown name"),
    ("eval(x)", 1, "unknown name"),
    ("x; y", 2, "no place"),
    ("x # y", 3, "comments"),
    ("x, y", 2, "no place"),
    ("*x", 1, "no place"),
    ("sin(*x)", 5, "no place"),
    ("sin(**x)", 5, "no place"),
    ("x @ y", 3, "no place"),
    ("x\\\ny", 2, "LaTeX"),
    ("'x'", 1, "text"),
    ("x__y", 1, "single _"),
    ("None", 1, "unknown name"),
    ("True", 1, "unknown name"),
    # characters
    ("x\0", 2, "U+0000".replace("+", r"\+")),
    ("\u212f**x", 1, r"U\+212F"),
    ("\uff58", 1, r"U\+FF58"),
    ("\u0445 + x", 1, r"U\+0445"),  # Cyrillic
    ("x\u00b2", 2, r"U\+00B2"),
    ("x \u2212 y", 3, r"U\+2212"),
    ("\u0661", 1, r"U\+0661"),  # a digit, but not an ASCII one
    ("x\u202e", 2, r"U\+202E"),
    ("\ud800", 1, r"U\+D800"),
    # size
    ("9**9**9**9", 5, "exponent"),
    ("9**9**9", 2, "exponent"),
    ("x**1000001", 2, "exponent"),
    ("2**-40000", 2, "too small"),
    ("x**(10**9)", 2, "exponent"),
    ("(((10**300)**300)**300)", 12, "too large"),
    ("1e999999999", 1, "powers of ten"),
    ("1e10001", 1, "powers of ten"),
    ("9" * 200, 1, "digits"),
    ("factorial(factorial(factorial(9)))", 11, "too large"),
    ("gamma(10**6)", 1, "too large"),
    ("exp(exp(exp(9)))", 1, "too large"),
    ("cosh(10**10)", 1, "too large"),
    ("(" * 60 + "x" + ")" * 60, MAX_DEPTH + 1, "levels deep"),
    ("**".join(["x"] * 60), 3 * MAX_DEPTH - 1, "levels deep"),
    ("x" + "+x" * MAX_CHARS, MAX_CHARS + 1, "characters"),
    ("+".join(["x"] * 900), 801, "at most 800"),
    ("Sum(Integral(Integral(Integral(t*u*v, (t, 0, 1)), (u, 0, 1)), (v, 0, 1)), (n, 1, 2))", 23, "inside one another"),
]


@pytest.mark.parametrize(
    ("text", "character", "reason"), REFUSED, ids=lambda value: str(value)[:30].encode("ascii", "replace").decode()
)
def test_what_is_no_formula_is_refused_with_its_place(text, character, reason):
    began = time.process_time()
    with pytest.raises(FormulaError, match=reason) as caught:
        parse(text, NAMES)
    assert caught.value.position + 1 == character
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text",
    ["x**3000", "x**(10**6)", "1e-400", "E**(-2000)", "1/exp(-2000)", "exp(-10**10)", "cosh(10**9)"],
)
def test_constants_beyond_floats_are_read(text):
    parse(text, NAMES)


def test_the_caret_stands_under_the_place():
    with pytest.raises(FormulaError) as caught:
        parse("x + y~2", NAMES)
    message, formula, caret = str(caught.value).split("\n")
    assert message.endswith("at character 6")
    assert formula[caret.index("^")] == "~"
    formula, caret = _pointer("x + " * 100 + "y~x" + " + x" * 50)
    assert formula[caret.index("^")] == "~"
    assert len(formula) < 80


def _pointer(text):
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    return caught.value.pointer().split("\n")


def test_the_error_is_an_input_error_and_survives_pickling():
    with pytest.raises(InputError) as caught:
        parse("x~2", NAMES)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.position) == (str(caught.value), caught.value.position)


def test_only_text_is_read():
    with pytest.raises(FormulaError, match="not int"):
        parse(3)


PIECES = [
    "x", "y", "t", "pi", "oo", "1", "2", "0", "0.1", "1e9", "10", "**", "*", "/", "+", "-", "(", ")", ",", "=", " ",
    "exp(", "gamma(", "factorial(", "Integral(", "Sum(", "(t, 0, 1)", "gap(", "chi_inv(", "eq:22(", "zeta", "sqrt(",
    "log(", "besselj(", "__", ".", "lambda", "[", "]", "'", "^", "\\", "\u00e9", "\0", "T=", "vertex=False", "9**9**9",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
def test_any_text_is_a_formula_or_a_formula_error(text):
    began = time.process_time()
    refused = tree = None
    try:
        tree = parse(text, NAMES)
    except FormulaError as error:
        refused = error
    if refused:
        assert 0 <= refused.position <= len(text)
        assert refused.pointer() in str(refused)
    else:
        assert isinstance(tree, sympy.Expr)
        assert {symbol.name for symbol in tree.free_symbols} <= set(NAMES)
    assert time.process_time() - began < 2
