"""The page of the functions, constants and forms that a formula may use, from the table that the parser reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from higgs_sym.parsing.listing import Line, lines

HEAD = """# Functions

What a formula of your own may use, besides numbers, `+ - * / **`, parentheses and its variables;
`higgs-sym list function` prints the same. A variable, or a parameter given by `at`, wins over a function or
constant of the same name.
"""


def write(path: Path) -> None:
    """Write the page unless it says this already."""
    text = "\n".join(page())
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def page() -> Iterator[str]:
    """Markdown."""
    yield HEAD
    yield "| name | also | meaning |"
    yield "|---|---|---|"
    for line in lines():
        yield f"| {code(line.call)} | {', '.join(map(code, line.aliases))} | {meaning(line)} |"
    yield ""


def code(text: str) -> str:
    """As code."""
    return f"`{text}`"


def meaning(line: Line) -> str:
    """One line, with the branch cut."""
    cut = f"; cut: {line.cut}" if line.cut else ""
    return f"{line.meaning}{cut}".replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")
