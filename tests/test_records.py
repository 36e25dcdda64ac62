"""Nothing lies around unregistered, and records name what exists."""

from __future__ import annotations

import pytest

from higgs_sym import registry
from higgs_sym.report.bibliography import references
from tests.source import modules, reach

TABLES = {
    "higgs_sym.physics": registry.QUANTITIES,
    "higgs_sym.formulas": registry.FORMULAS,
    "derivations": registry.DERIVATIONS,
    "higgs_sym.claims": registry.CLAIMS,
    "higgs_sym.equations": registry.EQUATIONS,
    "higgs_sym.statements": registry.STATEMENTS,
    "higgs_sym.maps": registry.MAPS,
    "higgs_sym.figures": registry.FIGURES,
}
RECORDS = [row for table in TABLES.values() for row in table]


@pytest.mark.parametrize("package", TABLES)
def test_every_module_registers_something(package):
    """A module without a record is a helper of one that has; anything else was forgotten.

    A helper with a leading underscore may also serve another part of the project.
    """
    registering = set(TABLES[package].by_module())
    assert registering, "nothing is registered"
    helpers = {name for module in registering for name in reach(module)}
    outside = {module for module in modules() if not module.startswith(package)}
    shared = {name for module in outside for name in reach(module)}
    orphans = [
        name
        for name in registry.module_names(package)
        if name not in registering | helpers and not (name.rpartition(".")[2].startswith("_") and name in shared)
    ]
    assert not orphans


def test_ids_are_unique_across_kinds():
    """`show ID` and the anchors of the report need no kind; a quantity and a claim never share an id."""
    ids = [row.id for row in RECORDS]
    assert len(ids) == len(set(ids)), sorted({each for each in ids if ids.count(each) > 1})


@pytest.mark.parametrize("formula", registry.FORMULAS, ids=lambda row: row.id)
def test_every_formula_has_a_claim_or_says_why_not(formula):
    claimed = {claim.formula for claim in registry.CLAIMS}
    assert (formula.id in claimed) != bool(formula.no_claim)


@pytest.mark.parametrize("claim", registry.CLAIMS, ids=lambda row: row.id)
def test_every_claim_names_what_exists(claim):
    assert claim.formula in registry.FORMULAS
    assert claim.corrected_by is None or claim.corrected_by in registry.FORMULAS
    assert claim.derivation is None or claim.derivation in registry.DERIVATIONS


@pytest.mark.parametrize("row", registry.MAPS, ids=lambda row: row.id)
def test_every_map_names_formulas_of_its_two_parameters(row):
    for identifier in row.formulas:
        assert set(registry.FORMULAS[identifier].variables) == {axis.name for axis in row.axes}


@pytest.mark.parametrize("row", [*registry.EQUATIONS, *registry.STATEMENTS], ids=lambda row: row.id)
def test_every_equation_and_statement_names_what_exists(row):
    assert set(row.derivations) <= {each.id for each in registry.DERIVATIONS}
    assert set(getattr(row, "formulas", ())) <= {each.id for each in registry.FORMULAS}
    assert set(getattr(row, "claims", ())) <= {each.id for each in registry.CLAIMS}


@pytest.mark.parametrize("row", [each for each in RECORDS if hasattr(each, "source")], ids=lambda row: row.id)
def test_every_source_stands_in_the_bibliography(row):
    assert row.source.key in references()
