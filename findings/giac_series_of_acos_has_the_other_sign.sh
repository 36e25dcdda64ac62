#!/usr/bin/env bash
# The series of the arccosine at its branch point has the opposite sign.
#
# giac 1.9.0.996 (as shipped by passagemath-giac 10.8.13). Expected: series(acos(1-x), x=0) = sqrt(2 x) + ..., as
# limit(acos(1-x)/sqrt(x), x, 0) = sqrt(2) says. Seen: -2/sqrt(2) sqrt(x) - ..., so that the angle is negative and
# acos(1-x)/sqrt(1-(1-x)^2) = -1 - x/3 for 1 + x/3; asin(1-x) is pi/2 + sqrt(2 x), more than a right angle, and acos((1-x)/(1+x))
# likewise. With the direction 1 as a fourth argument, or with acosh(1+x), all signs are right: a two-sided series takes the other
# branch of the root.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'passagemath-giac==10.8.13'
cat >input <<'GIAC'
version()
evalf(subst(convert(series(acos(1-x),x=0,2),polynom),x=1/100))
evalf(subst(convert(series(acos(1-x),x=0,2,1),polynom),x=1/100))
evalf(acos(99/100))
evalf(subst(convert(series(asin(1-x),x=0,2),polynom),x=1/100))
evalf(asin(99/100))
evalf(limit(acos(1-x)/sqrt(x),x,0))
evalf(subst(convert(series(acosh(1+x),x=0,2),polynom),x=1/100))
GIAC
venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["platlib"] + "/sage_wheels/bin/giac")' >giac
"$(cat giac)" <input 2>/dev/null >output
venv/bin/python - <<'PY'
import re

version, *lines = [line for line in open("output") if re.match(r'-?\d+\.\d+$|"giac', line.strip())]
assert "1.9.0.996" in version
series, sided, true, series_asin, true_asin, limit, acosh = map(float, lines)
print("acos(0.99)", true, "series", series, "with a direction", sided, "; asin(0.99)", true_asin, "series", series_asin, "; limit", limit)
assert abs(series + true) < 1e-5 and abs(sided - true) < 1e-5
assert abs(series_asin + true_asin - 3.141592653589793) < 1e-5 and series_asin > 1.6
assert abs(limit - 2**0.5) < 1e-9 and abs(acosh - 0.1413) < 1e-3
PY
