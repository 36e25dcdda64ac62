#!/usr/bin/env bash
# A fractional power of an exact power series loses its fraction.
#
# python-flint 0.9.0. Expected: (1 + x)**(1/2) over the rationals is 1 + x/2 - x^2/8 + ..., or an error. Seen: fmpq_series
# raised to fmpq(1, 2) returns the constant series 1, silently; the method sqrt() of the same series is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

s = flint.fmpq_series([1, 1])
power, root = s ** flint.fmpq(1, 2), s.sqrt()
assert power[0] == 1 and power[1] == 0
assert root[1] == flint.fmpq(1, 2)
print("(1+x)**(1/2) =", power, "; sqrt(1+x) =", root)
PY
