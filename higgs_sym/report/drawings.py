"""Every drawing of the report as text that holds an SVG for the page and a PDF for LaTeX."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from higgs_sym.figures import _style
from higgs_sym.registry import CLAIMS, FIGURES, FORMULAS, MAPS
from higgs_sym.report import error_plot, validity
from higgs_sym.runs.outcomes import verdict_of


def claim_drawing(identifier: str, given: str) -> str:
    """The plot that goes with a registered claim, for the verdict given."""
    verdict = verdict_of(json.loads(given)["verdict"])
    return dumps(lambda: error_plot.draw(CLAIMS[identifier], verdict))


def map_drawing(identifier: str, given: str) -> str:
    """Where a registered formula holds, in the registered plane given."""
    plane = MAPS[json.loads(given)["map"]]
    return dumps(lambda: validity.draw(FORMULAS[identifier], plane))


def figure_drawing(identifier: str, _given: str) -> str:
    """A registered figure."""
    return dumps(FIGURES[identifier].draw)


def dumps(draw: Callable[[], Any]) -> str:
    """The drawing that a function makes, as JSON."""
    with _style.style():
        drawing = draw()
        return json.dumps({"svg": _style.svg(drawing), "pdf": base64.b64encode(_style.pdf(drawing)).decode()})


def loads(text: str) -> tuple[str, bytes]:
    """SVG and PDF of a drawing."""
    made = json.loads(text)
    return made["svg"], base64.b64decode(made["pdf"])
