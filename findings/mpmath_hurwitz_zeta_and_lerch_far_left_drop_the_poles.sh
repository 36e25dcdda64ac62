#!/usr/bin/env bash
# The Hurwitz zeta function left of zero: the poles that it has passed are missing, and less precision misses more of them.
#
# mpmath 1.3.0 against Arb (python-flint 0.9.0) and the definition. Expected: zeta(3, -30.25), the sum of 1/(k - 30.25)^3 over k >= 0, is -62.012; the
# two terms next to the pole alone are -64 and 2.37. Seen: 5.3e-4 at 15 digits, right at 30; zeta(3, -50.25) is 1.9e-4 up to 30 digits and right at
# 60; zeta(3, -1000.25) is 5.0e-7 at each of the three: what is returned is the expansion for large a, which knows no poles, and which does not hold
# next to the negative axis. lerchphi(1, 2, -1000.25) and zeta(2, -1000.25) are -0.000999 for 19.738; psi(1, -1000.25), the same number, is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
from mpmath import fsum, lerchphi, mp, mpf, nstr, pi, psi, sin, zeta

flint.ctx.prec = 300


def by_definition(order, shift):
    """The terms as far as zero, and the zeta function of a positive number for the others."""
    terms = int(-shift) + 5
    return fsum((k + shift) ** -order for k in range(terms)) + zeta(order, shift + terms)


wrong_at = {}
for digits in (15, 30, 60):
    mp.dps = digits
    for shift in (-20.25, -30.25, -50.25, -1000.25):
        seen, true = zeta(3, mpf(shift)), by_definition(3, mpf(shift))
        arb = mpf(flint.acb(3).zeta(flint.acb(shift)).real.str(20, radius=False))
        print(digits, "digits: zeta(3,", f"{shift}):", nstr(seen, 8), "by definition", nstr(true, 12), "Arb", nstr(arb, 12))
        assert abs(true / arb - 1) < 1e-13
        if abs(seen / true - 1) > 1e-12:
            assert 0 < seen.real < 1e-3 and abs(seen.imag) == 0
            wrong_at.setdefault(digits, []).append(shift)
assert wrong_at == {15: [-30.25, -50.25, -1000.25], 30: [-50.25, -1000.25], 60: [-1000.25]}, wrong_at

far = mpf(-1000.25)
reflected = (pi / sin(pi * far)) ** 2 - zeta(2, 1 - far)
print("zeta(2, a), lerchphi(1, 2, a):", nstr(zeta(2, far), 8), nstr(lerchphi(1, 2, far), 8))
print("psi(1, a), reflected:", nstr(psi(1, far), 20), nstr(reflected, 20))
assert abs(psi(1, far) / reflected - 1) < mpf(10) ** -50 and abs(reflected - mpf("19.7382")) < 1e-4
assert abs(zeta(2, far) + mpf("0.00099925")) < 1e-8 and abs(lerchphi(1, 2, far) + mpf("0.00099925")) < 1e-8
PY
