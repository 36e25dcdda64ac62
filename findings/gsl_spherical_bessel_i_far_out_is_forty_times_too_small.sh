#!/usr/bin/env bash
# A modified spherical Bessel function, scaled, is right at 1000 and forty times too small at 100 million, with an error bar of 1e-16.
#
# GSL 2.8 (as shipped by passagemath-gsl 10.8.13) against the closed form. Expected: exp(-x) i_3(x) tends to 1/(2 x), ever more
# simply. Seen: gsl_sf_bessel_il_scaled_e(3, x) has all digits at 1e3, eleven at 1e4, is off by 3.5 per cent at 1e6 and is 1.0e-10 for
# 5.0e-9 at 1e8; the error given stays at 1e-16 of the value and the status is 0. Orders 0 to 2 are right everywhere: the recurrence
# loses what it should keep. The order 10 has five digits at 1e6.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check 'passagemath-gsl==10.8.13'
venv/bin/python -W ignore - <<'PY'
import ctypes
import glob
import math
import sysconfig


class Result(ctypes.Structure):
    _fields_ = [("value", ctypes.c_double), ("error", ctypes.c_double)]


folder = sysconfig.get_paths()["platlib"] + "/passagemath_gsl.libs/"
for name in ("libquadmath", "libgfortran", "libopenblas"):
    ctypes.CDLL(glob.glob(f"{folder}{name}*")[0], mode=ctypes.RTLD_GLOBAL)
gsl = ctypes.CDLL(glob.glob(f"{folder}libgsl-*")[0])
assert ctypes.c_char_p.in_dll(gsl, "gsl_version").value == b"2.8"
gsl.gsl_set_error_handler_off()


def true(order, x):
    """The finite sum of the terms (order + k)!/(k! (order - k)!) (-1/(2 x))^k over 2 x; exp(-2 x) is left out."""
    terms = (math.factorial(order + k) // math.factorial(k) // math.factorial(order - k) * (-1 / (2 * x)) ** k for k in range(order + 1))
    return math.fsum(terms) / (2 * x)


for order, x, least, most in ((2, 1e8, 0, 1e-14), (3, 1e3, 0, 1e-12), (3, 1e6, 0.03, 1), (3, 1e8, 0.9, 1), (10, 1e6, 1e-6, 1e-5)):
    found = Result()
    status = gsl.gsl_sf_bessel_il_scaled_e(ctypes.c_int(order), ctypes.c_double(x), ctypes.byref(found))
    wrong = abs(found.value / true(order, x) - 1)
    print(order, x, "status", status, "value", found.value, "+-", found.error, "true", true(order, x))
    assert status == 0 and found.error < 1e-14 * found.value
    assert least <= wrong <= most
PY
