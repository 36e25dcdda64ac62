"""From an archive of verdicts to the files of the report."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from higgs_sym.figures import _style
from higgs_sym.records import Claim, Figure, Formula, ValidityMap, Verdict
from higgs_sym.registry import FORMULAS
from higgs_sym.report import archive, drawings, error_plot, html, summary, tex, validity
from higgs_sym.report.model import Records, Report, compose, slug
from higgs_sym.runs.files import write
from higgs_sym.runs.outcomes import facts, modules, plain
from higgs_sym.runs.tasks import Progress, Runner, Task

FIGURE_FOLDER = "figures"


def build(
    data: archive.Archive,
    directory: Path,
    records: Records | None = None,
    progress: Progress = lambda _done, _total, _name: None,
    runner: Runner | None = None,
) -> tuple[Path, ...]:
    """Write report.html, report.tex with its plots, verdicts.json and summary.md; return the paths.

    `records` are the registered ones unless given. `progress` hears (done, total, name) of each drawing; `runner`
    makes them, by default in this process. The same archive gives the same bytes. Raises HiggsSymError if a file
    cannot be written; every file is whole or absent.
    """
    records = records or Records()
    report = compose(data, records)
    images, vectors = _plots(report, runner or Runner(), progress)
    names = {key: f"{FIGURE_FOLDER}/{key}.pdf" for key in vectors}
    # Everything is made before anything is written: an error leaves the previous report as it was.
    files: dict[str, str | bytes] = {names[key]: content for key, content in vectors.items()}
    files["report.html"] = html.render(report, images)
    files["report.tex"] = tex.render(report, names)
    files["verdicts.json"] = archive.dumps(data, records.claims)
    files["summary.md"] = summary.render(data.outcome, records.claims, records.statements)
    for name, content in files.items():
        write(directory / name, content, folders=True)
    return tuple(directory / name for name in files)


def _plots(report: Report, runner: Runner, progress: Progress) -> tuple[dict[str, str], dict[str, bytes]]:
    """Every drawing by slug: as a data URI for the page and as a PDF for LaTeX."""
    tasks = {section.slug: _claim_task(section.claim, section.verdict) for section in report.sections}
    tasks |= {
        slug("map", page.record.id): _map_task(page.equation.formula, page.plane)
        for page in report.pages
        if page.plane and page.equation
    }
    tasks |= {slug("figure", figure.id): _figure_task(figure) for figure in report.figures}
    made = [drawings.loads(text) for text in runner.run(list(tasks.values()), progress)]
    images = {key: _style.data_uri(svg) for key, (svg, _) in zip(tasks, made, strict=True)}
    return images, {key: pdf for key, (_, pdf) in zip(tasks, made, strict=True)}


def _claim_task(claim: Claim, verdict: Verdict) -> Task:
    given = json.dumps({"verdict": plain(verdict), "claim": facts(claim)})
    behind = frozenset(modules(claim))

    def here() -> str:
        return drawings.dumps(lambda: error_plot.draw(claim, verdict))

    return Task(drawings.claim_drawing, claim.id, given, behind, here)


def _map_task(formula: Formula, plane: ValidityMap) -> Task:
    given = json.dumps({"map": plane.id})
    behind = frozenset(modules(formula) | modules(plane))
    return Task(
        drawings.map_drawing, formula.id, given, behind, lambda: drawings.dumps(partial(validity.draw, formula, plane))
    )


def _figure_task(figure: Figure) -> Task:
    """A figure may look up any formula, so it depends on all of them."""
    behind = frozenset({*modules(figure), *FORMULAS.by_module()})
    return Task(drawings.figure_drawing, figure.id, "{}", behind, lambda: drawings.dumps(figure.draw))
