"""Delta/Delta_0 against the self-consistency integral, its limits, and its own promises of accuracy."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from higgs_sym import critical_temperature, order_parameter
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics import order_parameter as module
from tests.oracles import matsubara, thermal

JOIN = math.exp(-math.pi / 4)
EXACT_JOIN = sympy.exp(-sympy.pi / 4)


@pytest.mark.parametrize("gamma", [0.01, 0.3, 0.45, JOIN, 0.46, 0.49, 0.4999])
def test_solves_the_self_consistency_condition(gamma):
    assert order_parameter(gamma) == pytest.approx(matsubara.order_parameter(gamma), rel=1e-11)


@pytest.mark.parametrize("zeta", [1e-6, 0.5, 1 - 1e-9, 1.0, 1 + 1e-9, 2.0, 30.0, 1e3])
def test_agrees_with_the_condition_solved_at_given_zeta(zeta):
    delta = math.exp(matsubara.log_order_parameter(zeta))
    # at large zeta, Delta follows gamma = zeta Delta with the slope of a square root: compare gamma's digits
    near_half = max(1, (1 - 2 * zeta * delta) ** -1)
    assert order_parameter(zeta * delta) == pytest.approx(delta, rel=1e-11 * near_half)


def test_is_one_without_pair_breaking_and_zero_from_one_half_on():
    assert order_parameter(0) == 1
    assert order_parameter(0, digits=40) == 1
    for gamma in (0.5, "1/2", 0.5 + 1e-16, 0.7, 1e300, sympy.Rational(1, 2)):
        assert order_parameter(gamma) == 0
        assert order_parameter(gamma, digits=20) == 0
    assert order_parameter(math.nextafter(0.5, 0)) > 0


def test_float64_agrees_with_thirty_digits_on_both_branches_and_at_their_ends(rng):
    gamma = np.concatenate(
        [
            rng.uniform(0, 0.5, 60),
            10 ** rng.uniform(-300, -1, 20),
            0.5 - 10 ** rng.uniform(-16, -1, 60),
            JOIN + rng.choice([-1, 1], 60) * 10 ** rng.uniform(-17, -2, 60),
        ]
    )
    found = order_parameter(gamma)
    exact = [order_parameter(float(g), digits=30) for g in gamma]
    errors = np.array([float(abs(f - e) / e) for f, e in zip(found, exact, strict=True)])
    assert errors.max() <= 1e-14, f"gamma = {gamma[errors.argmax()]!r}"


@pytest.mark.parametrize(
    "gamma",
    [
        "0.1",
        "0.3",
        "0.455",
        "0.456",
        "0.4999",
        "1/3",
        "1e-200",
        0.1,
        EXACT_JOIN,
        EXACT_JOIN + sympy.Rational(1, 10**25),
        EXACT_JOIN - sympy.Rational(1, 10**12),
        sympy.Rational(1, 2) - sympy.pi / 10**60,
        "0." + "4" + "9" * 120,
    ],
)
def test_twenty_and_fifty_digits_agree_with_a_hundred(gamma):
    most = order_parameter(gamma, digits=100)
    for digits in (10, 20, 50):
        found = order_parameter(gamma, digits=digits)
        assert abs(found - most) <= abs(most) * mpmath.mpf(10) ** (-digits)


@pytest.mark.parametrize("distance", ["1e-3", "1e-30", "1e-200"])
def test_closes_as_a_square_root_with_its_known_amplitude(distance):
    context = mpmath.MPContext()
    context.dps = 60
    small = context.mpf(distance)
    gamma = sympy.Rational(1, 2) - sympy.Rational(distance) / 2
    ratio = order_parameter(gamma, digits=50) / context.sqrt(3 * small)
    assert abs(ratio - 1) <= 2 * small + context.mpf(10) ** -49


def test_both_branches_solve_their_equation_to_the_last_digit():
    context = mpmath.MPContext()
    context.dps = 80
    for gamma in ("0.2", "0.4559", "0.456", "0.47", "0.49999"):
        delta = context.mpf(order_parameter(gamma, digits=70))
        zeta = context.mpf(gamma) / delta
        log = -context.pi * zeta / 4
        if zeta > 1:
            log = -context.acosh(zeta) - (zeta * context.asin(1 / zeta) - context.sqrt(1 - zeta**-2)) / 2
        assert abs(context.log(delta) - log) < context.mpf(10) ** -65, gamma


def test_decreases_everywhere():
    grid = np.linspace(0, 0.5, 4001)
    assert (np.diff(order_parameter(grid)) < 0).all()


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0), (2, 3)])
def test_result_has_the_shape_of_gamma(shape):
    found = order_parameter(np.full(shape, 0.2))
    assert np.shape(found) == shape
    assert np.asarray(found).dtype == np.float64
    assert np.all(found == order_parameter(0.2))


def test_one_number_gives_one_number():
    assert isinstance(order_parameter(0.2), float)
    assert isinstance(order_parameter("0.2"), float)
    assert isinstance(order_parameter("0.2", digits=20), mpmath.ctx_mp_python._mpf)


def test_a_double_is_not_the_decimal_that_it_prints_as():
    double, decimal = order_parameter(0.4999, digits=30), order_parameter("0.4999", digits=30)
    assert 1e-18 < abs(double - decimal) < 1e-13


def test_printed_result_carries_all_its_digits_and_leaves_the_global_precision_alone():
    before = mpmath.mp.prec
    shown = str(order_parameter("0.1", digits=40))
    assert mpmath.mp.prec == before
    assert shown.startswith("0.9180025427227111113247315386297343993116")


@pytest.mark.parametrize(
    "gamma", [-1e-300, "-0.1", math.nan, math.inf, [0.1, -0.1], 0.1j, "0.1 0.2", None, "__import__"]
)
def test_bad_gamma_is_named_with_its_value(gamma):
    with pytest.raises(InputError, match=r"^gamma = .*: accepted is "):
        order_parameter(gamma)


@pytest.mark.parametrize("digits", [9, 101, 20.0, True])
def test_bad_digits_are_named_with_the_range(digits):
    with pytest.raises(InputError, match=r"^digits = .* 10 to 100"):
        order_parameter("0.1", digits=digits)


def test_arrays_broadcast_with_and_without_digits():
    gamma, T = np.array([0.1, 0.45]), np.array([[0.05], [0.3]])
    found, exact = order_parameter(gamma, T=T), order_parameter(gamma, T=T, digits=15)
    assert found.shape == exact.shape == (2, 2)
    assert np.abs(found - exact.astype(float)).max() < 1e-12
    assert exact[1, 0] == order_parameter(0.1, T=0.3, digits=15)


def test_a_root_that_its_bracket_does_not_hold_raises(monkeypatch):
    monkeypatch.setattr(module, "_MAX_STEPS", 1)
    with pytest.raises(AccuracyError, match=r"fewer than 50 digits"):
        order_parameter("0.47", digits=50)


# ---------------------------------------------------------------- T > 0


@pytest.mark.parametrize(
    ("gamma", "T"), [(0, 0.1), (0, 0.5), (0.1, 0.3), (0.3, 0.2), (0.3, 0.3), (0.45, 0.05), (0.45, 0.13)]
)
def test_solves_the_self_consistency_condition_at_finite_temperature(gamma, T):
    assert order_parameter(gamma, T=T) == pytest.approx(thermal.order_parameter(gamma, T), rel=1e-7)


@pytest.mark.parametrize("gamma", [0, 1e-6, 0.1, 0.3, 0.45, 0.49, 0.4999])
def test_vanishes_at_the_critical_temperature_as_a_square_root(gamma):
    top = critical_temperature(gamma)
    assert order_parameter(gamma, T=top * (1 + 1e-12)) == 0
    near, nearer = (order_parameter(gamma, T=top * (1 - each)) for each in (1e-8, 1e-10))
    assert near / nearer == pytest.approx(10, rel=1e-6)


def test_closes_at_the_critical_temperature_of_bcs_with_its_known_amplitude():
    # Delta^2 = 8 (pi T_c)^2/(7 zeta(3)) (1 - T/T_c)
    top = critical_temperature(0, digits=40)
    small = mpmath.mpf(10) ** -18
    with mpmath.workdps(40):
        amplitude = mpmath.pi * top * mpmath.sqrt(8 * small / (7 * mpmath.zeta(3)))
        assert abs(order_parameter(0, T=top * (1 - small), digits=15) / amplitude - 1) < 1e-15


@pytest.mark.parametrize("gamma", [0, 0.1, 0.45, 0.49])
def test_cold_it_is_the_ground_state(gamma):
    ground = order_parameter(gamma)
    assert order_parameter(gamma, T=1e-5 * ground) == pytest.approx(ground, rel=3e-9)  # gapless: (T/Delta)^2
    assert order_parameter(gamma, T=1e-9 * ground) == pytest.approx(ground, rel=1e-14)
    assert order_parameter(gamma, T=1e-200) == pytest.approx(ground, rel=1e-14)


@pytest.mark.parametrize("gamma", [0.1, 0.45, 0.49])
def test_decreases_with_temperature(gamma):
    temperatures = np.linspace(0, critical_temperature(gamma), 30)
    values = [order_parameter(gamma, T=float(T)) for T in temperatures[3:-1]]  # before, it falls by less than rounding
    assert (np.diff(values) < 0).all()


@pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_warm_float64_agrees_with_twenty_digits(rng, count):
    for _ in range(count):
        gamma = float(rng.choice([rng.uniform(0, 0.5), 0.5 - 10 ** rng.uniform(-6, -1)]))
        T = critical_temperature(gamma) * float(rng.choice([rng.uniform(0.05, 1), 1 - 10 ** rng.uniform(-9, -1)]))
        exact = order_parameter(gamma, T=T, digits=20)
        assert abs(order_parameter(gamma, T=T) - exact) <= 1e-12 * exact, (gamma, T)


def test_many_rates_and_temperatures_agree_with_digits_wherever_they_meet(rng):
    gamma = np.concatenate(
        [rng.uniform(0, 0.5, 20), 0.5 - 10 ** rng.uniform(-10, -2, 8), 10 ** rng.uniform(-30, -1, 8)]
    )
    shares = np.concatenate([rng.uniform(0, 1.1, 6), 1 - 10 ** rng.uniform(-12, -1, 4), 10 ** rng.uniform(-12, 0, 4)])
    T = critical_temperature(gamma) * shares[:, None]
    found = order_parameter(gamma, T=T)
    assert found.shape == T.shape
    for row, column in zip(*(rng.integers(0, count, 12) for count in found.shape), strict=True):
        exact = order_parameter(gamma[column], T=T[row, column], digits=16)
        assert abs(found[row, column] - exact) <= 1e-12 * exact, (gamma[column], T[row, column])
        assert found[row, column] == pytest.approx(order_parameter(gamma[column], T=T[row, column]), rel=1e-12)


def test_a_temperature_that_is_no_double_is_taken_as_it_is():
    top = critical_temperature("0.25", digits=40)
    near = [sympy.Rational(str(top)) * (1 - sympy.Rational(1, 10**k)) for k in (16, 20)]
    warm, warmer = order_parameter(0.25, T=near)
    assert warm / warmer == pytest.approx(100, rel=1e-9)


WARM = [("0.1", "0.4"), ("0", "0.5"), ("0.499", "1/1000")]


@pytest.mark.parametrize(
    ("gamma", "T"),
    [("0.45", "0.1"), *(pytest.param(*row, marks=pytest.mark.slow) for row in WARM)],
)
def test_warm_twelve_digits_agree_with_thirty(gamma, T):
    few, many = (order_parameter(gamma, T=T, digits=digits) for digits in (12, 30))
    assert abs(few - many) <= many * mpmath.mpf(10) ** -12


def test_warm_result_has_the_shape_of_gamma():
    found = order_parameter(np.array([[0.1, 0.3], [0.49, 0.7]]), T=0.2)
    assert found.shape == (2, 2)
    assert found[0, 0] == order_parameter(0.1, T=0.2) > found[0, 1] > found[1, 0] == found[1, 1] == 0
    assert order_parameter(np.zeros((0, 2)), T=0.2).shape == (0, 2)


@pytest.mark.parametrize("T", [-1e-300, "-0.1", math.nan, math.inf, 0.1j, None, [-0.1]])
def test_bad_temperature_is_named_with_its_value(T):
    with pytest.raises(InputError, match=r"^T = .*: accepted is "):
        order_parameter(0.1, T=T)


def test_the_second_argument_is_digits_and_temperature_has_a_name():
    assert order_parameter("0.1", 20) == order_parameter("0.1", digits=20)
    with pytest.raises(InputError, match=r"^digits = "):
        order_parameter(0.1, 0.3)
