#!/usr/bin/env bash
# A root of exp(-x).
#
# mpmath 1.3.0. Expected: findroot(exp(-x)) raises, as it does for 1/x, because there is none. Seen: x = 22.18, a number at which exp(-x) is 2e-10: a
# root is believed when the square of the function is below the precision. K_0(x) has one at 21 too, and x^2 + 1e-20, whose roots
# are +- 1e-10 i, the real root 5e-7. Only a change of sign says that there is one.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import besselk, exp, findroot, mpf, nstr

for name, function in (("exp(-x)", lambda x: exp(-x)), ("K_0(x)", lambda x: besselk(0, x)), ("x^2 + 1e-20", lambda x: x * x + mpf("1e-20"))):
    root = findroot(function, 1)
    print(name, "is zero at", nstr(root, 8), "says findroot; it is", nstr(function(root), 3))
    assert function(root) > 0
try:
    findroot(lambda x: 1 / x, 5)
except ValueError as error:
    print("1/x:", str(error)[:50])
else:
    raise SystemExit("1/x has a root now")
PY
