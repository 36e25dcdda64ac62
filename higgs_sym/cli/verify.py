"""`verify`: claims -> verdicts, statements -> findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from higgs_sym.cli.completion import ids_of as complete_ids
from higgs_sym.cli.options import runner, running, timed
from higgs_sym.cli.output import print_json, print_table, progress, say
from higgs_sym.errors import HiggsSymError

COMPLETE = complete_ids("claim", "statement", "formula")
COLOURS = {
    "confirmed": "green",
    "wrong order": "red",
    "wrong prefactor": "dark_orange",
    "wrong term": "dark_orange",
    "missing term": "dark_orange",
    "range overstated": "yellow",
    "refuted": "red",
    "undecided": "bold magenta",
    "NOT EXPECTED": "bold red",
}


@click.command(short_help="Verdicts on claims, statements, and files of claims.")
@click.argument("ids", metavar="[ID | FILE.toml | FOLDER]...", nargs=-1, shell_complete=COMPLETE)
@click.option("--digits", type=int, help="Digits the check starts from, 10 to 100; 30 if not given.")
@click.option("--certify", is_flag=True, help="Certify the samples with balls where there are any; slower.")
@click.option("--summary", is_flag=True, help="Print one page: confirmed, corrected, refuted, undecided.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, samples included.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit XML to this file as well.")
@timed
@running
def verify(
    ids: tuple[str, ...],
    digits: int | None,
    certify: bool,
    summary: bool,
    as_json: bool,
    junit: Path | None,
    timeout: float,
    **how: Any,
) -> int:
    """Check claims and statements: all, or those with these IDs, or the claims on formulas with these IDs.

    An argument that ends in .toml is a file of claims of your own (`higgs-sym init` writes one), FILE.toml:ID one claim
    of it, a folder all files of claims in it.

    Exits with 0 if everything could be decided and nothing differs from what is on record, with 1 otherwise.

    \b
    Examples:
      higgs-sym verify
      higgs-sym verify eq:22
      higgs-sym verify eq:22:onset threshold:im:1/10 s:2
      higgs-sym verify examples/claims.toml --junit verdicts.xml
      higgs-sym verify --jobs 4 --json > verdicts.json
    """
    from higgs_sym.check import surprises
    from higgs_sym.records import Kind
    from higgs_sym.report import junit as xml
    from higgs_sym.report import summary as page
    from higgs_sym.runs.files import write

    with runner(**how) as hands:
        outcome, expected = judged(ids, digits, certify, hands, timeout)
    unexpected = surprises(outcome, expected)
    if junit is not None:
        write(junit, xml.render(outcome, expected))
    if as_json:
        print_json(as_plain(outcome))
    elif summary:
        say(page.render(outcome).rstrip())
    else:
        print_outcome(outcome, unexpected)
    return 1 if unexpected or Kind.UNDECIDED in outcome.kinds().values() else 0


def judged(
    ids: tuple[str, ...], digits: int | None, certify: bool, hands: Any, timeout: float
) -> tuple[Any, dict[str, Any]]:
    """What was decided on registered records and on the claims of files, and what was expected.

    The `timeout` holds for each claim of a file.
    """
    from higgs_sym.check import expectations, verify_all
    from higgs_sym.records import Outcome
    from higgs_sym.report.own.project import is_own, load
    from higgs_sym.runs import checks

    own = tuple(each for each in ids if is_own(each))
    registered = tuple(each for each in ids if not is_own(each))
    project = load(own) if own else None
    outcome, expected = Outcome(), expectations()
    with progress("verifying") as bar:
        if registered or project is None:
            outcome = verify_all(ids_of(registered) or None, digits, bar, certify=certify, judge=checks.judge(hands))
        if project is not None:
            verdicts = outcome.verdicts + checks.judge_own(project.entries, timeout, hands, bar)
            outcome = Outcome(verdicts, outcome.findings)
            expected |= {entry.id: entry.expectation for entry in project.entries}
    return outcome, expected


def ids_of(given: tuple[str, ...]) -> list[str]:
    """Ids of claims and statements, those of formulas replaced by the claims on them; none twice."""
    from higgs_sym.registry import CLAIMS, FORMULAS

    found: dict[str, None] = {}
    for identifier in given:
        if identifier in CLAIMS or identifier not in FORMULAS:
            found[identifier] = None
            continue
        claims = [claim.id for claim in CLAIMS if claim.formula == identifier]
        if not claims:
            raise HiggsSymError(f"formula {identifier!r} has no claim: {FORMULAS[identifier].no_claim}")
        found |= dict.fromkeys(claims)
    return list(found)


def as_plain(outcome: Any) -> list[dict[str, Any]]:
    """Verdicts and findings as plain data, each with the id of its claim or statement."""
    from higgs_sym.runs.outcomes import plain

    found = [plain(verdict) for verdict in outcome.verdicts]
    return found + [{"statement": key} | plain(finding) for key, finding in outcome.findings.items()]


def print_outcome(outcome: Any, unexpected: tuple[str, ...]) -> None:
    """Tables of verdicts and findings, then the counts; what was not expected is marked."""
    from higgs_sym.records import Kind

    marks = dict.fromkeys(unexpected, "NOT EXPECTED")
    if outcome.verdicts:
        headers = ("claim", "order", "measured", "prefactor", "10% to", "verdict", "")
        print_table(headers, [(*row(verdict), marks.get(verdict.claim, "")) for verdict in outcome.verdicts], COLOURS)
    if outcome.findings:
        rows = [(key, each.evidence, each.kind.value, marks.get(key, "")) for key, each in outcome.findings.items()]
        print_table(("statement", "evidence", "verdict", ""), rows, COLOURS)
    kinds, reasons = outcome.kinds(), outcome.reasons()
    for key, kind in kinds.items():
        if key in marks or kind is Kind.UNDECIDED:
            say(f"{key}: {kind.value}: {reasons[key]}")
    say(", ".join(f"{number} {kind.value}" for kind, number in outcome.counts().items() if number))


def row(verdict: Any) -> tuple[str, ...]:
    """One line of the table of verdicts."""
    from higgs_sym.report.rounding import short, with_error

    return (
        verdict.claim,
        verdict.claimed_order,
        with_error(verdict.measured_order, verdict.order_error),
        with_error(verdict.prefactor_ratio, verdict.prefactor_error),
        short(verdict.range_10_percent),
        verdict.kind.value,
    )
