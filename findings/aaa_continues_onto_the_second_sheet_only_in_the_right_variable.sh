#!/usr/bin/env bash
# Rational approximation of a response, continued through its cut: right in one variable, wrong from the first digit in the other.
#
# SciPy 1.17.1 (AAA), mpmath 1.3.0. The susceptibility 1/(sqrt(w^2-1)/w (arccosh w - i pi/2) + 1/2), sampled above its threshold w = 1 where it is measured. Expected: AAA continues it
# below the threshold and shows its pole. Seen: fitted in w, the values at 0 < w < 1 on the physical sheet have no digit and poles crowd the cut;
# fitted in u, w = (u + 1/u)/2, the same data give the value there to five digits.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import numpy as np
from scipy.interpolate import AAA

def inverse(w, root, angle):
    return root / w * angle + 0.5

w = np.linspace(1.01, 4, 400)
data = 1 / inverse(w, np.sqrt(w**2 - 1), np.arccosh(w) - 0.5j * np.pi)
# Below the threshold, physical side: sqrt(w^2-1) = i sqrt(1-w^2), arccosh w - i pi/2 = i (arccos w - pi/2).
x = 0.5
true = 1 / inverse(x, 1j * np.sqrt(1 - x**2), 1j * (np.arccos(x) - np.pi / 2))
plain = AAA(w, data)
u = w + np.sqrt(w**2 - 1)
joukowsky = AAA(u, data)
place = complex(x, np.sqrt(1 - x**2))
errors = abs(plain(x + 0j) / true - 1), min(abs(joukowsky(p) / true - 1) for p in (place, place.conjugate()))
print("fitted in w: error %.1e; fitted in u: %.1e" % errors)
assert errors[0] > 0.1 and errors[1] < 1e-5
PY
