"""Balls contain the truth: closed forms, other engines at more digits, samples of parameter boxes; or they refuse."""

from __future__ import annotations

from fractions import Fraction

import flint
import mpmath
import pytest
import sympy

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import holds, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, InputError
from higgs_sym.physics.balls import integral, root_paths, until
from tests.containment import holds_to

POINTS = 12


def random_points(rng, count):
    for _ in range(count):
        zeta = 10 ** rng.uniform(-6, 1) if rng.random() < 0.5 else rng.uniform(0, 1.6)
        omega = rng.uniform(0, 20) if rng.random() < 0.3 else rng.uniform(0, 4)
        if zeta < 1 and rng.random() < 0.3:
            omega = 2 * h.gap(zeta) * (1 + rng.choice([-1, 1]) * 10 ** rng.uniform(-12, -2))
        if rng.random() < 0.2:
            omega = complex(omega * rng.choice([1, 1, 0]), 10 ** rng.uniform(-2, 1))
        yield omega, zeta, rng.choice([0, 0, rng.uniform(0, 3)]), rng.random() < 0.7


def check_containment(rng, count, digits):
    for omega, zeta, kappa, vertex in random_points(rng, count):
        ball = certify.chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=digits)
        value = h.chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=digits + 20)
        assert holds_to(ball, value, digits + 19), (omega, zeta, kappa, vertex, ball, value)


def test_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, POINTS, 12)


@pytest.mark.slow
def test_a_thousand_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, 1000, 12)


@pytest.mark.parametrize("omega", ["1/3", "3/2", "19999/10000", "20001/10000", "3", "17"])
def test_balls_contain_the_bcs_closed_form(omega):
    ball = certify.chi_inv(omega, 0, digits=40)
    with mpmath.workdps(70):
        w = mpmath.mpf(Fraction(omega).numerator) / Fraction(omega).denominator / 2
        if w < 1:
            value = mpmath.mpc(mpmath.sqrt(1 - w * w) * mpmath.asin(w) / w)
        else:
            value = mpmath.sqrt(w * w - 1) / w * mpmath.mpc(mpmath.acosh(w), -mpmath.pi / 2)
        assert holds_to(ball, value, 60)


@pytest.mark.parametrize("size", ["1/1000", "1/1000000"])
@pytest.mark.parametrize("kappa", [0, "1/10"])
@pytest.mark.parametrize("direction", [(1, 0), (0, 1), (1, 1)])
def test_small_frequencies_without_pair_breaking(size, kappa, direction):
    """Roots that differ by little: their difference is taken on paper. Once no digit was proved next to the axis."""
    omega = sympy.Rational(size) * (direction[0] + direction[1] * sympy.I)
    ball = certify.chi_inv(omega, 0, kappa=kappa, digits=15)
    assert holds_to(ball, h.chi_inv(omega, 0, kappa=kappa, digits=35), 34)


@pytest.mark.parametrize("zeta", ["1/1000", "1/10", "1/2", "99/100", "101/100", "3/2", "10"])
def test_static_balls_contain_the_sum_rule(zeta):
    ball = certify.chi_inv(0, zeta, digits=35)
    with mpmath.workdps(60):
        z = mpmath.mpf(Fraction(zeta).numerator) / Fraction(zeta).denominator
        value = 1 - mpmath.pi * z / 4 if z <= 1 else 1 - (z * mpmath.asin(1 / z) + mpmath.sqrt(1 - z**-2)) / 2
        assert holds_to(ball, mpmath.mpc(value), 50)


@pytest.mark.parametrize(("omega", "zeta", "kappa"), [(2, "1/10", 0), (1, "3/10", "1/2"), (("1/2"), "3/2", 0)])
def test_more_digits_nest_inside_fewer(omega, zeta, kappa):
    coarse, middle, fine = (certify.chi_inv(omega, zeta, kappa=kappa, digits=n) for n in (12, 30, 50))
    assert holds(coarse, middle)
    assert holds(middle, fine)


