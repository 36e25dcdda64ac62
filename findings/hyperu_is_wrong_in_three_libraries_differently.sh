#!/usr/bin/env bash
# The confluent hypergeometric function U(a, 3, x) at small integers.
#
# PARI (cypari 2.5.7) and SciPy 1.17.1 against mpmath 1.3.0 and Arb. Expected: U(20, 3, 2) = 8.44698054401...e-22 to the working precision. Seen: PARI at its
# default 19 digits has no digit right, and the value changes with every precision (14 digits at 38); SciPy has 5 digits there
# and 4 at U(10, 3, 5). Neither warns; mpmath and Arb agree.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'cypari==2.5.7' 'scipy==1.17.1' 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
import mpmath
import scipy.special
from cypari import pari

true = mpmath.hyperu(20, 3, 2)
arb = flint.acb(2).hypgeom_u(20, 3).real
assert abs(float(arb) / float(true) - 1) < 1e-12
error = {}
for digits in (19, 38):
    pari(f"default(realprecision, {digits})")
    error[f"PARI, {digits} digits"] = abs(float(pari("hyperu(20, 3, 2.)")) / float(true) - 1)
error["SciPy"] = abs(scipy.special.hyperu(20.0, 3.0, 2.0) / float(true) - 1)
error["SciPy, U(10,3,5)"] = abs(scipy.special.hyperu(10.0, 3.0, 5.0) / float(mpmath.hyperu(10, 3, 5)) - 1)
print({name: f"{value:.1e}" for name, value in error.items()})
assert error["PARI, 19 digits"] > 0.05
assert error["PARI, 38 digits"] < 1e-8
assert 1e-7 < error["SciPy"] < 1e-4 and error["SciPy, U(10,3,5)"] > 1e-6
PY
