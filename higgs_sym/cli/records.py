"""`list` and `show`: what the registry holds."""

from __future__ import annotations

from typing import Any

import click

from higgs_sym.cli.completion import ids_of
from higgs_sym.cli.output import print_json, print_table, say
from higgs_sym.errors import UnknownIdError
from higgs_sym.registry import TABLES

FORMATS = ("latex", "markdown", "mathml", "typst")
KINDS = ("quantity", "equation", "formula", "derivation", "claim", "statement", "map", "figure", "function")


@click.command("list", short_help="Ids and titles of all records, or of one kind.")
@click.argument("kind", metavar="[KIND]", type=click.Choice(KINDS), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_records(kind: str | None, as_json: bool) -> None:
    """List ids and titles of everything known, or of one KIND: quantity, equation, formula, derivation, claim,
    statement, map or figure; or what a formula of your own may use: function.

    \b
    Examples:
      higgs-sym list
      higgs-sym list claim
      higgs-sym list formula --json
      higgs-sym list function
    """
    if kind == "function":
        _functions(as_json)
        return
    from higgs_sym.report.prose import to_plain

    rows = [
        {"kind": name, "id": row.id, "title": to_plain(_title(row))}
        for name, table in TABLES.items()
        if kind in (None, name)
        for row in table
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(("kind", "id", "title"), [(row["kind"], row["id"], row["title"]) for row in rows])


def _functions(as_json: bool) -> None:
    """Functions, constants and forms of formulas: name, aliases, meaning."""
    from dataclasses import asdict

    from higgs_sym.parsing.listing import lines

    if as_json:
        print_json([asdict(line) for line in lines()])
        return
    rows = [
        (line.call, " ".join(line.aliases), line.meaning + (f"; cut: {line.cut}" if line.cut else ""))
        for line in lines()
    ]
    print_table(("name", "also", "meaning"), rows)


def _title(row: Any) -> str:
    """A quantity's title is the first line of its docstring."""
    if hasattr(row, "title"):
        return str(row.title)
    return (row.function.__doc__ or "").strip().partition("\n")[0]


@click.command(short_help="One record; its equation as LaTeX, Markdown, MathML or Typst.")
@click.argument("identifier", metavar="ID", shell_complete=ids_of())
@click.option("--latex", "as_latex", is_flag=True, help="The same as --format latex.")
@click.option("--format", "markup", type=click.Choice(FORMATS), help="Print the equation in this markup, nothing else.")
@click.option("--full", is_flag=True, help="The equation with Delta, Gamma and D q^2 written out.")
@click.option("--bare", is_flag=True, help="The equation alone, without the definitions of what it uses.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(identifier: str, as_latex: bool, markup: str | None, full: bool, bare: bool, as_json: bool) -> None:
    """Show the record with this ID: equation in units of Delta and in full, source, domain, statement.

    In a markup, the equation is followed by the definitions of the names in it, such as eps_g; --bare leaves them out.

    \b
    Examples:
      higgs-sym show eq:22
      higgs-sym show eq:22 --latex
      higgs-sym show eq:22 --latex --full
      higgs-sym show threshold:im --format typst --bare
    """
    from higgs_sym.cli.describe import describe, latex

    if as_latex and (markup or "latex") != "latex":
        raise click.UsageError(f"--latex and --format {markup} contradict each other: give one of them")
    name, row = find(identifier)
    if as_latex or markup or full or bare:
        if as_json:
            raise click.UsageError(
                "--json prints the whole record; it goes without --latex, --format, --full and --bare"
            )
        from higgs_sym.typeset import formats

        texts = latex(name, row, full, definitions=not bare)
        say("\n".join(formats.markup(text, markup or "latex") for text in texts))
        return
    facts = describe(name, row)
    if as_json:
        print_json(facts)
        return
    for key, value in facts.items():
        if value:
            lines = value if isinstance(value, list) else str(value).split("\n")
            say(f"{key + ':':<12} " + ("\n" + " " * 13).join(str(line) for line in lines))


def find(identifier: str) -> tuple[str, Any]:
    """The record with this id and the name of its kind; UnknownIdError with near ids of every kind."""
    import difflib

    every = TABLES
    for name, table in every.items():
        if identifier in table:
            return name, table[identifier]
    known = [row.id for table in every.values() for row in table]
    near = tuple(difflib.get_close_matches(identifier, known, n=3, cutoff=0.5))
    raise UnknownIdError("record", identifier, near)
