#!/usr/bin/env bash
# Special functions that keep their digits everywhere but next to a zero, or next to an end of their domain.
#
# mpmath 1.3.0 at 30 digits. Expected: close to 30 correct digits (arguments are exact in binary). Seen, without a warning: harmonic(2^-80)
# has 9; theta_4 at nome 31/32 has 3; the regularised beta integral from 1 - 2^-60 to 1 is exactly 0; erfinv(1 - 2^-90)
# has 21. Asking for the sum of digits and the size of the cancellation is the remedy.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
from mpmath import betainc, erfinv, harmonic, jtheta, mp, mpf, nstr

def digits_right(function, dps=30):
    mp.dps = dps
    value = function()
    mp.dps = 4 * dps + 60
    true = function()
    error = abs(value / true - 1)
    mp.dps = dps
    return 0 if error >= 1 else int(-mp.log10(error)) if error else dps

two = mpf(2)
found = {
    "harmonic(2^-80)": digits_right(lambda: harmonic(mpf(2) ** -80)),
    "theta_4(0, 31/32)": digits_right(lambda: jtheta(4, 0, mpf(31) / 32)),
    "betainc(2, 3, 1-2^-60, 1)": digits_right(lambda: betainc(2, 3, 1 - mpf(2) ** -60, 1)),
    "erfinv(1-2^-90)": digits_right(lambda: erfinv(1 - mpf(2) ** -90)),
}
print(found)
assert found["harmonic(2^-80)"] < 12
assert found["theta_4(0, 31/32)"] < 6
assert found["betainc(2, 3, 1-2^-60, 1)"] == 0
assert found["erfinv(1-2^-90)"] < 25
PY
