#!/usr/bin/env bash
# Roots of a polynomial with complex balls have 8 digits at any precision.
#
# python-flint 0.9.0. Expected: acb_poly.roots() at 300 bits returns roots to about 300 bits. Seen: for coefficients that are exact
# the radii stay near 1e-9 unless tol is passed, whatever the precision; fmpz_poly.complex_roots() is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

flint.ctx.prec = 300
found = flint.acb_poly([-2, 0, 0, 1]).roots()
exact = flint.fmpz_poly([-2, 0, 0, 1]).complex_roots()
bits = min(r.real.rel_accuracy_bits() for r in found)
assert bits < 60, bits
assert min(r.real.rel_accuracy_bits() for r, _ in exact) > 250
print("acb_poly:", bits, "bits; fmpz_poly: full precision")
PY
