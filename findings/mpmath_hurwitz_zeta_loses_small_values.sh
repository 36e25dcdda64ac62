#!/usr/bin/env bash
# The Hurwitz zeta function, small because its order is large: half of the digits for real orders, none for complex ones.
#
# mpmath 1.3.0 at 15 digits against Arb (python-flint 0.9.0). Expected: zeta(20, 100) = 5.78e-40, a sum of positive terms, has its 15 digits, and so has zeta(20 + i, 100).
# Seen: eight for the first; the second is returned as 6.4e-22, 18 orders too large, without a warning. zeta(10, 100) has eight
# as well; psi(19, 100)/19!, the same number, has all.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
from mpmath import factorial, mp, mpc, mpf, nstr, psi, zeta

flint.ctx.prec = 400

def arb(order, imaginary, shift):
    value = flint.acb(order, imaginary).zeta(flint.acb(shift))
    return mpc(*(mpf(part.mid().str(30, radius=False)) for part in (value.real, value.imag)))

for order, imaginary, least, most in ((10, 0, 1e-9, 1e-6), (20, 0, 1e-9, 1e-6), (20, 1, 1e15, 1e20)):
    seen, true = zeta(mpc(order, imaginary) if imaginary else order, 100), arb(order, imaginary, 100)
    error = abs(seen / true - 1)
    print(order, imaginary, "mpmath", nstr(seen, 12), "Arb", nstr(true, 12), "error", nstr(error, 2))
    assert least < error < most
assert mp.dps == 15 and abs(psi(19, 100) / factorial(19) / arb(20, 0, 100).real) - 1 < 1e-13
PY
