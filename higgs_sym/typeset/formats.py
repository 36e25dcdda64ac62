"""An equation in the markup of a manuscript: LaTeX, Markdown, MathML, Typst."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from higgs_sym.typeset.layout import lines
from higgs_sym.typeset.mathml import mathml
from higgs_sym.typeset.typst import typst


def markup(latex: str, name: str) -> str:
    """A LaTeX formula in the format of this name; see FORMATS.

    Raises HiggsSymError for a formula that has no counterpart in that format, KeyError for an unknown format.
    """
    return FORMATS[name](latex)


def _markdown(latex: str) -> str:
    """Dollar signs, as GitHub, Jupyter and Pandoc read them; one display per formula."""
    return f"$$\n{latex}\n$$"


def _mathml(latex: str) -> str:
    """Rows of presentation MathML, one per line of a long formula."""
    return "\n".join(mathml(line, display=True) for line in lines(latex))


FORMATS: Mapping[str, Callable[[str], str]] = {
    "latex": lambda latex: latex,
    "markdown": _markdown,
    "mathml": _mathml,
    "typst": lambda latex: f"$ {typst(latex)} $",
}
