#!/usr/bin/env bash
# A weighted integral of a Bessel function, bounded by 1, is a million.
#
# SciPy 1.17.1 against mpmath 1.3.0. Expected: besselpoly(a, 1, 2), the integral of x J_2(2 a x) from 0 to 1, which falls with a,
# keeps digits like jv itself. Seen: eight digits at a = 10, five at 15, -0.0069 for -0.0019 at 20, 1.6e6 for -1.7e-4 at 30; with J_0,
# where the integral is J_1(2 a)/(2 a) and SciPy has it by that formula, likewise. No warning: an alternating series of growing terms
# is summed at every a.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
import scipy.special

for a, least, most in ((5, 0, 1e-9), (10, 1e-9, 1e-7), (15, 1e-6, 1e-3), (20, 1, 10), (30, 1e9, 1e11)):
    found = scipy.special.besselpoly(a, 1, 2)
    true = mpmath.quad(lambda x: x * mpmath.besselj(2, 2 * a * x), mpmath.linspace(0, 1, a + 2))
    print("a =", a, "found", found, "true", true)
    assert least <= abs(found / true - 1) < most
    zeroth, by_parts = scipy.special.besselpoly(a, 1, 0), scipy.special.j1(2 * a) / (2 * a)
    assert bool(abs(zeroth / by_parts - 1) < 1e-6) is (a <= 10)
PY
