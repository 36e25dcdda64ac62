#!/usr/bin/env bash
# 2F1(1, a; a + 1; z) on the unit circle, with a far left of zero: two thousand times too small, at every precision.
#
# mpmath 1.3.0 against a closed form and Arb (python-flint 0.9.0). Expected: the sum of z^k/(k + a), which is 2F1/a, is -2.70 + 1.60i at
# a = -399.5, z = exp(2i): 400 terms and 2 z^400 atanh(sqrt z)/sqrt z. Seen: -0.00125 - 0.00080i at 15, 30 and 60 digits, to all digits the same,
# without a warning. At a = -99.5 it is as wrong at 15 digits, has 7 digits at 30 and 38 at 60; at a = -49.5 all are right.
# The terms that matter are those next to k = -a; the recurrence (Gosper's) is ended by its first small step, before it is there.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'mpmath==1.3.0' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint
from mpmath import atanh, expj, fsum, hyp2f1, mp, mpc, mpf, nstr, sqrt


def closed(terms, z):
    """The sum of z^k/(k + 1/2 - terms): the first ones, and the series of atanh."""
    return fsum(z**k / (k + mpf(0.5) - terms) for k in range(terms)) + z**terms * 2 * atanh(sqrt(z)) / sqrt(z)


def arb(a):
    flint.ctx.prec = 1500
    value = flint.acb(0, 2).exp().hypgeom_2f1(1, flint.acb(a), flint.acb(a) + 1) / a
    assert value.rel_accuracy_bits() > 200
    return mpc(*(mpf(part.str(60, radius=False)) for part in (value.real, value.imag)))


errors, values = {}, []
for digits in (15, 30, 60):
    mp.dps = digits
    for terms in (50, 100, 400):
        a, z = mpf(0.5) - terms, expj(2)
        seen, true = hyp2f1(1, a, a + 1, z) / a, closed(terms, z)
        assert abs(true / arb(float(a)) - 1) < 1e-12
        errors[terms, digits] = abs(seen / true - 1)
        print(digits, "digits: a =", a, "seen", nstr(seen, 12), "true", nstr(true, 12), "error", nstr(errors[terms, digits], 3))
    values.append(seen)
assert all(errors[50, digits] < mpf(10) ** (2 - digits) for digits in (15, 30, 60))
assert errors[100, 15] > 0.9 and 1e-9 < errors[100, 30] < 1e-6 and 1e-42 < errors[100, 60] < 1e-36
assert all(errors[400, digits] > 0.9 for digits in (15, 30, 60))
assert all(abs(value / values[-1] - 1) < 1e-13 for value in values) and abs(values[-1]) * 1500 < abs(true)
PY
