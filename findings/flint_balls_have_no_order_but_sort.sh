#!/usr/bin/env bash
# Sorting balls gives an order that means nothing, without an error.
#
# python-flint 0.9.0. Expected: min, max and sorted refuse balls that overlap, as no order is certain. Seen: every comparison
# that is not certain is False, so sorted leaves such balls where they stand and max returns whichever came first: the largest
# of [2 +/- 1], 1, 2.5 depends on the order of the list. A ball is neither equal to itself nor different from itself.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

wide, low, high = flint.arb(2, 1), flint.arb(1), flint.arb(2.5)
assert max([wide, high]) is wide and max([high, wide]) is high
assert min([wide, low]) is wide
assert [x is wide for x in sorted([wide, low, high])] == [True, False, False]
assert not (wide == wide) and not (wide != wide)
print("max depends on the order of its arguments; sorted:", [x.str(3) for x in sorted([wide, low, high])])
PY
