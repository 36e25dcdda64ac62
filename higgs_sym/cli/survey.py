"""`survey`: a quantity at many points -> a table."""

from __future__ import annotations

from pathlib import Path

import click

from higgs_sym.cli.options import running
from higgs_sym.cli.output import print_json, progress, say


@click.command(short_help="A quantity at many points -> a table.")
@click.argument("plan", metavar="SURVEY.TOML", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write; its name ends in .csv or .parquet.",
)
@click.option("--json", "as_json", is_flag=True, help="Print counts and path as JSON.")
@running
def survey(plan: Path, output: Path, jobs: int | None, scheduler: str, no_cache: bool, as_json: bool) -> int:
    """Compute a quantity at the points that SURVEY.TOML describes and write a table.

    Every point is kept as it arrives: a survey that was interrupted or killed goes on where it stopped when the same
    command is given again, and the table is the same, letter by letter, on any number of processes. A point without
    a value is reported in the column "error". Exits with 1 if there is one.

    \b
    An example of SURVEY.TOML; docs/long-runs.md has all keys:
      quantity = "chi_inv"
      certified = true
      digits = 20
      [parameters]
      omega = { from = 0, to = 4, points = 200 }
      zeta = { from = 0.001, to = 10, points = 50, scale = "log" }

    \b
    Examples:
      higgs-sym survey survey.toml -o out.csv
      higgs-sym survey survey.toml -o out.parquet --jobs 8
      higgs-sym survey survey.toml -o out.parquet --scheduler tcp://cluster:8786
    """
    from higgs_sym.runs.survey import run_survey

    try:
        with progress("survey") as bar:
            done = run_survey(plan, output, jobs=jobs, scheduler=scheduler, store=not no_cache, progress=bar)
    except KeyboardInterrupt:
        click.echo("higgs-sym: the same command goes on where this one stopped", err=True)
        raise
    if as_json:
        failures = dict(done.failures)
        print_json({"points": done.points, "computed": done.computed, "failures": failures, "path": str(done.path)})
        return 1 if done.failures else 0
    lost = ", ".join(f"{number} {name}" for name, number in done.failures.items())
    say(f"{done.points} points, {done.computed} computed, {sum(done.failures.values())} without a value")
    if lost:
        say(f"no value: {lost}")
    say(str(done.path))
    return 1 if done.failures else 0
