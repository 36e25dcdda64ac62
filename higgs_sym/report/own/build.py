"""Verdicts on somebody's own claims -> one page, one PDF, LaTeX with its plots, or a folder of all of it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from higgs_sym.errors import InputError
from higgs_sym.figures import _style
from higgs_sym.records import Outcome, Verdict
from higgs_sym.report import drawings, error_plot, html, junit, pdf, tex
from higgs_sym.report.own.model import OwnReport, Page, compose
from higgs_sym.report.own.project import Project
from higgs_sym.runs.files import write
from higgs_sym.runs.outcomes import plain

ENDINGS = (".html", ".pdf", ".tex")
FEWEST = 2  # samples that make a plot
Progress = Callable[[int, int, str], None]


def check_output(output: Path) -> None:
    """Raise InputError unless the name says what is to be written."""
    if output.suffix.lower() not in (*ENDINGS, "") or (output.suffix and output.is_dir()):
        raise InputError("output", output, f"a file name that ends in {', '.join(ENDINGS)}, or a folder")


def build(project: Project, verdicts: Sequence[Verdict], output: Path, progress: Progress) -> tuple[Path, ...]:
    """Write what the name of `output` asks for and return the paths; a name without ending is a folder of everything.

    Every file is whole or absent. Raises HiggsSymError where the system refuses, or if a PDF cannot be made.
    """
    check_output(output)
    report = compose(project, verdicts)
    plots = _plots(report, progress)
    ending = output.suffix.lower()
    if ending == ".html":
        write(output, _html(report, plots))
        return (output,)
    if ending == ".pdf":
        with tempfile.TemporaryDirectory() as room:
            _folder(report, plots, Path(room))
            return (pdf.make(Path(room), output.absolute()),)
    if ending == ".tex":
        return _tex(report, plots, output)
    return _folder(report, plots, output)


def write_tex(report: OwnReport, output: Path, progress: Progress) -> tuple[Path, ...]:
    """LaTeX under any name, its plots in a folder beside it."""
    return _tex(report, _plots(report, progress), output)


def _tex(report: OwnReport, plots: dict[str, tuple[str, bytes]], output: Path) -> tuple[Path, ...]:
    names = {key: f"{output.stem}-figures/{key}.pdf" for key in plots}
    text = tex.render(report, _complete(report, names), "own.tex")
    for key, (_, vector) in plots.items():
        write(output.parent / names[key], vector, folders=True)
    write(output, text)
    return (output, *(output.parent / name for name in names.values()))


def as_json(verdicts: Sequence[Verdict]) -> str:
    """The verdicts as `higgs-sym verify --json` prints them, for `higgs-sym diff`."""
    return json.dumps([plain(verdict) for verdict in verdicts], ensure_ascii=False, indent=1) + "\n"


def _folder(report: OwnReport, plots: dict[str, tuple[str, bytes]], folder: Path) -> tuple[Path, ...]:
    verdicts = [page.verdict for page in report.pages]
    names = {key: f"figures/{key}.pdf" for key in plots}
    files: dict[str, str | bytes] = {names[key]: vector for key, (_, vector) in plots.items()}
    files["report.html"] = _html(report, plots)
    files["report.tex"] = tex.render(report, _complete(report, names), "own.tex")
    files["verdicts.json"] = as_json(verdicts)
    files["verdicts.xml"] = junit.render(Outcome(tuple(verdicts)), {page.id: page.expectation for page in report.pages})
    for name, content in files.items():
        write(folder / name, content, folders=True)
    (folder / "figures").mkdir(exist_ok=True)
    return tuple(folder / name for name in files)


def _html(report: OwnReport, plots: dict[str, tuple[str, bytes]]) -> str:
    images = {key: _style.data_uri(svg) for key, (svg, _) in plots.items()}
    return html.render(report, _complete(report, images), "own.html")


def _complete(report: OwnReport, plots: dict[str, str]) -> dict[str, str]:
    """An empty string where nothing can be drawn."""
    return {page.slug: plots.get(page.slug, "") for page in report.pages}


def _plots(report: OwnReport, progress: Progress) -> dict[str, tuple[str, bytes]]:
    """SVG and PDF of every claim that has samples."""
    shown = [page for page in report.pages if len(page.verdict.samples) >= FEWEST]
    made: dict[str, tuple[str, bytes]] = {}
    for page in shown:
        made[page.slug] = drawings.loads(drawings.dumps(lambda page=page: _drawing(page)))  # type: ignore[misc]
        progress(len(made), len(shown), page.id)
    return made


def _drawing(page: Page) -> object:
    return error_plot.draw(page.located.entry.question.claim, page.verdict)
