#!/usr/bin/env bash
# The modular invariant next to the real axis, where it must grow without bound, stops at a power of ten of the precision.
#
# mpmath 1.3.0 at 30 digits. Expected: J(i/1000) = J(1000 i), about exp(2000 pi)/1728 = 3.3e2725, as every modular function (and eta, of the same module, does).
# Seen: 1.03e315 for J(i/1000) and 6.5e315 for J(3 + i/10^4), 1.9e27284 in truth: beyond some 1e314 only the precision is left; at
# i/100 the fifth digit is wrong. J(1000 i) itself is right, no warning.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
from mpmath import kleinj, log10, mp, mpc, mpf, nstr

mp.dps, flint.ctx.prec = 30, 300
for where, small in ((mpc(0, mpf(1) / 64), False), (mpc(0, mpf(1) / 1024), True), (mpc(3, mpf(1) / 8192), True)):
    seen, turned = kleinj(where), kleinj(-1 / (where - where.real))
    arb = flint.acb(float(where.real), float(where.imag)).modular_j() / 1728
    print(nstr(where, 6), "mpmath", nstr(seen, 8), "at -1/tau", nstr(turned, 8), "Arb", arb.real.str(8, radius=False))
    assert abs(turned / mpf(arb.real.mid().str(20, radius=False)) - 1) < 1e-15
    assert (log10(abs(turned)) - log10(abs(seen)) > 1000) if small else abs(seen / turned - 1) < 1e-6
PY
