#!/usr/bin/env bash
# W(-1/e) = -1 is nan in one library, an error in another, fine in the third.
#
# SciPy 1.17.1, PARI (cypari 2.5.7), mpmath 1.3.0. Expected: at the double next to the branch point, -1/e as math gives it, all return a number within 1e-7 of
# -1 (the root is double there). Seen: scipy.special.lambertw gives nan + nan i, PARI raises "impossible inverse", mpmath is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'cypari==2.5.7' 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import math

import mpmath
import scipy.special
from cypari import pari

value = scipy.special.lambertw(-1 / math.e)
print("SciPy:", value, "mpmath:", mpmath.lambertw(-1 / mpmath.e))
assert math.isnan(value.real)
assert abs(mpmath.lambertw(-1 / mpmath.e) + 1) < 1e-7
try:
    pari("lambertw(-exp(-1))")
except Exception as error:
    print("PARI:", error)
else:
    raise SystemExit("PARI answers now")
PY
