#!/usr/bin/env bash
# The sum of positive decimals is negative.
#
# pyarrow 26.0.1. Expected: pc.sum of decimal128 numbers of 38 digits widens the type or raises, as pc.add does. Seen: it wraps around: the sum of two
# numbers 99...9 is -140282366920938463463374607431768211458. Tables of long decimals are summed as decimal256 or in Python.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pyarrow==26.0.1'
venv/bin/python -W ignore - <<'PY'
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

nines = pa.array([Decimal("9" * 38)] * 2)
total = pc.sum(nines).as_py()
print(nines.type, "sum:", total)
assert nines.type == pa.decimal128(38, 0)
assert total < 0
PY
