#!/usr/bin/env bash
# Series at a logarithmic branch point are silently 0, infinite or undefined.
#
# SymPy 1.14.0. Expected: LambertW(x) = ln x - ln ln x + ..., E(m) = 1 + O((1-m) ln(1-m)), K(m) = (1/2) ln(16/(1-m)) + ..., or an error. Seen:
# LambertW(x).series(x, oo) is O(1/x^3), that is zero to three orders for a function that grows; elliptic_e at m = 1 starts
# with zoo though E(1) = 1, and elliptic_k gives nan.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
import sympy
from sympy import oo, symbols

x = symbols("x")
lambert = sympy.LambertW(x).series(x, oo, 3)
second = sympy.elliptic_e(x).series(x, 1, 2)
first = sympy.elliptic_k(x).series(x, 1, 2)
print("W:", lambert, "; E:", second, "; K:", first)
assert lambert.removeO() == 0
assert second.has(sympy.zoo) and sympy.elliptic_e(1) == 1
assert first is sympy.nan
PY
