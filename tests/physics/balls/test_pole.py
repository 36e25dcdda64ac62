"""A disc that holds exactly one zero, for functions whose zeros are known."""

from __future__ import annotations

import flint
import pytest

import higgs_sym as h
from higgs_sym import certify
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.balls.pole import zero_near
from tests.containment import holds_to


def test_the_disc_holds_the_zero():
    with flint_precision(200):
        start = flint.acb(flint.arb(1e-9), flint.arb(1) - flint.arb(1e-7))
        found = zero_near(lambda z: z * z + 1, start, 1e-25)
        assert holds(found, flint.acb(0, 1))
        assert float(found.rad()) < 1e-24


@pytest.mark.parametrize("start", [flint.acb(1), flint.acb(0, 1.01)])
def test_a_start_without_a_zero_next_to_it_is_refused(start):
    with flint_precision(200), pytest.raises(AccuracyError, match="no zero"):
        zero_near(lambda z: z * z + 1, start, 1e-25)


def test_a_double_zero_is_refused():
    with flint_precision(200), pytest.raises(AccuracyError, match="no zero"):
        zero_near(lambda z: z * z, flint.acb(1e-9), 1e-12)


def test_a_function_that_cannot_be_bounded_is_refused():
    with flint_precision(200), pytest.raises(AccuracyError, match="bounded"):
        zero_near(lambda z: 1 / z, flint.acb(0), 1e-12)


def test_the_ringdown_pole_is_certified():
    ball = certify.ringdown_pole("1/10", digits=12)
    assert holds_to(ball, h.ringdown_pole("1/10", digits=20).frequency, 19)
