#!/usr/bin/env bash
# The elliptic integral E of a modulus beyond one jumps where nothing is singular; K, next to it, does not.
#
# PARI (cypari 2.5.7). Expected: ellE(k) = int_0^1 sqrt(1 - k^2 t^2)/sqrt(1 - t^2) is smooth off the real axis: 0.4075 - 1.3441 i at k = 2 + i/1000. Seen:
# -0.4901 + 0.7577 i, as on the cut itself, while ellK is right at both; at k = 2 + i ellE is right too: between the two there is a
# jump of 2.3, without a branch point near.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'cypari==2.5.7' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
from cypari import pari

mpmath.mp.dps = 20
for k, far in (("2+I", False), ("2+I/1000", True), ("3/2+I/1000", True)):
    number = complex(pari(f"({k})*1.")) ** 2
    m = mpmath.mpmathify(number)
    turn = [0, mpmath.mpf(1) / 2, mpmath.pi / 6, mpmath.asin(mpmath.mpf(2) / 3), mpmath.pi / 2]
    integral = complex(mpmath.quad(lambda s: mpmath.sqrt(1 - m * mpmath.sin(s) ** 2), turn))
    e, kay = complex(pari(f"ellE({k})")), complex(pari(f"ellK({k})"))
    print(k, "ellE", e, "integral", integral)
    assert abs(kay - complex(mpmath.ellipk(m))) < 1e-12
    assert abs(integral - complex(mpmath.ellipe(m))) < 1e-4
    assert (abs(e - integral) > 1) if far else abs(e - integral) < 1e-4
PY
