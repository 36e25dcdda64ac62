"""chi^-1 at T > 0 against sums and integrals of other kinds, then its limits, signs, promises and refusals."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from higgs_sym import chi, chi_inv, gap
from higgs_sym.errors import InputError
from tests.oracles import thermal


def _relative(found, exact):
    return float(abs(found - exact) / abs(exact)) if exact else float(abs(found))


# ---------------------------------------------------------------- against independent evaluations


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("kappa", [0, 0.4])
@pytest.mark.parametrize(
    ("m", "T", "zeta"),
    [(1, 0.2, 0.3), (2, 0.05, 0.3), (5, 0.01, 0.7), (1, 0.3, 1.5), (3, 1.0, 0.9), (1, 5.0, 1e-3), (2, 0.1, 1.0)],
)
def test_bosonic_frequencies_agree_with_the_matsubara_sum(m, T, zeta, kappa, vertex):
    found = chi_inv(2j * math.pi * m * T, zeta, kappa=kappa, T=T, vertex=vertex)
    assert found.imag == 0
    assert found.real == pytest.approx(thermal.matsubara_sum(m, T, zeta, kappa, vertex), rel=1e-9)


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("kappa", [0.0, 0.3])
@pytest.mark.parametrize(
    ("omega", "T", "zeta"),
    [(0.4, 0.3, 0.3), (1.0, 0.1, 0.2), (1.9, 0.5, 0.1), (3.0, 0.2, 0.5), (0.7, 0.3, 1.4), (2.5, 2.0, 0.9)],
)
def test_real_frequencies_agree_with_the_integral_over_real_energies(omega, T, zeta, kappa, vertex):
    expected = thermal.keldysh(omega, T, zeta, kappa, vertex)
    assert _relative(chi_inv(omega, zeta, kappa=kappa, T=T, vertex=vertex), expected) < 1e-12


@pytest.mark.parametrize("T", [0.03, 0.4, 5.0])
@pytest.mark.parametrize("omega", [0.01, 0.5, 1.5, 1.9, 0.7j, 1 + 0.3j, 3 + 0.5j])
def test_without_pair_breaking_it_is_the_bcs_integral(omega, T):
    assert _relative(chi_inv(omega, 0, T=T), thermal.bcs(omega, T)) < 1e-12


@pytest.mark.parametrize("T", [0.03, 0.4, 5.0, 236562.20480701496, 1e9])
@pytest.mark.parametrize("omega", [2.1, 3.0, 20.0])
def test_without_pair_breaking_the_golden_rule_is_elementary(omega, T):
    assert chi_inv(omega, 0, T=T).imag == pytest.approx(thermal.bcs_imaginary(omega, T), rel=1e-13)
    near = chi_inv(omega, 1e-9, T=T).imag  # a Lorentzian of width ~ 1e-9 in the place of the delta function
    assert near == pytest.approx(thermal.bcs_imaginary(omega, T), rel=1e-7)


@pytest.mark.parametrize(("T", "zeta"), [(0.1, 0.2), (0.5, 0.5), (0.3, 1.5), (2.0, 0.01)])
def test_static_isothermal_response_is_the_slope_of_the_self_consistency_condition(T, zeta):
    # at omega = 0 first: any q lets quasiparticles thermalise. The oracle's difference quotient is good to 1.5e-7.
    assert chi_inv(0, zeta, kappa=1e-9, T=T).real == pytest.approx(thermal.isothermal(T, zeta), rel=2e-7)


@pytest.mark.parametrize(("T", "zeta"), [(0.1, 0.2), (0.5, 0.5), (0.3, 1.5), (2.0, 0.0)])
def test_at_zero_frequency_it_is_the_limit_from_small_ones(T, zeta):
    still = chi_inv(0, zeta, T=T)
    assert still.imag == 0
    # quasiparticles keep their occupation, which is stiffer
    assert still.real > chi_inv(0, zeta, kappa=1e-9, T=T).real
    # the approach is linear in omega, with a slope of up to 2
    assert chi_inv(1e-8, zeta, T=T) == pytest.approx(still, rel=3e-8)
    assert chi_inv(1e-8j, zeta, T=T) == pytest.approx(still, rel=3e-8)


# ---------------------------------------------------------------- limits and exact properties


@pytest.mark.parametrize(("omega", "zeta"), [(0.5, 0.3), (1.5, 0.1), (2.6, 0.4), (1 + 0.1j, 0.3), (0.3j, 0.01)])
@pytest.mark.parametrize("T", [0.05, 0.03])
def test_cold_and_gapped_it_differs_by_thermal_quasiparticles_only(omega, zeta, T):
    difference = abs(chi_inv(omega, zeta, T=T) - chi_inv(omega, zeta))
    size = math.exp(-gap(zeta) / T)
    assert 1e-3 * size < difference < 30 * size / math.sqrt(T)


@pytest.mark.parametrize("omega", [0.2, 1.0, 3.0, 1 + 0.1j])
@pytest.mark.parametrize("zeta", [1e-6, 0.1, 0.5])
def test_at_a_thousandth_of_the_gap_it_is_the_ground_state(omega, zeta):
    assert _relative(chi_inv(omega, zeta, T=1e-3), chi_inv(omega, zeta)) < 1e-13


@pytest.mark.parametrize("omega", [0.2, 1.0, 3.0, 1 + 0.1j])
def test_gapless_corrections_are_quadratic_in_temperature(omega):
    ground = chi_inv(omega, 1.4)
    steps = [abs(chi_inv(omega, 1.4, T=T) - ground) for T in (2e-4, 1e-4)]
    assert math.log2(steps[0] / steps[1]) == pytest.approx(2, abs=1e-5)


def test_zero_temperature_is_the_ground_state_bit_for_bit():
    omega = np.array([0.3, 1.9, 2.4, 0.5 + 0.2j])
    assert np.array_equal(chi_inv(omega, 0.2, T=0), chi_inv(omega, 0.2))
    assert chi_inv("1.5", "0.3", T="0", digits=20) == chi_inv("1.5", "0.3", digits=20)


def test_the_tail_below_twice_the_gap_is_thermal():
    zeta, omega = 0.3, 0.5
    temperatures = (0.004, 0.002, 0.001)
    tails = [chi_inv(omega, zeta, T=T).imag for T in temperatures]
    assert all(tail < 0 for tail in tails)
    # T^(3/2) exp(-eps_g/T): the square root of the density of states at the gap edge
    warm, cold = (
        (math.log(tails[k] / tails[k + 1]) - gap(zeta) / (2 * temperatures[k + 1])) / math.log(2) for k in (0, 1)
    )
    assert 2 * cold - warm == pytest.approx(1.5, abs=1e-4)  # the correction linear in T removed


def test_dissipation_has_one_sign(rng):
    for _ in range(60):
        zeta, T, omega = 10 ** rng.uniform(-4, 1), 10 ** rng.uniform(-1, 1), 10 ** rng.uniform(-3, 1.5)
        kappa = rng.choice([0, 10 ** rng.uniform(-3, 1)])
        assert chi_inv(omega, zeta, kappa=kappa, T=T).imag < 0, (omega, zeta, kappa, T)


@pytest.mark.parametrize(("omega", "zeta", "T"), [(0.5, 0.3, 0.2), (1.7, 0.1, 0.05), (2.6, 0.4, 3.0), (1.0, 1.3, 0.1)])
def test_the_upper_half_plane_continues_the_real_axis(omega, zeta, T):
    # five points above the axis, extrapolated to it by a polynomial
    height = np.arange(1, 7) * 4e-3
    above = chi_inv(omega + 1j * height, zeta, T=T)
    weights = [np.prod([x / (x - y) for x in height if x != y]) for y in height]
    assert _relative(np.dot(weights, above), chi_inv(omega, zeta, T=T)) < 1e-7


def test_it_is_analytic_in_the_upper_half_plane():
    # mean over a circle; it passes Im omega = pi T and 2 pi T, where nothing may happen
    zeta, T, center = 0.3, 0.1, 1.2 + 0.7j
    circle = center + 0.6 * np.exp(2j * np.pi * np.arange(48) / 48)
    assert _relative(chi_inv(circle, zeta, T=T).mean(), chi_inv(center, zeta, T=T)) < 1e-9


def test_reflection():
    left = chi_inv([-0.7, -2.5, -0.3 + 0.2j], 0.2, T=0.3)
    right = chi_inv([0.7, 2.5, 0.3 + 0.2j], 0.2, T=0.3)
    assert np.array_equal(left, right.conj())


def test_the_threshold_survives_with_the_occupation_factor():
    """Im chi^-1 starts at 2 eps_g, on top of the tail, with tanh(eps_g/2T) times its strength at T = 0."""
    zeta, T = 0.3, 0.2
    edge = 2 * gap(zeta)
    step = 1e-3 * edge

    def second_difference(temperature):
        points = edge + step * np.array([-3, -2, -1, 0, 1, 2, 3])
        im = chi_inv(points, zeta, T=temperature).imag
        return (im[6] - 2 * im[5] + im[4]) - (im[2] - 2 * im[1] + im[0])

    assert second_difference(T) / second_difference(0) == pytest.approx(math.tanh(edge / (4 * T)), rel=2e-2)


# ---------------------------------------------------------------- promises


def _random_point(rng):
    kinds = [10 ** rng.uniform(-4, 0), rng.uniform(0, 1), 1 - 10 ** rng.uniform(-6, -1), 1.0, 10 ** rng.uniform(0, 2)]
    zeta, T = float(rng.choice(kinds)), 10 ** rng.uniform(-3, 1)
    omega = float(rng.choice([10 ** rng.uniform(-3, 1.5), rng.uniform(0, 4)]))
    if zeta < 1 and rng.random() < 0.2:
        omega = 2 * gap(zeta) * (1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-9, -2))
    if rng.random() < 0.3:
        omega = complex(omega, 10 ** rng.uniform(-2, 1))
    return omega, zeta, float(rng.choice([0, 10 ** rng.uniform(-3, 1)])), T, bool(rng.random() < 0.7)


def _check_random_points(rng, count):
    for _ in range(count):
        omega, zeta, kappa, T, vertex = _random_point(rng)
        exact = chi_inv(omega, zeta, kappa=kappa, T=T, digits=15, vertex=vertex)
        found = chi_inv(omega, zeta, kappa=kappa, T=T, vertex=vertex)
        point = (omega, zeta, kappa, T, vertex)
        assert _relative(found, exact) < 1e-12, point
        if not isinstance(omega, complex) and omega >= 1e-4 and abs(exact.imag) > 1e-290:  # as is promised
            assert _relative(found.imag, exact.imag) < 1e-10, point


def test_float64_agrees_with_fifteen_digits(rng):
    _check_random_points(rng, 6)


@pytest.mark.slow
def test_float64_agrees_with_fifteen_digits_at_many_points(rng):
    _check_random_points(rng, 60)


@pytest.mark.parametrize(
    ("omega", "zeta", "kappa", "T"),
    [("0.5", "0.3", 0, "0.2"), ("2.1", "0.05", "0.1", "0.02"), ("0.7", "1.3", 0, "0.4"), ("0", "0.3", 0, "1/3")],
)
def test_twelve_digits_agree_with_twenty_five(omega, zeta, kappa, T):
    few, many = (chi_inv(omega, zeta, kappa=kappa, T=T, digits=digits) for digits in (12, 25))
    assert _relative(few.real, many.real) < 1e-12
    assert _relative(few.imag, many.imag) < 1e-12


@pytest.mark.slow
@pytest.mark.parametrize(("omega", "zeta", "T"), [("0.5", "0.3", "0.2"), ("3", "0.01", "0.01"), ("1", "2", "1")])
def test_fifty_digits_agree_with_seventy(omega, zeta, T):
    few, many = (chi_inv(omega, zeta, T=T, digits=digits) for digits in (50, 70))
    assert _relative(few.real, many.real) < 1e-50
    assert _relative(few.imag, many.imag) < 1e-50


def test_a_tail_that_no_double_can_hold_has_all_its_digits():
    found = chi_inv("0.5", "0.3", T="1/4000", digits=12)
    assert -1000 < mpmath.log10(-found.imag) < -500
    assert chi_inv(0.5, 0.3, T=1 / 4000).imag == 0


def test_chi_is_the_inverse_also_with_digits():
    assert chi(0.5, 0.3, T=0.2) * chi_inv(0.5, 0.3, T=0.2) == pytest.approx(1, abs=1e-14)
    assert _relative(chi("0.5", "0.3", T="0.2", digits=12), 1 / chi_inv("0.5", "0.3", T="0.2", digits=12)) < 1e-11


def test_the_pole_at_the_threshold_survives():
    assert chi_inv(2, 0, T=0.3) == 0
    assert chi(2.0, 0, T=0.3).real == math.inf
    with pytest.raises(InputError, match="omega"):
        chi(2, 0, T="0.3", digits=20)


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 2)])
def test_result_has_the_shape_of_omega(shape):
    found = chi_inv(np.full(shape, 0.7), 0.3, T=0.2)
    assert np.shape(found) == shape
    assert np.asarray(found).dtype == np.complex128


@pytest.mark.parametrize("T", [-1e-300, "-0.1", math.nan, math.inf, 0.1j, None, [0.1, -0.2], "hot"])
@pytest.mark.parametrize("function", [chi_inv, chi])
@pytest.mark.parametrize("digits", [None, 20])
def test_bad_temperatures_are_named_with_their_value(T, function, digits):
    with pytest.raises(InputError, match=r"^T = .*: accepted is "):
        function(0.5, 0.3, T=T, digits=digits)


@pytest.mark.parametrize("height", [1e-15, 1e-9, 1e-6])
def test_float64_close_above_the_axis_without_pair_breaking(height):
    """Once 4e-8 off: the line of integration passed between edges with square roots."""
    kwargs = {"kappa": "2/5", "T": "1/40"}
    exact = chi_inv(mpmath.mpc(0.0034, height), 0, digits=15, **kwargs)
    assert abs(chi_inv(complex(0.0034, height), 0, **kwargs) - exact) <= 1e-12 * abs(exact)


@pytest.mark.parametrize(
    ("omega", "zeta", "kappa", "T", "exact"),
    [
        # exactly at the threshold, where only kappa softens two square roots that meet: once 3.5e-4 off
        (2.0, 0, 0.007085575734621018, 0.1, 0.022458127895290521136 - 4.3766751839568861e-8j),
        (2.0, 0, 3e-3, 0.1, None),
        (2.0, 0, 1e-8, 2.0, None),
        # two halves of the line that cancel: once 1.9e-9 off
        (1.6044866103740993e-06 + 5.453575821620704e-08j, 1e-5, 0, 0.0032009871246109086, 0.99999214601815174),
        (1.0211479790185641e-06j, 0.5, 0, 0.16169656585180042, 0.59441859848714749),
        (1e-4j, 1e-1, 0, 3e-5, None),
        # the same at frequencies that are not so small: sqrt(y^2 + 4)/y arcsinh(y/2), once 1.1e-12 and 5e-12 off
        (0.01528909952509835j, 0, 0, 4.9805339367286675e-9, 1.0000194792583548),
        (0.0023101297000831605j, 0, 0, 6e-9, 1.0000004447246986),
        # kappa beyond the other scales: once 1.5e-12 off
        (1e-6, 0.9999999804976203, 6000, 2.5, 6.9216587138627167 - 1.7605062877676e-10j),
        (1e-6, 0.5, 1e9, 0.5, None),
    ],
)
def test_float64_at_seams_that_were_wrong(omega, zeta, kappa, T, exact):
    if exact is None:
        exact = complex(chi_inv(omega, zeta, kappa=kappa, T=T, digits=17))
    assert abs(chi_inv(omega, zeta, kappa=kappa, T=T) - exact) <= 1e-12 * abs(exact)


def test_line_above_the_axis_is_one_function_of_its_height():
    """Im omega = pi T, where the line of integration moves."""
    T = 0.1
    below, above = (chi_inv(complex(0.4, math.pi * T * (1 + sign * 1e-13)), 0.3, T=T) for sign in (-1, 1))
    assert abs(below - above) < 1e-12
