#!/usr/bin/env bash
# SciPy has the eigenvalue of a Mathieu function to all digits, and nan for the function.
#
# SciPy 1.17.1, NumPy 2.4.6. Expected: ce_0(x, q) at q = 3000, x = 90 degrees, where it is largest, is a number, as mathieu_a(0, 3000) is. Seen:
# nan, for every x, while the eigenvector of a matrix of 60 rows gives the function to twelve digits; at q = 1000 both agree.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'numpy==2.4.6'
venv/bin/python - <<'PY'
import math

import numpy as np
import scipy.special


def ground(q, degrees, size):
    """Eigenvalue and ce_0 from the recurrence of its Fourier coefficients."""
    k = 2.0 * np.arange(size)
    beside = np.full(size - 1, float(q))
    beside[0] *= math.sqrt(2)
    values, vectors = np.linalg.eigh(np.diag(k**2) + np.diag(beside, 1) + np.diag(beside, -1))
    first = vectors[:, 0] * np.sign(vectors[0, 0])
    first[0] /= math.sqrt(2)
    return values[0], float(first @ np.cos(k * math.radians(degrees)))


for q in (1000.0, 3000.0):
    a, value = ground(q, 90, 60)
    assert abs(value - ground(q, 90, 90)[1]) < 1e-11
    found = scipy.special.mathieu_cem(0, q, 90)[0]
    print(q, "eigenvalue", scipy.special.mathieu_a(0, q), a, "function", found, value)
    assert abs(scipy.special.mathieu_a(0, q) / a - 1) < 1e-13
    assert abs(found - value) < 1e-11 if q == 1000 else math.isnan(found)
assert np.isnan(scipy.special.mathieu_cem(0, 3000, np.array([0, 30, 60, 85]))[0]).all()
PY
