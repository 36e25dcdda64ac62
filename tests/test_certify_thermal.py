"""Balls at T > 0 contain what other engines, sums and closed forms give; or they refuse."""

from __future__ import annotations

import flint
import mpmath
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import holds, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.balls import integral, root_paths, until
from tests.containment import holds_to
from tests.oracles import thermal

POINTS = 4


def random_points(rng, count):
    for _ in range(count):
        zeta = 10 ** rng.uniform(-5, 1) if rng.random() < 0.5 else rng.uniform(0, 1.6)
        omega = rng.uniform(0, 20) if rng.random() < 0.2 else rng.uniform(0, 4)
        if zeta < 1 and rng.random() < 0.2:
            omega = 2 * h.gap(zeta) * (1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-10, -2))
        if rng.random() < 0.3:
            omega = complex(omega * rng.choice([1, 1, 0]), 10 ** rng.uniform(-2, 1))
        options = {"kappa": rng.choice([0, 0, rng.uniform(0, 3)]), "vertex": rng.random() < 0.7}
        yield omega, zeta, options | {"T": 10 ** rng.uniform(-2, 0.7)}


def check_containment(rng, count, digits):
    for omega, zeta, options in random_points(rng, count):
        print("point:", omega, zeta, options)
        ball = certify.chi_inv(omega, zeta, digits=digits, **options)
        assert holds_to(ball, h.chi_inv(omega, zeta, digits=digits + 20, **options), digits + 19)


def test_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, POINTS, 12)


@pytest.mark.slow
def test_many_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, 150, 12)


@pytest.mark.parametrize(("m", "T", "zeta", "kappa"), [(1, 0.2, 0.3, 0.0), (2, 0.05, 1.5, 0.4), (3, 1.0, 1.0, 0.0)])
def test_balls_meet_the_matsubara_sum(m, T, zeta, kappa):
    """omega = 2 pi i m T as a ball; the sum is good to about 1e-9."""
    with flint_precision(100):
        omega = flint.acb(0, 2 * m * T * flint.arb.pi())
    ball = certify.chi_inv(omega, zeta, kappa=kappa, T=T, digits=15)
    assert abs(complex(ball) - thermal.matsubara_sum(m, T, zeta, kappa)) < 1e-8
    assert float(ball.rad()) < 1e-10


@pytest.mark.parametrize(("omega", "T"), [(0.5, 0.4), (1.9, 0.05), (3.0, 0.4)])
def test_balls_contain_the_bcs_integral(omega, T):
    ball = certify.chi_inv(omega, 0, T=T, digits=20)
    with mpmath.workdps(40):
        w, t = mpmath.mpf(omega), mpmath.mpf(T)
        if omega < 2:
            value = (4 - w * w) * mpmath.quad(
                lambda x: mpmath.tanh(mpmath.cosh(x) / (2 * t)) / (4 * mpmath.cosh(x) ** 2 - w * w), [0, 1, 2, 4, 8, 60]
            )
            assert ball.imag == 0
            assert holds_to(ball.real, mpmath.mpc(value), 25)
        else:
            golden = -mpmath.pi / 2 * mpmath.sqrt(w * w - 4) / w * mpmath.tanh(w / (4 * t))
            assert holds_to(ball.imag, mpmath.mpc(golden), 35)


@pytest.mark.parametrize("zeta", ["1/10", 1, "3/2"])
def test_the_static_limit_contains_the_multiprecision_value(zeta):
    ball = certify.chi_inv(0, zeta, T="1/5", digits=15)
    assert ball.imag == 0
    assert holds_to(ball, h.chi_inv(0, zeta, T="1/5", digits=30), 29)


def test_the_exponentially_small_tail_has_its_digits():
    ball = certify.chi_inv(1, "1/10", T="1/200", digits=12)
    assert 0 < -float(ball.imag) < 1e-60
    assert ball.imag.rel_accuracy_bits() > 39
    assert holds_to(ball, h.chi_inv(1, "1/10", T="1/200", digits=20), 19)


def test_the_threshold_is_decided_exactly():
    # zeta = (3/5)^3 has the rational edge eps_g = (16/25)^(3/2) = 64/125
    ball = certify.chi_inv("128/125", "27/125", T="1/5", digits=12)
    assert holds_to(ball, h.chi_inv("128/125", "27/125", T="1/5", digits=25), 24)


def test_more_digits_nest_inside_fewer():
    coarse, fine = (certify.chi_inv(1, "1/10", T="1/5", digits=n) for n in (12, 25))
    assert holds(coarse, fine)


def test_a_parameter_box_contains_its_samples(rng):
    with flint_precision(200):
        omega = flint.acb(flint.arb(1, 1e-8), flint.arb("0.3 +/- 1e-8"))
        zeta, T = flint.arb("0.1 +/- 1e-8"), flint.arb("0.2 +/- 1e-8")
    box = certify.chi_inv(omega, zeta, T=T, digits=15)
    assert float(box.rad()) < 1e-3
    for _ in range(3):
        a, b, z, t = (centre + rng.uniform(-0.99e-8, 0.99e-8) for centre in (1, 0.3, 0.1, 0.2))
        assert holds_to(box, h.chi_inv(complex(a, b), z, T=t, digits=20), 18)


def test_chi_is_the_inverse():
    product = certify.chi(1, "1/10", T="1/5", digits=12) * certify.chi_inv(1, "1/10", T="1/5", digits=12)
    assert holds(product, 1)


def test_wrong_starts_cost_the_result_but_never_the_truth(monkeypatch):
    honest = certify.chi_inv("5/2", "1/5", T="1/5", digits=12)
    real = root_paths._float_energies
    monkeypatch.setattr(root_paths, "_float_energies", lambda edge, points: [-x for x in real(edge, points)])
    monkeypatch.setattr(integral, "EVALUATIONS", 1)
    monkeypatch.setattr(until, "_TRIES", 1)
    try:
        value = certify.chi_inv("5/2", "1/5", T="1/5", digits=12)
    except AccuracyError:
        return
    assert meets(value, honest)


def test_undecided_sides_are_errors():
    with flint_precision(100):
        omega = flint.arb(2 * h.gap("0.1"), 1e-6)
    with pytest.raises(AccuracyError, match="side of the threshold"):
        certify.chi_inv(omega, "0.1", T="0.1")
    with pytest.raises(AccuracyError, match="contains 0"):
        certify.chi_inv(flint.arb(0, 1e-6), "1.5", T="0.1")


@pytest.mark.parametrize("T", [-1, flint.arb(0, 1), float("nan")])
def test_bad_temperature_is_named(T):
    with pytest.raises(InputError, match=r"^T = "):
        certify.chi_inv(1, "0.1", T=T)
