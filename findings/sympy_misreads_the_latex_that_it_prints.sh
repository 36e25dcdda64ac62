#!/usr/bin/env bash
# What SymPy prints as LaTeX its own reader takes for something else.
#
# SymPy 1.14.0, antlr4-python3-runtime 4.11.1, lark 1.2.2. Expected: parse_latex(latex(f)) is f, or an error. Seen (default backend): log(x)**2
# comes back as log(x**2), asin(x) and erf(x) as products of the letters of their names, exp(x) and I*x with e and i as symbols.
# The lark backend answers log(x)**2 with a tree of both readings.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0' 'antlr4-python3-runtime==4.11.1' 'lark==1.2.2'
venv/bin/python -W ignore - <<'PY'
import sympy
from sympy.parsing.latex import parse_latex

x = sympy.Symbol("x")
read = {f: parse_latex(sympy.latex(f)) for f in (sympy.log(x) ** 2, sympy.asin(x), sympy.erf(x), sympy.exp(x), sympy.I * x)}
for written, found in read.items():
    print(f"{sympy.latex(written)}: {written} is read as {found}")

at = {x: sympy.Rational(1, 2)}
squared = sympy.log(x) ** 2
assert abs(sympy.N(squared.subs(at)) - sympy.N(read[squared].subs(at))) > 1.8
assert {each.name for each in read[sympy.asin(x)].free_symbols} == {"operatorname", "a", "s", "i", "n", "x"}
assert {each.name for each in read[sympy.erf(x)].free_symbols} == {"operatorname", "e", "r", "f", "x"}
assert sympy.Symbol("e") in read[sympy.exp(x)].free_symbols
assert sympy.Symbol("i") in read[sympy.I * x].free_symbols
assert not isinstance(parse_latex(sympy.latex(squared), backend="lark"), sympy.Basic)
PY
