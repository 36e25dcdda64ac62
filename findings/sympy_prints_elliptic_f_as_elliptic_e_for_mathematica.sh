#!/usr/bin/env bash
# The elliptic integral of the first kind is printed as that of the second.
#
# SymPy 1.14.0. Expected: mathematica_code(elliptic_f(phi, m)) is EllipticF[phi, m]. Seen: EllipticE[phi, m], a valid Mathematica
# expression with another value (0.2978 for 0.3023 at phi = 0.3, m = 1/2).
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
import sympy

phi, m = sympy.symbols("phi m")
text = sympy.mathematica_code(sympy.elliptic_f(phi, m))
point = {phi: sympy.Rational(3, 10), m: sympy.Rational(1, 2)}
first, second = (f(phi, m).subs(point).evalf(6) for f in (sympy.elliptic_f, sympy.elliptic_e))
print(text, "; F, E =", first, second)
assert text == "EllipticE[phi, m]"
assert abs(first - second) > 4e-3
PY
