#!/usr/bin/env bash
# Gauss's hypergeometric function next to one: the sum ends before it has converged.
#
# JAX 0.10.2, in double precision, against SciPy 1.17.1 and mpmath 1.3.0. Expected: hyp2f1(1/2, 1/3, 1, x) for 0 < x < 1, a number
# between 1 and 3, has double precision. Seen: 14 digits at x = 0.9, 8 at 0.95, 3 at 0.99, 1.792 for 1.868 at 0.999, and 17 per cent
# missing at 1 - 1e-6; so it is for every (a, b, c) tried with c - a - b not a whole number. Where it is one, as in the elliptic integral (1/2,
# 1/2, 1), all digits are there. No warning; SciPy is right in all of them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'jax==0.10.2' 'jaxlib==0.10.2' 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import jax
import mpmath
import scipy.special
from jax.scipy.special import hyp2f1

jax.config.update("jax_enable_x64", True)
third = 1 / 3
for a, b, c in ((0.5, third, 1.0), (third, third, 1.0), (0.5, 0.5, 1.0)):
    errors = {}
    for x in (0.5, 0.9, 0.95, 0.99, 0.999, 0.999999):
        true = float(mpmath.hyp2f1(a, b, c, x))
        errors[x] = abs(float(hyp2f1(a, b, c, x)) / true - 1)
        assert abs(scipy.special.hyp2f1(a, b, c, x) / true - 1) < 1e-12
    print((a, b, c), errors, "at 0.999", float(hyp2f1(a, b, c, 0.999)), "true", float(mpmath.hyp2f1(a, b, c, 0.999)))
    assert errors[0.5] < 1e-13 and errors[0.9] < 1e-12
    if b == 0.5:
        assert max(errors.values()) < 1e-12
    else:
        assert errors[0.95] > 1e-9 and errors[0.99] > 1e-4 and errors[0.999] > 0.01 and errors[0.999999] > 0.03
PY
