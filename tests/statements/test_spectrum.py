"""The statements on the spectrum notice when what they rest on is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from higgs_sym.records import Kind
from higgs_sym.statements import cutoff, mapping, spectrum


def test_an_order_parameter_above_its_bare_value_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    true = spectrum.order_parameter
    monkeypatch.setattr(spectrum, "order_parameter", lambda rate, digits: 2 * true(rate, digits=digits))
    assert spectrum.gap_below_order_parameter(None).kind is Kind.REFUTED


def test_a_gap_that_stays_open_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the order parameter did not feel pair breaking: zeta stays below 1/2."""
    monkeypatch.setattr(spectrum, "order_parameter", lambda rate, digits: 1)
    assert spectrum.gapless_before_normal(None).kind is Kind.REFUTED


def test_singular_points_elsewhere_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    true = spectrum.branch_points

    def shifted(zeta: Any, digits: int) -> Any:
        return {0: (), 1: tuple(point * 1.001 for point in true(zeta, digits)[1])}

    monkeypatch.setattr(spectrum, "branch_points", shifted)
    assert spectrum.singular_points_collide(None).kind is Kind.REFUTED


def test_a_response_that_depends_on_the_cutoff_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    true = cutoff._kernel
    monkeypatch.setattr(cutoff, "_kernel", lambda *arguments: true(*arguments) * 1.001)
    monkeypatch.setattr(cutoff, "CUTOFFS", (10, 30))
    assert cutoff.independent_of_cutoff(None).kind is Kind.REFUTED


def test_the_mapping_would_be_confirmed_if_it_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "_quotients", lambda *arguments: [1.01, 0.99])
    assert mapping.mapping(None).kind is Kind.CONFIRMED
