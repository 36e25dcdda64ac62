#!/usr/bin/env bash
# The arithmetic-geometric mean of -1 and -2 is a complex number of half the size.
#
# mpmath 1.3.0 against python-flint 0.9.0. Expected: the mean scales with its arguments, agm(-1, -2) = -agm(1, 2) = -1.4567910310. Seen: 0.2328 + 0.2426 i; with a small
# imaginary part on both the same jump stays: square roots of negative products are taken on the wrong side of the mean.
# Arb has -1.456791.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
from mpmath import agm, mp, mpc

mp.dps = 30
true = -agm(1, 2)
arb = flint.acb(-1).agm(flint.acb(-2))
print("agm(-1, -2): mpmath", mp.nstr(agm(-1, -2), 12), "Arb", arb.str(12), "-agm(1, 2)", mp.nstr(true, 12))
assert abs(complex(arb) - complex(true)) < 1e-12
assert abs(agm(-1, -2) - true) > 1
near = mpc(-1, "-0.1"), mpc(-2, 0)
print("agm(-1-0.1i, -2):", mp.nstr(agm(*near), 12), "by scaling:", mp.nstr(-agm(-near[0], -near[1]), 12))
assert abs(agm(*near) + agm(-near[0], -near[1])) > 1
PY
