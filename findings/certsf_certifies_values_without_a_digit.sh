#!/usr/bin/env bash
# A value is certified to 30 digits and has none.
#
# certsf 0.3.0 against mpmath 1.3.0. Expected: pcfd("0.5", "20", dps=30, certify=True), the parabolic cylinder function D_(1/2)(20) =
# 1.66e-43, comes with 30 digits, or is not certified. Seen: certified=True, requested_dps=30 and the value 77.145... with an error
# bound of 1.2e3 in another attribute; at 30 it is 7e55 for 1e-97. At 5 and 10 the value is right. The enclosure is honest;
# "certified" says only that there is one, and str() shows the value without it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'certsf==0.3.0' 'python-flint==0.9.0' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import certsf
import mpmath

mpmath.mp.dps = 40
for x in ("5", "10", "20", "30"):
    found = certsf.pcfd("0.5", x, dps=30, certify=True)
    true = mpmath.pcfd(mpmath.mpf("0.5"), mpmath.mpf(x))
    value, bound = mpmath.mpf(found.value), mpmath.mpf(found.abs_error_bound)
    print(x, "certified", found.certified, "value", mpmath.nstr(value, 12), "bound", mpmath.nstr(bound, 3), "true", mpmath.nstr(true, 12))
    assert found.certified and found.requested_dps == 30
    assert abs(value - true) <= bound
    assert (bound > 1e10 * abs(true)) is (x in ("20", "30"))
    assert "bound" not in str(found)
assert abs(mpmath.mpf(certsf.pcfd("0.5", "20", dps=30, certify=True).value)) > 1
PY
