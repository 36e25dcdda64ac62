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


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("kappa", [0.0, 0.2])
@pytest.mark.parametrize(
    ("omega", "zeta"), [(1.5, 0.1), (2.2, 0.1), (2.0, 0.003), (5.0, 0.6), (0.4, 1.8), (30.0, 1.8), (9.0, 40.0)]
)
def test_imaginary_part_is_the_golden_rule_of_eigenvalue_roots(omega, zeta, kappa, vertex):
    expected = plain.golden_rule_double(omega, zeta, kappa, vertex)
    assert chi_inv(omega, zeta, kappa=kappa, vertex=vertex).imag == pytest.approx(expected, rel=1e-11)


def test_imaginary_part_is_the_golden_rule_of_polynomial_roots():
    expected = plain.golden_rule("1.5", "0.5", "0.25", dps=10)
    assert abs(chi_inv("1.5", "0.5", kappa="0.25", digits=14).imag / expected - 1) < 1e-13


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


@pytest.mark.parametrize(("zeta", "vertex"), [("0.01", True), ("0.5", True), ("0.5", False), ("0.99", True)])
def test_imaginary_part_just_above_threshold_keeps_its_relative_digits(zeta, vertex):
    z = sympy.Rational(zeta)
    omega = 2 * (1 - z ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2) + sympy.Rational(1, 10**20)
    few = chi_inv(omega, zeta, digits=11, vertex=vertex)
    more = chi_inv(omega, zeta, digits=22, vertex=vertex)
    assert abs(few.imag / more.imag - 1) <= 1e-11
    assert abs(few.real / more.real - 1) <= 1e-11
    assert more.imag < 0


@pytest.mark.parametrize("vertex", [True, False])
def test_threshold_law_is_quadratic_with_its_prefactor(vertex):
    zeta = sympy.Rational(1, 10)
    edge = (1 - zeta ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    found = [
        float(chi_inv(2 * edge + sympy.Rational(1, 10**k), zeta, digits=10, vertex=vertex).imag) for k in (7, 8, 9)
    ]
    law = -math.pi / 24 / (float(zeta) * float(edge)) * 1e-18
    if not vertex:
        # 1 + C opens at the edge, the denominator is closed there: 2 r_g - zeta instead of 2 r_g - 2 zeta
        third = float(zeta) ** (2 / 3)
        law *= (1 - third) / (1 - third / 2)
    assert found[-1] == pytest.approx(law, rel=1e-7)
    assert np.diff(np.log10(np.abs(found))) == pytest.approx([-2, -2], abs=1e-6)


@pytest.mark.parametrize("off", [1e-9, 1e-7, 1e-4])
@pytest.mark.parametrize("zeta", [0.01, 0.3, 0.8])
def test_imaginary_part_in_float64_next_to_the_threshold(zeta, off):
    omega = 2 * gap(zeta) * (1 + off)
    exact = chi_inv(omega, zeta, digits=20)
    # omega is a double: its distance to the threshold is exact to eps/off
    assert chi_inv(omega, zeta).imag == pytest.approx(float(exact.imag), rel=1e-11)
