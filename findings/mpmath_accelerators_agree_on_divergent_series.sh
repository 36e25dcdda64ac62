#!/usr/bin/env bash
# Three ways to sum a divergent series agree to all digits.
#
# mpmath 1.3.0. Expected: nsum by Richardson, Levin and Euler-Maclaurin, asked for the harmonic series at 30 digits, disagree or
# raise, so that agreement of two of them counts as evidence. Seen: all three return the same number to every digit, the
# partial sum where they gave up; Richardson and Levin do the same on sum 1/(n ln^2 n), which converges, to 2.1097428....
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import mpmath

mpmath.mp.dps = 30
def by(way, term, first):
    return mpmath.nsum(term, [first, mpmath.inf], method=way)

harmonic = [by(way, lambda n: 1 / n, 1) for way in ("richardson", "levin", "euler-maclaurin")]
slow = [by(way, lambda n: 1 / (n * mpmath.log(n) ** 2), 2) for way in ("richardson", "levin")]
for values in (harmonic, slow):
    print([mpmath.nstr(v, 12) for v in values])
    assert max(values) - min(values) < mpmath.mpf(10) ** -25
assert abs(slow[0] - mpmath.mpf("2.109742801236891974479257197616551326329")) > 0.1
PY
