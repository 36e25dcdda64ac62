#!/usr/bin/env bash
# An oscillating integral whose left end is singular has two digits, at any precision.
#
# mpmath 1.3.0. Expected: quadosc of cos(x)/sqrt(x) from 0, which quad integrates up to pi with fifteen digits, is sqrt(pi/2) =
# 1.25331. Seen: 1.2373 at 15 digits, 1.2453 at 30, 1.2493 at 50, without a warning; sin(x)/sqrt(x) has six digits and log(x) sin(x)/x
# three. The first half wave is integrated by Gauss-Legendre, which does not see that the end is singular, where quad would take
# tanh-sinh. Split at a first zero, each integral is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import cos, euler, inf, log, mp, pi, quad, quadosc, sin, sqrt

cases = {
    "cos(x)/sqrt(x)": (lambda x: cos(x) / sqrt(x), lambda: sqrt(pi / 2), 1e-3, pi / 2),
    "sin(x)/sqrt(x)": (lambda x: sin(x) / sqrt(x), lambda: sqrt(pi / 2), 1e-9, pi),
    "log(x) sin(x)/x": (lambda x: log(x) * sin(x) / x, lambda: -pi * euler / 2, 1e-5, pi),
}
for name, (f, true, least, zero) in cases.items():
    errors = []
    for digits in (15, 30, 50):
        mp.dps = digits
        errors.append(abs(quadosc(f, [0, inf], omega=1) / true() - 1))
    mp.dps = 15
    split = quad(f, [0, zero]) + quadosc(f, [zero, inf], omega=1)
    print(name, "errors at 15, 30 and 50 digits", [float(e) for e in errors], "split", split, "true", true())
    assert all(error > least for error in errors)
    assert abs(split / true() - 1) < 1e-8
PY
