"""Every numbered equation, figure and statement of the source has a record, or stands in the table of missing ones."""

from __future__ import annotations

import re

from higgs_sym.registry import EQUATIONS, FIGURES, FORMULAS, STATEMENTS

CHECKLIST = {
    *(f"eq:{n}" for n in range(1, 40)),
    *(f"fig:{n}" for n in range(1, 6)),
    *(f"s:{n}" for n in range(1, 26)),
}

# What has no record yet, by kind. It must be exactly right: an entry leaves when its record arrives, and a
# record that goes away has to be entered here.
MISSING_EQUATIONS: set[int] = set()
MISSING_FIGURES: set[int] = set()
MISSING_STATEMENTS: set[int] = set()


def test_what_is_missing_is_exactly_what_the_table_says():
    recorded = {row.id for table in (EQUATIONS, FORMULAS, FIGURES, STATEMENTS) for row in table}
    missing = {
        *(f"eq:{n}" for n in MISSING_EQUATIONS),
        *(f"fig:{n}" for n in MISSING_FIGURES),
        *(f"s:{n}" for n in MISSING_STATEMENTS),
    }
    assert CHECKLIST - recorded == missing


def test_no_number_beyond_those_of_the_source():
    recorded = {row.id for table in (EQUATIONS, FIGURES, FORMULAS, STATEMENTS) for row in table}
    numbered = {identifier for identifier in recorded if re.fullmatch(r"(eq|fig|s):[^:]*", identifier)}
    assert numbered <= CHECKLIST


def test_a_statement_beyond_the_checklist_belongs_to_something_on_it():
    """`eq:23:window` says something about (23)."""
    assert {":".join(row.id.split(":")[:2]) for row in STATEMENTS} <= CHECKLIST
