#!/usr/bin/env bash
# With python-flint installed, an integer of gmpy2 times a symbol is a float.
#
# SymPy 1.14.0 with gmpy2 2.3.2, python-flint 0.9.0 and mpmath 1.3.0. Expected: x*mpz(10^20 + 1) is exact, as it is with gmpy2 alone, and x*mpfr, x*arb keep their digits, as x*mpf
# does. Seen: where flint is installed SymPy counts with it, has no converter for gmpy2 any more, and takes 100000000000000000001*x for
# 1.0e+20*x and 1/3 for 0.333333333333333, through a Python float and without a warning; with SYMPY_GROUND_TYPES=gmpy it is flint's
# integers. Real numbers of both, and Decimals, lose their digits either way, though Float(arb, 50) has them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'sympy==1.14.0' 'mpmath==1.3.0' 'gmpy2==2.3.2' 'python-flint==0.9.0'
venv/bin/python -W ignore - <<'PY'
import os
import subprocess
import sys

PROGRAM = '''
import decimal, flint, gmpy2, mpmath, sympy
x = sympy.Symbol("x")
mpmath.mp.dps, flint.ctx.prec, gmpy2.get_context().precision = 50, 200, 200
kept = {
    "mpz": x * gmpy2.mpz(10**20 + 1) == (10**20 + 1) * x,
    "mpq": x * gmpy2.mpq(1, 3) == x / 3,
    "fmpz": x * flint.fmpz(10**20 + 1) == (10**20 + 1) * x,
}
reals = {"mpf": mpmath.mpf(1) / 3, "mpfr": gmpy2.mpfr(1) / 3, "arb": flint.arb(1) / 3, "Decimal": decimal.Decimal("0." + "3" * 50)}
for name, number in reals.items():
    value = (x * number).subs(x, 1)
    kept[name] = bool(abs(sympy.Float(value, 60) - sympy.Rational(1, 3)) < sympy.Float("1e-45", 60))
kept["Float(arb, 50)"] = bool(abs(sympy.Float(reals["arb"], 50) - sympy.Rational(1, 3)) < sympy.Float("1e-45", 60))
print(x * gmpy2.mpz(10**20 + 1), kept, sep="|")
'''
answers = {}
for types in ("auto", "gmpy"):
    shown = subprocess.run([sys.executable, "-c", PROGRAM], env=os.environ | {"SYMPY_GROUND_TYPES": types}, capture_output=True, text=True, check=True).stdout
    print(types, shown.strip())
    text, answers[types] = shown.split("|")
    answers[types] = eval(answers[types])
    lost = ["mpz", "mpq"] if types == "auto" else ["fmpz"]
    assert [name for name, kept in answers[types].items() if not kept] == lost + ["mpfr", "arb", "Decimal"]
PY
