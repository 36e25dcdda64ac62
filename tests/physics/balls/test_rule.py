"""Fixed Gauss rules whose error is bounded on an ellipse."""

from __future__ import annotations

import cmath
import itertools
import math

import flint
import pytest

from higgs_sym.arithmetic.enclosure import holds, meets
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.balls import integral, rule

NAN = flint.acb(flint.arb.nan(), flint.arb.nan())


@pytest.mark.parametrize("rho", rule._RHOS)
def test_boxes_cover_the_ellipse_and_their_midpoints_lie_on_the_panel(rho):
    boxes = rule._boxes(rho)
    for k in range(2000):
        point = cmath.exp(2j * math.pi * k / 2000) * rho
        z = (point + 1 / point) / 2
        for shrunk in (z, 0.7 * z):
            assert any(abs(shrunk.real - c) <= w and abs(shrunk.imag) <= h for c, w, h in boxes)
    assert all(-1 < c < 1 for c, _, _ in boxes)
    for (c, w, _), (d, v, _) in itertools.pairwise(boxes):
        assert max(c - w, d - v, -1) < min(c + w, d + v, 1), "neighbours share a piece of the panel"


@pytest.mark.parametrize("bits", [64, 130, 400])
def test_integrals_are_contained_and_narrow(bits):
    with flint_precision(bits):
        found = rule.integrate(lambda x: (x.exp(), 1 / (x * x + flint.arb(1) / 8)), [0, 1, 3])
        with flint_precision(bits + 60):
            root = flint.arb(8).sqrt()
            exact = flint.arb(3).exp() - 1, root * (3 * root).atan()
        for value, true in zip(found, exact, strict=True):
            assert meets(value.real, true)
            assert holds(value.imag, 0)
            assert value.rel_accuracy_bits() > bits - 16


def test_error_bound_holds_where_the_rule_is_poor():
    """Runge's function: the difference from the true integral is below the bound for every count, and not far below."""
    with flint_precision(200):
        exact = flint.arb(5).atan() * 2 / 5
        for count in range(2, 40, 3):
            nodes = rule._gauss(count, 200)
            found = sum((w / (1 + 25 * x * x) for x, w in nodes), flint.arb(0))
            rho = 1.2  # the poles at +-i/5 lie outside of its ellipse, on which |1 + 25 x^2| is smallest at the top
            bound = 1 / (1 - 25 * ((rho - 1 / rho) / 2) ** 2)
            assert abs(found - exact) < rule._error(bound, count, rho)


def test_a_singularity_is_never_integrated_over():
    with flint_precision(64):
        found = rule.integrate(lambda x: (1 / (x - flint.arb(1) / 3),), [0, 1])
        assert found is None
        assert rule.integrate(lambda x: (NAN,), [0, 1]) is None


def test_evaluations_are_limited(monkeypatch):
    monkeypatch.setattr(integral, "EVALUATIONS", 1)
    with flint_precision(64), pytest.raises(AccuracyError, match="64 evaluations"):
        rule.integrate(lambda x: (1 / (x * x + flint.arb(2) ** -30),), [0, 1])
