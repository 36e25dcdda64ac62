#!/usr/bin/env bash
# There is no lower lip: -1 - i0 becomes -1.
#
# python-flint 0.9.0 against cmath. Expected: like every C library, the sign of a zero imaginary part chooses the side of a branch
# cut: sqrt(-1 - 0i) = -i. Seen: balls have no signed zero, so code that hands over complex(-1, -0.0), a frequency on the lower
# lip of its cut, gets the value of the upper lip, for sqrt, log and asin alike. The lip must be an argument of one's own.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import cmath
import flint

below = complex(-1.0, -0.0)
assert cmath.sqrt(below) == -1j and cmath.log(below).imag < 0
assert flint.acb(below).sqrt().imag > 0 and flint.acb(below).log().imag > 0
two = complex(2.0, -0.0)
assert cmath.asin(two).imag < 0 and cmath.asin(two.conjugate()).imag > 0
assert flint.acb(two).asin().imag < 0 and flint.acb(two.conjugate()).asin().imag < 0
print("sqrt(-1-0i): cmath", cmath.sqrt(below), "flint", flint.acb(below).sqrt().str(5))
PY
