#!/usr/bin/env bash
# The complementary error function of a large number has no digit at any precision, unless the number is exact.
#
# python-flint 0.9.0. Expected: erfc of a ball around e^18 of relative radius 2^-1000 keeps some 945 bits, as exp(-x^2) does. Seen: none, at 100, 1000
# and 10000 bits alike, for arb and acb; for exact arguments of the same size all bits are there. exp(-x^2) U(1/2, 1/2, x^2)/sqrt(pi)
# is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

for bits in (100, 1000, 10000):
    flint.ctx.prec = bits
    x = flint.arb(18).exp()
    square = flint.acb(x * x)
    half = flint.acb(0.5)
    other = (-square).exp() * square.hypgeom_u(half, half) / flint.acb.pi().sqrt()
    exact = flint.arb(2) ** 26
    print(bits, "erfc:", x.erfc().rel_accuracy_bits(), "through U:", other.real.rel_accuracy_bits())
    assert x.erfc().rel_accuracy_bits() < 0
    assert other.real.rel_accuracy_bits() > bits - 80
    assert exact.erfc().rel_accuracy_bits() > bits - 80
PY
