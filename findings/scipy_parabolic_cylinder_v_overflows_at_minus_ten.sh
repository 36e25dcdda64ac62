#!/usr/bin/env bash
# The parabolic cylinder function V at -10 is 6.6e257 where by symmetry it is that at +10, 5.9e8.
#
# SciPy 1.17.1 against mpmath 1.3.0. Expected: V_1(-x) = V_1(x) to the digits of a double, and DLMF 12.2.16's relation of V to U at other orders. Seen: pbvv(1, -5) is right,
# pbvv(1, -10) = 6.6e257, pbvv(3, -8) = 4.4e262 for 2056.5 (odd orders), without a warning. pbdv, the decaying function of the
# same chapter, is right at the same places.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
import scipy.special

for order, x, wrong in ((1, -5.0, False), (1, -10.0, True), (3, -8.0, True)):
    seen, mirrored = scipy.special.pbvv(order, x)[0], scipy.special.pbvv(order, -x)[0]
    true = float(mpmath.pcfv(-order - mpmath.mpf(1) / 2, x))
    print(order, x, "SciPy", seen, "at +x", mirrored, "true", true)
    assert abs(mirrored / true - 1) < 1e-7
    assert (seen > 1e200) if wrong else abs(seen / true - 1) < 1e-10
    assert abs(scipy.special.pbdv(order, x)[0] / float(mpmath.pcfd(order, x)) - 1) < 1e-10
PY
