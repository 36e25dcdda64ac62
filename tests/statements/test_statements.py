"""Every statement: its test runs, finds what is on record, and says on what evidence."""

from __future__ import annotations

import re

import pytest

from higgs_sym.records import Kind, Statement
from higgs_sym.registry import STATEMENTS

EVIDENCE = re.compile(r"proven by derivation|certified at \d+ points|measured")
every_statement = pytest.mark.parametrize("statement", list(STATEMENTS), ids=lambda row: row.id)


@every_statement
def test_finding_is_the_one_on_record(statement: Statement) -> None:
    finding = statement.decide(None)
    assert finding.kind is statement.expectation, finding.reason
    assert EVIDENCE.fullmatch(finding.evidence)
    assert all(what and value for what, value in finding.numbers)


@every_statement
def test_a_statement_that_does_not_hold_says_what_does(statement: Statement) -> None:
    assert statement.expectation is not Kind.REFUTED or statement.corrected
