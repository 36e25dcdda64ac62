"""Error control on rules whose error is known."""

from __future__ import annotations

import math

import mpmath
import pytest

from higgs_sym import chi_inv
from higgs_sym.arithmetic import convert
from higgs_sym.errors import AccuracyError
from higgs_sym.physics.engines import digits as engine_digits

CONTEXT = mpmath.MPContext()
CONTEXT.dps = 400
EXACT = (1 / CONTEXT.mpf(3), -1 / CONTEXT.mpf(7))


def rule_of(rate, imag=1, blur=-math.inf):
    """Right to `rate` digits per node; the imaginary part is `imag` times a number of order 1."""

    def rule(working, order):
        called.append((working, order))
        error = CONTEXT.mpf(10) ** (-rate * order)
        value = CONTEXT.mpc(EXACT[0] + error, imag * EXACT[1] + error)
        return engine_digits.Rule(value, False, (blur, blur if blur == -math.inf else blur - working))

    called: list[tuple[int, int]] = []
    return rule, called


@pytest.mark.parametrize("rate", [2.0, 1.0, 0.7, 0.4])
def test_order_is_raised_until_the_digits_are_there(rate):
    rule, called = rule_of(rate)
    value, reached = engine_digits.refine(rule, 30, lambda working: working)
    assert reached >= 30 + engine_digits.MARGIN
    assert abs(value.real - EXACT[0]) < CONTEXT.mpf(10) ** -30
    assert len(called) == len(set(called)), "a rule was evaluated twice"
    assert len({working for working, _ in called}) == 1


def test_precision_is_raised_for_a_small_part():
    rule, called = rule_of(2.0, imag=CONTEXT.mpf(10) ** -25)
    value, _ = engine_digits.refine(rule, 30, lambda working: working)
    assert abs(value.imag / EXACT[1] * CONTEXT.mpf(10) ** 25 - 1) < CONTEXT.mpf(10) ** -30
    assert max(working for working, _ in called) >= 30 + 25 + engine_digits.GUARD


def test_known_rounding_counts():
    rule, called = rule_of(2.0, blur=-30.0)
    assert engine_digits.refine(rule, 30, lambda working: working)[0] is None
    assert max(working for working, _ in called) <= engine_digits.MAX_DIGITS


def test_slow_convergence_is_reported_with_what_was_reached():
    rule, _ = rule_of(0.01)
    value, reached = engine_digits.refine(rule, 30, lambda working: working)
    assert value is None
    assert 0 <= reached < 30


def test_error_says_where_and_what_to_do(monkeypatch):
    monkeypatch.setattr(engine_digits, "_ATTEMPTS", 0)
    with pytest.raises(AccuracyError, match=r"0 of 12 digits at omega = 3/2, zeta = 1/5, .* ask for fewer digits"):
        chi_inv("1.5", "0.2", digits=12)


def test_logarithm_of_any_size():
    for exponent in (-5000, -3, 0, 7, 4000):
        assert convert.log10(CONTEXT.mpf(-2) * CONTEXT.mpf(10) ** exponent) == pytest.approx(exponent + math.log10(2))
