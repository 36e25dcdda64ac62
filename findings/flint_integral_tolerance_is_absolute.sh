#!/usr/bin/env bash
# A factor in front of an integrand costs all digits.
#
# python-flint 0.9.0. Expected: acb.integral with its defaults returns about as many digits for 1e-60 exp(t) as for exp(t).
# Seen: it stops at an absolute error of 2^-prec, so the same integral scaled by 1e-60 has no digit at 128 bits, and scaled
# by 1e60 costs more for nothing. rel_tol alone does not help; abs_tol=0 does.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

flint.ctx.prec = 128
plain = flint.acb.integral(lambda t, _: t.exp(), 0, 1).real
tiny = flint.arb(10) ** -60
scaled = flint.acb.integral(lambda t, _: tiny * t.exp(), 0, 1).real
helped = flint.acb.integral(lambda t, _: tiny * t.exp(), 0, 1, abs_tol=flint.arb(0)).real
assert plain.rel_accuracy_bits() > 110
assert scaled.rel_accuracy_bits() < 10
assert helped.rel_accuracy_bits() > 100
print("bits: plain", plain.rel_accuracy_bits(), "times 1e-60", scaled.rel_accuracy_bits(), "abs_tol=0", helped.rel_accuracy_bits())
PY
