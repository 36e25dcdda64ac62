"""chi^-1 and chi: values against independent evaluations, then exact properties, shapes and refusals."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from higgs_sym import chi, chi_inv, gap
from higgs_sym.errors import InputError
from tests.oracles import closed_forms, matsubara, plain, sign_matrix

ZETAS = [0.0, 1e-8, 1e-3, 0.1, 0.7, 1 - 1e-9, 1.0, 1 + 1e-9, 1.5, 20.0, 1e3]


def _relative(found, exact):
    return float(abs(found - exact) / abs(exact)) if exact else float(abs(found))


# ---------------------------------------------------------------- against closed forms


@pytest.mark.parametrize(
    "omega", [1e-6, 0.1, 1.0, 1.9, 2 - 1e-9, 2 + 1e-9, 2.1, 3.0, 50.0, 1e3, 0.7j, 1.5 + 0.1j, 3 + 1e-3j]
)
def test_without_pair_breaking_it_is_the_bcs_result(omega):
    exact = closed_forms.bcs(omega)
    # at omega = 2 chi^-1 has a zero, and a relative error means little next to it
    assert abs(chi_inv(omega, 0) - exact) <= 1e-12 * max(abs(exact), 1e-2)


@pytest.mark.parametrize("omega", ["1/1000000", "0.5", "1.999999", "2.000001", "3", "40"])
def test_without_pair_breaking_it_is_the_bcs_result_to_fifty_digits(omega):
    context = mpmath.MPContext()
    context.dps = 70
    w = context.mpf(sympy.Rational(omega).p) / sympy.Rational(omega).q / 2
    found = chi_inv(omega, 0, digits=50)
    if w < 1:
        expected_re, expected_im = context.sqrt(1 - w * w) * context.asin(w) / w, context.mpf(0)
    else:
        root = context.sqrt(w * w - 1) / w
        expected_re, expected_im = root * context.acosh(w), -root * context.pi / 2
    assert _relative(found.real, expected_re) < 1e-49
    assert _relative(found.imag, expected_im) < 1e-49


def test_without_pair_breaking_it_vanishes_at_the_threshold():
    assert abs(chi_inv(2, 0)) < 1e-12


@pytest.mark.parametrize("zeta", ZETAS)
def test_static_limit_obeys_the_sum_rule(zeta):
    assert chi_inv(0, zeta) == pytest.approx(closed_forms.static(zeta), rel=1e-12)
    slack = 1e-10 if abs(zeta - 1) < 1e-3 else 1e-12  # omega^2, but for the scale |1 - zeta|^(3/2) < omega
    assert chi_inv(1e-6, zeta).real == pytest.approx(closed_forms.static(zeta), rel=slack)


@pytest.mark.parametrize("zeta", ["0.3", "1", "1.000000001", "7"])
def test_static_limit_obeys_the_sum_rule_to_thirty_digits(zeta):
    context = mpmath.MPContext()
    context.dps = 80
    z = context.mpf(sympy.Rational(zeta).p) / sympy.Rational(zeta).q
    expected = 1 - context.pi * z / 4
    if z > 1:
        expected = 1 - (z * context.asin(1 / z) + context.sqrt(1 - z**-2)) / 2
    found = chi_inv(0, zeta, digits=30)
    assert _relative(found.real, expected) < 1e-29
    assert found.imag == 0


def test_static_limit_is_the_slope_of_the_self_consistency_condition():
    # 1/lambda - d(pi T sum sin(theta))/d Delta at fixed Gamma = 1 + zeta d ln(Delta/Delta_0)/d zeta
    step = 1e-4
    for zeta in (0.2, 0.9, 1.4):
        slope = (matsubara.log_order_parameter(zeta + step) - matsubara.log_order_parameter(zeta - step)) / (2 * step)
        assert chi_inv(0, zeta).real == pytest.approx(1 + zeta * slope, abs=1e-6)


# ---------------------------------------------------------------- against independent integrals


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("kappa", [0, 0.4, 10])
@pytest.mark.parametrize(
    ("Omega", "zeta"), [(0.3, 1e-6), (1.0, 0.1), (2.0, 0.7), (0.01, 0.9), (5.0, 1.0), (0.5, 1.3), (40.0, 6.0)]
)
def test_imaginary_axis_agrees_with_real_matsubara_arithmetic(Omega, zeta, kappa, vertex):
    found = chi_inv(1j * Omega, zeta, kappa=kappa, vertex=vertex)
    assert found.imag == pytest.approx(0, abs=1e-13)
    assert found.real == pytest.approx(matsubara.chi_inv(Omega, zeta, kappa, vertex), rel=1e-10)


@pytest.mark.parametrize("kappa", [100.0, 3e3, 1e5])
@pytest.mark.parametrize("zeta", [0.0, 1e-3, 0.5, 1.0, 4.0])
def test_large_momentum_is_a_scale_like_any_other(zeta, kappa):
    found = chi_inv(0.7j, zeta, kappa=kappa)
    assert found.real == pytest.approx(matsubara.chi_inv(0.7, zeta, kappa), rel=1e-9)
    if zeta > 0.1 and kappa < 1e4:  # the plain rule does not resolve y ~ kappa beyond that
        assert _relative(chi_inv(2.2, zeta, kappa=kappa), plain.chi_inv_double(2.2, zeta, kappa)) < 1e-8
    exact = chi_inv(2.2, zeta, kappa=kappa, digits=13)
    assert _relative(chi_inv(2.2, zeta, kappa=kappa), exact) < 1e-12


@pytest.mark.parametrize("vertex", [True, False])
def test_imaginary_axis_agrees_with_multiprecision_matsubara_arithmetic(vertex):
    found = chi_inv(mpmath.mpc(0, "1.5"), "0.3", kappa="0.2", digits=20, vertex=vertex)
    expected = matsubara.chi_inv_mp("1.5", "0.3", "0.2", vertex=vertex, dps=20)
    assert _relative(found.real, expected) < 1e-18


def test_imaginary_axis_agrees_with_the_matrix_sign_function_end_to_end():
    """No linearised kernel at all: a numerical derivative at every node of the Matsubara integral."""
    Omega, zeta = 1.2, 0.4
    nodes, weights = np.polynomial.legendre.leggauss(24)

    def integrand(x):
        return math.sin(matsubara.angle(x, zeta)) - sign_matrix.kernel(x - Omega / 2, Omega, zeta)

    inner = [Omega / 4 * w * integrand(Omega / 4 * (1 + x)) for x, w in zip(nodes, weights, strict=True)]
    outer = []
    for x, w in zip(nodes, weights, strict=True):
        s = (1 + x) / 2
        outer.append(w / 2 / s**2 * integrand(Omega / 2 + 1 / s - 1))
    assert chi_inv(1j * Omega, zeta).real == pytest.approx(sum(inner) + sum(outer), rel=1e-7)


@pytest.mark.parametrize("vertex", [True, False])
@pytest.mark.parametrize("kappa", [0.0, 0.3])
@pytest.mark.parametrize(
    ("omega", "zeta"),
    [(0.3, 0.3), (1.5, 0.1), (1.9, 0.01), (2.0, 0.003), (2.6, 0.4), (7.0, 0.6), (4.0, 0.02), (0.8, 2.0), (50.0, 20.0),
     (1.1 + 0.3j, 0.5), (-0.7 + 0.05j, 0.2), (1.7 + 0.1j, 1.5)],
)  # fmt: skip
def test_values_agree_with_plain_quadrature_over_eigenvalue_roots(omega, zeta, kappa, vertex):
    expected = plain.chi_inv_double(omega, zeta, kappa, vertex)
    assert _relative(chi_inv(omega, zeta, kappa=kappa, vertex=vertex), expected) < 1e-12


@pytest.mark.parametrize("omega", [0.01, 1.0])
def test_values_at_the_gapless_transition_agree_with_plain_quadrature(omega):
    # the roots have a cube-root singularity that the plain panels do not resolve
    assert _relative(chi_inv(omega, 1), plain.chi_inv_double(omega, 1)) < 1e-8


@pytest.mark.slow
def test_values_agree_with_plain_quadrature_of_polynomial_roots():
    expected = plain.chi_inv(mpmath.mpf("1.5"), mpmath.mpf("0.5"), mpmath.mpf("0.25"), dps=8)
    found = chi_inv("1.5", "0.5", kappa="0.25", digits=12)
    assert _relative(found.real, expected.real) < 1e-11
    assert _relative(found.imag, expected.imag) < 1e-11


@pytest.mark.slow
@pytest.mark.parametrize(("omega", "zeta"), [("2", "0.1"), ("1.3", "1.7")])
def test_thirty_digits_agree_with_plain_quadrature(omega, zeta):
    with mpmath.workdps(40):
        expected = plain.chi_inv(mpmath.mpf(omega), mpmath.mpf(zeta), dps=32)
    found = chi_inv(omega, zeta, digits=30)
    assert _relative(found.real, expected.real) < 1e-29
    assert _relative(found.imag, expected.imag) < 1e-29


@pytest.mark.parametrize("kappa", [1e-6, 0.01, 0.5, 10.0])
@pytest.mark.parametrize("Omega", [0.05, 1.0, 9.0])
def test_bcs_at_finite_momentum_agrees_with_direct_quadrature(Omega, kappa):
    assert chi_inv(1j * Omega, 0, kappa=kappa).real == pytest.approx(matsubara.chi_inv(Omega, 0, kappa), rel=1e-11)


# ---------------------------------------------------------------- exact properties


@pytest.mark.parametrize("zeta", [0.0, 1e-8, 1e-3, 0.1, 0.7, 1 - 1e-9])
def test_imaginary_part_is_exactly_zero_below_the_threshold(zeta):
    threshold = 2 * gap(zeta)
    omega = threshold * np.array([0, 1e-6, 0.3, 0.999, 1 - 1e-9])
    for kappa in (0, 0.3):
        for vertex in (True, False):
            assert (chi_inv(omega, zeta, kappa=kappa, vertex=vertex).imag == 0).all()
            assert (chi(omega[1:], zeta, kappa=kappa, vertex=vertex).imag == 0).all()
    assert chi_inv(float(omega[-1]), zeta, digits=15).imag == 0


@pytest.mark.parametrize("zeta", ["0.1", "0.9"])
def test_imaginary_part_at_the_exact_threshold_is_zero_and_just_above_negative(zeta):
    threshold = 2 * (1 - sympy.Rational(zeta) ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    assert chi_inv(threshold, zeta, digits=10).imag == 0
    assert chi_inv(threshold * (1 - sympy.Rational(1, 10**30)), zeta, digits=10).imag == 0
    assert chi_inv(threshold * (1 + sympy.Rational(1, 10**30)), zeta, digits=10).imag < 0


@given(st.floats(1e-6, 1e3), st.floats(1e-8, 1e3), st.sampled_from([0, 0.1, 10]), st.booleans())
@settings(deadline=None, max_examples=40)
def test_damping_is_never_negative(omega, zeta, kappa, vertex):
    assert chi_inv(omega, zeta, kappa=kappa, vertex=vertex).imag <= 0


@pytest.mark.parametrize("zeta", [0.0, 0.1, 1.0, 3.0])
@pytest.mark.parametrize("omega", [0.3, 1.7, 2.5, 1.2 + 0.3j])
def test_reversing_the_frequency_conjugates(omega, zeta):
    omega = complex(omega) if isinstance(omega, complex) else omega
    mirrored = -np.conj(omega)
    assert chi_inv(mirrored, zeta, kappa=0.1) == np.conj(chi_inv(omega, zeta, kappa=0.1))
    assert chi(mirrored, zeta, kappa=0.1) == np.conj(chi(omega, zeta, kappa=0.1))
    with mpmath.workdps(30):
        assert chi_inv(mirrored, zeta, digits=20) == mpmath.conj(chi_inv(omega, zeta, digits=20))


def test_chi_is_the_inverse(rng):
    omega = 10 ** rng.uniform(-3, 2, 50)
    for zeta in (0.0, 0.1, 1.0, 3.0):
        assert np.abs(chi(omega, zeta) * chi_inv(omega, zeta) - 1).max() < 1e-14
    with mpmath.workdps(30):
        assert abs(chi("1.9", "0.1", digits=20) * chi_inv("1.9", "0.1", digits=20) - 1) < 1e-19


@pytest.mark.parametrize("zeta", [0.0, 1e-4, 0.1, 0.999, 1.0, 1.4, 30.0])
def test_real_frequencies_mean_the_upper_lip(zeta):
    for omega in (0.5, 1.7, 2.3, 9.0):
        lip = chi_inv(omega + 1e-13j, zeta, kappa=0.05)
        assert abs(chi_inv(omega, zeta, kappa=0.05) - lip) < 1e-10


@pytest.mark.parametrize(("zeta", "kappa"), [(1e-3, 0), (0.3, 0.2), (1.0, 0), (5.0, 1.0)])
def test_it_is_analytic_in_the_upper_half_plane(zeta, kappa):
    for centre, radius in [(1.5 + 0.5j, 0.45), (2 * gap(zeta) + 0.1j, 0.09), (0.3j, 0.25)]:
        circle = centre + radius * np.exp(2j * np.pi * np.arange(64) / 64)
        mean = chi_inv(circle, zeta, kappa=kappa).mean()
        assert abs(mean - chi_inv(centre, zeta, kappa=kappa)) < 1e-5  # the radius nearly touches the cut
        small = centre + 0.4 * (circle - centre)
        assert abs(chi_inv(small, zeta, kappa=kappa).mean() - chi_inv(centre, zeta, kappa=kappa)) < 1e-12


def test_it_is_continuous_through_the_gapless_transition_and_to_no_pair_breaking():
    omega = np.array([0.3, 1.0, 2.2, 7.0])
    for kappa in (0, 0.4):
        near = [chi_inv(omega, z, kappa=kappa) for z in (1 - 1e-9, 1.0, 1 + 1e-9)]
        assert np.abs(near[0] - near[1]).max() < 1e-8
        assert np.abs(near[2] - near[1]).max() < 1e-8
        assert np.abs(chi_inv(omega, 1e-12, kappa=kappa) - chi_inv(omega, 0, kappa=kappa)).max() < 1e-7


def test_gapless_damping_starts_linearly():
    for zeta in (1.2, 3.0):
        ratio = chi_inv(2e-5, zeta).imag / chi_inv(1e-5, zeta).imag
        assert ratio == pytest.approx(2, rel=1e-6)
        assert chi_inv(1e-5, zeta).imag < 0


def test_momentum_stiffens_and_the_vertex_matters_only_with_pair_breaking():
    assert chi_inv(1.0, 0, vertex=False) == chi_inv(1.0, 0, vertex=True)
    assert abs(chi_inv(1.0, 0.1, vertex=False) - chi_inv(1.0, 0.1)) > 1e-3
    values = [chi_inv(0.5, 0.1, kappa=k).real for k in (0, 0.1, 1, 10)]
    assert values == sorted(values)


# ---------------------------------------------------------------- shapes, exactness, refusals


@pytest.mark.parametrize("function", [chi_inv, chi])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3)])
@pytest.mark.parametrize("zeta", [0.0, 0.3, 2.0])
def test_results_have_the_shape_of_the_frequencies(function, zeta, shape):
    found = function(np.full(shape, 1.2), zeta)
    assert np.shape(found) == shape
    assert np.asarray(found).dtype == np.complex128
    assert np.all(np.asarray(found) == function(1.2, zeta))


def test_a_scan_gives_the_values_of_its_points():
    omega = np.concatenate([np.linspace(0, 4, 41), [1e-6, 1e3], -np.linspace(0, 4, 9)])
    for zeta in (0.0, 0.1, 1.0, 2.0):
        scan = chi_inv(omega, zeta, kappa=0.1)
        single = np.array([chi_inv(w, zeta, kappa=0.1) for w in omega])
        assert np.abs(scan - single).max() < 1e-13
    mixed = np.array([0.5, 1.0 + 0.1j, 2.5 + 0j, 0.3j])
    assert np.abs(chi_inv(mixed, 0.1) - [chi_inv(w, 0.1) for w in mixed]).max() < 1e-13
    assert chi_inv(np.array([1, 2, 3]), 0.1).shape == (3,)
    assert np.abs(chi_inv([1, "2", sympy.Integer(3)], 0.1) - chi_inv([1.0, 2.0, 3.0], 0.1)).max() == 0


def test_single_numbers_give_single_numbers():
    for function in (chi_inv, chi):
        assert isinstance(function(1.2, 0.1), complex)
        assert isinstance(function("1.2", "0.1", digits=20), mpmath.ctx_mp_python._mpc)
        assert isinstance(function("3", 0, digits=20), mpmath.ctx_mp_python._mpc)


def test_a_double_is_not_the_decimal_that_it_prints_as():
    decimal = chi_inv("2", "0.1", digits=20)
    double = chi_inv(2.0, 0.1, digits=20)
    assert 1e-18 < abs(double - decimal) < 1e-15
    assert chi_inv(2, "1/10", digits=20) == decimal
    assert chi_inv(2, sympy.Rational(1, 10), digits=20) == decimal
    assert chi_inv(mpmath.mpf(2), "0.1", digits=20) == decimal
    assert chi_inv("1.7", "0.1", kappa="0.1", digits=20) != chi_inv("1.7", "0.1", kappa=0.1, digits=20)


def test_irrational_parameters_are_taken_to_the_digits_asked_for():
    threshold = 2 * (1 - sympy.Rational(1, 8) ** sympy.Rational(2, 3)) ** sympy.Rational(3, 2)
    above = chi_inv(threshold + sympy.Rational(1, 10**20), "1/8", digits=15)
    expected = -math.pi / 24 * 1e-40 / (1 / 8 * float(threshold) / 2)
    assert float(above.imag) == pytest.approx(expected, rel=1e-9)


def test_printing_shows_all_digits_and_the_global_precision_stays():
    before = mpmath.mp.prec
    shown = str(chi_inv(2, "0.1", digits=30).real)
    assert mpmath.mp.prec == before
    assert len(shown.strip("-0.")) >= 29


BAD = [-1e-300, "-0.1", math.nan, math.inf, 0.1 + 0.1j, "abc", "__import__('os')", None, sympy.Symbol("x")]


@pytest.mark.parametrize("digits", [None, 20])
@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("function", [chi_inv, chi])
def test_bad_parameters_are_named_with_value_and_range(function, value, digits):
    with pytest.raises(InputError, match=r"^zeta = .*: accepted is ") as caught:
        function(1.5, value, digits=digits)
    assert str(value)[:20] in str(caught.value)
    with pytest.raises(InputError, match=r"^kappa = .*: accepted is ") as caught:
        function(1.5, 0.1, kappa=value, digits=digits)
    assert str(value)[:20] in str(caught.value)


@pytest.mark.parametrize("digits", [None, 20])
@pytest.mark.parametrize("omega", [math.nan, -math.inf, 1 - 1e-9j, complex(0, math.nan), "abc", "1+1j", None])
@pytest.mark.parametrize("function", [chi_inv, chi])
def test_bad_frequencies_are_named_with_value_and_range(function, omega, digits):
    with pytest.raises(InputError, match=r"^omega = .*: accepted is ") as caught:
        function(omega, 0.1, digits=digits)
    assert str(omega)[:20] in str(caught.value)


def test_one_bad_frequency_in_an_array_is_the_one_named():
    with pytest.raises(InputError, match=r"^omega = .*nan"):
        chi_inv([1.0, math.nan], 0.1)
    with pytest.raises(InputError, match=r"^omega = \(1-0\.002j\)"):
        chi_inv(np.array([1.0, 1 - 0.002j]), 0.1)


@pytest.mark.parametrize("digits", [9, 101, 0, 20.5, True, "20"])
@pytest.mark.parametrize("function", [chi_inv, chi])
def test_bad_digits_are_named_with_the_range(function, digits):
    with pytest.raises(InputError, match=r"^digits = .* 10 to 100"):
        function(1.5, "0.1", digits=digits)


@pytest.mark.parametrize("vertex", [None, 1, "False", np.nan])
def test_vertex_is_true_or_false(vertex):
    with pytest.raises(InputError, match=r"^vertex = .*: accepted is True or False"):
        chi_inv(1.5, 0.1, vertex=vertex)
    assert chi_inv(1.5, 0.1, vertex=np.False_) == chi_inv(1.5, 0.1, vertex=False)


def test_momentum_and_vertex_are_keywords_only():
    with pytest.raises(TypeError):
        chi_inv(1.5, 0.1, 0.2)


@pytest.mark.parametrize("above", [7, 1e3, 1e5])
@pytest.mark.parametrize("T", [0, 0.3])
def test_float64_next_to_the_zero_keeps_its_relative_accuracy(above, T):
    """At zeta = kappa = 0, chi^-1 vanishes like sqrt(omega - 2): a sum of doubles was 6% off at omega = 2 + 3e-15."""
    omega = 2 + above * 2.0**-51
    exact = chi_inv(omega, 0, T=T, digits=20)
    assert abs(chi_inv(omega, 0, T=T) - exact) <= 1e-12 * abs(exact)
    assert abs(chi(omega, 0, T=T) * complex(exact) - 1) < 1e-11


@pytest.mark.parametrize(("omega", "zeta"), [(5e4, "5e-18"), (2e9, "1e-3"), (7e8, 1 - 2.0**-33), (1e14, "0.1")])
def test_high_frequencies_where_roots_of_the_quartic_nearly_coincide(omega, zeta):
    """chi^-1 -> ln(omega Delta/Delta_00) - i pi/2: only the coupling remembers the gap, by ln Delta = -pi zeta/4."""
    limit = complex(math.log(omega) - math.pi / 4 * float(zeta), -math.pi / 2)
    assert abs(complex(chi_inv(omega, zeta, digits=15)) - limit) < 40 / omega + 1e-13


@pytest.mark.parametrize("kappa", ["1/100", "1/2", 3])
@pytest.mark.parametrize("distance", [-(2.0**-46), -(2.0**-40), 2.0**-42])
def test_float64_next_to_the_threshold_of_the_clean_state(kappa, distance):
    """At zeta = 0 nothing softens the square root at the edge: panels once ended too early, and 9 digits were right."""
    exact = chi_inv(2 + distance, 0, kappa=kappa, digits=15)
    assert abs(chi_inv(2 + distance, 0, kappa=kappa) - exact) <= 1e-12 * abs(exact)
