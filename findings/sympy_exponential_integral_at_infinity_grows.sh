#!/usr/bin/env bash
# A function that decays like exp(-x)/x tends to -i infinity.
#
# SymPy 1.14.0. Expected: the limit of E_2(x) at infinity is 0, or an error, as for E_1. Seen: limit(expint(2, x), x, oo) is -oo*I and its series is -I*pi*x; E_3 gives
# I*pi*x^2/2 and E_4 -I*pi*x^3/6: the imaginary part of Ei on its cut, which cancels, is all that is left. SymPy's own value at
# x = 40 is 1.01e-19, as the integral over exp(-40 t)/t^2 is.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
from sympy import I, Integral, exp, expint, limit, oo, pi, symbols

x, t = symbols("x t", positive=True)
for order, sign in ((2, -pi * x), (3, pi * x**2 / 2), (4, -pi * x**3 / 6)):
    series = expint(order, x).series(x, oo, 3).removeO()
    value = expint(order, x).subs(x, 40).evalf(12)
    print(order, series, "at 40:", value)
    assert (series - I * sign).expand() == 0
    assert abs(value / Integral(exp(-40 * t) / t**order, (t, 1, oo)).evalf(12) - 1) < 1e-8
    assert 0 < value < 2e-19
print("limit", limit(expint(2, x), x, oo))
assert limit(expint(2, x), x, oo) == -oo * I
PY
