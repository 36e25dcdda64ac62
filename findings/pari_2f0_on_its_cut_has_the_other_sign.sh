#!/usr/bin/env bash
# The sum of a divergent series on its cut is minus the value on either lip.
#
# PARI (cypari 2.5.7). Expected: 2F0(1/2, 1/3; ; 1/2), the Borel sum of 1 + z/6 + ..., is on z > 0 the value above or below the cut, 1.1146 +- 0.0708 i. Seen:
# -1.1146 - 0.0708 i, minus the value above; with an imaginary part of 1e-10 the sign is right. At z = 1/20, where the series' own terms
# give three digits, 1.0088, it is -1.0088.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'cypari==2.5.7' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
from cypari import pari

def borel(z):
    """The integral of exp(-t) t^(-1/2) (1 - z t)^(-1/3), on a ray below the singularity."""
    ray = mpmath.expj(-0.5)
    value = mpmath.quad(lambda r: mpmath.exp(-r * r * ray) * 2 * mpmath.sqrt(ray) * (1 - z * r * r * ray) ** (-mpmath.mpf(1) / 3), [0, 2, 4, 12])
    return value / mpmath.sqrt(mpmath.pi)

for z in ("0.5", "0.05"):
    on, above = complex(pari(f"hypergeom([1/2,1/3],[],{z})")), complex(pari(f"hypergeom([1/2,1/3],[],{z}+1e-10*I)"))
    true = complex(borel(mpmath.mpf(z)))
    print(z, "PARI on the cut", on, "above", above, "Borel", true)
    assert min(abs(above - true), abs(above - true.conjugate())) < 1e-6
    assert abs(on + above) < 1e-6 < 1 < abs(on - above)
PY
