#!/usr/bin/env bash
# Far to the left the Hurwitz zeta function and the polygammas have no digit, where the digamma function has all.
#
# python-flint 0.9.0. Expected: zeta(2, a) = psi'(a) at a = -2e19 + 1e20 i is about 1/a, as the reflection formula gives it, at the first try. Seen: a ball
# of infinite radius at every precision, though digamma has every bit there: only digamma is reflected, the others add up as
# many terms as a is far. (Not the story of erfc, whose argument must be inexact: this one is exact.)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

for bits in (100, 400):
    flint.ctx.prec = bits
    a = flint.acb(-2e19, 1e20)
    zeta, trigamma, digamma = flint.acb(2).zeta(a), a.polygamma(1), a.digamma()
    sine = (a * flint.acb.pi()).sin()
    reflected = (flint.acb.pi() / sine) ** 2 - flint.acb(2).zeta(1 - a)
    print(bits, zeta, trigamma, digamma.str(15), reflected.str(15))
    assert not zeta.is_finite() and not trigamma.is_finite()
    assert digamma.rel_accuracy_bits() > bits - 20
    assert reflected.rel_accuracy_bits() > bits - 20
    assert abs(reflected * a - 1).upper() < 1e-15
PY
