#!/usr/bin/env bash
# A real integral with an imaginary part: log(x)/(1 + x) from 0 to 1.
#
# SymPy 1.14.0. Expected: -pi^2/12. Seen: -pi^2/12 + 2 I pi log(2), for real and positive x too; log(x)/(2 + x) and log(x)/(3 + x) likewise have imaginary parts of
# 5.1 and 3.6. log(1 + x)/x, the same integral by parts, is right, and evalf of the unevaluated integral is real.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
from sympy import Integral, im, integrate, log, pi, re, simplify, symbols

x = symbols("x", positive=True)
found = integrate(log(x) / (1 + x), (x, 0, 1))
number = Integral(log(x) / (1 + x), (x, 0, 1)).evalf(12)
print(found, "=", found.evalf(8), "numerically", number)
assert abs(re(found.evalf(20)) - number) < 1e-10 and abs(number + pi.evalf() ** 2 / 12) < 1e-10
assert abs(im(found.evalf(20)) - (2 * pi * log(2)).evalf(20)) < 1e-10
assert simplify(integrate(log(1 + x) / x, (x, 0, 1)) - pi**2 / 12) == 0
PY
