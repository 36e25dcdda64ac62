#!/usr/bin/env bash
# A step that is relative to x grows as x shrinks: the derivative of a square root is a complex number.
#
# mpmath 1.3.0 at 15 digits. Expected: diff(f, x, relative=True), meant for tiny and for large x, is right at x = 1e-10 and at 1e20,
# as the default is. Seen: for sqrt it is 17241 - 15479 i at 1e-10, for 50000, and 0 at 1e20, for 5e-11: the step is divided by the
# size of x, where it should be multiplied. Without the option the step is the same everywhere, and beyond 1e-18 it too reaches over
# the branch point: at 1e-20 the slope is 1.6e9 - 1.4e9 i for 5e9. No warning. At a threshold the distance to it is the variable to
# differentiate in, scaled by hand.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import diff, log, mpf, sqrt

ratios = {}
for power in (-20, -10, -6, 5, 20):
    x = mpf(10) ** power
    true = 1 / (2 * sqrt(x))
    ratios[power] = diff(sqrt, x) / true, diff(sqrt, x, relative=True) / true
    print(f"slope of sqrt at 1e{power}, over its true value:", *ratios[power])
for power, (default, relative) in ratios.items():
    assert (abs(default - 1) < 1e-3) is (power != -20)
    assert (abs(relative - 1) < 1e-3) is (power in (-6, 5))
assert ratios[-20][0].imag != 0 and ratios[-10][1].imag != 0 and ratios[20][1] == 0
assert abs(diff(log, mpf("1e-12"), relative=True) * mpf("1e-12")) < 1e-4
assert abs(diff(log, mpf("1e-12")) * mpf("1e-12") - 1) < 1e-9
PY
