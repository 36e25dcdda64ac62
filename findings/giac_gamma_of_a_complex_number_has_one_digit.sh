#!/usr/bin/env bash
# Gamma of a complex number has one digit, shown with as many as are asked for.
#
# giac 1.9.0.996 (as shipped by passagemath-giac 10.8.13) against mpmath 1.3.0. Expected: evalf(Gamma(2+3*i)) has the twelve digits of
# the other functions. Seen: -0.08 + 0.09 i for -0.0824 + 0.0918 i; Gamma(5.5+2 i) is -40 - 5 i for -35.2 - 4.6 i, Gamma(1/2+i) 0.3 -
# 0.4 i, at 30 digits 0.299999999999998934... - 0.39999999999999857... i. Real arguments, and Psi, Zeta, Ei and erf of complex ones,
# have all their digits. No warning.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'passagemath-giac==10.8.13' 'mpmath==1.3.0'
cat >input <<'GIAC'
version()
re(evalf(Gamma(2+3*i)))
im(evalf(Gamma(2+3*i)))
re(evalf(Gamma(5.5+2*i)))
im(evalf(Gamma(5.5+2*i)))
re(evalf(Gamma(1/2+i),30))
im(evalf(Gamma(1/2+i),30))
re(evalf(Psi(0.5+1.0*i)))
im(evalf(Psi(0.5+1.0*i)))
GIAC
venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["platlib"] + "/sage_wheels/bin/giac")' >giac
"$(cat giac)" <input 2>/dev/null >output
venv/bin/python - <<'PY'
import re

import mpmath

version, *lines = [line for line in open("output") if re.match(r'-?\d+\.\d+(e-?\d+)?$|"giac', line.strip())]
assert "1.9.0.996" in version
numbers = [float(line) for line in lines]
found = [complex(*numbers[i : i + 2]) for i in range(0, 8, 2)]
places = (2 + 3j, 5.5 + 2j, 0.5 + 1j)
for place, value in zip(places, found[:3], strict=True):
    true = complex(mpmath.gamma(place))
    print("Gamma at", place, "is", value, "true", true)
    assert 1e-2 < abs(value / true - 1) < 0.2
    assert all(float(f"{part:.0e}") == round(part, 9) for part in (value.real, value.imag))
assert abs(found[3] / complex(mpmath.digamma(0.5 + 1j)) - 1) < 1e-10
PY
