"""verdicts.json is what its schema says, and the schema says something."""

from __future__ import annotations

import copy
import json
from dataclasses import fields
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from higgs_sym.check import verify_all
from higgs_sym.records import Finding, Kind, Remainder, Sample, Term, Verdict
from higgs_sym.registry import CLAIMS
from higgs_sym.report.archive import SCHEMA, collect, dumps

TEXT = resources.files("higgs_sym.report").joinpath("verdicts.schema.json").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft202012Validator(json.loads(TEXT))
COMMITTED = Path(__file__).resolve().parents[2] / "reports" / "verdicts.json"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(TEXT))
    assert json.loads(TEXT)["properties"]["schema"]["const"] == SCHEMA


@pytest.mark.parametrize(("name", "record", "besides"), [
    ("verdict", Verdict, {"definition"}), ("sample", Sample, set()), ("term", Term, set()),
    ("remainder", Remainder, set()), ("finding", Finding, set()),
])  # fmt: skip
def test_the_schema_describes_every_field(name, record, besides):
    described = json.loads(TEXT)["$defs"][name]["properties"]
    assert set(described) == {field.name for field in fields(record)} - {"cpu_seconds"} | besides
    assert json.loads(TEXT)["$defs"]["kind"]["enum"] == [kind.value for kind in Kind]


def test_made_up_verdicts_are_valid(archive, records):
    VALIDATOR.validate(json.loads(dumps(archive, records.claims)))


def test_real_verdicts_are_valid():
    outcome = verify_all(["bcs:below:static", "eq:12:weak", "s:2"], 20)
    VALIDATOR.validate(json.loads(dumps(collect(outcome, []), CLAIMS)))


@pytest.mark.parametrize("spoil", [
    lambda content: content.update(schema=1),
    lambda content: content["verdicts"][0].pop("reason"),
    lambda content: content["verdicts"][0].update(kind="nice"),
    lambda content: content["verdicts"][0].update(terms=[{"number": 1}]),
    lambda content: content["verdicts"][0].update(measured_order=2.0),
    lambda content: content["verdicts"][0].update(measured_order="two"),
    lambda content: content["verdicts"][0].update(evidence="believed"),
    lambda content: content["verdicts"][0].update(colour="red"),
    lambda content: content["findings"]["s:1"].update(reason=""),
])  # fmt: skip
def test_what_is_wrong_is_invalid(archive, records, spoil):
    content = copy.deepcopy(json.loads(dumps(archive, records.claims)))
    spoil(content)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(content)
