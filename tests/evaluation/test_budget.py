"""Time budgets: they end loops, nest, and leave an undecided verdict that says so."""

from __future__ import annotations

import pickle
import time

import pytest

from higgs_sym.check import check as judge
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation.budget import budget, check, left
from higgs_sym.records import Kind


def _spin() -> None:
    while True:
        check()


def test_a_budget_ends_a_loop_and_not_before_its_time():
    began = time.thread_time()
    with pytest.raises(BudgetError, match=r"0\.05 s"), budget(0.05):
        _spin()
    assert 0.05 <= time.thread_time() - began < 0.5
    check()


def test_without_a_budget_nothing_ends():
    check()
    assert left() == float("inf")
    with budget(None):
        check()


def test_an_inner_budget_ends_alone_and_an_outer_one_ends_both():
    with budget(5):
        with pytest.raises(BudgetError, match=r"0\.01 s"), budget(0.01):
            _spin()
        check()
        assert 0 < left() <= 5
    with pytest.raises(BudgetError, match=r"0\.02 s"), budget(0.02), budget(5):
        _spin()


def test_the_error_says_what_to_do_and_travels_between_processes():
    error = pickle.loads(pickle.dumps(BudgetError(60)))
    assert isinstance(error, AccuracyError)
    assert str(error) == "the time budget of 60 s ended; raise it with --timeout, or ask for fewer digits"


def test_a_claim_that_takes_too_long_is_undecided_and_says_why():
    verdict = judge("1/x", "Integral(exp(-x*t)*besselj(0, t)*besselj(1, t**2), (t, 0, 7))", "x", "oo", timeout=0.1)
    assert verdict.kind is Kind.UNDECIDED
    assert "time budget of 0.1 s ended" in verdict.reason
    assert verdict.cpu_seconds < 2
