#!/usr/bin/env bash
# The zeta function at 1e15 + 1/2 is an infinite ball, and at 1e15 it is 1.
#
# python-flint 0.9.0. Expected: zeta(s) lies between 1 and 1 + 3/2^s for s > 2, so 1 + 2^-s is all that there is to compute: [1.000 +/- 1e-16] at
# once. Seen at 53, 100 and 200 bits: [+/- inf] for s = 1e15 + 1/2 as an arb, as an acb and as the Hurwitz zeta function at 1, though s is exact; at
# 400 bits all are right. The limit moves with the precision: 1e13 + 1/2 is infinite at 53 bits and right at 100. Whole s, 1e15 and 2^1000, are right at
# each precision. mpmath has 1 for the broken ones.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0' 'mpmath==1.3.0'
venv/bin/python -W ignore - <<'PY'
import flint
import mpmath

infinite = {}
for bits in (53, 100, 200, 400):
    flint.ctx.prec = bits
    for number in (1e12 + 0.5, 1e13 + 0.5, 1e15 + 0.5):
        s = flint.arb(number)
        values = s.zeta(), flint.acb(s).zeta().real, flint.acb(s, 1).zeta().real
        print(bits, "bits:", number, *(value.str(8) for value in values))
        finite = [value.is_finite() for value in values]
        assert len(set(finite)) == 1, finite
        if not finite[0]:
            infinite.setdefault(number, []).append(bits)
        bound = 1 + 3 * flint.arb(2) ** -s
        assert bound.is_finite() and bound.rel_accuracy_bits() > bits - 5
        for value in values:
            assert not finite[0] or abs(value - 1).upper() < flint.arb(2) ** (4 - bits)
        assert mpmath.zeta(number) == 1
    for whole in (flint.arb(10) ** 15, flint.arb(2) ** 1000):
        assert abs(whole.zeta() - 1).upper() < flint.arb(2) ** (4 - bits)
print("infinite:", infinite)
assert infinite == {1e13 + 0.5: [53], 1e15 + 0.5: [53, 100, 200]}, infinite
PY
