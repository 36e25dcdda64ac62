"""`init` and `diff`: a project of claims of one's own, from its first file to the changes between two versions."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from higgs_sym.cli.output import print_json, print_table, say
from higgs_sym.errors import HiggsSymError

FILES = {  # in the project -> in the package
    "claims.toml": "start-claims.toml",
    "references.bib": "start-references.bib",
    ".github/workflows/claims.yml": "start-github.yml",
    ".gitlab-ci.yml": "start-gitlab.yml",
}


@click.command(short_help="A commented file of claims to start from, and snippets for CI.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print the paths as JSON.")
def init(folder: Path, as_json: bool) -> None:
    """Write claims.toml, references.bib and snippets for GitHub Actions and GitLab into FOLDER, here if not given.

    What is there already stays as it is, and then nothing is written. In CI the claims are checked on every push; the
    run fails when a verdict is undecided or no longer the one on record.

    \b
    Examples:
      higgs-sym init
      higgs-sym init paper
      cd paper && higgs-sym verify claims.toml && higgs-sym report claims.toml -o claims.pdf
    """
    from higgs_sym.runs.files import write

    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise HiggsSymError(f"{folder / there[0]} is there already; nothing was written")
    source = resources.files("higgs_sym.report").joinpath("templates")
    for name, template in FILES.items():
        write(folder / name, source.joinpath(template).read_bytes(), folders=True)
    paths = [str(folder / name) for name in FILES]
    if as_json:
        print_json(paths)
        return
    for path in paths:
        say(path)
    say(f"next: higgs-sym verify {paths[0]}")


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="What changed between two sets of verdicts.")
@click.argument("old", metavar="OLD.json", type=FILE)
@click.argument("new", metavar="NEW.json", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(old: Path, new: Path, as_json: bool) -> int:
    """Which verdicts, digits, ranges, terms and numbers changed between two versions of a paper or of the package.

    Both files are written by `higgs-sym verify --json` or are the verdicts.json of a report. A measured number counts
    as changed beyond its error bars. Exits with 1 if anything changed.

    \b
    Examples:
      higgs-sym verify claims.toml --json > new.json
      higgs-sym diff old.json new.json
    """
    from dataclasses import asdict

    from higgs_sym.report.own.changes import changes, load

    found = changes(load(old), load(new))
    if as_json:
        print_json([asdict(change) for change in found])
    elif found:
        rows = [(change.id, change.what, change.before, change.after) for change in found]
        print_table(("claim", "what", "before", "after"), rows)
    else:
        say("no change")
    return int(bool(found))
