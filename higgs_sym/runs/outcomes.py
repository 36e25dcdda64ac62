"""Verdicts, findings and derivation steps as JSON text: what workers send, the store keeps and the archive holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import Enum
from typing import Any

from higgs_sym.check import decide_record
from higgs_sym.records import Finding, Kind, Limit, Sample, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, STATEMENTS


def decision(identifier: str, given: str) -> str:
    """The verdict on a registered claim, or the finding on a statement, as JSON."""
    asked = json.loads(given)
    row = CLAIMS[identifier] if identifier in CLAIMS else STATEMENTS[identifier]
    return json.dumps(plain(decide_record(row, asked["digits"], asked["certify"])))


def steps(identifier: str, given: str) -> str:
    """The steps of a registered derivation, as JSON."""
    return json.dumps([asdict(step) for step in DERIVATIONS[identifier].build().steps])


def plain(decided: Verdict | Finding) -> dict[str, Any]:
    """A verdict or a finding as plain data, without the time it took, which is another one on every run."""
    content = asdict(decided) | {"kind": decided.kind.value}
    if isinstance(decided, Finding):
        return content | {"numbers": dict(decided.numbers)}
    del content["cpu_seconds"]
    return content


def verdict_of(row: Mapping[str, Any]) -> Verdict:
    """The verdict in plain data, whatever else stands there. KeyError, ValueError or TypeError if there is none."""
    values = {each.name: row[each.name] for each in fields(Verdict) if each.name != "cpu_seconds"}
    values |= {key: tuple(row[key]) for key in ("order_bracket", "remainder_bracket")}
    samples = tuple(Sample(**sample) for sample in row["samples"])
    return Verdict(**values | {"kind": Kind(row["kind"]), "samples": samples})


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
