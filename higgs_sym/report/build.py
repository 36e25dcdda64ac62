"""From an archive of verdicts to the files of the report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from higgs_sym.figures import _style
from higgs_sym.report import archive, error_plot, html, summary, tex, validity
from higgs_sym.report.files import write
from higgs_sym.report.model import Records, Report, compose, slug

FIGURE_FOLDER = "figures"


def build(
    data: archive.Archive,
    directory: Path,
    records: Records | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> tuple[Path, ...]:
    """Write report.html, report.tex with its plots, verdicts.json and summary.md; return the paths.

    `records` are the registered ones unless given. `progress` hears (done, total, name) of each drawing. The
    same archive gives the same bytes. Raises HiggsSymError if a file cannot be written; every file is whole
    or absent.
    """
    records = records or Records()
    report = compose(data, records)
    images, vectors = _plots(report, progress)
    names = {key: f"{FIGURE_FOLDER}/{key}.pdf" for key in vectors}
    # Everything is made before anything is written: an error leaves the previous report as it was.
    files: dict[str, str | bytes] = {names[key]: content for key, content in vectors.items()}
    files["report.html"] = html.render(report, images)
    files["report.tex"] = tex.render(report, names)
    files["verdicts.json"] = archive.dumps(data, records.claims)
    files["summary.md"] = summary.render(data.outcome, records.claims, records.statements)
    for name, content in files.items():
        write(directory / name, content)
    return tuple(directory / name for name in files)


def _plots(report: Report, progress: Callable[[int, int, str], None]) -> tuple[dict[str, str], dict[str, bytes]]:
    """Every drawing by slug: as a data URI for the page and as a PDF for LaTeX."""
    drawings: dict[str, Callable[[], Any]] = {
        section.slug: partial(error_plot.draw, section.claim, section.verdict) for section in report.sections
    }
    drawings |= {
        slug("map", page.record.id): partial(validity.draw, page.equation.formula, page.plane)
        for page in report.pages
        if page.plane and page.equation
    }
    drawings |= {slug("figure", figure.id): figure.draw for figure in report.figures}
    images, vectors = {}, {}
    for done, (key, draw) in enumerate(drawings.items()):
        progress(done, len(drawings), key)
        with _style.style():
            drawing = draw()
            images[key] = _style.data_uri(_style.svg(drawing))
            vectors[key] = _style.pdf(drawing)
    return images, vectors
