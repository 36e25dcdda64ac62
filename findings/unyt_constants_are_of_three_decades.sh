#!/usr/bin/env bash
# The physical constants of one library are of three decades, and the charge of the electron is not the electron volt.
#
# unyt 3.2.0 against SciPy 1.17.1 (CODATA 2022). Expected: k_B, h and e are exact since 2019, and one electron volt is e times one
# volt. Seen: k_B = 1.3806488e-23 and h = 6.62606957e-34 (2010), e = 1.6021766208e-19 (2014), the proton's mass that of 1986, an
# electron volt of 1.602176562e-19 J, so that e V/eV is 1 + 4e-8; 2 e/h is off by 8e-8, where volt standards have ten digits;
# Avogadro's number is 1.00000002 of a mole. astropy 8.0.2 and SciPy agree on all of them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'unyt==3.2.0' 'scipy==1.17.1' 'astropy==8.0.2'
venv/bin/python -W ignore - <<'PY'
import astropy.constants
import unyt
import unyt.physical_constants as constants
from scipy import constants as codata

rows = {
    "k_B": (constants.kboltz, codata.k, astropy.constants.k_B, 1e-7),
    "h": (constants.hmks, codata.h, astropy.constants.h, 5e-8),
    "e": (constants.qp, codata.e, astropy.constants.e, 5e-9),
    "m_e": (constants.me, codata.m_e, astropy.constants.m_e, 5e-8),
    "m_p": (constants.mp, codata.m_p, astropy.constants.m_p, 5e-7),
}
for name, (found, true, other, least) in rows.items():
    print(name, float(found.in_mks()), "CODATA 2022", true, "relative", float(found.in_mks()) / true - 1)
    assert abs(float(found.in_mks()) / true - 1) > least
    assert abs(other.value / true - 1) < 1e-15
volt = float((constants.qp * unyt.V).to("J") / (1 * unyt.eV).to("J"))
josephson = float((2 * constants.qp / constants.hmks).in_mks()) / (2 * codata.e / codata.h)
print("e V/eV - 1:", volt - 1, "2 e/h over its exact value - 1:", josephson - 1, "Avogadro's number", constants.avogadros_number)
assert 3e-8 < volt - 1 < 5e-8 and 7e-8 < josephson - 1 < 9e-8
assert abs(float(constants.avogadros_number) - 1) < 1e-7
PY
