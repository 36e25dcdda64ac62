"""chi(t) and quench(t) against methods that never leave the real axis, and against themselves on other contours."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest

import higgs_sym as h
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.dynamics import amplitude
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.time import gapless, gapless_digits, ray
from higgs_sym.physics.time.carrier import carrier
from tests.oracles.time_domain import panels, pseudospins, sine_transform, volterra


@pytest.mark.parametrize(
    ("zeta", "kappa", "t"),
    [
        ("1/10", 0, 0.5),
        ("1/10", 0, 12.0),
        ("1/1000", 0, 3.0),
        ("1/2", "1/2", 5.0),
        ("99/100", 0, 6.0),
        (0, "1/2", 2.0),
        (0, 3, 7.0),
        (1, 0, 4.0),
        ("101/100", 0, 5.0),
        ("3/2", 0, 2.0),
        ("3/2", "1/2", 2.0),
        pytest.param(20, 0, 5.0, marks=pytest.mark.slow),
    ],
)
def test_the_contour_agrees_with_the_sine_transform_of_the_absorption(zeta, kappa, t):
    expected = sine_transform(lambda w: np.imag(h.chi(w, zeta, kappa=kappa)), 2 * h.gap(zeta), t)
    assert h.chi_t(t, zeta, kappa=kappa) == pytest.approx(expected, rel=2e-11)


def test_a_volterra_equation_with_the_memory_of_the_kernel_gives_the_same_response():
    zeta, step, count = 0.1, 0.04, 250
    static = h.chi_inv(0, zeta).real
    found = volterra(zeta, static, lambda t: t**3 * np.exp(-t) / 6, step, count)
    for n in (24, 124, 249):
        t = step * (n + 1)
        lag, weight = panels(t * np.linspace(0, 1, 9) ** 3)
        force = (3 * (t - lag) ** 2 - (t - lag) ** 3) * np.exp(lag - t) / 6
        expected = (weight * (1 - h.quench(lag, zeta)) / static * force).sum()
        assert found[n] == pytest.approx(expected, abs=2e-5)


def test_pseudospins_after_a_small_quench_relax_as_the_linear_response_phase_included():
    times, ratio = np.arange(20, 60, 0.5), 1e-4
    xi = 0.04 * (np.arange(2600) + 0.5)
    static = (0.04 * np.exp(-((xi / 40) ** 2)) / np.hypot(xi, 1) ** 3).sum()  # chi^-1(0) with their cutoff
    change = (pseudospins(ratio, times) - pseudospins(-ratio, times)) / (2 * ratio)
    remaining = 1 + static * change
    assert np.abs(remaining - h.quench(times, 0)).max() < 4e-4
    # Volkov and Kogan, linear: Re of int_t^oo (4/pi^2) sqrt(pi/t) sin(2t + pi/4)
    law = 2 / math.pi**1.5 * np.cos(2 * times + math.pi / 4) / np.sqrt(times)
    assert np.abs(remaining - law).max() < 0.05 * np.abs(law).max()


@pytest.mark.parametrize(
    "zeta", ["1/10", *(pytest.param(zeta, marks=pytest.mark.slow) for zeta in ("9/10", "1/100000"))]
)
def test_the_angle_of_the_ray_does_not_matter(zeta):
    edge = edge_float(h.inputs.exact("zeta", zeta))
    times = np.geomspace(0.01, 1e5, 15)
    turned = ray.Ray(edge, 0.0)
    angle = 0.7 * np.angle(turned.direction)
    turned.direction = complex(np.exp(1j * angle))
    usual = ray.Ray(edge, 0.0).amplitude(times)
    assert np.abs(turned.amplitude(times) / usual - 1).max() < 1e-10


@pytest.mark.parametrize(
    "zeta", [pytest.param("11/10", marks=pytest.mark.slow), pytest.param("3", marks=pytest.mark.slow)]
)
def test_the_place_where_the_gapless_contour_turns_does_not_matter(zeta):
    edge = edge_float(h.inputs.exact("zeta", zeta))
    usual, moved = gapless.Descent(edge, 0.0), gapless.Descent(edge, 0.0)
    moved.turn /= 4
    times = np.array([0.01, 0.3, 5.0]) / usual.star
    assert moved.signal(times) == pytest.approx(usual.signal(times), rel=1e-10)


@pytest.mark.slow
def test_decay_by_twenty_orders_keeps_its_digits():
    """At e^{-46} and e^{-92} only the pole is left: its rate and residue from values of chi^-1 around it."""
    zeta = "2"
    rate = float(h.decay_rate(zeta, digits=20).rate)
    right = 0.003 * np.exp(0.25j * np.pi * np.array([1, -1]))  # sheet 1 holds for Re omega > 0; mirror the rest
    values = [complex(h.chi_inv(complex(w), zeta, sheet=1, digits=12)) for w in -1j * rate + right]
    residue = (-1j * right / values).real.mean()
    times = np.array([46.0, 92.0]) / rate
    assert h.chi_t(times, zeta) * np.exp(rate * times) == pytest.approx(residue, rel=1e-6)


@pytest.mark.parametrize(("t", "zeta", "kappa"), [(10**6, "0.1", 0), (3, 0, 0), (10**4, 0, "1/2"), (10**5, "9/10", 0)])
def test_digits_agree_with_float64_and_with_more_digits(t, zeta, kappa):
    scale = abs(amplitude(float(t), zeta, kappa=kappa))
    some = h.chi_t(t, zeta, kappa=kappa, digits=15)
    more = h.chi_t(t, zeta, kappa=kappa, digits=22)
    assert abs(some - more) < 1e-15 * scale
    assert abs(float(more) - h.chi_t(float(t), zeta, kappa=kappa)) < 1e-10 * scale


@pytest.mark.parametrize(
    ("t", "zeta", "kappa"),
    [
        (2000, "3/2", 0),
        pytest.param(300, "6/5", 0, marks=pytest.mark.slow),
        pytest.param(50, 2, "3/2", marks=pytest.mark.slow),
        (1, "3/2", 0),
        pytest.param(1000, 1, 0, marks=pytest.mark.slow),
        pytest.param(1, 1, "1/2", marks=pytest.mark.slow),
    ],
)
def test_gapless_digits_agree_with_float64_and_with_more_digits(t, zeta, kappa):
    some, more = (h.chi_t(t, zeta, kappa=kappa, digits=n) for n in (12, 18))
    assert float(some) == pytest.approx(float(more), rel=1e-12)
    # zeta = 1 has digits of the envelope only
    scale = abs(amplitude(float(t), 1, kappa=kappa)) if zeta == 1 else 0
    assert float(more) == pytest.approx(h.chi_t(float(t), zeta, kappa=kappa), rel=1e-11, abs=1e-13 * scale)


@pytest.mark.slow
@pytest.mark.parametrize(("zeta", "t"), [(2, 9), (2, "1/100"), ("11/10", 120)])
def test_gapless_digits_are_the_same_on_two_contours(zeta, t):
    """The ray from omega = 0, by the real axis, and the lips of the imaginary axis, all below it."""
    given = (h.inputs.exact("zeta", zeta), Fraction(0))
    assert gapless_digits.is_early(Fraction(t), *given)
    late = gapless_digits.descent(*given, 18).signal(Fraction(t))
    assert abs(h.chi_t(t, zeta, digits=12) / late - 1) < 1e-12


@pytest.mark.parametrize("options", [{}, {"digits": 12}])
def test_slow_diffusion_in_a_gapless_state_is_refused(options):
    """Its branch point is on the contour up to kappa = 0.5869 at zeta = 2; values there were wrong by up to 1 %."""
    for kappa in ("1/50", "1/5", "58/100"):
        for function in (h.chi_t, h.quench):
            with pytest.raises(AccuracyError, match=r"^kappa = .*0 < kappa <= 0\.58"):
                function(3, 2, kappa=kappa, **options)
    assert h.chi_t(3.0, 2, kappa="3/2") == pytest.approx(
        sine_transform(lambda w: np.imag(h.chi(w, 2, kappa="3/2")), 0.0, 3.0), rel=2e-10
    )


@pytest.mark.slow
def test_gapless_digits_agree_with_the_sine_transform():
    """At early times nothing has decayed; the absorption on the real axis in digits of its own."""
    zeta, t = "2", 2.0
    expected = sine_transform(lambda w: np.imag(h.chi(w, zeta)), 0.0, t)
    assert float(h.chi_t(2, zeta, digits=12)) == pytest.approx(expected, rel=1e-11)


@pytest.mark.slow
@pytest.mark.parametrize(("t", "zeta", "kappa"), [(10, "0.1", 0), ("1/2", "1/2", "1/10")])
def test_digits_agree_with_float64_at_early_times(t, zeta, kappa):
    early = float(Fraction(t))
    found = float(h.chi_t(t, zeta, kappa=kappa, digits=12))
    assert found == pytest.approx(
        h.chi_t(early, zeta, kappa=kappa), abs=1e-11 * abs(amplitude(early, zeta, kappa=kappa))
    )


def test_bcs_in_digits_against_the_bessel_like_integral():
    """zeta = kappa = 0: chi = 1/chi^-1 in closed form, sine transform in mpmath on the imaginary axis."""
    with mpmath.workdps(40):
        t = mpmath.mpf(3)

        def difference(s):
            w = 1 - 1j * s**2 / 2
            root, cosh = mpmath.sqrt(w * w - 1), mpmath.log(w + mpmath.sqrt(w - 1) * mpmath.sqrt(w + 1))
            root = mpmath.sqrt(w - 1) * mpmath.sqrt(w + 1)
            zero, one = root / w * (cosh + 0.5j * mpmath.pi), root / w * (cosh - 0.5j * mpmath.pi)
            return (1 / zero - 1 / one) * mpmath.exp(-(s**2) * t) * 2 * s

        down = mpmath.quad(difference, [0, 0.5, 1, 2, 3, 5, 8])
        expected = (1j / mpmath.pi * mpmath.expj(-2 * t) * down).real
        assert abs(h.chi_t(3, 0, digits=20) - expected) < 1e-20


@pytest.mark.parametrize(("zeta", "kappa"), [("1/10", 0), (0, "1/2"), (1, 0), ("3/2", 0)])
def test_quench_is_the_integral_of_the_response(zeta, kappa):
    t, weight = panels(np.linspace(1, 4, 9))
    area = (weight * h.chi_t(t, zeta, kappa=kappa)).sum() * h.chi_inv(0, zeta, kappa=kappa).real
    start, end = h.quench(np.array([1.0, 4.0]), zeta, kappa=kappa)
    assert start - end == pytest.approx(area, abs=1e-11)


def test_quench_starts_at_one():
    values = h.quench(np.array([-1.0, 0.0, 1e-8, 1e-4, 0.01]), "1/10")
    assert values[0] == values[1] == 1
    assert (np.diff(values[1:]) < 0).all()


@pytest.mark.parametrize(("t", "zeta"), [(10**5, "1/10"), (2000, "3/2"), pytest.param(1000, 1, marks=pytest.mark.slow)])
def test_quench_in_digits(t, zeta):
    assert float(h.quench(t, zeta, digits=15)) == pytest.approx(h.quench(float(t), zeta), rel=1e-9)


@pytest.mark.slow
def test_the_response_is_continuous_through_the_gapless_transition():
    t = np.array([0.1, 1.0, 5.0])
    below, at = (h.chi_t(t, zeta) for zeta in ("99999/100000", 1))
    assert below / at == pytest.approx(1, abs=3e-4)
    above = h.chi_t(t, "100001/100000")
    assert (below + above) / (2 * at) == pytest.approx(1, abs=1e-8)


def test_shapes_and_signs_of_time():
    values = h.chi_t(np.array([[-1.0, 0.0], [1.0, 2.0]]), "1/10")
    assert values.shape == (2, 2)
    assert values[0, 0] == 0
    assert values[0, 1] == np.inf
    assert h.chi_t(-1, "1/10", digits=15) == 0
    assert isinstance(h.chi_t(2.0, "1/10"), float)


@pytest.mark.parametrize(
    ("arguments", "options", "name"),
    [
        ((float("nan"), 0.1), {}, "t"),
        ((1, -0.1), {}, "zeta"),
        ((1, 0.1), {"kappa": -1}, "kappa"),
        ((1, 0.1), {"T": -0.2}, "T"),
        ((0, 0.1), {"digits": 15}, "t"),
        ((1, 0.1), {"digits": 81}, "digits"),
    ],
)
def test_bad_input_names_the_parameter(arguments, options, name):
    for function in (h.chi_t, h.quench):
        if name == "t" and function is h.quench and arguments[0] == 0:
            continue
        with pytest.raises(InputError) as caught:
            function(*arguments, **options)
        assert caught.value.name == name


def test_amplitude_is_refused_beyond_the_gapped_state():
    with pytest.raises(InputError, match="zeta"):
        amplitude(1.0, 2)


def test_the_carrier_is_right_at_large_phases(rng):
    times = rng.uniform(0, 1e6, 100)
    high, low = 1.2345678901234, 3e-17
    with mpmath.workdps(40):
        expected = [complex(mpmath.expj(-(mpmath.mpf(high) + mpmath.mpf(low)) * float(t))) for t in times]
    assert np.abs(carrier(high, low, times) - expected).max() < 2e-15


@pytest.mark.parametrize(("zeta", "kappa", "latest"), [(0.1, 0, 1e6), (1.3, 0, 1e3), (0, 0, 1e5), (0.2, 0.3, 1e4)])
@pytest.mark.parametrize("function", [h.chi_t, h.quench])
def test_many_times_are_interpolated_to_the_same_values(function, zeta, kappa, latest):
    times = np.exp(np.linspace(np.log(0.01), np.log(latest), 20_000))
    some = np.random.default_rng(3).permutation(len(times))[:60]
    alone = function(times[some], zeta, kappa=kappa)
    size = np.abs(alone)
    if zeta < 1:  # of the oscillation
        shifted = [function(times[some] + step, zeta, kappa=kappa) for step in (0.4, 0.8, 1.2)]
        size = np.maximum.reduce([size, *map(np.abs, shifted)])
    assert (np.abs(function(times, zeta, kappa=kappa)[some] - alone) <= 1e-11 * size).all()
