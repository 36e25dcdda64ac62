#!/usr/bin/env bash
# The integral of the Airy function from 0 to 9 is 2.6 instead of a third.
#
# SciPy 1.17.1 against mpmath 1.3.0. Expected: itairy(x)[0], which rises to 1/3 and stays, has double precision, or a few digits less. Seen: seven digits
# at x = 1, three at 6, 0.238 at 8, 2.618 at 9, -1.529 at 9.2, and all digits from 9.3 on: below, a series of terms that cancel, in
# constants of eight digits. By symmetry the integrals over the oscillating side, [2] and [3], have six digits, and nothing is said.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath
import scipy.special

for x, least, most in ((1.0, 1e-9, 1e-6), (6.0, 1e-4, 1e-2), (9.0, 1, 10), (9.2, 1, 10), (9.5, 0, 1e-12)):
    seen, true = scipy.special.itairy(x)[0], mpmath.airyai(x, derivative=-1)
    check = mpmath.quad(mpmath.airyai, [0, 1, 3, x])
    assert abs(check / true - 1) < 1e-10
    print(x, "SciPy", seen, "true", mpmath.nstr(true, 15))
    assert least <= abs(seen / float(true) - 1) <= most
PY
