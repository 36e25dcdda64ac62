"""Claims in a TOML file: a regression suite for the formulas of somebody's paper.

    title = "Stirling and others"
    bibliography = "references.bib" # BibTeX that `source` may cite, relative to this file

    [[claim]]
    id = "stirling"                 # required, unique
    approx = "sqrt(2*pi*n)*(n/E)**n"  # required, a formula string; see parsing.grammar
    exact = "gamma(n + 1)"          # required
    var = "n"                       # required, the variable that tends
    to = "oo"                       # required: "oo", "-oo", "0+", "0-", "a+", "a-"
    at = { zeta = "1/10" }          # every other symbol, by a number or a formula in the variable
    order = "1"                     # claimed exponent of the leading term in the small parameter
    prefactor = "pi/24"             # claimed coefficient of that term
    remainder = "1/(12*n)"          # claimed exact/approx - 1, or its exponent
    range = "10"                    # value of the variable up to which 10% is claimed
    start = "16"                    # value of the variable that the limit is measured from
    digits = 20                     # to start from
    terms = 1                       # how many of the written terms are claimed, the largest first; "all" by default
    certify = false                 # evaluate quantities of the package in balls
    expect = "confirmed"            # the verdict on record: confirmed, wrong order, wrong prefactor, ...
    title = "Stirling's formula"
    source = "DLMF 5.11.3"          # or a key of the bibliography and a place: "@Olver1974, eq. (8.07)"
    note = "what a reader should know"

Numbers are strings or integers: a TOML float is refused, because it is not what it looks like.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from higgs_sym.errors import HiggsSymError, InputError
from higgs_sym.evaluation.budget import DEFAULT
from higgs_sym.judging.answering import answer
from higgs_sym.judging.question import Question, pose
from higgs_sym.records import Kind, Outcome

REQUIRED = ("id", "approx", "exact", "var", "to")
POSED = ("at", "order", "prefactor", "remainder", "start", "certify", "terms")  # handed to `pose` as they are
OPTIONAL = (*POSED, "range", "digits", "expect", "title", "source", "note")
NUMBERS = ("order", "prefactor", "remainder", "range", "start", "terms")
MAX_BYTES = 1_000_000
MAX_CLAIMS = 1000


class ClaimFileError(HiggsSymError):
    """A claim file that cannot be read; the message names file, claim and key."""


@dataclass(frozen=True)
class Entry:
    """One claim of a file."""

    id: str
    title: str
    question: Question
    digits: int | None
    expectation: Kind
    source: str
    note: str
    given: Mapping[str, Any]  # the keys and values as they stand in the file


@dataclass(frozen=True)
class ClaimFile:
    """What one file holds."""

    title: str
    bibliography: str  # a path relative to the file, "" if there is none
    entries: tuple[Entry, ...]


def load(path: Path) -> tuple[Entry, ...]:
    """The claims of a TOML file; see `read`."""
    return read(path).entries


def read(path: Path) -> ClaimFile:
    """A TOML file (schema above); ClaimFileError names file, claim and key of what is wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ClaimFileError(f"{path}: larger than {MAX_BYTES} bytes")
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClaimFileError(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ClaimFileError(f"{path}: no TOML: {error}") from error
    unknown = set(content) - {"title", "bibliography", "claim"}
    if unknown:
        raise ClaimFileError(f"{path}: unknown key {', '.join(sorted(unknown))}; claims stand under [[claim]]")
    head = {key: content.get(key, "") for key in ("title", "bibliography")}
    for key, value in head.items():
        if not isinstance(value, str):
            raise ClaimFileError(f"{path}: {key}: a string is expected, not {value!r}")
    rows = content.get("claim", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not 0 < len(rows) <= MAX_CLAIMS:
        raise ClaimFileError(f"{path}: needs 1 to {MAX_CLAIMS} claims under [[claim]]")
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, 1):
        where = f"{path}: claim {row.get('id', f'number {number}')!r}"
        entry = _entry(row, where)
        if entry.id in entries:
            raise ClaimFileError(f"{where}: id: used twice")
        entries[entry.id] = entry
    return ClaimFile(head["title"], head["bibliography"], tuple(entries.values()))


def entry_of(row: Mapping[str, Any]) -> Entry:
    """A claim as it stood in a file; ClaimFileError for what is none."""
    return _entry(row, f"claim {row.get('id', '')!r}")


def judge(
    entries: tuple[Entry, ...],
    progress: Callable[[int, int, str], None] | None = None,
    timeout: float | None = DEFAULT,
) -> Outcome:
    """The verdicts on the claims of a file, each within `timeout` seconds; `progress` hears (done, total, id)."""
    verdicts = []
    for done, entry in enumerate(entries, 1):
        verdicts.append(answer(entry.question, entry.digits, timeout))
        if progress is not None:
            progress(done, len(entries), entry.id)
    return Outcome(tuple(verdicts))


def _entry(row: Mapping[str, Any], where: str) -> Entry:
    for key in REQUIRED:
        if key not in row:
            raise ClaimFileError(f"{where}: {key}: is missing")
    for key, value in row.items():
        _check(key, value, where)
    try:
        expectation = Kind(row.get("expect", "confirmed"))
    except ValueError as error:
        kinds = ", ".join(kind.value for kind in Kind)
        raise ClaimFileError(f"{where}: expect: {row['expect']!r} is none of {kinds}") from error
    title = row.get("title", row["id"])
    return Entry(
        row["id"], title, _question(row, where), row.get("digits"), expectation, row.get("source", ""),
        row.get("note", ""), row,
    )  # fmt: skip


def _check(key: str, value: Any, where: str) -> None:
    """Refuse an unknown key and a value of the wrong type."""
    if key not in REQUIRED and key not in OPTIONAL:
        raise ClaimFileError(f"{where}: {key}: unknown key; known are {', '.join((*REQUIRED, *OPTIONAL))}")
    wanted: tuple[type, ...] = (str, int) if key in NUMBERS else (str,)
    wanted = {"at": (dict,), "digits": (int,), "certify": (bool,)}.get(key, wanted)
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        names = " or ".join(
            {"str": "string", "int": "integer", "dict": "table", "bool": "boolean"}[t.__name__] for t in wanted
        )
        raise ClaimFileError(f"{where}: {key}: a {names} is expected, not {value!r}")
    if key == "at" and isinstance(value, dict):
        for name, each in value.items():
            if not isinstance(each, (str, int)) or isinstance(each, bool):
                raise ClaimFileError(f"{where}: at.{name}: a string or an integer is expected, not {each!r}")


def _question(row: Mapping[str, Any], where: str) -> Question:
    given = {key: row[key] for key in POSED if key in row}
    try:
        return pose(
            row["approx"], row["exact"], row["var"], row["to"], claimed_range=row.get("range"), title=row["id"], **given
        )
    except InputError as error:
        raise ClaimFileError(f"{where}: {_key(error, row)}: {error}") from error


def _key(error: InputError, row: Mapping[str, Any]) -> str:
    """The key whose value the error is about."""
    text = getattr(error, "text", None)
    if text is not None:
        given: dict[str, Any] = {**row.get("at", {}), **row}
        for key, value in given.items():
            if str(value) == text:
                return str(key)
        return "to"
    return {"claimed_range": "range", "limit": "to", "variable": "var"}.get(error.name, error.name)
