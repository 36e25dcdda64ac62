#!/usr/bin/env bash
# 1e-20 is printed as a difference of e and 20.
#
# SymPy 1.14.0. Expected: mathematica_code of a small or large Float is in that language's notation, 1.*^-20. Seen: 1.0e-20*x, which there (and by SymPy's own
# parse_mathematica) is 1.0*e - 20*x, valid, with another value; Planck's constant comes back as 6.626 e - 34.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
from sympy import Float, Symbol, mathematica_code
from sympy.parsing.mathematica import parse_mathematica

x, e = Symbol("x"), Symbol("e")
text = mathematica_code(Float("1e-20") * x)
back = parse_mathematica(text)
print(text, "is read as", back, "; 6.62607015e-34 as", parse_mathematica(mathematica_code(Float("6.62607015e-34"))))
assert "*^" not in text
assert back == 1.0 * e - 20 * x
PY
