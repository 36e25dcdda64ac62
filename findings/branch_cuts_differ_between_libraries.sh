#!/usr/bin/env bash
# On a branch cut the libraries of one program take different sides.
#
# SciPy 1.17.1, symengine 0.15.0, mpmath 1.3.0, python-flint 0.9.0, cmath. Expected: asin(2) and 2F1(1/2, 1/2; 1; 2) are continuous from the same side everywhere. Seen: asin(2) is
# +1.317 i in cmath and symengine and -1.317 i in mpmath and flint; 2F1 on its cut is + in SciPy and - in mpmath and flint; the
# exponential integral E1(-1) is nan for a real argument in SciPy, -1.895 - pi i in mpmath.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'symengine==0.15.0' 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import cmath
import math

import flint
import mpmath
import scipy.special
import symengine

asin = {
    "cmath": cmath.asin(2).imag,
    "symengine": complex(symengine.asin(2).n(53, real=False)).imag,
    "mpmath": float(mpmath.asin(2).imag),
    "flint": float(flint.acb(2).asin().imag),
}
hyp = {
    "SciPy": scipy.special.hyp2f1(0.5, 0.5, 1, 2 + 0j).imag,
    "mpmath": float(mpmath.hyp2f1(0.5, 0.5, 1, 2).imag),
    "flint": float(flint.acb(2).hypgeom_2f1(0.5, 0.5, 1).imag),
}
print(asin, hyp)
assert asin["cmath"] > 0 and asin["symengine"] > 0 and asin["mpmath"] < 0 and asin["flint"] < 0
assert hyp["SciPy"] > 0 and hyp["mpmath"] < 0 and hyp["flint"] < 0
assert math.isnan(scipy.special.exp1(-1.0)) and mpmath.e1(-1).imag < -3
PY
