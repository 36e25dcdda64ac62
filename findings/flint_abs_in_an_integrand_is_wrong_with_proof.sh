#!/usr/bin/env bash
# abs() inside a certified integral gives a tight ball around a wrong number.
#
# python-flint 0.9.0. Expected: acb.integral of |sin(3 t)| over 0..2 contains the integral, or is not finite because |.| is not
# holomorphic. Seen: a ball with dozens of digits that does not contain it. The callback's second argument says that the
# integrand must be holomorphic there; abs() cannot know. real_abs(analytic=...) is right.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import flint

flint.ctx.prec = 100
wrong = flint.acb.integral(lambda t, analytic: flint.acb(abs((3 * t).sin())), 0, 2).real
right = flint.acb.integral(lambda t, analytic: (3 * t).sin().real_abs(analytic=analytic), 0, 2).real
pieces = [0, flint.arb.pi() / 3, 2]
true = sum((abs(((3 * flint.arb(a)).cos() - (3 * flint.arb(b)).cos()) / 3) for a, b in zip(pieces, pieces[1:])), flint.arb(0))
assert wrong.is_finite() and wrong.rel_accuracy_bits() > 40
assert not wrong.overlaps(true)
assert right.overlaps(true)
print("abs:", wrong.str(12), "real_abs:", right.str(12), "true:", true.str(12))
PY