def test_a_parameter_box_contains_its_samples(rng):
    with flint_precision(200):
        omega = flint.acb(flint.arb(2, 1e-7))
        zeta, kappa = flint.arb("0.1 +/- 1e-7"), flint.arb("0.3 +/- 1e-7")
    box = certify.chi_inv(omega, zeta, kappa=kappa, digits=15)
    assert float(box.rad()) < 1e-3
    for _ in range(5):
        point = [centre + rng.uniform(-0.99e-7, 0.99e-7) for centre in (2, 0.1, 0.3)]
        assert holds_to(box, h.chi_inv(point[0], point[1], kappa=point[2], digits=20), 18)


def test_wrong_starts_cost_the_result_but_never_the_truth(monkeypatch):
    """Every approximate root is replaced by the conjugate one, a root of the same quartic on another sheet."""
    honest = certify.chi_inv("2.5", "1/5", digits=12)
    real = root_paths._float_energies

    def wrong(edge, points):
        return [x.conjugate() for x in real(edge, points)]

    monkeypatch.setattr(root_paths, "_float_energies", wrong)
    monkeypatch.setattr(integral, "EVALUATIONS", 2)
    monkeypatch.setattr(until, "_TRIES", 1)
    try:
        value = certify.chi_inv("2.5", "1/5", digits=12)
    except AccuracyError:
        return
    assert meets(value, honest)


def test_the_ball_at_the_threshold_is_real_and_is_the_residue():
    # zeta = (3/5)^3 has the rational edge eps_g = (16/25)^(3/2) = 64/125
    ball = certify.chi_inv("128/125", "27/125", digits=30)
    assert ball.imag == 0
    assert meets(certify.threshold_residue("27/125", digits=30), ball.real)
    assert holds_to(ball, h.chi_inv("128/125", "27/125", digits=45), 44)


@pytest.mark.parametrize("energy", ["1/10", "69/100", "695/1000", "2", "-2", "40"])
@pytest.mark.parametrize("zeta", ["1/1000", "1/10", "9/10", "3/2"])
def test_root_and_density_of_states_agree_with_multiprecision(energy, zeta):
    assert holds_to(certify.spectral_u(energy, zeta, digits=25), h.spectral_u(energy, zeta, digits=45), 44)
    assert holds_to(certify.dos(energy, zeta, digits=25), h.dos(energy, zeta, digits=45), 44)


def test_gap_ball_is_the_astroid():
    ball = certify.gap("1/10", digits=40)
    with flint_precision(200):
        z = flint.arb(1) / 10
        assert holds(ball.root(3) ** 2 + z.root(3) ** 2, 1)


def test_undecided_sides_are_errors():
    with flint_precision(100):
        straddling = flint.arb(1, 1e-3)
    with pytest.raises(AccuracyError, match="gapped or gapless is undecided"):
        certify.chi_inv(2, straddling)
    with flint_precision(100):
        omega = flint.arb(2 * h.gap("0.1"), 1e-6)
    with pytest.raises(AccuracyError, match="side of the threshold"):
        certify.chi_inv(omega, "0.1")


def test_exact_input_is_told_from_the_edge_by_more_digits():
    """Eighty digits of an irrational edge: a ball of the usual precision holds both."""
    inside = Fraction(str(mpmath.nstr(h.gap("1/2", 100), 80)))
    for energy in (inside, inside + Fraction(1, 10**79)):
        assert holds_to(certify.dos(energy, "1/2", digits=12), h.dos(energy, "1/2", digits=30), 29)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: certify.chi_inv(2, -1), "zeta"),
        (lambda: certify.chi_inv(2, 0.1, kappa=-1), "kappa"),
        (lambda: certify.chi_inv(2 - 1j, 0.1), "omega"),
        (lambda: certify.chi_inv(float("nan"), 0.1), "omega"),
        (lambda: certify.chi_inv(2, 0.1, digits=5), "digits"),
        (lambda: certify.threshold_residue(1.5), "zeta"),
        (lambda: certify.chi_inv(2, flint.arb(-1, 0.5)), "zeta"),
    ],
)
def test_bad_input_is_named(call, name):
    with pytest.raises(InputError, match=f"^{name} = "):
        call()
