"""`latex` and `code`: formulas for a manuscript and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.completion import ids_of
from higgs_sym.cli.options import runner, running, timed
from higgs_sym.cli.output import print_json, progress, say
from higgs_sym.cli.own import judged
from higgs_sym.cli.records import find
from higgs_sym.errors import HiggsSymError

LANGUAGES = ("python", "c", "julia", "fortran")
CLASSES = ("article", "revtex")


@click.command(short_help="A LaTeX document with formulas and derivations.")
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=ids_of("formula", "equation", "derivation", "claim"))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; stdout if not given."
)
@click.option(
    "--class",
    "document_class",
    type=click.Choice(CLASSES),
    default="article",
    show_default=True,
    help="Document class.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the displayed formulas as JSON instead of a document.")
@timed
@running
def latex(
    ids: tuple[str, ...], output: Path | None, document_class: str, as_json: bool, timeout: float, **how: Any
) -> None:
    """A LaTeX document with formulas, equations and derivations: all, or those with these IDs.

    A claim stands for its formula and its derivation. The document needs amsmath and graphicx (and revtex4-2 with
    --class revtex); compile it with pdflatex. Derivations that `report` or `latex` has checked before come from the
    local store. A file of claims of your own, a folder, or one claim (claims.toml:ID) becomes a document with formula,
    verdict and terms; its plots need a file to lie beside.

    \b
    Examples:
      higgs-sym latex -o paper.tex
      higgs-sym latex eq:20 eq:22 d:threshold -o onset.tex
      higgs-sym latex --class revtex -o supplement.tex
      higgs-sym latex claims.toml -o appendix.tex
    """
    from higgs_sym.report import paper
    from higgs_sym.report.own.project import is_own
    from higgs_sym.runs.checks import derive
    from higgs_sym.runs.files import require_folder, write

    if output is not None:
        require_folder(output)
    if any(map(is_own, ids)):
        _own(ids, output, document_class, as_json, timeout, how)
        return
    chosen = _chosen(ids)
    with runner(**how) as hands, progress("deriving") as bar:
        steps = derive(chosen["derivation"], hands, bar)
    made = paper.compose(chosen["formula"], chosen["equation"], chosen["derivation"], steps)
    if as_json:
        print_json(paper.as_data(made))
        return
    text = paper.render(made, document_class)
    if output is None:
        say(text.rstrip("\n"))
    else:
        write(output, text)
        say(str(output))


def _own(
    ids: tuple[str, ...], output: Path | None, document_class: str, as_json: bool, timeout: float, how: Any
) -> None:
    """The same for claims out of files."""
    from higgs_sym.report import tex
    from higgs_sym.report.own import build
    from higgs_sym.report.own.model import compose
    from higgs_sym.report.own.project import is_own, load

    if not all(map(is_own, ids)) or document_class != "article":
        raise click.UsageError("a document about claims of your own holds nothing else, and its class is article")
    project = load(ids)
    made = compose(project, judged(project, timeout, how))
    if as_json:
        print_json({"claims": {page.id: {"latex": page.latex, "limit": page.limit} for page in made.pages}})
    elif output is None:
        say(tex.render(made, {page.slug: "" for page in made.pages}, "own.tex").rstrip("\n"))
    else:
        with progress("drawing") as bar:
            build.write_tex(made, output, bar)
        say(str(output))


def _chosen(ids: tuple[str, ...]) -> dict[str, list[Any]]:
    """Records by kind, claims resolved; every formula, equation and derivation if no id is given."""
    from higgs_sym.registry import DERIVATIONS, EQUATIONS, FORMULAS

    if not ids:
        return {"formula": list(FORMULAS), "equation": list(EQUATIONS), "derivation": list(DERIVATIONS)}
    found: dict[str, dict[str, Any]] = {"formula": {}, "equation": {}, "derivation": {}}
    for identifier in ids:
        kind, row = find(identifier)
        if kind == "claim":
            found["formula"][row.formula] = FORMULAS[row.formula]
            if row.derivation:
                found["derivation"][row.derivation] = DERIVATIONS[row.derivation]
        elif kind in found:
            found[kind][row.id] = row
        else:
            raise HiggsSymError(f"{kind} {identifier!r} has no place in the document: give formulas, equations, "
                                "derivations or claims")  # fmt: skip
    return {kind: list(rows.values()) for kind, rows in found.items()}


@click.command(short_help="A formula as a function in Python, C, Julia or Fortran.")
@click.argument("identifier", metavar="ID", shell_complete=ids_of("formula", "claim"))
@click.option("--lang", type=click.Choice(LANGUAGES), default="python", show_default=True, help="Language.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def code(identifier: str, lang: str, as_json: bool) -> None:
    """A formula (or a claim's formula) as a function in double precision, energies in units of Delta.

    \b
    Examples:
      higgs-sym code eq:22
      higgs-sym code threshold:im --lang c > onset.c
      higgs-sym code eq:39 --lang fortran
    """
    from higgs_sym.registry import CLAIMS, FORMULAS
    from higgs_sym.typeset import code as writer

    row = FORMULAS[CLAIMS[identifier].formula if identifier in CLAIMS else identifier]
    text = writer.source(row, lang)
    if as_json:
        name = writer.function_name(row)
        print_json({"formula": row.id, "language": lang, "function": name, "arguments": row.variables, "code": text})
    else:
        say(text.rstrip("\n"))
