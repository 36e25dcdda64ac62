#!/usr/bin/env bash
# More precision gives no more digits of E1, and none at all of K_0.
#
# python-flint 0.9.0. Expected: at z = 449.3, exact, each bit of precision gives a bit. Seen: acb.expint(1) and the incomplete gamma functions of order 0 and 1/2 have
# 640 bits at 700, 800 and 900 bits of precision: the divergent series is taken where its smallest term is larger than asked for. bessel_k(0) has
# 796 bits at 800 and no digit at 900, where the series that converges is taken without the bits that cancel in it. -Ei(-z),
# the same number as E1, has all bits; so has K_0 as an integral. The balls are honest: they are wide, not wrong.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

x = flint.fmpq(115017, 256)  # exact in binary
bits_of = {}
for bits in (600, 800, 900):
    flint.ctx.prec = bits
    z = flint.acb(x)
    values = {
        "E1": z.expint(flint.acb(1)),
        "Gamma(0, z)": z.gamma_upper(0),
        "Gamma(1/2, z)": z.gamma_upper(flint.acb(0.5)),
        "-Ei(-z)": -(-z).ei(),
        "K_0": z.bessel_k(flint.acb(0)),
    }
    assert values["E1"].overlaps(values["-Ei(-z)"])
    bits_of[bits] = {name: value.real.rel_accuracy_bits() for name, value in values.items()}
    print(bits, bits_of[bits])
assert all(found > 590 for found in bits_of[600].values())
for bits in (800, 900):
    assert all(bits_of[bits][name] < 660 for name in ("E1", "Gamma(0, z)", "Gamma(1/2, z)"))
    assert bits_of[bits]["-Ei(-z)"] > bits - 30
assert bits_of[800]["K_0"] > 780 and bits_of[900]["K_0"] < 0
flint.ctx.prec = 900
cosh = flint.acb.integral(lambda t, _: (z * (1 - t.cosh())).exp(), 0, 3)  # what is left out is below exp(-4000)
print("K_0 as an integral:", ((-z).exp() * cosh).real.rel_accuracy_bits(), "bits")
assert ((-z).exp() * cosh).real.rel_accuracy_bits() > 850
PY
