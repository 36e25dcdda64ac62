"""What holds for every derivation."""

from __future__ import annotations

import pytest
import sympy

from higgs_sym.registry import DERIVATIONS

IDS = [row.id for row in DERIVATIONS]


@pytest.mark.parametrize("identifier", IDS)
def test_builds_with_every_step_accounted_for(identifier: str) -> None:
    chain = DERIVATIONS[identifier].build()
    methods = [step.method for step in chain.steps]
    assert set(methods) <= {"proved", "numeric", "definition"}
    assert "proved" in methods
    assert chain.result is not None
    assert all(step.title and step.latex and step.reason for step in chain.steps)
    assert len({step.title for step in chain.steps}) == len(methods)


@pytest.mark.parametrize("identifier", IDS)
def test_no_step_rests_on_numbers(identifier: str) -> None:
    """All of these are proved; a SymPy release that can do less shows here."""
    assert "numeric" not in {step.method for step in DERIVATIONS[identifier].build().steps}


@pytest.mark.parametrize("identifier", IDS)
def test_results_are_exact(identifier: str) -> None:
    result = DERIVATIONS[identifier].build().result
    assert isinstance(result, sympy.Expr)
    assert not result.has(sympy.Float)


@pytest.mark.parametrize("identifier", IDS)
def test_no_statement_collapsed(identifier: str) -> None:
    for step in DERIVATIONS[identifier].build().steps:
        assert r"\text{True}" not in step.latex
        assert r"\text{False}" not in step.latex
