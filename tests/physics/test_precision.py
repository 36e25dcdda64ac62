"""The two promises of accuracy: float64 to 1e-12, and every digit asked for in each part by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import mpmath
import numpy as np
import pytest
import sympy

from higgs_sym import chi_inv, gap
from tests.physics import reference

ROWS = reference.read()
NEAR_ZERO = 1e-2  # below this |chi^-1| is next to a zero, where 1e-12 of the terms that cancel is promised


def _show(rows):
    return "\n".join(f"{error:.1e}  {where}" for error, where in sorted(rows, reverse=True)[:10])


def _compare(points, digits=14):
    """Errors of float64 against mpmath, relative but next to a zero."""
    rows = []
    for point in points:
        found, exact = point.float64(), complex(point.exact(digits))
        if exact.imag == 0:
            assert found.imag == 0, point
        rows.append((abs(found - exact) / max(abs(exact), NEAR_ZERO), str(point)))
    return rows


def test_float64_agrees_with_two_hundred_recorded_values():
    assert len(ROWS) >= 200
    rows = []
    for point, exact in ROWS:
        found, value = point.float64(), complex(exact)
        assert (found.imag == 0) == (value.imag == 0), point
        rows.append((abs(found - value) / max(abs(value), NEAR_ZERO), str(point)))
    assert max(rows)[0] <= 1e-12, _show(rows)


def test_recorded_values_are_reproduced(rng):
    for k in rng.choice(len(ROWS), 6, replace=False):
        point, exact = ROWS[k]
        _same_digits(point.exact(10), exact, 10, str(point))


def test_float64_agrees_with_multiprecision_at_new_random_points(rng):
    rows = _compare(reference.draw(rng) for _ in range(20))
    assert max(rows)[0] <= 1e-12, _show(rows)


@pytest.mark.slow
def test_float64_agrees_with_multiprecision_at_many_new_random_points(rng):
    rows = _compare(reference.draw(rng) for _ in range(1000))
    assert max(rows)[0] <= 1e-12, _show(rows)


def test_ten_digits_are_those_of_twenty_at_random_points(rng):
    for _ in range(6):
        point = reference.draw(rng)
        _same_digits(point.exact(10), point.exact(20), 10, str(point))


@pytest.mark.parametrize(
    ("omega", "zeta", "kappa", "digits"),
    [
        (1.9999547709808256, 5.853635581739747e-08, 0.0, 30),
        (1.9993509399400677, 5.1301459726620545e-08, 0.0, 20),
        (1.9999860772496436, 1e-08, 0.0, 20),
        (1.7064087809308595, 0.03182649109300308, 0.12566152571159, 24),
    ],
)
def test_digits_hold_where_two_quadrature_orders_agree_by_luck(omega, zeta, kappa, digits):
    few = chi_inv(omega, zeta, kappa=kappa, digits=digits)
    more = chi_inv(omega, zeta, kappa=kappa, digits=digits + 9)
    _same_digits(few, more, digits, f"chi_inv({omega}, {zeta}, kappa={kappa}, digits={digits})")


@pytest.mark.slow
def test_twenty_digits_are_those_of_fifty_at_random_points(rng):
    for _ in range(40):
        point = reference.draw(rng)
        _same_digits(point.exact(20), point.exact(50), 20, str(point))


def _same_digits(few, more, digits, where):
    for name in ("real", "imag"):
        low, high = getattr(few, name), getattr(more, name)
        assert (low == 0) == (high == 0), (name, where)
        if high:
            assert abs(low - high) <= abs(high) * mpmath.mpf(10) ** -digits, (name, where)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("omega", "zeta", "kappa", "vertex"),
    [
        ("2", "0.1", 0, True),
        ("1e-6", "0.1", 0, True),
        ("0.9", "0.2", "0.3", False),
        ("1000", "1e-8", 0, True),
        ("2.0000001", "1e-8", 0, True),
        ("1.5", "0.999999999", "10", True),
        ("0.001", "1", 0, True),
        ("0.7", "1.000000001", 0, False),
        ("1e-6", "3", 0, True),
        ("3", "1000", "1", True),
        ("2.5", 0, "0.01", True),
        (mpmath.mpc("0.5", "0.25"), "0.1", "0.1", True),
        (mpmath.mpc("3", "1e-9"), "2", 0, True),
        (mpmath.mpc("0", "1.5"), "0.5", 0, True),
    ],
)
def test_twenty_digits_are_those_of_fifty_in_both_parts(omega, zeta, kappa, vertex):
    where = f"chi_inv({omega}, {zeta}, kappa={kappa}, vertex={vertex})"
    more = chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=50)
    _same_digits(chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=20), more, 20, where)
    _same_digits(chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=10), more, 10, where)


@pytest.mark.slow
@pytest.mark.parametrize("off", [sympy.Rational(1, 10**3), sympy.Rational(1, 10**9), sympy.Rational(1, 10**40)])
@pytest.mark.parametrize("zeta", ["1e-8", "0.1", "0.999999999"])
def test_twenty_digits_are_those_of_fifty_on_both_sides_of_the_threshold(zeta, off):
    edge = (1 - sympy.Rational(zeta) ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    for omega in (2 * edge * (1 + off), 2 * edge * (1 - off)):
        where = f"chi_inv({omega}, {zeta})"
        _same_digits(chi_inv(omega, zeta, digits=20), chi_inv(omega, zeta, digits=50), 20, where)


@pytest.mark.slow
def test_a_hundred_digits_contain_sixty():
    _same_digits(chi_inv("2", "0.1", digits=60), chi_inv("2", "0.1", digits=100), 60, "chi_inv(2, 0.1)")


def test_float64_is_accurate_at_the_double_next_to_the_threshold():
    for zeta in (1e-6, 0.1, 0.5, 0.97):
        threshold = 2 * gap(zeta)
        for omega in (np.nextafter(threshold, 0), threshold, np.nextafter(threshold, 9)):
            exact = complex(chi_inv(float(omega), zeta, digits=20))
            assert abs(chi_inv(float(omega), zeta) - exact) <= 1e-12 * abs(exact), (omega, zeta)


def test_fifty_digits_contain_twenty():
    for omega, zeta, kappa in [("2", "0.1", 0), ("1.5", "3", "0.2")]:
        more = chi_inv(omega, zeta, kappa=kappa, digits=50)
        _same_digits(chi_inv(omega, zeta, kappa=kappa, digits=20), more, 20, f"chi_inv({omega}, {zeta})")


def test_threads_and_the_global_precision_do_not_disturb_one_another():
    serial = [str(chi_inv("1.5", "0.3", digits=d)) for d in (12, 15, 18, 21)]
    with ThreadPoolExecutor(4) as pool, mpmath.workdps(7):
        threaded = list(pool.map(lambda d: str(chi_inv("1.5", "0.3", digits=d)), (12, 15, 18, 21)))
        assert mpmath.mp.dps == 7
    assert threaded == serial
