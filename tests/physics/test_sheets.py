"""Continuation below the real axis: reflection, Taylor series and rational fits from data above it, branch points."""

from __future__ import annotations

import warnings
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from scipy.interpolate import AAA

import higgs_sym as h
from higgs_sym import results
from higgs_sym.errors import InputError
from higgs_sym.physics.edge import edge_float, edge_mp
from higgs_sym.physics.roots.track import Track
from higgs_sym.physics.sheet1 import axis_flint
from tests.physics import sheet1_mp


def taylor_from_above(center, radius, zeta, target, **options):
    """The Taylor polynomial of chi^-1 from values on a circle in the upper half-plane."""
    turn = np.exp(2j * np.pi * np.arange(128) / 128)
    values = h.chi_inv(center + radius * turn, zeta, **options)
    coefficients = np.fft.fft(values)[:56] / 128
    return sum(c * ((target - center) / radius) ** k for k, c in enumerate(coefficients))


@pytest.mark.parametrize(
    ("omega", "zeta", "options"),
    [
        (3 - 0.1j, 0.1, {}),
        (2 - 0.02j, 0.1, {}),
        (2.5 - 0.05j, 0.02, {"kappa": 0.3}),
        (2 - 0.1j, 0.4, {"vertex": False}),
        (1 - 0.08j, 1.5, {}),
        (2.6 - 0.1j, 0.0, {"kappa": 0.5}),
    ],
)
def test_sheet_1_continues_the_taylor_series_from_above(omega, zeta, options):
    found = complex(h.chi_inv(omega, zeta, sheet=1, digits=12, **options))
    expected = taylor_from_above(omega.real + 0.5j, 0.47, zeta, omega, **options)
    assert abs(found - expected) < 1e-5 * abs(expected)


def test_sheet_1_agrees_with_a_rational_fit_to_real_frequencies_alone():
    omega = np.linspace(2.0, 4.5, 400)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the fit may not reach the accuracy it aims for
        fit = AAA(omega, h.chi_inv(omega, 0.1), rtol=1e-13)
    for target in (3 - 0.2j, 3.2 - 0.4j, 2.6 - 0.1j):
        assert abs(complex(h.chi_inv(target, 0.1, sheet=1, digits=12)) - fit(target)) < 1e-6


@pytest.mark.parametrize(("omega", "zeta"), [(3, "1/10"), (2, "3/2"), ("1/2", "3/2"), ("5/2", 0)])
def test_sheet_1_joins_the_upper_lip_of_the_cut(omega, zeta):
    above = h.chi_inv(omega, zeta, kappa="1/4", digits=20)
    tilted = sympy.Rational(omega) - sympy.I * sympy.Rational(1, 10**15)
    below = h.chi_inv(tilted, zeta, kappa="1/4", sheet=1, digits=20)
    assert abs(below - above) < 1e-13


@pytest.mark.parametrize("contour", [True, False])
@pytest.mark.parametrize("kappa", ["0", "1/2"])
def test_both_forms_in_mpmath_agree_with_the_engine(contour, kappa):
    omega, zeta = 2.2 - 0.05j, "1/10"
    found = h.chi_inv(omega, zeta, kappa=kappa, sheet=1, digits=20)
    exact = (h.inputs.exact("omega", omega), h.inputs.exact("zeta", zeta), h.inputs.exact("kappa", kappa))
    assert abs(found - sheet1_mp.chi_inv_sheet_1(*exact, 12, contour=contour)) < 1e-14


def test_the_root_is_the_same_by_another_path():
    edge = edge_mp(h.inputs.exact("zeta", "1/10"), h.results.context(30))
    end = 1.5 - 0.2j
    straight = Track(edge_float(h.inputs.exact("zeta", "1/10")), end).starts(np.array([1.0]))[0]
    corner = [0.8 * (k / 200) ** 2 for k in range(1, 201)] + [0.8 + (end - 0.8) * k / 200 for k in range(1, 201)]
    assert abs(sheet1_mp.follow(edge, [complex(x) for x in corner])[-1] - straight) < 1e-12


@pytest.mark.parametrize("zeta", [0.1, 1.5])
def test_sheet_0_is_the_reflection(zeta):
    omega = np.array([0.5 - 0.2j, 2 - 1j, -1 - 0.1j])
    assert np.array_equal(h.chi_inv(omega, zeta, sheet=0), h.chi_inv(omega.conj(), zeta).conj())
    assert h.chi_inv(2 - 1j, zeta, sheet=0, digits=20) == h.chi_inv(2 + 1j, zeta, digits=20).conjugate()


def test_mirror_frequencies_have_conjugate_values():
    right, left = (h.chi_inv(w, 0.1, sheet=1, digits=12) for w in (2.5 - 0.1j, -2.5 - 0.1j))
    assert left == right.conjugate()


@pytest.mark.parametrize("zeta", ["1/10", "9/10", "3/2"])
def test_branch_points_are_sums_of_energies_where_the_root_is_double(zeta):
    with mpmath.workdps(40):
        found = h.branch_points(zeta, digits=30)[1]
        single = (found[1] - found[0] / 2) if zeta != "3/2" else found[2]
        z = mpmath.mpf(h.inputs.exact("zeta", zeta).numerator) / h.inputs.exact("zeta", zeta).denominator
        # the discriminant of the quartic is proportional to (1 - z^2 - zeta^2)^3 - 27 z^2 zeta^2
        assert abs((1 - single**2 - z**2) ** 3 - 27 * single**2 * z**2) < 1e-25
        assert abs(found[-1] - 2 * single) < 1e-25


def test_the_threshold_is_the_only_branch_point_of_sheet_0():
    assert h.branch_points("1/10")[0] == (pytest.approx(2 * h.gap("1/10")),)
    assert h.branch_points(1.5)[0] == ()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: h.chi_inv(2 - 1j, 0.1), "omega"),
        (lambda: h.chi_inv(2 + 1j, 0.1, sheet=1), "omega"),
        (lambda: h.chi_inv(2 - 1j, 0.1, sheet=2), "sheet"),
        (lambda: h.chi_inv(2 - 1j, 0.1, sheet=1, T="1/10"), "T"),
        (lambda: h.branch_points(0), "zeta"),
    ],
)
def test_bad_input_is_named(call, name):
    with pytest.raises(InputError, match=f"^{name} = "):
        call()


def test_without_pair_breaking_the_closed_form_serves_everywhere():
    with mpmath.workdps(30):
        w = mpmath.mpc("0.5", "-0.05")
        root = mpmath.sqrt(w - 1) * mpmath.sqrt(w + 1)
        expected = root / w * (mpmath.log(w + root) - mpmath.mpc(0, mpmath.pi / 2))
        assert abs(h.chi_inv(mpmath.mpc(1, "-0.1"), 0, sheet=1, digits=20) - expected) < 1e-20


@pytest.mark.parametrize("zeta", [Fraction(8, 5), Fraction(20)])
@pytest.mark.parametrize("gap", ["1e-12", "1e-20", "1e-30"])
def test_next_to_the_branch_point_of_the_axis_more_digits_agree_with_fewer(zeta, gap):
    """The two roots are nearly equal there: to take one for the other costs half of the digits of the gap."""
    context = results.context(120)
    Y = axis_flint.star(zeta, context) * (1 - context.mpf(gap))
    few, many = (context.mpf(axis_flint.on_axis(zeta, Fraction(0), Y, digits)) for digits in (30, 50))
    assert abs(few - many) < 1e-40
