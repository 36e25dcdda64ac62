#!/usr/bin/env bash
# A ball that says nothing contains every number.
#
# python-flint 0.9.0. Expected: arb('nan') contains nothing that is known, or raises. Seen: contains() and overlaps() are
# True for every number, so a test that a ball contains the right value passes on a value that was never computed; and
# arb(0, 1)**2, the square of a harmless ball, is such a nan, while x*x is the ball [+/- 1.01].
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

nan = flint.arb("nan")
assert nan.contains(1) and nan.contains(10**9) and nan.overlaps(flint.arb(3))
ball = flint.arb(0, 1)
assert not (ball**2).is_finite() and (ball * ball).is_finite()
print("arb('nan').contains(1) is True; arb(0, 1)**2 =", ball**2, "; x*x =", (ball * ball).str(3))
PY
