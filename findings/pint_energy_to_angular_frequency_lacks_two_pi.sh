#!/usr/bin/env bash
# An energy becomes an angular frequency without its 2 pi.
#
# pint 0.25.3. Expected: 1 meV is 1.519 rad/ps (E/hbar), as 1 meV/hbar is and as 0.2418 cycles a picosecond are in the same library,
# or it raises. Seen: in the context "spectroscopy" 1 meV is 0.2418 THz, right, and 0.2418 rad/ps as well: E = h nu is applied and the
# radian taken for 1, while 1 cycle/ps is 6.28 rad/ps. The same energy in cycle/ps is 0.0385. A time axis computed so is 6.28 times
# too long.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'pint==0.25.3'
venv/bin/python -W ignore - <<'PY'
import math

import pint

units = pint.UnitRegistry()
energy = units.Quantity(1, "meV")
direct = energy.to("rad/ps", "spectroscopy").magnitude
cycles = energy.to("THz", "spectroscopy").magnitude
by_hand = (energy / units.Quantity(1, "hbar")).to("rad/ps").magnitude
turned = units.Quantity(cycles, "cycle/ps").to("rad/ps").magnitude
print("1 meV is", direct, "rad/ps and", cycles, "THz; over hbar", by_hand, "rad/ps;", cycles, "cycle/ps are", turned, "rad/ps")
print("1 meV in cycle/ps:", energy.to("cycle/ps", "spectroscopy").magnitude)
assert abs(direct / cycles - 1) < 1e-12
assert abs(by_hand / direct - 2 * math.pi) < 1e-9 and abs(turned / by_hand - 1) < 1e-9
assert abs(energy.to("cycle/ps", "spectroscopy").magnitude * 2 * math.pi / cycles - 1) < 1e-9
PY
