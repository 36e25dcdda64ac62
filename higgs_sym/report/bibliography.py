"""references.bib as data: enough BibTeX for a reference list, no more."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

from higgs_sym.errors import HiggsSymError

_HEAD = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,")
_FIELD = re.compile(r"(\w+)\s*=\s*")
_BARE = re.compile(r"\w+")
_ACCENT = re.compile(r"""\\(["'`^~cv=.])\s*\{?\\?(\w)\}?""")
_COMBINING = dict(zip("\"'`^~cv=.", "\u0308\u0301\u0300\u0302\u0303\u0327\u030c\u0304\u0307", strict=True))
_PLAIN = {
    r"\_": "_",
    r"\&": "&",
    "--": "\N{EN DASH}",
    "~": "\N{NO-BREAK SPACE}",
    "'": "\N{RIGHT SINGLE QUOTATION MARK}",
}
Entry = Mapping[str, str]


@cache
def references() -> Mapping[str, Entry]:
    """Every entry of the package's references.bib: key -> fields, the entry's type under "type"."""
    text = resources.files("higgs_sym").joinpath("references.bib").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str, name: str = "references.bib") -> dict[str, Entry]:
    """Entries of a BibTeX text; a key that comes twice, or a brace never closed, raises HiggsSymError.

    A field stands in braces, in quotation marks, or is one word; `name` is the file's, for messages.
    """
    entries: dict[str, Entry] = {}
    for head in _HEAD.finditer(text):
        kind, key = head.group(1).lower(), head.group(2)
        if key in entries:
            raise HiggsSymError(f"{name}: key {key!r} comes twice")
        end = _closing(text, text.index("{", head.start()), name)
        fields, position = {"type": kind}, head.end()
        while field := _FIELD.search(text, position, end):
            value, position = _content(text, field.end(), name)
            fields[field.group(1).lower()] = " ".join(value.split())
        entries[key] = fields
    return entries


def _content(text: str, start: int, name: str) -> tuple[str, int]:
    """The field that starts there, and the place after it."""
    if text[start] == "{":
        end = _closing(text, start, name)
        return text[start + 1 : end], end + 1
    if text[start] == '"':
        depth = 0
        for place in range(start + 1, len(text)):
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            if text[place] == '"' and depth == 0:
                return text[start + 1 : place], place + 1
        raise HiggsSymError(f"{name}: quotation mark opened at character {start} is never closed")
    word = _BARE.match(text, start)
    if word is None:
        raise HiggsSymError(f"{name}: a field at character {start} stands neither in braces nor in quotation marks")
    return word[0], word.end()


def _closing(text: str, opening: int, name: str) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise HiggsSymError(f"{name}: brace opened at character {opening} is never closed")


def authors(entry: Entry) -> str:
    """The names as printed, "A. B. First, C. Second and D. Third", still LaTeX."""
    people = []
    for person in re.split(r"\s+and\s+", entry.get("author", "")):
        last, comma, first = person.partition(",")
        people.append(f"{first.strip()} {last.strip()}" if comma else person)
    return ", ".join([*people[:-2], " and ".join(people[-2:])]).replace(". ", ".~")


def citation(entry: Entry) -> list[tuple[str, str]]:
    """The entry as (style, LaTeX) parts: authors, title, journal and pages or arXiv number, year."""
    parts = [("plain", authors(entry)), ("plain", ", "), ("emph", entry.get("title", ""))]
    year = f"({entry.get('year', '')})"
    if "journal" in entry:
        parts += [("plain", ", " + entry["journal"].replace(". ", ".~") + " "), ("bold", entry.get("volume", ""))]
        parts += [("plain", f", {entry['pages']} {year}" if "pages" in entry else f" {year}")]
    elif "publisher" in entry:
        parts += [("plain", f", {entry['publisher']} {year}")]
    elif "eprint" in entry:
        parts += [("plain", f", arXiv:{entry['eprint']} {year}")]
    else:
        parts += [("plain", f" {year}")]
    return [*parts, ("plain", ".")]


def citation_tex(entry: Entry) -> str:
    """The citation as LaTeX."""
    styles = {"plain": "{}", "emph": r"\emph{{{}}}", "bold": r"\textbf{{{}}}"}
    return "".join(styles[style].format(text) for style, text in citation(entry))


def citation_html(entry: Entry) -> str:
    """The citation as HTML."""
    styles = {"plain": "{}", "emph": "<em>{}</em>", "bold": "<b>{}</b>"}
    return "".join(styles[style].format(html.escape(readable(text))) for style, text in citation(entry))


def short_name(entry: Entry) -> str:
    """Names and year, "Abrikosov and Gor'kov 1961" or "Nosov et al. 2024", still LaTeX."""
    people = re.split(r"\s+and\s+", entry.get("author", ""))
    last = [person.partition(",")[0].strip() for person in people]
    named = last[0] + " et al." if len(last) > 2 else " and ".join(last)
    return f"{named} {entry.get('year', '')}"


def link(entry: Entry) -> str:
    """Where the entry is found on the network, "" if the entry does not say."""
    if "doi" in entry:
        return f"https://doi.org/{entry['doi']}"
    return f"https://arxiv.org/abs/{entry['eprint']}" if "eprint" in entry else entry.get("url", "")


def readable(latex: str) -> str:
    """The LaTeX of a BibTeX field as plain text; a command that is not known raises HiggsSymError."""

    def accented(found: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", found.group(2) + _COMBINING[found.group(1)])

    text = _ACCENT.sub(accented, latex)
    for found, made in _PLAIN.items():
        text = text.replace(found, made)
    if "\\" in text:
        raise HiggsSymError(f"BibTeX: cannot read {latex!r} as plain text")
    return text.replace("{", "").replace("}", "")
