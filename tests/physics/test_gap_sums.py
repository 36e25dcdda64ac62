"""Sums of the self-consistency condition against term by term, in doubles and in digits, and their roots."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from higgs_sym.arithmetic.float64_backend import BACKEND
from higgs_sym.arithmetic.quadrature import plana_dyadic
from higgs_sym.physics.edge import edge_float
from higgs_sym.physics.roots import float64, upright
from higgs_sym.physics.thermal.gap_sums import Orders, gap_sums
from tests.oracles.series import infinite_sum


@pytest.mark.parametrize("order", [1, 5, 20])
def test_gauss_for_the_weight_of_abel_and_plana_is_exact_below_its_degree_only(order):
    rule = [(mpmath.ldexp(*node), mpmath.ldexp(*weight)) for node, weight in plana_dyadic(order, 200)]
    with mpmath.workdps(50):
        for power in (1, 4 * order - 1, 4 * order + 1):
            # int t^(s - 1)/(exp(2 pi t) + 1) dt = Gamma(s) eta(s)/(2 pi)^s
            exact = mpmath.gamma(power + 1) * mpmath.altzeta(power + 1) / (2 * mpmath.pi) ** (power + 1)
            wrong = abs(sum(weight * node**power for node, weight in rule) / exact - 1)
            assert (wrong < 1e-45) == (power < 4 * order)


@pytest.mark.parametrize(("zeta", "tau"), [(0.0, 0.3), (0.4, 0.2), (1.0, 0.05), (2.5, 0.3), (0.1, 3.0), (300.0, 80.0)])
def test_sums_are_those_of_their_terms(zeta, tau):
    column = np.array([[zeta]])
    found = gap_sums(BACKEND, Orders.of(17), column, np.array([[tau]]), lambda y: upright.solve(column, y))
    with mpmath.workdps(20):
        exact = [infinite_sum(lambda n, k=k: _term(zeta, tau, n)[k]) for k in (0, 1)]
    assert [part.item() for part in found] == pytest.approx([float(x) for x in exact], rel=1e-14)


def _term(zeta, tau, n):
    step, y = 2 * mpmath.pi * tau, mpmath.pi * tau * (2 * n + 1)
    v = mpmath.findroot(lambda v: v * (1 - zeta / mpmath.hypot(1, v)) - y, y + zeta)
    r = mpmath.hypot(1, v)
    return step * (1 / (y + zeta) - 1 / r), step * y / (v * (r**3 - zeta))


def test_upright_roots_are_the_physical_ones(rng):
    for zeta in [0.01, 0.3, 0.999, 1.001, 1.5, 30.0]:
        edge = edge_float(Fraction(zeta))
        y = 10 ** rng.uniform(-6, 3, 40) * (1 + 0.9j * rng.uniform(-1, 1, 40))
        _, r, u = float64.solve(edge, 1j * y, -(y * y) - edge.m**3)
        v, upright_r = upright.solve(zeta, y)
        assert np.abs(1j * v / u - 1).max() < 1e-12
        assert np.abs(upright_r / r - 1).max() < 1e-12
