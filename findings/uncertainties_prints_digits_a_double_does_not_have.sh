#!/usr/bin/env bash
# A number with a small error bar is printed with digits that are wrong.
#
# uncertainties 3.2.3. Expected: '0.12345678901234567890123456789(3)' is kept, or refused because a float cannot hold it. Seen: the nominal value is rounded to a double
# in silence and printed again with 30 decimals and the same error bar 3e-29, 4e11 error bars away from what was typed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'uncertainties==3.2.3'
venv/bin/python -W ignore - <<'PY'
from fractions import Fraction

from uncertainties import ufloat_fromstr

typed = "0.12345678901234567890123456789"
number = ufloat_fromstr(f"{typed}(3)")
shown = f"{number:.1u}".split("+/-")[0]
off = abs(Fraction(shown) - Fraction(typed)) / Fraction(number.std_dev)
print(f"{number:.1u}", "is", float(off), "error bars off")
assert off > 10**9
PY
