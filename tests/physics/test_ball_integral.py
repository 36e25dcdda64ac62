"""Rigorous quadrature: what happens inside comes out."""

from __future__ import annotations

import signal
from fractions import Fraction

import flint
import pytest

from higgs_sym import certify
from higgs_sym.arithmetic.convert import dyadic
from higgs_sym.arithmetic.enclosure import meets
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.balls.integral import graded, integrate


def test_the_integral_of_a_polynomial():
    found = integrate(lambda x: x * x, graded(-2, 0))
    assert meets(found, flint.acb(1) / 3)
    assert found.rad() < 1e-12


@pytest.mark.parametrize("error", [AccuracyError("too hard"), KeyboardInterrupt(), MemoryError()], ids=repr)
def test_an_exception_in_the_integrand_is_raised_as_it_is(error):
    """The library cannot carry it: unheeded it comes back as a SystemError, and Ctrl-C is lost."""
    calls = []

    def integrand(x):
        calls.append(x)
        if len(calls) == 5:
            raise error
        return x.exp()

    with pytest.raises(type(error)):
        integrate(integrand, graded(-2, 0))
    assert len(calls) == 5


def test_an_interrupt_at_any_moment_is_heard():
    """Alarms at many places of the computation, those between the library and the integrand among them."""

    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGVTALRM, interrupt)
    try:
        for k in range(40):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.004 + 0.0007 * k)
            with pytest.raises(KeyboardInterrupt):
                certify.chi_inv(2, "1/10", digits=30)  # takes longer than any of them
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_a_panel_without_a_proof_ends_the_integral():
    nan = flint.acb(flint.arb.nan(), flint.arb.nan())
    assert not integrate(lambda x: nan, graded(-2, 0)).is_finite()


@pytest.mark.parametrize("order", [1, 2, 7, 24, 61])
def test_a_rule_is_exact_for_the_polynomials_that_it_determines(order):
    rule = [(dyadic(*node), dyadic(*weight)) for node, weight in gauss_dyadic(order, 120)]
    assert [node for node, _ in rule] == sorted({node for node, _ in rule})
    for power in {0, 1, 2, order, 2 * order - 1} & set(range(2 * order)):
        total = sum(weight * node**power for node, weight in rule)
        assert abs(total - Fraction(1, power + 1)) < Fraction(order, 2**116)
