#!/usr/bin/env bash
# The outgoing wave at an imaginary frequency: no digit, and in the end a large number for a tiny one.
#
# mpmath 1.3.0 at its default 15 digits. Expected: like J, Y and K, H1_0(i y) = 2 K_0(y)/(pi i) comes with its digits: 2e-23 in size at y = 50. Seen:
# six digits at y = 20, none at 30, 1e-4 at 50 and 3e17 at 100, without a warning, because H1 is J + i Y, two large numbers that
# cancel, at the working precision. SciPy 1.17.1 has all digits in double precision.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'scipy==1.17.1'
venv/bin/python -W ignore - <<'PY'
import scipy.special
from mpmath import besselk, hankel1, mp, mpc, nstr, pi

for y, least in ((20, 1e-9), (30, 1), (50, 1e15), (100, 1e50)):
    seen, true = hankel1(0, mpc(0, y)), 2 * besselk(0, y) / (pi * mpc(0, 1))
    error = abs(seen / true - 1)
    print(y, "mpmath", nstr(seen, 8), "true", nstr(true, 8), "SciPy", scipy.special.hankel1(0, 1j * y))
    assert error > least
    assert abs(scipy.special.hankel1(0, 1j * y) / complex(true) - 1) < 1e-13
assert mp.dps == 15
PY
