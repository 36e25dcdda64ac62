#!/usr/bin/env bash
# The Laguerre polynomial of degree 40.0 is not the one of degree 40.
#
# SciPy 1.17.1. Expected: eval_laguerre(40.0, 20.0) equals eval_laguerre(40, 20.0) = -90.499, as eval_legendre, eval_chebyt and eval_jacobi do for
# both kinds of degree. Seen: 411.08; for degree 100 at x = 12, 1.6e9 instead of 27.28; with eval_genlaguerre likewise. An array of
# degrees that went through a table or a division holds floats, and the value changes its sign without a warning.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
import scipy.special

for degree, x in ((40, 20.0), (100, 12.0)):
    whole, real = (scipy.special.eval_laguerre(n, x) for n in (degree, float(degree)))
    true = float(mpmath.laguerre(degree, 0, x))
    print(degree, x, "of an int", whole, "of a float", real, "true", true)
    assert abs(whole / true - 1) < 1e-10
    assert abs(real / true - 1) > 3
    assert abs(scipy.special.eval_genlaguerre(float(degree), 0.25, x) / scipy.special.eval_genlaguerre(degree, 0.25, x) - 1) > 0.5
for other in (scipy.special.eval_legendre, scipy.special.eval_chebyt):
    assert abs(other(40.0, 0.3) / other(40, 0.3) - 1) < 1e-10
PY
