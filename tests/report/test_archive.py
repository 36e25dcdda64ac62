"""verdicts.json survives the way to disk and back, and refuses what it does not know."""

from __future__ import annotations

import json

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.records import Kind
from higgs_sym.report.archive import dumps, loads


def test_round_trip(archive, records):
    text = dumps(archive, records.claims)
    assert loads(text) == archive
    assert dumps(loads(text), records.claims) == text


def test_counts_list_every_kind(archive, records):
    assert set(archive.counts()) == set(Kind)
    assert sum(archive.counts().values()) == len(archive.verdicts)
    assert json.loads(dumps(archive, records.claims))["counts"]["undecided"] == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 3, "verdicts": [{}], "derivations": {}}'])
def test_what_is_no_archive_is_refused(text):
    with pytest.raises(HiggsSymError, match="no verdicts"):
        loads(text)


def test_another_schema_is_refused(archive, records):
    text = dumps(archive, records.claims).replace('"schema": 3', '"schema": 99')
    with pytest.raises(HiggsSymError, match="schema 99"):
        loads(text)
