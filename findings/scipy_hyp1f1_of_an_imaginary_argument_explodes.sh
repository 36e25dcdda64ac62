#!/usr/bin/env bash
# The confluent hypergeometric function at an imaginary argument, where it is of order one, is 10^21.
#
# SciPy 1.17.1 against mpmath 1.3.0 and Arb (python-flint 0.9.0). Expected: 1F1(a; b; i y), bounded or falling like a power, keeps digits at moderate y, as it does for real
# arguments of this size. Seen: 1F1(-1/32; 3/2; 100 i) = 2.6e21 + 2.0e21 i for 1.1516 - 0.0564 i; 1F1(3/2; 3; 2 - 100 i) is a fifth off;
# 1F1(1/2; 3/2; i y) is fine. No warning: neither parameter nor argument is extreme.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
import mpmath
import scipy.special

mpmath.mp.dps, flint.ctx.prec = 30, 300
for a, b, z, least, most in ((-0.03125, 1.5, 100j, 1e20, 1e23), (1.5, 3.0, 2 - 100j, 0.1, 0.5), (0.5, 1.5, 30j, 0, 1e-7)):
    seen, true = scipy.special.hyp1f1(a, b, z), complex(mpmath.hyp1f1(a, b, z))
    arb = complex(flint.acb(z).hypgeom_1f1(flint.acb(a), flint.acb(b)))
    print(a, b, z, "SciPy", seen, "mpmath", true)
    assert abs(arb / true - 1) < 1e-14
    assert least <= abs(seen / true - 1) <= most
PY
