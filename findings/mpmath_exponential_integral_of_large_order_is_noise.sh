#!/usr/bin/env bash
# The exponential integral of a whole order far out: 31 powers of ten too large.
#
# mpmath 1.3.0 against Arb (python-flint 0.9.0) and SciPy 1.17.1. Expected: E_n(x) is about exp(-x)/(x + n), with the digits asked
# for, as for orders that are not whole. Seen at 15 digits: E_60(200) = 3.0e-59 for 5.3e-90, E_51(100) some 1e-35, of either sign, for
# 2.5e-46; E_30(100) is -6.8e-46 for 2.9e-46, and four digits of E_20(100) are right. At 30 digits E_60(200) is -4.3e-74. The order 51
# + 1/3 is right to the last digit, and SciPy's expn has all digits. The recurrence down to E_1 cancels, at the working precision.
# gammainc(-50, 100), the same number over 1e100, is off as much.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0' 'scipy==1.17.1'
venv/bin/python -W ignore - <<'PY'
import flint
import scipy.special
from mpmath import expint, gammainc, mp, mpf

flint.ctx.prec = 300


def true(order, x):
    return mpf(flint.arb(x).expint(flint.arb(order)).str(60, radius=False))


for order, x, least in ((20, 100, 1e-6), (30, 100, 1), (51, 100, 1e9), (60, 200, 1e30)):
    found, right = expint(order, x), true(order, x)
    print(f"E_{order}({x})", found, "true", right, "SciPy", scipy.special.expn(order, x))
    assert abs(found / right - 1) > least
    assert abs(scipy.special.expn(order, x) / right - 1) < 1e-13
    broken = flint.fmpq(3 * order + 1, 3)
    assert abs(expint(order + mpf(1) / 3, x) / true(broken, x) - 1) < 1e-13
print("gammainc(-50, 100)", gammainc(-50, 100))
assert abs(gammainc(-50, 100) / (true(51, 100) / mpf(10) ** 100) - 1) > 0.1
mp.dps = 30
assert abs(expint(60, 200) / true(60, 200) - 1) > 1e15
PY
