#!/usr/bin/env bash
# Levin's transformation gets worse the more terms it is given.
#
# mpmath 1.3.0, sum of (-1)^n/(n+1) (the best case for the method) at 30 digits. Expected: twelve terms give some digits, forty give all. Seen:
# the opposite from a point on: its own guard digits do not grow with the number of terms.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath

mpmath.mp.dps = 15
errors = []
for count in (12, 20, 40):
    table = mpmath.levin(method="levin", variant="u")
    sums, total = [], mpmath.mpf(0)
    for n in range(count):
        total += 1 / mpmath.mpf(n + 1) ** 2
        sums.append(total)
    value, _ = table.update_psum(sums)
    errors.append(abs(value - mpmath.pi**2 / 6))
print([mpmath.nstr(e, 2) for e in errors])
assert errors[0] < errors[1] < errors[2]
PY
