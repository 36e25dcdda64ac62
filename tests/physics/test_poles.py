"""Peak, ring-down pole and gapless decay against independent evaluations and limits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

import higgs_sym as h
from higgs_sym.errors import AccuracyError, InputError


@pytest.mark.parametrize("zeta", [pytest.param("1/100", marks=pytest.mark.slow), "1/2"])
def test_ringdown_pole_is_a_zero_of_the_second_sheet_with_that_residue(zeta):
    pole = h.ringdown_pole(zeta)
    # a branch point lies near: six points of a small circle leave (radius/distance)^6
    radius = 0.003 * abs(pole.frequency - 2 * h.gap(zeta))
    turns = np.exp(2j * np.pi * np.arange(6) / 6)
    circle = pole.frequency + radius * turns
    values = np.array([complex(h.chi_inv(complex(w), zeta, sheet=1, digits=12)) for w in circle])
    assert abs(values.mean()) < 1e-9 * abs(values[0])
    residue = (radius * turns / values).mean()
    assert residue == pytest.approx(pole.residue, rel=1e-9)


@pytest.mark.slow
def test_ringdown_pole_in_digits_agrees_with_more_digits():
    some, more = (h.ringdown_pole("3/10", digits=n) for n in (15, 22))
    assert abs(some.frequency - more.frequency) < 1e-15
    assert abs(some.residue - more.residue) < 1e-15


@pytest.mark.slow
def test_ringdown_pole_approaches_that_of_the_scaling_function():
    limit = h.scaling_pole().place
    scaled = [(h.ringdown_pole(z).frequency - 2) / z ** (2 / 3) for z in (1e-3, 1e-6)]
    assert 5 < abs(scaled[0] - limit) / abs(scaled[1] - limit) < 20  # goes as zeta^(1/3)
    assert abs(scaled[1] - limit) < 0.02


@pytest.mark.slow
def test_ringdown_pole_moves_with_momentum_until_it_passes_a_branch_point():
    still, moving = h.ringdown_pole("1/10"), h.ringdown_pole("1/10", kappa="1/10")
    value = h.chi_inv(moving.frequency, "1/10", kappa="1/10", sheet=1, digits=12)
    assert abs(value) < 1e-10
    assert moving.frequency.imag < still.frequency.imag
    with pytest.raises(AccuracyError, match="branch point"):
        h.ringdown_pole("1/10", kappa="1/2")


@pytest.mark.parametrize(("zeta", "kappa"), [("1/1000", 0), ("1/10", 0), ("1/2", "1/2"), (2, 0), (0, "1/2")])
def test_absorption_peak_is_the_maximum_and_its_width_that_at_half_height(zeta, kappa):
    def absorption(omega):
        return float(np.imag(h.chi(omega, zeta, kappa=kappa)))

    peak = h.absorption_peak(zeta, kappa=kappa)
    span = (peak.frequency - 0.2 * peak.width, peak.frequency + 0.2 * peak.width)
    found = minimize_scalar(lambda w: -absorption(w), bounds=span, method="bounded", options={"xatol": 1e-10})
    assert peak.frequency == pytest.approx(found.x, abs=1e-6 * peak.width)
    assert peak.height == pytest.approx(-found.fun, rel=1e-12)
    left = brentq(lambda w: absorption(w) - peak.height / 2, 2 * h.gap(zeta) + 1e-12, peak.frequency)
    right = brentq(lambda w: absorption(w) - peak.height / 2, peak.frequency, peak.frequency + 2 * peak.width)
    assert peak.width == pytest.approx(right - left, rel=1e-9)
    assert 0.05 < peak.lorentzian_residual < 0.4


def test_a_line_without_end_has_a_maximum_and_no_width():
    peak = h.absorption_peak("1/10", kappa=300)
    beside = np.imag(h.chi(peak.frequency * np.array([0.99, 1.0, 1.01]), "1/10", kappa=300))
    assert beside.argmax() == 1
    assert beside[1] == pytest.approx(peak.height, rel=1e-11)
    assert np.imag(h.chi(1e4, "1/10", kappa=300)) > peak.height / 2
    assert peak.width is None
    assert peak.lorentzian_residual is None


@pytest.mark.slow
def test_absorption_peak_in_digits():
    some, more = (h.absorption_peak("1/10", digits=n) for n in (15, 20))
    assert abs(some.frequency - more.frequency) < 1e-15 * more.frequency
    assert abs(some.height - more.height) < 1e-15 * more.height
    assert h.absorption_peak("1/10").frequency == pytest.approx(float(more.frequency), rel=1e-9)


@pytest.mark.parametrize("zeta", [2, pytest.param(10, marks=pytest.mark.slow)])
def test_beyond_the_crossover_a_pole_on_the_imaginary_axis_decays_slowest(zeta):
    decay = h.decay_rate(zeta, digits=15)
    assert decay.kind == "pole"
    assert decay.exponent == 0
    star = (zeta ** (2 / 3) - 1) ** 1.5
    assert 0 < decay.rate < star
    beside = complex(1e-7, -float(decay.rate))
    assert abs(complex(h.chi_inv(beside, zeta, sheet=1, digits=12)).real) < 1e-11


@pytest.mark.parametrize("zeta", [100, 1000])
def test_the_pole_tends_to_a_third_of_the_inverse_pair_breaking_rate(zeta):
    rate = float(3 * zeta * h.decay_rate(zeta, digits=25).rate - 1)
    assert rate == pytest.approx(1 / (15 * zeta**2), abs=0.2 / zeta**4)


def test_below_the_crossover_the_branch_point_decides():
    decay = h.decay_rate("3/2", digits=20)
    assert decay.kind == "branch point"
    assert decay.exponent == Fraction(-5, 2)
    assert float(decay.rate) == pytest.approx((1.5 ** (2 / 3) - 1) ** 1.5, rel=1e-15)


def test_the_exponent_of_the_branch_point_is_seen_in_the_response():
    zeta = "6/5"
    rate = h.decay_rate(zeta).rate
    t = np.array([80.0, 160.0, 320.0, 640.0]) / rate
    values = h.chi_t(t, zeta) * np.exp(rate * (t - t[0]))
    exponents = np.diff(np.log2(values))
    once = 2 * exponents[1:] - exponents[:-1]  # without what falls as 1/t
    assert (4 * once[1] - once[0]) / 3 == pytest.approx(-2.5, abs=1e-6)


def test_the_crossover_is_where_the_response_has_its_zero_at_the_branch_point():
    zeta = h.crossover_zeta(20)
    assert abs(zeta - h.crossover_zeta(15)) < 1e-15
    assert h.crossover_zeta() == pytest.approx(1.54199499979079, rel=1e-14)
    kinds = [h.decay_rate(float(zeta) * (1 + sign * 1e-6)).kind for sign in (-1, 1)]
    assert kinds == ["branch point", "pole"]


@pytest.mark.parametrize(
    ("function", "arguments", "name"),
    [
        (h.absorption_peak, (0,), "zeta"),
        (h.absorption_peak, (-1,), "zeta"),
        (h.ringdown_pole, (1,), "zeta"),
        (h.ringdown_pole, ([0.1, 0.2],), "zeta"),
        (h.decay_rate, (0.5,), "zeta"),
        (h.decay_rate, (2, 5), "digits"),
        (h.crossover_zeta, (41,), "digits"),
    ],
)
def test_bad_input_names_the_parameter(function, arguments, name):
    with pytest.raises(InputError) as caught:
        function(*arguments)
    assert caught.value.name == name
