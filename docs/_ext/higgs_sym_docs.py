"""Formulas as MathML and the list of references, from the package's own converters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import function_page
import record_pages
from docutils import nodes
from docutils.parsers.rst import Directive

from higgs_sym.report import bibliography
from higgs_sym.typeset.mathml import mathml

_MATH = re.compile(r"(:math:`[^`]*`)")


def inline(writer: Any, node: Any) -> None:
    """A formula in a line."""
    writer.body.append(f'<span class="math">{mathml(node.astext())}</span>')
    raise nodes.SkipNode


def block(writer: Any, node: Any) -> None:
    """A displayed formula; rows of an aligned group become lines."""
    latex = node.astext()
    whole = "matrix}" in latex  # its rows are no lines
    lines = [latex] if whole else [line.strip() for line in latex.replace("&", "").split(r"\\") if line.strip()]
    writer.body.append('<div class="math">' + "".join(mathml(line, display=True) for line in lines) + "</div>\n")
    raise nodes.SkipNode


class References(Directive):
    """Every entry of references.bib, in alphabetical order of its key."""

    def run(self) -> list[nodes.Node]:
        """One list."""
        entries = sorted(bibliography.references().items())
        items = "".join(f'<li id="{key}">{bibliography.citation_html(entry)}</li>' for key, entry in entries)
        return [nodes.raw("", f"<ul>{items}</ul>", format="html")]


def plain(_app: Any, _what: str, _name: str, _obj: Any, _options: Any, lines: list[str]) -> None:
    """Docstrings here are prose: |x| is a modulus, x* a conjugate, eps_* a name; one pair of backticks marks code.

    What stands in :math:`...` or below `.. math::` is LaTeX and stays as it is.
    """
    inside = ""  # the indentation of a block of mathematics
    for number, line in enumerate(lines):
        blank = line[: len(line) - len(line.lstrip())]
        if inside and line.strip() and len(blank) <= len(inside):
            inside = ""
        if line.strip().startswith(".. math::"):
            inside = blank + " "
        elif not inside:
            pieces = _MATH.split(line)
            lines[number] = "".join(piece if place % 2 else _escaped(piece) for place, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    code = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", text)
    return code.replace("|", "\\|").replace("_*", "\\_*").replace("*", "\\*")


def generated(app: Any) -> None:
    """Pages that are written from the package before each build."""
    record_pages.write(Path(app.srcdir) / "records")
    function_page.write(Path(app.srcdir) / "functions.md")


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    app.add_directive("references", References)
    app.connect("autodoc-process-docstring", plain, priority=400)  # before the sections are read
    app.connect("builder-inited", generated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
