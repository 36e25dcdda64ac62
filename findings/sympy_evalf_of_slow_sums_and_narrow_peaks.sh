#!/usr/bin/env bash
# evalf of a sum or an integral returns digits that are not there.
#
# SymPy 1.14.0. Expected: N(..., 15) gives 15 digits, or a warning. Seen: sum 1/(n ln^2 n) from 2 is 2.10655 for 2.109742801..., and the
# integral of exp(-10^6 (x - 1/3)^2) over 0..1, which is sqrt(pi)/1000, is 1.7e-210.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
import sympy
from sympy import Integral, N, Rational, Sum, exp, log, oo, pi, sqrt, symbols

x, n = symbols("x n")
total = N(Sum(1 / (n * log(n) ** 2), (n, 2, oo)), 15)
area = N(Integral(exp(-(10**6) * (x - Rational(1, 3)) ** 2), (x, 0, 1)), 15)
print(total, area, "true: 2.10974280123689,", N(sqrt(pi) / 1000, 15))
assert abs(total - 2.10974280123689) > 1e-3
assert area < 1e-100
PY
