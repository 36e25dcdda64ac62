"""`derive`: the steps of a derivation, checked again."""

from __future__ import annotations

from typing import Any

import click

from higgs_sym.cli.completion import ids_of
from higgs_sym.cli.output import print_json, progress, say, speaks_unicode

COLOURS = {"proved": "green", "numeric": "yellow", "definition": "blue"}


@click.command(short_help="Derivations, every step checked again.")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=ids_of("derivation"))
@click.option("--all", "everything", is_flag=True, help="Every derivation.")
@click.option("--latex", "as_latex", is_flag=True, help="Formulas as LaTeX instead of drawn in characters.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def derive(ids: tuple[str, ...], everything: bool, as_latex: bool, as_json: bool) -> None:
    """Build derivations and print their steps with how each was checked.

    A step is "proved" when SymPy reduces it to an identity, "numeric" when 45 digits vanish at random points;
    a "definition" states what is assumed or named.

    \b
    Examples:
      higgs-sym derive d:threshold
      higgs-sym derive d:threshold --latex
      higgs-sym derive d:gap d:kernel --json
      higgs-sym derive --all
    """
    from dataclasses import asdict

    from higgs_sym.registry import DERIVATIONS

    if bool(ids) == everything:
        raise click.UsageError("give one or more derivation ids, or --all")
    rows = list(DERIVATIONS) if everything else [DERIVATIONS[identifier] for identifier in ids]
    found: dict[str, Any] = {}
    with progress("deriving") as bar:
        for done, row in enumerate(rows):
            bar(done, len(rows), row.id)
            steps = row.build().steps
            found[row.id] = [asdict(step) for step in steps]
            if not as_json:
                _print(row, steps, as_latex or not speaks_unicode())
    if as_json:
        print_json(found)


def _print(row: Any, steps: Any, as_latex: bool) -> None:
    from higgs_sym.report.drawn_math import drawn
    from higgs_sym.report.model import Proof
    from higgs_sym.report.prose import to_plain

    say(click.style(f"{row.id}  {to_plain(row.title)}", bold=True))
    proof = Proof(row, tuple(steps))
    for number, step in enumerate(proof.steps, start=1):
        method = click.style(step.method, fg=COLOURS[step.method])
        say(f"  {number:2}. {to_plain(step.title)}  [{method}]")
        for line in [" ".join(step.latex.split())] if as_latex else drawn(step.latex):
            say(f"      {line}")
        say(f"      {to_plain(step.reason)}")
    say(f"  {proof.summary}\n")
