#!/usr/bin/env bash
# A sum whose terms rise before they fall is the sum of its first few.
#
# mpmath 1.3.0. Expected: the Poisson weights of mean 100 sum to 1, and sum 1/(1 + (n - 1000)^2) from 1 to 3.15. Seen: nsum returns 1.1e-31 and 1.8e-4, without
# a warning: it extrapolates the first terms, which are tiny and look like a limit. Both are smooth and positive, and the
# weights are no narrow peak: they are twenty wide. The finite sum of a thousand terms has all digits.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import exp, factorial, fsum, inf, mpf, nstr, nsum

def poisson(n):
    return mpf(100) ** n / factorial(n) * exp(-100)

def line(n):
    return 1 / (1 + (n - 1000) ** 2)

for terms, start, true in ((poisson, 0, 1), (line, 1, mpf("3.1523475951043292"))):
    seen, plain = nsum(terms, [start, inf]), fsum(terms(n) for n in range(start, 30000))
    print(terms.__name__, "nsum", nstr(seen, 6), "30000 terms", nstr(plain, 8))
    assert abs(plain / true - 1) < 2e-5
    assert seen < 1e-3
PY
