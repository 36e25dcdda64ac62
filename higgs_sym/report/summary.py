"""One page: what is confirmed, what is corrected, what is refuted, what is undecided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from higgs_sym.records import Claim, Finding, Kind, Outcome, Statement, Verdict
from higgs_sym.registry import CLAIMS, STATEMENTS, Table
from higgs_sym.report.prose import sentence, to_plain
from higgs_sym.report.rounding import with_error

LEADS = {
    "Confirmed": "Holds, to the order and in the limit that is stated.",
    "Corrected": "Does not hold as stated, and what holds instead is known.",
    "Refuted": "Does not hold as stated; no other law has been put in its place.",
    "Undecided": "Neither shown nor refuted; each with its reason. None of these counts as confirmed.",
}


@dataclass(frozen=True)
class Line:
    """One entry of the page."""

    id: str
    title: str
    text: str
    evidence: str


def render(outcome: Outcome, claims: Table[Claim] = CLAIMS, statements: Table[Statement] = STATEMENTS) -> str:
    """The page as Markdown that reads as plain text, the same for the same outcome."""
    groups: dict[str, list[Line]] = {name: [] for name in LEADS}
    known = {claim.id: claim for claim in claims}
    for verdict in outcome.verdicts:
        claim = known.get(verdict.claim)  # none for a claim out of a file
        groups[_group(verdict.kind, bool(claim and claim.corrected_by))].append(_of_claim(claim, verdict))
    for key, finding in outcome.findings.items():
        statement = statements[key]
        groups[_group(finding.kind, bool(statement.corrected))].append(_of_statement(statement, finding))
    return "\n".join(_page(groups)) + "\n"


def _group(kind: Kind, corrected: bool) -> str:
    if kind in (Kind.CONFIRMED, Kind.UNDECIDED):
        return str(kind.value).capitalize()
    return "Corrected" if corrected else "Refuted"


def _page(groups: dict[str, list[Line]]) -> Iterator[str]:
    counts: list[str] = [f"{len(lines)} {name.lower()}" for name, lines in groups.items()]
    yield "# Verdicts"
    yield ""
    yield f"{', '.join(counts[:-1])} and {counts[-1]}."
    for name, lines in groups.items():
        if not lines:
            continue
        yield ""
        yield f"## {name} ({len(lines)})"
        yield ""
        yield LEADS[name]
        yield ""
        for line in lines:
            title = f" {line.title.rstrip('.')}." if line.title else ""
            yield f"- **{line.id}**{title} {line.text} *{line.evidence.capitalize()}.*"


def _of_claim(claim: Claim | None, verdict: Verdict) -> Line:
    reason = to_plain(verdict.reason).rstrip(".") + "."
    if verdict.kind is Kind.CONFIRMED:
        parts = [_measured(verdict)]
    elif verdict.kind is Kind.UNDECIDED:
        parts = [sentence(reason)]
    else:
        parts = [f"{verdict.kind.value.capitalize()}: {reason}", _measured(verdict)]
    if claim is None:
        return Line(verdict.claim, "", " ".join(filter(None, parts)), verdict.evidence)
    if claim.corrected_by and verdict.kind is not Kind.CONFIRMED:
        parts.append(f"What holds: {claim.corrected_by}.")
    if verdict.kind is not Kind.CONFIRMED:
        parts.append(sentence(to_plain(claim.remark)))
    if claim.hypothesis:
        parts.append(f"Rests on: {sentence(to_plain(claim.hypothesis))}")
    return Line(verdict.claim, to_plain(claim.title), " ".join(filter(None, parts)), verdict.evidence)


def _measured(verdict: Verdict) -> str:
    """The numbers that matter, in words."""
    if verdict.remainder_order == "exact":
        return f"All {verdict.digits_agreed} digits compared agree."
    if verdict.law:
        return f"The quantity goes as {verdict.law}."
    if not verdict.measured_order:
        return ""
    logarithm = "" if verdict.logarithm in ("", "0") else f" |ln x|^({verdict.logarithm})"
    order = with_error(verdict.measured_order, verdict.order_error)
    text = f"The quantity goes as x^a{logarithm} with a = {order}"
    if verdict.prefactor_ratio:
        text += (
            f", its quotient with the formula tends to {with_error(verdict.prefactor_ratio, verdict.prefactor_error)}"
        )
    return text + "."


def _of_statement(statement: Statement, finding: Finding) -> Line:
    parts = [sentence(to_plain(finding.reason))]
    if finding.kind is not Kind.CONFIRMED and statement.corrected:
        parts.append(f"What holds: {sentence(to_plain(statement.corrected))}")
    if statement.hypothesis:
        parts.append(f"Rests on: {sentence(to_plain(statement.hypothesis))}")
    return Line(statement.id, to_plain(statement.title), " ".join(parts), finding.evidence)
