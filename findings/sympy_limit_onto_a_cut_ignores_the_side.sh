#!/usr/bin/env bash
# A limit from above a branch cut has the value from below.
#
# SymPy 1.14.0. Expected: the limit of polylog(2, 2 + i t) and elliptic_k(2 + i t) for t -> 0+ has the imaginary part of the upper side, pi ln 2 and
# +K(-1)-like. Seen: the value on the cut by convention, which is that of the lower side; the sign of the imaginary part is wrong.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
import sympy
from sympy import I, symbols

t = symbols("t", positive=True)
for function, numeric in ((lambda z: sympy.polylog(2, z), lambda z: mpmath.polylog(2, z)), (sympy.elliptic_k, mpmath.ellipk)):
    said = complex(sympy.limit(function(2 + I * t), t, 0, "+").evalf())
    true = complex(numeric(mpmath.mpc(2, 1e-12)))
    print("limit", said, "from above", true)
    assert said.imag * true.imag < 0 and abs(said.real - true.real) < 1e-6
PY
