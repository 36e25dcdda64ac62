#!/usr/bin/env bash
# The same singularity is honest at the left end and not at the right.
#
# SciPy 1.17.1. Expected: scipy.integrate.tanhsinh on 1/sqrt(x) and 1/sqrt(1-x) over 0..1 have the same error, bounded by the reported one. Seen: at the
# right end 1 - x has lost its digits when it gets there; the true error is many times the error that is reported. Write
# such integrals in the distance to the end.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1'
venv/bin/python -W ignore - <<'PY'
import numpy as np
from scipy.integrate import tanhsinh

left = tanhsinh(lambda x: 1 / np.sqrt(x), 0, 1)
right = tanhsinh(lambda x: 1 / np.sqrt(1 - x), 0, 1)
for name, found in (("left", left), ("right", right)):
    print(name, "true error", abs(found.integral - 2), "reported", found.error, "success", found.success)
assert abs(left.integral - 2) < 1e-12
assert abs(right.integral - 2) > 20 * right.error
PY
