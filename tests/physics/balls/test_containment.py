"""Balls of chi^-1 at T = 0 hold what mpmath computes, over the whole range and where it is hard."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from higgs_sym import certify
from higgs_sym.errors import AccuracyError
from higgs_sym.inputs import exact
from higgs_sym.physics.engines import digits as error_control
from higgs_sym.physics.engines import flint, mp
from tests.containment import holds_to

KINDS = ("plain", "threshold", "weak", "strong", "critical", "complex", "low", "near the axis")


def point(rng, kind):
    """omega, zeta, kappa, vertex."""
    zeta, omega = rng.uniform(0.01, 0.95), rng.uniform(0.05, 5)
    if kind == "weak":
        zeta = 10 ** rng.uniform(-9, -2)
    elif kind == "strong":
        zeta = rng.choice([rng.uniform(1.01, 3), 10 ** rng.uniform(0.1, 2)])
    elif kind == "critical":
        zeta = Fraction(1) + Fraction(rng.choice([-1, 1]) * 10 ** rng.uniform(-6, -1))
    elif kind == "threshold":
        omega = 2 * (1 - zeta ** (2 / 3)) ** 1.5 + rng.choice([-1, 1]) * 10 ** rng.uniform(-12, -1)
    elif kind == "complex":
        omega = complex(omega, 10 ** rng.uniform(-4, 0.7))
    elif kind == "near the axis":
        omega = complex(10 ** rng.uniform(-5, 0), 10 ** rng.uniform(-4, 0.7))
    elif kind == "low":
        omega = 10 ** rng.uniform(-4, 0)
    kappa = rng.choice([0, 0, rng.uniform(0, 2), 10 ** rng.uniform(-6, 2)])
    return omega, zeta, kappa, rng.random() < 0.7


def check(rng, count, digits, engine):
    for k in range(count):
        omega, zeta, kappa, vertex = point(rng, KINDS[k % len(KINDS)])
        ball = certify.chi_inv(omega, zeta, kappa=kappa, vertex=vertex, digits=digits)
        numbers = [exact(name, x) for name, x in (("omega", omega), ("zeta", zeta), ("kappa", kappa))]
        try:
            value = error_control.chi_inv(engine, *numbers, digits + 8, vertex)
        except AccuracyError:
            continue
        assert holds_to(ball, value, digits + 7), (omega, zeta, kappa, vertex, ball, value)
        for part in (ball.real, ball.imag):
            assert part == 0 or part.rel_accuracy_bits() > digits * math.log2(10)


def test_balls_hold_the_value_with_more_digits(rng):
    check(rng, 24, 20, flint.ENGINE)


@pytest.mark.slow
def test_balls_hold_what_mpmath_computes(rng):
    check(rng, 240, 30, mp.ENGINE)


@pytest.mark.slow
@pytest.mark.parametrize("digits", [60, 100, 200])
def test_balls_with_many_digits_hold_the_value(rng, digits):
    check(rng, 40, digits, flint.ENGINE)
