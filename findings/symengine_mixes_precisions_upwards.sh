#!/usr/bin/env bash
# A double plus a number of 200 bits is printed with 60 digits.
#
# symengine 0.15.0. Expected: like SymPy, mixing 53 bits with 200 keeps the lower precision. Seen: the sum takes the higher one, and shows the binary
# expansion of the double as if it were known to 60 digits.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'symengine==0.15.0'
venv/bin/python -W ignore - <<'PY'
import symengine

total = symengine.pi.n(200) + symengine.RealDouble(0.1)
text = str(total)
print(text)
assert text.startswith("3.24159265358979") and len(text) > 50
assert not text.startswith("3.2415926535897932384626")
PY
