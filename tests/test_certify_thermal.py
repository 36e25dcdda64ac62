"""Balls at T > 0 contain what other engines and other sums give."""

from __future__ import annotations

import pytest

import higgs_sym as h
from higgs_sym import certify
from tests.containment import holds

POINTS = 5


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
        assert holds(ball, h.chi_inv(omega, zeta, digits=digits + 20, **options), digits + 19)


def test_thermal_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, POINTS, 12)


@pytest.mark.slow
def test_many_thermal_balls_contain_the_multiprecision_value_with_twenty_more_digits(rng):
    check_containment(rng, 150, 12)
