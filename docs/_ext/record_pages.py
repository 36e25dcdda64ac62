"""A page for every formula, claim, statement and derivation, under an address that stays: records/<kind>-<id>.html."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from higgs_sym.cli.describe import describe
from higgs_sym.registry import CLAIMS, TABLES
from higgs_sym.report.model import equation, slug
from higgs_sym.report.prose import to_plain
from higgs_sym.typeset.layout import lines

KINDS = ("formula", "equation", "claim", "statement", "derivation")
REPORT = Path(__file__).resolve().parents[2] / "reports/verdicts.json"
SHOWN_OTHERWISE = ("kind", "id", "title", "equation", "full", "latex", "full latex", "with", "full with", "steps")
LINKED = {"formula": "formula", "formulas": "formula", "corrected": "formula", "derivation": "derivation",
          "derivations": "derivation", "claims": "claim"}  # fmt: skip


def write(folder: Path) -> None:
    """Write the pages and their lists; a page that says what it said before is left alone."""
    folder.mkdir(exist_ok=True)
    found = json.loads(REPORT.read_text(encoding="utf-8"))
    pages = {f"{name(kind, row.id)}.md": "\n".join(page(kind, row, found)) for kind, row in rows()}
    pages |= {f"{kind}.md": "\n".join(listing(kind)) for kind in KINDS}
    for old in {path.name for path in folder.glob("*.md")} - set(pages):
        (folder / old).unlink()
    for file, text in pages.items():
        path = folder / file
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def name(kind: str, identifier: str) -> str:
    """The page's name."""
    return slug(kind, identifier)


def rows() -> Iterator[tuple[str, Any]]:
    """Every record that has a page."""
    for kind in KINDS:
        for row in TABLES[kind]:
            yield kind, row


def listing(kind: str) -> Iterator[str]:
    """The list of one kind."""
    yield f"# {kind.capitalize()}s\n"
    for row in TABLES[kind]:
        yield f"- [`{row.id}`]({name(kind, row.id)}.md) {escaped(row.title)}"
    yield "\n```{toctree}\n:hidden:\n"
    yield from (name(kind, row.id) for row in TABLES[kind])
    yield "```\n"


def page(kind: str, row: Any, found: dict[str, Any]) -> Iterator[str]:
    """One record."""
    yield f"# {escaped(row.title)}\n"
    yield f"{kind.capitalize()} `{row.id}`\n"
    for latex in displayed(kind, row):
        yield "".join(f"$$\n{line}\n$$\n" for line in lines(latex))
    for key, value in describe(kind, row).items():
        if value and key not in SHOWN_OTHERWISE:
            yield f"**{key.capitalize()}.** {told(key, value)}\n"
    yield from verdict(kind, row, found)
    if kind == "derivation":
        yield from steps(row, found)
    command = {"derivation": "derive", "claim": "verify", "statement": "verify"}.get(kind, "show")
    yield f"```sh\nhiggs-sym {command} {row.id}\n```\n"


def displayed(kind: str, row: Any) -> list[str]:
    """Formulas that stand on their own."""
    if kind == "formula":
        made = equation(row)
        return [made.latex, *made.scaled.where]
    return [row.latex] if kind == "equation" else []


def told(key: str, value: Any) -> str:
    """A fact as Markdown, ids of records as links."""
    texts = value if isinstance(value, list) else [value]
    if key in LINKED and all(text in TABLES[LINKED[key]] for text in texts):
        return ", ".join(f"[`{text}`]({name(LINKED[key], text)}.md)" for text in texts)
    return " ".join(escaped(str(text)) for text in texts)


def verdict(kind: str, row: Any, found: dict[str, Any]) -> Iterator[str]:
    """What was decided in the report on record."""
    decided = {each["claim"]: each for each in found["verdicts"]} | found["findings"]
    if kind == "formula":
        on_it = [claim.id for claim in CLAIMS if claim.formula == row.id]
        for key in on_it:
            yield f"- [`{key}`]({name('claim', key)}.md): {decided[key]['kind'] if key in decided else 'not decided'}"
        yield ""
    if row.id in decided:
        made = decided[row.id]
        yield f"**Verdict.** *{made['kind']}* ({made['evidence']}): {escaped(made['reason'])}\n"


def steps(row: Any, found: dict[str, Any]) -> Iterator[str]:
    """The steps as they were accepted for the report on record."""
    for number, step in enumerate(found["derivations"].get(row.id, ()), 1):
        yield f"## {number}. {escaped(step['title'])}\n"
        yield "".join(f"$$\n{line}\n$$\n" for line in lines(step["latex"]))
        yield f"*{step['method']}*. {escaped(step['reason'])}\n"


def escaped(text: str) -> str:
    """Plain text in Markdown."""
    plain = to_plain(text)
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">", "#", "$", "|"):
        plain = plain.replace(sign, f"\\{sign}")
    return plain
