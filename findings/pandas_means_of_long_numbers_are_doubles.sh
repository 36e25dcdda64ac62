#!/usr/bin/env bash
# The sum of a column keeps all its digits; its mean is a double, and its spread nothing.
#
# pandas 3.1.1 and NumPy 2.4.6 with mpmath 1.3.0 and decimal. Expected: in a column of Python numbers mean, median and variance are of the kind that sum, max and numpy.mean give, or
# raise. Seen: sum and max have 40 digits, mean and median 16, the variance of 1, 1 + 1e-25, ... is 0, the mean of 1e400 and 3e400 is inf
# though their sum is right; for Decimals too.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pandas==3.1.1' 'numpy==2.4.6' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from decimal import Decimal

import mpmath
import numpy as np
import pandas as pd

mpmath.mp.dps = 40
step = mpmath.mpf(10) ** -25
values = [1 + k * step for k in range(4)]
column = pd.Series(values)
print("sum", column.sum(), "mean", repr(column.mean()), "variance", column.var(), "numpy.mean", np.mean(np.array(values)))
assert abs(column.sum() / 4 - 1 - step * 3 / 2) < step / 1000 and abs(np.mean(np.array(values)) - 1 - step * 3 / 2) < step / 1000
assert column.mean() == 1 and column.median() == 1 and column.var() == 0
decimals = pd.Series([Decimal(1) + k * Decimal("1e-25") for k in range(4)])
assert decimals.max() - decimals.min() == Decimal("3e-25") and decimals.var() == 0
large = pd.Series([mpmath.mpf(10) ** 400, 3 * mpmath.mpf(10) ** 400])
print("sum", large.sum(), "mean", large.mean())
assert mpmath.isfinite(large.sum()) and np.isinf(large.mean())
PY
