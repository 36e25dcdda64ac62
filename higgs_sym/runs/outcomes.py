"""Verdicts, findings and derivation steps as JSON text: what workers send, the store keeps and the archive holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from higgs_sym.check import decide_record
from higgs_sym.judging.answering import answer
from higgs_sym.judging.claimfile import entry_of
from higgs_sym.measured import Measured
from higgs_sym.records import Finding, Kind, Limit, Remainder, Sample, Term, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, STATEMENTS


def decision(identifier: str, given: str) -> str:
    """The verdict on a registered claim, or the finding on a statement, as JSON."""
    asked = json.loads(given)
    row = CLAIMS[identifier] if identifier in CLAIMS else STATEMENTS[identifier]
    return json.dumps(plain(decide_record(row, asked["digits"], asked["certify"])))


def own_decision(_identifier: str, given: str) -> str:
    """The verdict on a claim of somebody's own, as it stands in a claim file, as JSON."""
    asked = json.loads(given)
    entry = entry_of(asked["claim"])
    return json.dumps(plain(answer(entry.question, entry.digits, asked["timeout"])))


def steps(identifier: str, _given: str) -> str:
    """The steps of a registered derivation, as JSON."""
    return json.dumps([asdict(step) for step in DERIVATIONS[identifier].build().steps])


def plain(decided: Verdict | Finding) -> dict[str, Any]:
    """A verdict or a finding as plain data, without the time it took, which is another one on every run."""
    content: dict[str, Any] = _as_text(asdict(decided))
    if isinstance(decided, Finding):
        return content | {"numbers": dict(decided.numbers)}
    return content


def _as_text(value: Any) -> Any:
    """Decimals and kinds as strings, all the way down."""
    if isinstance(value, Mapping):
        return {key: _as_text(each) for key, each in value.items() if key != "cpu_seconds"}
    if isinstance(value, (list, tuple)):
        return [_as_text(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def verdict_of(row: Mapping[str, Any]) -> Verdict:
    """The verdict in plain data, whatever else stands there. KeyError, ValueError or TypeError if there is none."""
    values = {each.name: row[each.name] for each in fields(Verdict) if each.name != "cpu_seconds"}
    values |= {key: tuple(row[key]) for key in ("order_bracket", "remainder_bracket")}
    values["samples"] = tuple(Sample(**sample) for sample in row["samples"])
    values["terms"] = tuple(_row_of(Term, term) for term in row["terms"])
    values["remainder"] = None if row["remainder"] is None else _row_of(Remainder, row["remainder"])
    values["other_side"] = None if row["other_side"] is None else verdict_of(row["other_side"])
    return Verdict(**values | {"kind": Kind(row["kind"])})


Row = TypeVar("Row", Term, Remainder)


def _row_of(record: type[Row], given: Mapping[str, Any]) -> Row:
    values = {**given, "kind": Kind(given["kind"])}
    for key in ("ratio", "coefficient"):
        if values.get(key) is not None:
            values[key] = Measured(Decimal(values[key]["value"]), Decimal(values[key]["error"]))
    if "errors" in values:
        values["errors"] = tuple(values["errors"])
    return record(**values)


def finding_of(row: Mapping[str, Any]) -> Finding:
    """The finding in plain data. KeyError, ValueError or TypeError if there is none."""
    values: dict[str, Any] = {**row, "kind": Kind(row["kind"]), "numbers": tuple(row["numbers"].items())}
    return Finding(**values)


def facts(record: Any) -> dict[str, Any]:
    """The fields of a record that are no code."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Limit):
            found[field.name] = facts(value)
        elif isinstance(value, Enum):
            found[field.name] = value.value
        elif value is None or isinstance(value, (str, int)):
            found[field.name] = value
    return found


def modules(record: Any) -> set[str]:
    """The modules of the functions that a record holds."""
    found: set[str] = set()
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Limit):
            found |= modules(value)
        elif callable(value):
            found.add(value.__module__)
    return found
