"""A page for every formula, claim, statement and derivation, under an address that stays: records/<kind>-<id>.html.

They stand outside the navigation, which every page carries as a whole: with them it would be most of a page, and of the
time that a build takes. The list of their kind leads to them, and they lead back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from higgs_sym.cli.describe import describe
from higgs_sym.registry import CLAIMS, TABLES
from higgs_sym.report import plain_math
from higgs_sym.report.model import Proof, equation, slug
from higgs_sym.report.prose import as_math, pieces, sentence
from higgs_sym.steps import Step
from higgs_sym.typeset.layout import lines

KINDS = ("formula", "equation", "claim", "statement", "derivation")
REPORT = Path(__file__).resolve().parents[2] / "reports/verdicts.json"
SHOWN_OTHERWISE = ("kind", "id", "title", "equation", "full", "latex", "full latex", "with", "full with", "steps")
LINKED = {"formula": "formula", "formulas": "formula", "corrected": "formula", "derivation": "derivation",
          "derivations": "derivation", "claims": "claim"}  # fmt: skip
# Facts that `describe` flattens to one line of plain characters, with the formulas that they were written with.
WRITTEN = {
    "statement": lambda row: row.statement,
    "against": lambda row: row.oracle_text,
    "limit": lambda row: as_math(row.limit.text),
    "domain": lambda row: as_math(row.domain),
    "where": lambda row: as_math(row.where),
    "text": lambda row: row.text,
    "tested as": lambda row: row.definition,
    "hypothesis": lambda row: row.hypothesis,
    "remark": lambda row: row.remark,
    "no claim": lambda row: row.no_claim,
    "sentences": lambda row: list(row.sentences),
}
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


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
        yield f"- [`{row.id}`]({name(kind, row.id)}.md) {prose(row.title)}"
    yield ""


def page(kind: str, row: Any, found: dict[str, Any]) -> Iterator[str]:
    """One record."""
    yield "---\norphan: true\n---\n"
    yield f"# {heading(row.title)}\n"
    yield f"{kind.capitalize()} `{row.id}`, one of [all {kind}s]({kind}.md)\n"
    for latex in displayed(kind, row):
        yield display(latex)
    for key, value in describe(kind, row).items():
        if value and key not in SHOWN_OTHERWISE:
            yield f"**{key.capitalize()}.** {told(key, WRITTEN[key](row) if key in WRITTEN else value)}\n"
    yield from verdict(kind, row, found)
    if kind == "derivation":
        yield from derived(row, found)
    command = {"derivation": "derive", "claim": "verify", "statement": "verify"}.get(kind, "show")
    yield f"```sh\nhiggs-sym {command} {row.id}\n```\n"


def displayed(kind: str, row: Any) -> list[str]:
    """Formulas that stand on their own."""
    if kind == "formula":
        made = equation(row)
        return [made.latex, *made.scaled.where]
    return [row.latex] if kind == "equation" else []


def display(latex: str) -> str:
    """Formulas on lines of their own."""
    return "".join(f"$$\n{line}\n$$\n" for line in lines(latex))


def told(key: str, value: Any) -> str:
    """A fact as Markdown, ids of records as links."""
    texts = value if isinstance(value, list) else [value]
    if key in LINKED and all(text in TABLES[LINKED[key]] for text in texts):
        return ", ".join(linked(text, LINKED[key]) for text in texts)
    if key == "sentences":
        return "\n\n" + "\n".join(f"- {prose(sentence(text))}" for text in texts)
    return (", " if key == "variables" else " ").join(prose(str(text)) for text in texts)


def verdict(kind: str, row: Any, found: dict[str, Any]) -> Iterator[str]:
    """What was decided in the report on record."""
    decided = {each["claim"]: each for each in found["verdicts"]} | found["findings"]
    if kind == "formula":
        on_it = [claim.id for claim in CLAIMS if claim.formula == row.id]
        if on_it:
            yield "**Claims.**\n"
        for key in on_it:
            yield f"- {linked(key, 'claim')}: {decided[key]['kind'] if key in decided else 'not decided'}"
        yield ""
    if row.id in decided:
        made = decided[row.id]
        yield f"**Verdict.** *{made['kind']}* ({made['evidence']}): {prose(made['reason'])}\n"


def derived(row: Any, found: dict[str, Any]) -> Iterator[str]:
    """The steps as they were accepted for the report on record, made here if it has none; each has an address."""
    on_record = found["derivations"].get(row.id)
    proof = Proof(row, tuple(Step(**step) for step in on_record) if on_record else tuple(row.build().steps))
    yield f"**Steps.** {proof.summary}.\n"
    for number, step in enumerate(proof.steps, 1):
        yield f"({proof.slug}-{number})=\n"
        yield f"## {number}. {prose(step.title)}\n"
        yield display(step.latex)
        yield f"*{step.method}*. {prose(sentence(step.reason))}\n"


def prose(text: str) -> str:
    """Prose with formulas as Markdown; the id of a record is a link to it."""
    made = {"math": lambda part: f"${part}$", "code": linked, "text": escaped}
    return "".join(made[kind](part) for kind, part in pieces(" ".join(text.split())))


def linked(identifier: str, kind: str | None = None) -> str:
    """The id in code, with a link to its page if a record has it."""
    kinds = [kind] if kind else [each for each in KINDS if identifier in TABLES[each]]
    return f"[`{identifier}`]({name(kinds[0], identifier)}.md)" if kinds else f"`{identifier}`"


def heading(text: str) -> str:
    """A title in plain characters, for the browser's tab and the search: exponents are raised."""
    plain = "".join(plain_math.unicode_of(part) if kind == "math" else part for kind, part in pieces(text))
    return escaped(re.sub(r"\^(-?\d+)", lambda found: found[1].translate(RAISED), plain))


def escaped(text: str) -> str:
    """Plain text in Markdown."""
    for sign in ("\\", "`", "*", "_", "[", "]", "<", ">", "#", "$", "|"):
        text = text.replace(sign, f"\\{sign}")
    return text
