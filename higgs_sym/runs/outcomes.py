"""Verdicts and derivation steps as JSON text: what workers send and the store keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import Enum
from typing import Any

from higgs_sym.check import verify
from higgs_sym.records import Claim, Formula, Kind, Limit, Sample, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS


def verdict(identifier: str, given: str) -> str:
    """The verdict on a registered claim, as JSON."""
    return json.dumps(plain(verify(CLAIMS[identifier], json.loads(given)["digits"])))


def steps(identifier: str, given: str) -> str:
    """The steps of a registered derivation, as JSON."""
    return json.dumps([asdict(step) for step in DERIVATIONS[identifier].build().steps])


def plain(row: Any) -> dict[str, Any]:
    """A verdict as plain data."""
    return asdict(row) | {"kind": row.kind.value}


def verdict_of(row: Mapping[str, Any]) -> Verdict:
    """The verdict in plain data, whatever else stands there. KeyError, ValueError or TypeError if there is none."""
    values = {field.name: row[field.name] for field in fields(Verdict)}
    samples = tuple(Sample(**sample) for sample in row["samples"])
    return Verdict(**values | {"kind": Kind(row["kind"]), "samples": samples})


def facts(record: Claim | Formula | Limit) -> dict[str, Any]:
    """The fields of a record that are no code."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Limit):
            found[field.name] = facts(value)
        elif isinstance(value, Enum):
            found[field.name] = value.value
        elif value is None or isinstance(value, (str, int, tuple)):
            found[field.name] = value if not isinstance(value, tuple) else [str(each) for each in value]
    return found
