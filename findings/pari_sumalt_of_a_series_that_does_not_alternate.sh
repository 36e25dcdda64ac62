#!/usr/bin/env bash
# The alternating summation accepts any series, and its wrong sums look like sums.
#
# PARI (cypari 2.5.7). Expected: sumalt, Cohen-Villegas-Zagier for alternating series, notices that the terms do not alternate. Seen: sum 1/n^2 is 1.593 for
# 1.645 and the divergent sum 1/n is a finite number that grows with the precision (2.2 to 4.3); both without a warning.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'cypari==2.5.7'
venv/bin/python -W ignore - <<'PY'
from cypari import pari

seen = {}
for digits in (19, 38):
    pari(f"default(realprecision, {digits})")
    seen[digits] = float(pari("sumalt(n=1, 1/n^2)")), float(pari("sumalt(n=1, 1/n)"))
print(seen, "zeta(2) = 1.6449340668")
assert all(1e-3 < abs(squares - 1.6449340668482264) < 0.1 for squares, _ in seen.values())
assert seen[38][1] > seen[19][1] + 0.5
PY
