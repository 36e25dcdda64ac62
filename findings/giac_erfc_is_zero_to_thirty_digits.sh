#!/usr/bin/env bash
# The complementary error function is zero to thirty digits.
#
# giac 1.9.0.996 (as shipped by passagemath-giac 10.8.13). Expected: evalf(erfc(10), 30) is 2.08848758376254475700078629496e-45, or
# has the digits of its double, as erfc(10.) has. Seen: 0.000000000000000000000000000000; with 50 digits asked four are right, with
# 100 digits fifty-five: erfc is 1 - erf at the precision asked for. erfc(10) of the whole number is 0 at the default, and
# evalf(erfc(7), 20) as well, where erfc(7.) is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'passagemath-giac==10.8.13'
cat >input <<'GIAC'
version()
evalf(erfc(10.))
evalf(erfc(10))
evalf(erfc(7.))
evalf(erfc(7),20)
evalf(erfc(10),30)
evalf(erfc(10),50)
evalf(erfc(10),100)
GIAC
venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["platlib"] + "/sage_wheels/bin/giac")' >giac
"$(cat giac)" <input 2>/dev/null >output
venv/bin/python - <<'PY'
import math
import re

version, *lines = [line for line in open("output") if re.match(r'-?\d+\.\d+(e-?\d+)?$|"giac', line.strip())]
assert "1.9.0.996" in version
double, whole, seven, seven20, ten30, ten50, ten100 = map(float, lines)
print("erfc(10.)", double, "erfc(10)", whole, "30 digits", ten30, "50", ten50, "100", ten100, "; erfc(7.)", seven, "20 digits", seven20)
assert abs(double / math.erfc(10) - 1) < 1e-10 and abs(seven / math.erfc(7) - 1) < 1e-10
assert whole == seven20 == ten30 == 0
assert 1e-7 < abs(ten50 / math.erfc(10) - 1) < 1e-4
assert abs(ten100 / math.erfc(10) - 1) < 1e-10
PY
