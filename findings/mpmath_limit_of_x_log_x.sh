#!/usr/bin/env bash
# The limit of x ln x at 0 is returned as -0.03.
#
# mpmath 1.3.0. Expected: 0, or an error that says the sequence converges too slowly. Seen: limit(x log x, 0) is off by 3e-2 and
# limit(log(n)/n, oo) by 2e-3, at 15 digits and without a word: Richardson and Levin are right for powers only.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath

one = mpmath.limit(lambda x: x * mpmath.log(x), 0)
two = mpmath.limit(lambda n: mpmath.log(n) / n, mpmath.inf)
assert -0.05 < one < -0.01 and 1e-3 < two < 3e-3
print("x ln x:", mpmath.nstr(one, 5), " ln n/n:", mpmath.nstr(two, 5))
PY
