"""The scaling function against the full integral at tiny zeta, closed forms and symmetries."""

from __future__ import annotations

import cmath
from fractions import Fraction

import mpmath
import numpy as np
import pytest

import higgs_sym as h
from higgs_sym.errors import InputError


def centre() -> mpmath.mpf:
    """|F(0)| = 3/2^(8/3) [B(1/4, 2/3) - B(3/4, 2/3)]."""
    quarter, two_thirds = mpmath.mpf(1) / 4, mpmath.mpf(2) / 3
    return 3 / mpmath.mpf(2) ** (mpmath.mpf(8) / 3) * (
        mpmath.beta(quarter, two_thirds) - mpmath.beta(3 * quarter, two_thirds)
    )  # fmt: skip


def test_at_the_centre_it_is_a_combination_of_beta_functions():
    with mpmath.workdps(45):
        expected = centre() * mpmath.expjpi(-mpmath.mpf(1) / 3)
        assert abs(h.scaling_function(0, 40) - expected) < mpmath.mpf(10) ** -40
        assert abs(h.scaling_peak(40).height - mpmath.sqrt(3) / 2 / centre()) < mpmath.mpf(10) ** -40


@pytest.mark.parametrize("Y", [Fraction(1, 2), Fraction(-2)])
def test_the_full_integral_extrapolates_to_it_with_thirty_digits(Y):
    """chi^-1/x = F + x Y + x^2 (a ln x + b) + x^3 (c ln x + d) + ... at zeta = x^3."""
    with mpmath.workdps(70):
        rows, values = [], []
        for k in range(5):
            x = Fraction(1, 10**8 * 2**k)
            scale = mpmath.mpf(x.numerator) / x.denominator
            inverse = mpmath.mpc(h.chi_inv(2 + x * x * Y, x**3, digits=48))
            values.append(inverse / scale - scale * Y.numerator / Y.denominator)
            log = mpmath.log(scale)
            rows.append([1, scale**2, scale**2 * log, scale**3, scale**3 * log])
        found = mpmath.lu_solve(mpmath.matrix(rows), mpmath.matrix(values))[0]
        assert abs(found - h.scaling_function(Y, 34)) < mpmath.mpf(10) ** -29


@pytest.mark.parametrize("Y", [-1e4, -30.0, 1e4, 3e3 + 2e3j])
def test_far_out_it_is_the_root_without_pair_breaking(Y):
    root = cmath.pi / 2 * cmath.sqrt(complex(-Y, -0.0))
    assert 0.36 < abs(h.scaling_function(Y) / root - 1) * abs(Y) ** 1.5 < 0.37


@pytest.mark.parametrize("Y", [-5.0, -3.01, -2.99, 0.3, 4.0, 1 + 2j, -4 + 1j, 0.3 - 0.8j])
def test_float64_agrees_with_digits(Y):
    assert abs(h.scaling_function(Y) - complex(h.scaling_function(Y, 20))) < 2e-11 * abs(h.scaling_function(Y))


def test_below_the_threshold_it_is_real_and_continuous_across():
    assert h.scaling_function(-4.0).imag == 0
    assert abs(h.scaling_function(-3 - 1e-9) - h.scaling_function(-3 + 1e-9)) < 1e-8


def test_both_contours_join():
    """Re Y = -3 is where the integration path changes."""
    left, right = (h.scaling_function(complex(-3 + shift, 0.4), 20) for shift in (-1e-9, 1e-9))
    assert abs(left - right) < 1e-8


def test_the_pole_lies_on_the_ray_where_the_cubic_is_real():
    pole = h.scaling_pole()
    assert cmath.phase(pole.place) == pytest.approx(-2 * cmath.pi / 3, rel=1e-15)
    radius, turns = 0.02, np.exp(2j * np.pi * np.arange(16) / 16)
    values = h.scaling_function(pole.place + radius * turns)
    assert abs(values.mean()) < 1e-10
    assert (radius * turns / values).mean() == pytest.approx(pole.residue, rel=1e-9)


@pytest.mark.slow
def test_the_pole_in_digits():
    some, more = h.scaling_pole(20), h.scaling_pole(30)
    with mpmath.workdps(40):
        assert abs(some.place - more.place) < mpmath.mpf(10) ** -20
        assert abs(some.residue - more.residue) < mpmath.mpf(10) ** -20
        assert abs(h.scaling_function(0, 30) - centre() * mpmath.expjpi(-mpmath.mpf(1) / 3)) < mpmath.mpf(10) ** -29
    assert h.scaling_pole().place == pytest.approx(complex(more.place), rel=1e-14)


def test_the_peak_is_the_maximum_of_the_absorption():
    Y = np.linspace(-0.02, 0.02, 5)
    absorption = np.imag(1 / h.scaling_function(Y))
    assert absorption.argmax() == 2
    assert absorption[2] == pytest.approx(h.scaling_peak().height, rel=1e-10)
    assert abs(absorption[3] - absorption[1]) < 1e-5 * absorption[2]


@pytest.mark.parametrize("Y", [float("nan"), -2 - 3j, "x"])
def test_bad_input_names_the_parameter(Y):
    with pytest.raises(InputError) as caught:
        h.scaling_function(Y)
    assert caught.value.name == "Y"
