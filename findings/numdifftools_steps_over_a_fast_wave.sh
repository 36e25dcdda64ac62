#!/usr/bin/env bash
# The derivative of sin(1000 x) at 1 is -2.99 with an error of 0.003, says the library; it is 562.
#
# numdifftools 0.11.2. Expected: either the slope, as for sin(300 x), where 14 digits are right, or an error bar that says it was not found, as for sin(500 x).
# Seen: every step of the ladder is longer than the wave, their extrapolation agrees with itself, and the error bar is half a percent
# of the value and 200 000 times too small. method='complex' is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'numdifftools==0.11.2' 'numpy==2.4.6' 'scipy==1.17.1'
venv/bin/python -W ignore - <<'PY'
import numdifftools
import numpy as np

for rate, trusted in ((300, True), (1000, False)):
    found = numdifftools.Derivative(lambda x: np.sin(rate * x), full_output=True)(1.0)
    value, bar, true = float(found.estimate), float(found.error_estimate), rate * np.cos(rate)
    print(rate, "found", value, "+-", bar, "true", true)
    assert bar < 0.01 and bool(abs(value - true) < 1e-6) is trusted
assert abs(value - true) > 1e4 * bar
assert abs(numdifftools.Derivative(lambda x: np.sin(rate * x), method="complex")(1.0) - true) < 1e-6
PY
