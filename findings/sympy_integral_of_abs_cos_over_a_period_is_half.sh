#!/usr/bin/env bash
# The integral of |cos x| over one period depends on where the period begins.
#
# SymPy 1.14.0. Expected: 4 from -pi to pi as from 0 to 2 pi, 6 from 0 to 3 pi. Seen: 2 from -pi to pi, 0 from -pi to 0, 4 from 0 to 3 pi, for real x: the zeros of the
# argument are looked for between 0 and 2 pi only. |sin x| from -3 pi to -pi is 0. Sums of the integrand over fine steps are as expected.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0'
venv/bin/python -W ignore - <<'PY'
import math

from sympy import Abs, cos, integrate, pi, sin, symbols

x = symbols("x", real=True)
for function, low, high, wrong, true in ((cos, 0, 2, 4, 4), (cos, -1, 1, 2, 4), (cos, -1, 0, 0, 2), (cos, 0, 3, 4, 6), (sin, -3, -1, 0, 4)):
    found = integrate(Abs(function(x)), (x, low * pi, high * pi))
    plain, step = getattr(math, function.__name__), (high - low) * math.pi / 6000
    total = step * math.fsum(abs(plain(low * math.pi + (k + 0.5) * step)) for k in range(6000))
    print(function.__name__, low, high, "integrate", found, "sum", total)
    assert found == wrong and abs(total - true) < 1e-5
PY
