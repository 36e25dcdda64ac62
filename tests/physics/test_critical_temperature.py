"""T_c/Delta_0 against a bracketed digamma equation, its limits, and its promises of accuracy."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from higgs_sym import critical_temperature
from higgs_sym.errors import InputError
from higgs_sym.physics import critical_temperature as module
from tests.oracles import thermal


@pytest.mark.parametrize("gamma", [1e-3, 0.1, 0.3, 0.45, 0.499])
def test_solves_the_digamma_equation(gamma):
    assert critical_temperature(gamma) == pytest.approx(thermal.critical_temperature(gamma), rel=1e-9)


def test_without_pair_breaking_it_is_the_bcs_ratio():
    with mpmath.workdps(60):
        exact = mpmath.exp(mpmath.euler) / mpmath.pi
        assert abs(critical_temperature(0, digits=50) / exact - 1) < mpmath.mpf(10) ** -50
    assert critical_temperature(0) == float(exact)
    assert critical_temperature(1e-300) == float(exact)


def test_initial_slope_is_that_of_abrikosov_and_gorkov():
    # T_c = T_c0 - pi Gamma/4 + ...
    with mpmath.workdps(70):
        small = mpmath.mpf(10) ** -20
        slope = (critical_temperature("1e-20", digits=60) - critical_temperature(0, digits=60)) / small
        assert abs(slope + mpmath.pi / 4) < 1e-19


@pytest.mark.parametrize("distance", ["1e-6", "1e-30", "1e-200"])
def test_closes_as_a_square_root_with_its_known_amplitude(distance):
    # psi(1/2 + x) = ln x + 1/(24 x^2) - ..., so that T_c = gamma sqrt(24 (1 - 2 gamma))/(2 pi)
    small = mpmath.mpf(distance)
    found = critical_temperature(sympy.Rational(1, 2) - sympy.Rational(distance) / 2, digits=30)
    ratio = found / (mpmath.sqrt(24 * small) / (4 * mpmath.pi))
    assert abs(ratio - 1) <= 3 * small + 1e-14


@pytest.mark.parametrize("gamma", ["1e-20", "0.1", "1/3", "0.4999", "0." + "4" + "9" * 60, sympy.pi / 10])
def test_twenty_and_fifty_digits_agree_with_a_hundred(gamma):
    most = critical_temperature(gamma, digits=100)
    for digits in (10, 20, 50):
        assert abs(critical_temperature(gamma, digits=digits) - most) <= most * mpmath.mpf(10) ** -digits


def test_vanishes_from_one_half_on_and_decreases_before():
    for gamma in (0.5, "1/2", 0.7, 1e300):
        assert critical_temperature(gamma) == 0
        assert critical_temperature(gamma, digits=20) == 0
    assert (np.diff(critical_temperature(np.linspace(0, 0.5, 201))) < 0).all()
    assert critical_temperature(math.nextafter(0.5, 0)) > 0


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 2)])
def test_result_has_the_shape_of_gamma(shape):
    found = critical_temperature(np.full(shape, 0.2))
    assert np.shape(found) == shape
    assert np.asarray(found).dtype == np.float64
    assert np.all(found == critical_temperature(0.2))


def test_lists_and_single_numbers():
    assert isinstance(critical_temperature("0.1"), float)
    assert isinstance(critical_temperature("0.1", digits=20), mpmath.ctx_mp_python._mpf)
    assert critical_temperature(["0.1", 0.2]).tolist() == [critical_temperature("0.1"), critical_temperature(0.2)]


@pytest.mark.parametrize("gamma", [-1e-300, "-0.1", math.nan, math.inf, [0.1, -0.1], 0.1j, "0.1 0.2", None])
def test_bad_gamma_is_named_with_its_value(gamma):
    with pytest.raises(InputError, match=r"^gamma = .*: accepted is "):
        critical_temperature(gamma)


@pytest.mark.parametrize("digits", [9, 101, 20.0, True])
def test_bad_digits_are_named_with_the_range(digits):
    with pytest.raises(InputError, match=r"^digits = .* 10 to 100"):
        critical_temperature("0.1", digits=digits)


def test_many_numbers_at_once_are_right(rng):
    near = 0.5 - 10 ** np.array([rng.uniform(-15, -1) for _ in range(300)])
    gamma = np.concatenate([np.linspace(0, 0.6, 600), 10 ** rng.uniform(-300, -1, 100), near])
    found = critical_temperature(gamma.reshape(20, 50))
    assert found.shape == (20, 50)
    few = critical_temperature(gamma[::25])
    assert (np.abs(found.ravel()[::25] - few) <= 5e-15 * few).all()


def test_many_numbers_come_from_digits_if_doubles_do_not_agree(monkeypatch):
    gamma = np.linspace(0.1, 0.4, 60)
    expected = [critical_temperature(each) for each in gamma]
    monkeypatch.setattr(module.pair_breaking, "_ASYMPTOTIC", (0.0,))
    assert critical_temperature(gamma).tolist() == expected


def test_digits_of_arrays():
    found = critical_temperature(["0.1", "0.2"], digits=12)
    assert found.tolist() == [critical_temperature("0.1", digits=12), critical_temperature("0.2", digits=12)]
