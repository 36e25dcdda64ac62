"""`figure`: one drawing for a manuscript."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.completion import ids_of
from higgs_sym.cli.options import running, timed
from higgs_sym.cli.output import print_json, progress, say
from higgs_sym.cli.own import judged
from higgs_sym.cli.records import find
from higgs_sym.errors import HiggsSymError, InputError

METADATA: dict[str, dict[str, None]] = {
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
}


@click.command(short_help="A figure, error plot or map of validity as PDF, SVG or PNG.")
@click.argument("identifier", metavar="ID", shell_complete=ids_of("figure", "claim", "formula", "map"))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write; its name ends in .pdf, .svg or .png.",
)
@click.option("--json", "as_json", is_flag=True, help="Print id and path as JSON.")
@timed
@running
def figure(identifier: str, output: Path, as_json: bool, timeout: float, **how: Any) -> None:
    """Draw the figure with this ID; for a claim its error plot (the claim is checked first), for a formula of two
    parameters the map of where it holds, for a map those of all its formulas. `higgs-sym list figure` has the figures,
    `higgs-sym list map` the maps. FILE.toml:ID is the error plot of a claim of your own.

    \b
    Examples:
      higgs-sym figure fig:2 -o fig2.pdf
      higgs-sym figure threshold:im:1/10 -o onset.svg
      higgs-sym figure eq:22 -o where-it-holds.png
      higgs-sym figure map:threshold:im -o maps.pdf
      higgs-sym figure claims.toml:stirling -o stirling.pdf
    """
    from higgs_sym.runs.files import require_folder

    check_drawing(output)
    require_folder(output)
    with progress(f"drawing {identifier}"):
        save(lambda: _drawing(identifier, timeout, how), output)
    if as_json:
        print_json({"id": identifier, "path": str(output)})
    else:
        say(str(output))


def check_drawing(output: Path) -> None:
    """Raise InputError unless the name says what kind of drawing is to be written."""
    if output.suffix.lower() not in METADATA:
        raise InputError("output", output, f"a file name that ends in {', '.join(METADATA)}")


def save(draw: Callable[[], Any], output: Path) -> None:
    """Write what the function draws in the style of the report, the same bytes on every run."""
    from higgs_sym.figures import _style
    from higgs_sym.runs.files import write

    ending, stream = output.suffix.lower(), io.BytesIO()
    with _style.style():
        draw().savefig(stream, format=ending[1:], dpi=300, metadata=METADATA[ending])
    write(output, stream.getvalue())


def _drawing(identifier: str, timeout: float, how: Any) -> Any:
    from higgs_sym.registry import FORMULAS, MAPS
    from higgs_sym.report import error_plot, validity
    from higgs_sym.report.own.project import is_own, load

    if is_own(identifier):
        project = load([identifier])
        if len(project.claims) != 1:
            raise HiggsSymError(
                f"{identifier} holds {len(project.claims)} claims: name one, {project.claims[0].address}"
            )
        (verdict,) = judged(project, timeout, how)
        return error_plot.draw(project.entries[0].question.claim, verdict)
    kind, row = find(identifier)
    if kind == "figure":
        return row.draw()
    if kind == "claim":
        from higgs_sym.check import verify

        return error_plot.draw(row, verify(row))
    if kind == "map":
        return validity.side_by_side([FORMULAS[key] for key in row.formulas], row)
    plane = next((each for each in MAPS if identifier in each.formulas), None)
    if kind == "formula" and plane is not None:
        return validity.draw(row, plane)
    raise HiggsSymError(f"{kind} {identifier!r} has no drawing: give a figure, a claim, a map, or a formula with a map")
