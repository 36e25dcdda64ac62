"""What holds for every derivation."""

from __future__ import annotations

from functools import cache

import pytest
import sympy

from higgs_sym.registry import DERIVATIONS
from higgs_sym.steps import Chain

IDS = [row.id for row in DERIVATIONS]


@cache
def built(identifier: str) -> Chain:
    """The chain, built once for all tests here."""
    chain: Chain = DERIVATIONS[identifier].build()
    return chain


@pytest.mark.parametrize("identifier", IDS)
def test_builds_with_every_step_accounted_for(identifier: str) -> None:
    chain = built(identifier)
    methods = [step.method for step in chain.steps]
    assert set(methods) <= {"proved", "numeric", "definition"}
    assert "proved" in methods
    assert chain.result is not None
    assert all(step.title and step.latex and step.reason for step in chain.steps)
    assert len({step.title for step in chain.steps}) == len(methods)


@pytest.mark.parametrize("identifier", IDS)
def test_no_step_rests_on_numbers(identifier: str) -> None:
    """All of these are proved; a SymPy release that can do less shows here."""
    assert "numeric" not in {step.method for step in built(identifier).steps}


@pytest.mark.parametrize("identifier", IDS)
def test_results_are_exact(identifier: str) -> None:
    result = built(identifier).result
    assert isinstance(result, sympy.Expr)
    assert not result.has(sympy.Float)


@pytest.mark.parametrize("identifier", IDS)
def test_no_statement_collapsed(identifier: str) -> None:
    for step in built(identifier).steps:
        assert r"\text{True}" not in step.latex
        assert r"\text{False}" not in step.latex
