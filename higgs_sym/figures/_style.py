"""How every drawing looks and is written: one palette, light and dark, the same bytes on every run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from higgs_sym.figures._compact import compact

INK, GRID, EXACT, CLAIMED, ERROR = "#1b1b1f", "#c9c9d1", "#2b5fab", "#c2410c", "#6b3fa0"
# One drawing serves a light and a dark page: the SVG's colours become variables, set by the scheme.
DARK = {INK: "#e4e4ea", GRID: "#4a4a55", EXACT: "#85b4f5", CLAIMED: "#fb9a5c", ERROR: "#c3a1f0"}
RC = {
    "svg.hashsalt": "higgs_sym",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.4,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.minor.visible": False,
    "ytick.minor.visible": False,
    "legend.frameon": False,
    "legend.fontsize": 10,
}


@cache
def _drawing() -> Any:
    """matplotlib is imported when something is drawn."""
    from matplotlib.figure import Figure

    class Drawing(Figure):
        """A figure that a notebook shows by itself."""

        def _repr_svg_(self) -> str:
            with style():
                return svg(self)

    return Drawing


def figure(**options: Any) -> Any:
    """A matplotlib Figure in constrained layout."""
    return _drawing()(layout="constrained", **options)


@contextmanager
def style() -> Iterator[None]:
    """matplotlib settings of the report, for the time of the block."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield


def svg(figure: Any) -> str:
    """The figure as a short SVG that follows the reader's light or dark scheme, the same bytes on every run."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    names = {colour: f"--c{number}" for number, colour in enumerate(DARK)}
    for colour, name in names.items():
        text = text.replace(colour, f"var({name})")
    light = "".join(f"{name}:{colour};" for colour, name in names.items())
    dark = "".join(f"{name}:{DARK[colour]};" for colour, name in names.items())
    sheet = f"<style>:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    # matplotlib's doctype names an address; nobody fetches it, and nothing needs it.
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text)
    return compact(re.sub(r"(<svg [^>]*>)", lambda head: head.group(1) + sheet, text, count=1))


def data_uri(text: str) -> str:
    """The SVG as a data URI that can stand in double quotes: drawings inside it then share no ids with the page."""
    for character, written in (("%", "%25"), ("#", "%23"), ("&", "%26"), ("'", "%27"), ('"', "'")):
        text = text.replace(character, written)
    return f"data:image/svg+xml,{text}"


def pdf(figure: Any) -> bytes:
    """The figure as a PDF without date, the same bytes on every run."""
    stream = io.BytesIO()
    figure.savefig(stream, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
    return stream.getvalue()


def few_ticks(axes: Any) -> None:
    """At most six powers of ten per logarithmic axis."""
    from matplotlib.ticker import LogLocator, NullLocator

    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=6))
        axis.set_minor_locator(NullLocator())


def sequence(number: int) -> list[str]:
    """Colours for an ordered family of curves, of the palette and in a fixed order."""
    return [EXACT, ERROR, CLAIMED, INK][:number]
