"""`report`: verdicts, derivations and drawings -> files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.options import runner, running
from higgs_sym.cli.output import print_json, progress, say


@click.command(short_help="Check everything; write report.html, report.tex, verdicts.json.")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Folder to write to.",
)
@click.option(
    "--verdicts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Print this verdicts.json again instead of checking again.",
)
@click.option("--pdf", "as_pdf", is_flag=True, help="Also report.pdf, by pdflatex or else by Chromium.")
@click.option("--json", "as_json", is_flag=True, help="Print counts and paths as JSON.")
@running
def report(output: Path, verdicts: Path | None, as_pdf: bool, as_json: bool, **how: Any) -> None:
    """Check every claim and statement and write report.html, report.tex with its figures, and verdicts.json.

    What was decided before by the same code and libraries comes from the local store; see `higgs-sym cache`.

    \b
    Examples:
      higgs-sym report
      higgs-sym report -o elsewhere
      higgs-sym report --no-cache --jobs 4
      higgs-sym report --verdicts reports/verdicts.json --pdf
    """
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
        return
    say(f"{len(data.verdicts)} claims, {len(data.findings)} statements: {', '.join(counts)}")
    kinds, reasons = data.outcome.kinds(), data.outcome.reasons()
    for key in surprises(data.outcome):
        say(f"not expected: {key}: {kinds[key].value}: {reasons[key]}")
    for path in paths:
        if path.parent == output:
            say(str(path))
