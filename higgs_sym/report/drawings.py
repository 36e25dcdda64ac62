"""Every drawing of the report, made where it is quickest: an SVG for the page and a PDF for LaTeX."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any

from higgs_sym.figures import _style
from higgs_sym.records import Claim, Figure, Verdict
from higgs_sym.registry import CLAIMS, FIGURES, FORMULAS
from higgs_sym.report import error_plot
from higgs_sym.runs.checks import facts, plain, verdict_of
from higgs_sym.runs.tasks import Task

Drawing = tuple[str, bytes]  # SVG, PDF


def claim_task(claim: Claim, verdict: Verdict) -> Task:
    """The plot that goes with a claim."""
    given = json.dumps({"verdict": plain(verdict), "claim": facts(claim)})
    behind = frozenset({claim.oracle.__module__})
    return Task(claim_drawing, claim.id, given, behind, lambda: _text(lambda: error_plot.draw(claim, verdict)))


def figure_task(figure: Figure) -> Task:
    """A registered figure. It may look up any formula, so it depends on all of them."""
    behind = frozenset({figure.draw.__module__, *FORMULAS.by_module()})
    return Task(figure_drawing, figure.id, "{}", behind, lambda: _text(figure.draw))


def claim_drawing(identifier: str, given: str) -> str:
    """The plot of a registered claim, as text."""
    verdict = verdict_of(json.loads(given)["verdict"])
    return _text(lambda: error_plot.draw(CLAIMS[identifier], verdict))


def figure_drawing(identifier: str, given: str) -> str:
    """A registered figure, as text."""
    return _text(FIGURES[identifier].draw)


def read(texts: Sequence[str]) -> list[Drawing]:
    """What the tasks made."""
    made = [json.loads(text) for text in texts]
    return [(each["svg"], base64.b64decode(each["pdf"])) for each in made]


def _text(draw: Callable[[], Any]) -> str:
    with _style.style():
        drawing = draw()
        return json.dumps({"svg": _style.svg(drawing), "pdf": base64.b64encode(_style.pdf(drawing)).decode()})
