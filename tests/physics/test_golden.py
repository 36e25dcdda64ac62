"""Im chi^-1 by the golden rule, and Re chi^-1 from it by dispersion: each part keeps the other honest."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy

from higgs_sym import chi_inv, gap
from tests.oracles import closed_forms, dispersion, plain

GRID = [
    (0.1, 0.0, True),
    (0.1, 0.3, True),
    (0.6, 0.0, False),
    (1.0, 0.0, True),
    (1.6, 0.2, True),
    (1e-3, 0.0, True),
]


@pytest.mark.parametrize(
    ("omega", "zeta", "kappa", "vertex"),
    [
        (1.5, 0.1, 0.0, True),
        (2.2, 0.1, 0.2, False),
        (1.0, 1.0, 0.0, True),
        (0.4, 1.8, 0.3, True),
        (5.0, 0.6, 0.0, True),
    ],
)
def test_imaginary_part_is_the_golden_rule_of_polynomial_roots(omega, zeta, kappa, vertex):
    expected = float(plain.golden_rule(omega, zeta, kappa, vertex, dps=12))
    assert chi_inv(omega, zeta, kappa=kappa, vertex=vertex).imag == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("kappa", [0.01, 0.5, 10.0])
@pytest.mark.parametrize("omega", [2 + 1e-6, 2.01, 2.5, 8.0])
def test_imaginary_part_at_finite_momentum_without_pair_breaking(omega, kappa):
    found = chi_inv(omega, 0, kappa=kappa)
    assert found.imag == pytest.approx(closed_forms.bcs_golden_rule(omega, kappa), rel=1e-9)


@pytest.mark.parametrize(("zeta", "kappa", "vertex"), GRID)
def test_real_part_follows_from_the_imaginary_part_by_dispersion(zeta, kappa, vertex):
    threshold = 2 * gap(zeta)
    static = chi_inv(0, zeta, kappa=kappa, vertex=vertex).real

    def imaginary(x):
        return chi_inv(x, zeta, kappa=kappa, vertex=vertex).imag

    omegas = [0.5 * threshold or 0.4, threshold + 0.3, 4.0]
    expected = chi_inv(omegas, zeta, kappa=kappa, vertex=vertex).real - static
    scale = min(zeta, 1.0) ** (2 / 3) / 8
    found = dispersion.rises(imaginary, omegas, threshold, scale)
    assert found == pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize("zeta", ["0.001", "0.1", "0.5", "0.99"])
@pytest.mark.parametrize("vertex", [True, False])
def test_imaginary_part_just_above_threshold_keeps_its_relative_digits(zeta, vertex):
    z = sympy.Rational(zeta)
    threshold = 2 * (1 - z ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    for exponent in (8, 25):
        omega = threshold + sympy.Rational(1, 10**exponent)
        few = chi_inv(omega, zeta, digits=12, vertex=vertex)
        more = chi_inv(omega, zeta, digits=35, vertex=vertex)
        assert abs(few.imag / more.imag - 1) <= 1e-12
        assert abs(few.real / more.real - 1) <= 1e-12
        assert more.imag < 0


def test_threshold_law_is_quadratic_with_its_prefactor():
    zeta = sympy.Rational(1, 10)
    edge = (1 - zeta ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    exponents = []
    values = []
    for k in (6, 7, 8):
        found = chi_inv(2 * edge + sympy.Rational(1, 10**k), zeta, digits=20)
        values.append(float(found.imag) * 10.0 ** (2 * k))
        exponents.append(math.log10(abs(float(found.imag))))
    assert values[-1] == pytest.approx(-math.pi / 24 / (float(zeta) * float(edge)), rel=1e-6)
    assert np.diff(exponents) == pytest.approx([-2, -2], abs=1e-3)


@pytest.mark.parametrize("off", [1e-9, 1e-7, 1e-4])
@pytest.mark.parametrize("zeta", [0.01, 0.3, 0.8])
def test_imaginary_part_in_float64_next_to_the_threshold(zeta, off):
    omega = 2 * gap(zeta) * (1 + off)
    exact = chi_inv(omega, zeta, digits=20)
    # omega is a double: its distance to the threshold is exact to eps/off
    assert chi_inv(omega, zeta).imag == pytest.approx(float(exact.imag), rel=1e-11)
