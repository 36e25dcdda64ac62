"""What changed between two sets of verdicts: of two versions of a paper, or of the package."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.report.rounding import decimal, short, with_error

PLAIN = {"evidence": "evidence", "digits_agreed": "digits in agreement"}
RANGES = {"range_10_percent": "error below 10% up to", "range_1_percent": "error below 1% up to"}
MEASURED = {
    "order": ("measured_order", "order_error"),
    "prefactor": ("prefactor_ratio", "prefactor_error"),
    "order of the relative error": ("remainder_order", "remainder_error"),
}
SAME_RANGE = Decimal("0.01")  # relative difference of two ends that are one


@dataclass(frozen=True)
class Change:
    """One difference."""

    id: str
    what: str
    before: str
    after: str


def load(path: Path) -> dict[str, dict[str, Any]]:
    """Verdicts and findings by id, out of verdicts.json of a report or of `higgs-sym verify --json`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            named = [{"statement": key, **row} for key, row in content["findings"].items()]
            content = [*content["verdicts"], *named]
        rows = {str(row["claim"] if "claim" in row else row["statement"]): row for row in content}
        missing = [key for key, row in rows.items() if "kind" not in row]
    except OSError as error:
        raise HiggsSymError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HiggsSymError(f"{path}: holds no verdicts of higgs_sym: {error!r}") from error
    if missing:
        raise HiggsSymError(f"{path}: holds no verdicts of higgs_sym: {missing[0]!r} has no kind")
    return rows


def changes(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    """Every difference in verdicts, digits, ranges and numbers beyond their error bars, in the order of the ids."""
    found: list[Change] = []
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            found.append(Change(key, "verdict", str(old[key]["kind"]), "gone"))
        elif key not in old:
            found.append(Change(key, "verdict", "not there", str(new[key]["kind"])))
        else:
            found += _between(key, old[key], new[key])
    return found


def _between(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if old["kind"] != new["kind"]:
        yield Change(key, "verdict", str(old["kind"]), f"{new['kind']}: {new.get('reason', '')}".rstrip(": "))
    for name, what in PLAIN.items():
        if old.get(name) != new.get(name):
            yield Change(key, what, str(old.get(name, "")), str(new.get(name, "")))
    for name, what in RANGES.items():
        if not _same_range(str(old.get(name, "")), str(new.get(name, ""))):
            yield Change(key, what, short(str(old.get(name, ""))), short(str(new.get(name, ""))))
    for what, (value, error) in MEASURED.items():
        before, after = (str(row.get(value, "")) for row in (old, new))
        bars = [str(row.get(error, "")) for row in (old, new)]
        if not _same_number(before, after, bars):
            yield Change(key, what, with_error(before, bars[0]), with_error(after, bars[1]))
    yield from _terms(key, list(old.get("terms", ())), list(new.get("terms", ())))


def _terms(key: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
    for number in range(max(len(old), len(new))):
        before, after = (_of_term(rows, number) for rows in (old, new))
        if before != after:
            yield Change(key, f"term {number + 1}", before, after)


def _of_term(rows: list[Any], number: int) -> str:
    return f"{rows[number]['written']}: {rows[number]['kind']}" if number < len(rows) else "not there"


def _same_range(old: str, new: str) -> bool:
    before, after = decimal(old), decimal(new)
    if before is None or after is None:
        return old == new
    return abs(before - after) <= SAME_RANGE * max(abs(before), abs(after))


def _same_number(old: str, new: str, bars: list[str]) -> bool:
    before, after = decimal(old), decimal(new)
    if before is None or after is None:
        return old == new
    return abs(before - after) <= sum((abs(decimal(bar) or Decimal(0)) for bar in bars), Decimal(0))
