"""chi(t) and quench(t) at T > 0 against the real axis, the imaginary axis, T = 0, and the late response."""

from __future__ import annotations

import math

import numpy as np
import pytest

import higgs_sym as h
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.inputs import exact_real
from higgs_sym.physics.dynamics import amplitude, chi_t
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.time.carrier import carrier
from higgs_sym.physics.time.thermal import Thermal
from tests.oracles.time_domain import panels, thermal_sine_transform

TENTH = {"zeta": "1/10", "T": "3/10"}


@pytest.mark.parametrize(
    ("zeta", "kappa", "T", "t"),
    [
        ("1/10", 0, "3/10", 2.0),
        pytest.param("1/10", 0, 3, 5.0, marks=pytest.mark.slow),
        pytest.param("9/10", 0, "1/10", 3.0, marks=pytest.mark.slow),
        pytest.param("1/2", "1/2", "1/2", 3.0, marks=pytest.mark.slow),
        pytest.param(0, "1/2", "3/10", 2.0, marks=pytest.mark.slow),
        pytest.param("1/100", 0, "1/2", 2.0, marks=pytest.mark.slow),
        pytest.param(1, 0, "3/10", 2.0, marks=pytest.mark.slow),
        pytest.param("3/2", "1/2", "3/10", 2.0, marks=pytest.mark.slow),
    ],
)
def test_the_contour_agrees_with_the_sine_transform_of_the_absorption(zeta, kappa, T, t):
    def absorption(omega):
        return np.imag(h.chi(omega, zeta, kappa=kappa, T=T))

    expected = thermal_sine_transform(absorption, 2 * h.gap(zeta), t)
    assert h.chi_t(t, zeta, kappa=kappa, T=T) == pytest.approx(expected, rel=2e-9)


@pytest.mark.slow
def test_a_laplace_transform_gives_the_response_on_the_imaginary_axis():
    rate = 2.0
    t, weight = panels(np.concatenate([np.geomspace(1e-3, 1, 7), np.arange(2, 13)]))
    left = h.quench(t.ravel(), **TENTH).reshape(t.shape)
    area = (weight * rate * np.exp(-rate * t) * left).sum()
    area += (1 - math.exp(-rate * 1e-3)) * h.quench(5e-4, **TENTH)  # it falls as 1/ln there
    static, there = (h.chi_inv(w, "1/10", T="3/10").real for w in (0, 1j * rate))
    assert area == pytest.approx(1 - static / there, abs=1e-5)


def test_it_joins_the_response_at_zero_temperature():
    t = np.array([20.0, 30.0])
    assert h.chi_t(t, "1/10", T="1/40") == pytest.approx(h.chi_t(t, "1/10"), rel=3e-11)
    assert h.chi_t(t, "1/10", T=1e-10) == pytest.approx(h.chi_t(t, "1/10"), rel=1e-15)


@pytest.mark.slow
def test_the_lips_and_the_ray_from_zero_agree():
    edge = edge_float(exact_real("zeta", "1/2"))
    lips, ray = Thermal(edge, 0.0, 0.4), Thermal(edge, 0.0, 0.4)
    ray.depth = 0.0
    t = np.array([3.0, 40.0])
    assert ray.signal(t) == pytest.approx(lips.signal(t), rel=1e-10)


def test_late_times_are_those_of_both_singular_points():
    """t^-3 at 2 eps_g, times tanh(eps_g/2T), and without oscillation t^-4 from thermal quasiparticles at the edge."""
    zeta, T, t = 0.1, 0.3, np.array([1e5])
    edge, gap = edge_float(exact_real("zeta", "1/10")), h.gap("1/10")
    R, static = h.chi_inv(2 * gap, "1/10", T="3/10"), h.chi_inv(0, "1/10", T="3/10").real
    fast = -math.tanh(gap / (2 * T)) / (6 * zeta * gap * t**3 * R**2) * carrier(2 * edge.eps_g, 2 * edge.eps_low, t)
    slow = (2 - zeta ** (2 / 3)) / (72 * zeta ** (1 / 3) * gap * T * static**2 * math.cosh(gap / (2 * T)) ** 2 * t**4)
    contours = Thermal(edge, 0.0, T)
    exponent = int(np.frexp(t)[1][0])
    assert contours._slow(t, exponent, None) == pytest.approx(slow, rel=1e-6)
    assert h.chi_t(t, **TENTH) == pytest.approx(fast.real + slow, abs=3e-5 * abs(fast[0]))


def test_without_pair_breaking_nothing_is_scattered():
    """zeta = kappa = 0: t^(-1/2) at 2 Delta as at T = 0."""
    t = np.array([1e4, 4e4])
    sizes = np.abs(Thermal(edge_float(exact_real("zeta", 0)), 0.0, 0.2)._along("pairs", 2.0, t, 16, None))
    assert sizes[0] / sizes[1] == pytest.approx(2, rel=2e-7)


@pytest.mark.slow
def test_times_that_float64_does_not_resolve_are_refused():
    with pytest.raises(AccuracyError, match="earlier times"):
        h.chi_t(200.0, "3/2", T="3/10")


def test_digits_are_refused_at_finite_temperature():
    with pytest.raises(InputError) as caught:
        chi_t(1, "1/10", T="3/10", digits=15)
    assert caught.value.name == "digits"
    with pytest.raises(InputError) as caught:
        chi_t(1, "1/10", T=-1)
    assert caught.value.name == "T"


@pytest.mark.parametrize(("kappa", "times"), [pytest.param(0, [0.1, 30, 3e4], marks=pytest.mark.slow), (0.3, [30])])
def test_below_a_hundredth_of_the_gap_nothing_is_left_of_temperature(kappa, times):
    t, T = np.array(times), h.gap(0.1) / 100
    warm, cold = (chi_t(t, 0.1, kappa=kappa, T=T * scale) for scale in (1.01, 0.99))
    assert np.abs(warm - cold).max() > 0  # by different ways
    assert (np.abs(warm - cold) <= 1e-8 * np.abs(amplitude(t, 0.1, kappa=kappa))).all()
