#!/usr/bin/env bash
# The Taylor series of a small function is zero.
#
# mpmath 1.3.0. Expected: taylor(c f, x, n) is c times taylor(f, x, n), as diff of c f is c times that of f. Seen: every coefficient
# below 1e-13 or so (100 units of the precision) is exactly 0: 1e-20 exp(x) at 0 and exp(x) at -40 are 0 + 0 x + 0 x^2; the square
# root at 1e10 is a straight line. It is the option chop, whose default is True here; with chop=False all digits are there. A formula
# in SI units, or far out, has no corrections.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import diff, exp, mpf, sqrt, taylor

cases = {
    "1e-20 exp(x) at 0": (lambda x: mpf("1e-20") * exp(x), 0),
    "exp(x) at -40": (exp, -40),
    "sqrt(x) at 1e10": (sqrt, mpf(10) ** 10),
}
for name, (f, place) in cases.items():
    found, kept = taylor(f, place, 3), taylor(f, place, 3, chop=False)
    print(name, "default", [float(c) for c in found], "with chop=False", [float(c) for c in kept])
    assert found[2] == found[3] == 0
    assert abs(kept[2] / (diff(f, place, 2) / 2) - 1) < 1e-6
assert taylor(exp, -40, 3) == [0, 0, 0, 0]
PY
