"""The two promises of accuracy: float64 to 1e-12, and every digit asked for in each part by itself."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy

from higgs_sym import chi_inv, gap

POINTS = 200


def _draw(rng):
    """zeta, omega, kappa, vertex: the whole advertised range, a third of it next to the threshold."""
    zeta = float(10 ** rng.uniform(-8, 3))
    omega = float(10 ** rng.uniform(-6, 3))
    kind = rng.integers(6)
    if kind < 2:
        zeta = float(10 ** rng.uniform(-8, -0.01))
        omega = float(2 * gap(zeta) * (1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-9, -3)))
    elif kind == 2:
        omega = float(2 + rng.normal() * 3 * zeta ** (2 / 3)) if zeta < 0.1 else float(rng.uniform(0, 4))
    elif kind == 3:
        zeta = float(1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-9, -1))
    omega = abs(omega) or 1.0
    kappa = 0.0 if rng.random() < 0.5 else float(rng.choice([rng.uniform(0, 10), 10 ** rng.uniform(-6, 1)]))
    return omega, zeta, kappa, bool(rng.random() < 0.7)


def test_float64_agrees_with_multiprecision_at_random_points(rng):
    worst = []
    for _ in range(POINTS):
        omega, zeta, kappa, vertex = _draw(rng)
        found = chi_inv(omega, zeta, kappa=kappa, vertex=vertex)
        exact = complex(chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=16))
        error = abs(found - exact) / max(abs(exact), 1e-3)
        worst.append((error, f"chi_inv({omega!r}, {zeta!r}, kappa={kappa!r}, vertex={vertex})"))
        if exact.imag == 0:
            assert found.imag == 0, worst[-1]
    worst.sort(reverse=True)
    assert worst[0][0] <= 1e-12, "\n".join(f"{e:.1e}  {w}" for e, w in worst[:10])


def test_float64_agrees_with_multiprecision_in_the_upper_half_plane(rng):
    worst = []
    for _ in range(30):
        _, zeta, kappa, vertex = _draw(rng)
        omega = complex(rng.uniform(-4, 4), 10 ** rng.uniform(-9, 2))
        found = chi_inv(omega, zeta, kappa=kappa, vertex=vertex)
        exact = complex(chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=16))
        error = abs(found - exact) / max(abs(exact), 1e-3)
        worst.append((error, f"chi_inv({omega!r}, {zeta!r}, kappa={kappa!r}, vertex={vertex})"))
    worst.sort(reverse=True)
    assert worst[0][0] <= 1e-12, "\n".join(f"{e:.1e}  {w}" for e, w in worst[:10])


def _same_digits(few, more, digits, where):
    for name in ("real", "imag"):
        low, high = getattr(few, name), getattr(more, name)
        assert (low == 0) == (high == 0), (name, where)
        if high:
            assert abs(low - high) <= abs(high) * mpmath.mpf(10) ** -digits, (name, where)


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


@pytest.mark.parametrize("off", [sympy.Rational(1, 10**3), sympy.Rational(1, 10**9), sympy.Rational(1, 10**40)])
@pytest.mark.parametrize("zeta", ["1e-8", "0.1", "0.999999999"])
def test_twenty_digits_are_those_of_fifty_on_both_sides_of_the_threshold(zeta, off):
    edge = (1 - sympy.Rational(zeta) ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    for omega in (2 * edge * (1 + off), 2 * edge * (1 - off)):
        where = f"chi_inv({omega}, {zeta})"
        _same_digits(chi_inv(omega, zeta, digits=20), chi_inv(omega, zeta, digits=50), 20, where)


def test_a_hundred_digits_contain_sixty():
    _same_digits(chi_inv("2", "0.1", digits=60), chi_inv("2", "0.1", digits=100), 60, "chi_inv(2, 0.1)")


def test_float64_is_accurate_at_the_double_next_to_the_threshold():
    for zeta in (1e-6, 0.1, 0.5, 0.97):
        threshold = 2 * gap(zeta)
        for omega in (np.nextafter(threshold, 0), threshold, np.nextafter(threshold, 9)):
            exact = complex(chi_inv(float(omega), zeta, digits=20))
            assert abs(chi_inv(float(omega), zeta) - exact) <= 1e-12 * abs(exact), (omega, zeta)
