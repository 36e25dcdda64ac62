"""The `higgs-sym` command line: one module per group of commands, heavy imports inside the commands."""

from __future__ import annotations

from collections.abc import Sequence

import click

from higgs_sym.cli import (
    cache,
    check,
    derive,
    evaluate,
    expand,
    explore,
    figure,
    material,
    project,
    records,
    report,
    survey,
    typeset,
    verify,
)
from higgs_sym.cli.output import complain, flush, survive_any_encoding, warnings_as_lines
from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.interrupts import terminable

EPILOG = """\b
Examples:
  higgs-sym list
  higgs-sym show eq:22
  higgs-sym verify
  higgs-sym check --approx "sin(x)" --exact "x" --var x --to 0+
  higgs-sym expand --exact "gamma(x)" --var x --to oo
  higgs-sym init && higgs-sym report claims.toml -o claims.pdf
  higgs-sym figure fig:2 -o fig2.pdf
  higgs-sym eval chi_inv --omega 2 --zeta 1/10 --digits 30
  higgs-sym report -o reports
  higgs-sym survey survey.toml -o out.csv

\b
Exit codes:
  0    done; for verify: every verdict was decided, none differs from the recorded one; for check: confirmed
  1    verify, report FILE.toml: some verdict is undecided or differs from the recorded one; check: not confirmed;
       diff: something changed; survey: some point has no value
  2    wrong input, or the accuracy asked for was not reached
  130  interrupted (SIGINT or SIGTERM), or the time ended within one long step that nothing can stop
"""


SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(epilog=EPILOG, context_settings=SETTINGS)
@click.version_option(package_name="higgs_sym", prog_name="higgs-sym")
def main() -> None:
    """Asymptotic claims on the Schmid-Higgs mode, checked against derivations and the full integral."""


for command in (
    records.list_records,
    records.show,
    verify.verify,
    check.check,
    expand.expand,
    project.init,
    project.diff,
    evaluate.evaluate,
    derive.derive,
    typeset.latex,
    typeset.code,
    figure.figure,
    material.material,
    explore.explore,
    report.report,
    survey.survey,
    cache.cache,
):
    main.add_command(command)


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; an expected error is one line on stderr."""
    survive_any_encoding()
    try:
        arguments = None if argv is None else list(argv)
        with terminable(), warnings_as_lines():
            code = main.main(args=arguments, prog_name="higgs-sym", standalone_mode=False)
        flush()
        return int(code or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except HiggsSymError as error:
        complain(str(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return 130
