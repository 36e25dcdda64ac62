"""`report`: verdicts, derivations and drawings -> files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.options import runner, running, timed
from higgs_sym.cli.output import print_json, progress, say


@click.command(short_help="Check everything, or files of your own claims; write HTML, LaTeX, PDF.")
@click.argument("files", metavar="[FILE.toml | FOLDER]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write to, reports if not given; for your own claims also a file: .html, .pdf or .tex.",
)
@click.option(
    "--verdicts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Print this verdicts.json again instead of checking again.",
)
@click.option("--pdf", "as_pdf", is_flag=True, help="Also report.pdf, by pdflatex or else by Chromium.")
@click.option("--json", "as_json", is_flag=True, help="Print counts and paths as JSON.")
@timed
@running
def report(
    files: tuple[str, ...],
    output: Path | None,
    verdicts: Path | None,
    as_pdf: bool,
    as_json: bool,
    timeout: float,
    **how: Any,
) -> int:
    """Check every claim and statement and write report.html, report.tex with its figures, and verdicts.json.

    With files of claims of your own (see `higgs-sym init`), folders of them, or single claims (claims.toml:ID), the
    report is about those: one page, a PDF, LaTeX, or a folder with all of it. Exits then with 1 if a verdict is
    undecided or differs from the one on record, as `verify` does.

    What was decided before by the same code and libraries comes from the local store; see `higgs-sym cache`.

    \b
    Examples:
      higgs-sym report
      higgs-sym report -o elsewhere
      higgs-sym report claims.toml -o mine.pdf
      higgs-sym report chapters/ -o verdicts
      higgs-sym report --no-cache --jobs 4
      higgs-sym report --verdicts reports/verdicts.json --pdf
    """
    if files:
        if verdicts is not None or as_pdf:
            raise click.UsageError("--verdicts and --pdf are for the report on everything; here -o FILE.pdf says it")
        return _of_own_claims(files, output, timeout, as_json, how)
    return _of_everything(_folder(output), verdicts, as_pdf, as_json, how)


def _folder(output: Path | None) -> Path:
    folder = Path("reports") if output is None else output
    if folder.is_file():
        raise click.UsageError(f"the report on everything goes into a folder, and {folder} is a file")
    return folder


def _of_own_claims(files: tuple[str, ...], output: Path | None, timeout: float, as_json: bool, how: Any) -> int:
    from higgs_sym.cli.own import judged
    from higgs_sym.report.html import require_libraries
    from higgs_sym.report.own import build
    from higgs_sym.report.own.model import summary
    from higgs_sym.report.own.project import load

    require_libraries()  # before the long work, not after it
    output = output or Path(f"{Path(files[0].partition(':')[0]).stem or 'claims'}.html")
    build.check_output(output)
    project = load(files)
    verdicts = judged(project, timeout, how)
    with progress("drawing") as bar:
        paths = build.build(project, verdicts, output, bar)
    found = summary(project, verdicts)
    if as_json:
        print_json(found.facts() | {"files": list(map(str, paths))})
    else:
        for line in found.lines():
            say(line)
        say(str(paths[0] if len(paths) == 1 or paths[0].suffix == ".tex" else output))
    return found.code


def _of_everything(output: Path, verdicts: Path | None, as_pdf: bool, as_json: bool, how: Any) -> int:
    from higgs_sym.check import surprises, verify_all
    from higgs_sym.registry import DERIVATIONS
    from higgs_sym.report import archive, pdf
    from higgs_sym.report.build import build
    from higgs_sym.report.html import require_libraries
    from higgs_sym.runs.checks import judge

    require_libraries()  # before the long work, not after it
    with runner(**how) as hands:
        if verdicts is not None:
            data = archive.loads(verdicts.read_text(encoding="utf-8"))
        else:
            with progress("verifying") as bar:
                found = verify_all(progress=bar, certify=True, judge=judge(hands))
            with progress("deriving") as bar:
                data = archive.collect(found, list(DERIVATIONS), bar, hands)
        with progress("drawing") as bar:
            paths = build(data, output, progress=bar, runner=hands)
    if as_pdf:
        paths = (*paths, pdf.make(output))
    counts = [f"{number} {kind.value}" for kind, number in data.outcome.counts().items() if number]
    if as_json:
        found_kinds = {kind.value: number for kind, number in data.outcome.counts().items()}
        print_json(
            {"counts": found_kinds, "not expected": list(surprises(data.outcome)), "files": list(map(str, paths))}
        )
        return 0
    say(f"{len(data.verdicts)} claims, {len(data.findings)} statements: {', '.join(counts)}")
    kinds, reasons = data.outcome.kinds(), data.outcome.reasons()
    for key in surprises(data.outcome):
        say(f"not expected: {key}: {kinds[key].value}: {reasons[key]}")
    for path in paths:
        if path.parent == output:
            say(str(path))
    return 0
