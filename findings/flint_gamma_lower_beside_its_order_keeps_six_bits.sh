#!/usr/bin/env bash
# The regularized lower incomplete gamma function next to x = a: 84 bits at 100 bits of precision, six at 200 and 300.
#
# python-flint 0.9.0. Expected: P(4096, 4095.5) = 0.49896 from exact numbers, with about as many bits as asked for. Seen: 84 at 100 bits, 6 at 200 and
# 300; P(1500, 1499.5) has 6 at 150 bits, and 191 at 200. 1 - Q, by gamma_upper of the same arguments, has all bits at each, and so
# has the sum over the Poisson weights that P is for a whole order. The balls are honest: they are wide, not wrong.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint


def poisson(order, x):
    """1 - exp(-x) (1 + x + x^2/2 + ... + x^(order - 1)/(order - 1)!)."""
    term = total = flint.arb(1)
    for k in range(1, order):
        term *= x / k
        total += term
    return 1 - (-x).exp() * total


bits_of = {}
for order, precisions in ((1500, (100, 150, 200)), (4096, (100, 200, 300))):
    for bits in precisions:
        flint.ctx.prec = bits
        x = flint.arb(order) - flint.arb(0.5)
        values = x.gamma_lower(order, regularized=1), 1 - x.gamma_upper(order, regularized=1), poisson(order, x)
        found = [value.rel_accuracy_bits() for value in values]
        print(f"P({order}, {order - 0.5}) at {bits} bits:", values[0].str(6), "bits right: lower, upper, sum", found)
        assert values[0].overlaps(values[1]) and values[1].overlaps(values[2])
        assert found[1] > bits - 20 and found[2] > bits - 30
        bits_of[order, bits] = found[0]
assert bits_of[4096, 100] > 80 and bits_of[1500, 100] > 80 and bits_of[1500, 200] > 180
assert all(bits_of[which] < 10 for which in ((1500, 150), (4096, 200), (4096, 300))), bits_of
PY
