#!/usr/bin/env bash
# A Decimal can be read, compared and printed, and has no absolute value.
#
# Python 3.11 to 3.13, decimal; mpmath 1.3.0. Expected: abs() and the minus sign are exact and cannot fail. Seen: for numbers beyond 1e999999, which
# the constructor takes in silence (Gamma(10^6) is one), both raise Overflow; copy_abs(), copy_negate() and log10() work.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python - <<'PY'
from decimal import Decimal, Overflow

import mpmath

number = Decimal(mpmath.nstr(-mpmath.gamma(10**6), 12))
print(number)
assert number < Decimal("-1e999999") and number == Decimal(str(number)) and number.adjusted() == 5565702
for name, attempt in (("abs", lambda: abs(number)), ("minus", lambda: -number)):
    try:
        attempt()
    except Overflow:
        print(name, "raises Overflow")
        continue
    raise SystemExit(f"{name} works")
assert number.copy_negate() == number.copy_abs() > 0
assert abs(float(number.copy_abs().log10()) - 5565702.917) < 1e-3
PY
