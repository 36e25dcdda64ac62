#!/usr/bin/env bash
# SciPy's Kelvin functions have nine digits next to x = 10, and all of them on either side.
#
# SciPy 1.17.1, mpmath 1.3.0. Expected: ker, kei, ber, bei and their derivatives are good to 1e-13 or so at every moderate x. Seen: where the
# series hands over to the asymptotic expansion, at x = 10, ker'(x), kei'(x) and bei(x) are wrong by 1e-10 to 2e-9; at 5 and at 20 by 1e-12 at most.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python - <<'PY'
import mpmath
import scipy.special

mpmath.mp.dps = 40
TURN = mpmath.expjpi(mpmath.mpf(1) / 4)


def errors(x):
    """Relative errors of kei' and bei."""
    z = mpmath.mpf(x) * TURN
    slope, regular = -mpmath.besselk(1, z) * TURN, mpmath.besseli(0, z)
    pairs = ((scipy.special.keip(x), slope.imag), (scipy.special.bei(x), regular.imag))
    return [float(abs(found / exact - 1)) for found, exact in pairs]


table = {x: errors(x) for x in (5.0, 9.9, 10.1, 20.0)}
for x, found in table.items():
    print(x, [f"{error:.1e}" for error in found])
assert max(*table[5.0], *table[20.0]) < 2e-12
assert table[9.9][0] > 1e-9 and table[10.1][0] > 1e-10 and table[10.1][1] > 1e-10
PY
