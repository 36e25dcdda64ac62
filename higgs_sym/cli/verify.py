"""`verify`: claims -> verdicts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from higgs_sym.cli.options import runner, running
from higgs_sym.cli.output import print_json, print_table, progress, say
from higgs_sym.errors import HiggsSymError

COLOURS = {
    "confirmed": "green",
    "wrong order": "red",
    "wrong prefactor": "dark_orange",
    "range overstated": "yellow",
    "undecided": "bold magenta",
}


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--digits", type=int, help="Digits the check starts from, 10 to 100; 30 if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, samples included.")
@running
def verify(ids: tuple[str, ...], digits: int | None, as_json: bool, **how: Any) -> int:
    """Check claims against the full quantities: all, or those with these IDs, or on formulas with these IDs.

    Exits with 0 if every verdict could be decided and none differs from the recorded one, with 1 otherwise.

    \b
    Examples:
      higgs-sym verify
      higgs-sym verify eq:22
      higgs-sym verify eq:22:onset threshold:im:1/10
      higgs-sym verify --jobs 4 --json > verdicts.json
    """
    from higgs_sym.check import differs_from_expectation, verify_all
    from higgs_sym.records import Kind
    from higgs_sym.runs.checks import judge

    with runner(**how) as hands, progress("verifying") as bar:
        verdicts = verify_all(claims_of(ids) or None, digits, bar, judge(hands))
    surprises = [verdict for verdict in verdicts if differs_from_expectation(verdict)]
    undecided = [verdict for verdict in verdicts if verdict.kind is Kind.UNDECIDED]
    if as_json:
        print_json([asdict(verdict) | {"kind": verdict.kind.value} for verdict in verdicts])
    else:
        print_verdicts(verdicts, {verdict.claim for verdict in surprises})
    return 1 if surprises or undecided else 0


def claims_of(ids: tuple[str, ...]) -> list[str]:
    """Ids of claims, those of formulas replaced by the claims on them; none twice."""
    from higgs_sym.registry import CLAIMS, FORMULAS

    found: dict[str, None] = {}
    for identifier in ids:
        if identifier in CLAIMS or identifier not in FORMULAS:
            found[CLAIMS[identifier].id] = None
            continue
        claims = [claim.id for claim in CLAIMS if claim.formula == identifier]
        if not claims:
            raise HiggsSymError(f"formula {identifier!r} has no claim: {FORMULAS[identifier].no_claim}")
        found |= dict.fromkeys(claims)
    return list(found)


def print_verdicts(verdicts: Any, surprises: set[str]) -> None:
    """Table of verdicts, then the counts; a verdict that was not expected is marked."""
    from higgs_sym.records import Kind
    from higgs_sym.report.numbers import short, with_error

    rows = [
        (
            verdict.claim,
            verdict.claimed_order,
            with_error(verdict.measured_order, verdict.order_error),
            with_error(verdict.prefactor_ratio, verdict.prefactor_error),
            short(verdict.range_10_percent),
            verdict.kind.value,
            "NOT EXPECTED" if verdict.claim in surprises else "",
        )
        for verdict in verdicts
    ]
    headers = ("claim", "order", "measured", "prefactor", "10% to", "verdict", "")
    print_table(headers, rows, COLOURS | {"NOT EXPECTED": "bold red"})
    for verdict in verdicts:
        if verdict.claim in surprises or verdict.kind is Kind.UNDECIDED:
            say(f"{verdict.claim}: {verdict.kind.value}: {verdict.reason}")
    counts = [(sum(verdict.kind is kind for verdict in verdicts), kind.value) for kind in Kind]
    say(", ".join(f"{number} {name}" for number, name in counts if number))
