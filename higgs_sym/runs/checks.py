"""Verdicts, findings and derivations as tasks: through the store, on workers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from higgs_sym.check import Judge, decide_record
from higgs_sym.judging.claimfile import Entry
from higgs_sym.records import Claim, Derivation, Finding, Kind, Statement, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, QUANTITIES, STATEMENTS
from higgs_sym.runs.outcomes import decision, facts, finding_of, modules, own_decision, plain, steps, verdict_of
from higgs_sym.runs.tasks import Progress, Runner, Task
from higgs_sym.steps import Step


def judge(runner: Runner) -> Judge:
    """How `check.verify_all` can have claims and statements decided by this runner."""

    def decide(
        rows: Sequence[Claim | Statement], digits: int | None, certify: bool, progress: Progress
    ) -> list[Verdict | Finding]:
        texts = runner.run([_task(row, digits, certify) for row in rows], progress)
        contents = [json.loads(text) for text in texts]
        return [
            verdict_of(content) if isinstance(row, Claim) else finding_of(content)
            for row, content in zip(rows, contents, strict=True)
        ]

    return decide


def judge_own(
    entries: Sequence[Entry], timeout: float | None, runner: Runner, progress: Progress
) -> tuple[Verdict, ...]:
    """The verdicts on claims out of files, each within `timeout` seconds of CPU."""
    texts = runner.run([_own_task(entry, timeout) for entry in entries], progress)
    return tuple(verdict_of(json.loads(text)) for text in texts)


def derive(derivations: Sequence[Derivation], runner: Runner, progress: Progress) -> dict[str, tuple[Step, ...]]:
    """The accepted steps of derivations, by id. Raises StepError for one that does not hold."""
    texts = runner.run([_derivation_task(row) for row in derivations], progress)
    return {
        row.id: tuple(Step(**step) for step in json.loads(text)) for row, text in zip(derivations, texts, strict=True)
    }


def _task(row: Claim | Statement, digits: int | None, certify: bool) -> Task:
    given = {"digits": digits, "certify": certify, "record": facts(row)}
    behind = _behind_claim(row) if isinstance(row, Claim) else _behind_statement(row)
    if isinstance(row, Claim):
        given["formula"] = facts(FORMULAS[row.formula])
    text = json.dumps(given)
    return Task(
        decision, row.id, text, frozenset(behind), lambda: json.dumps(plain(decide_record(row, digits, certify)))
    )


def _own_task(entry: Entry, timeout: float | None) -> Task:
    """A formula may name any quantity or formula of the package, so it depends on all of them."""
    given = json.dumps({"claim": _judged(entry), "timeout": timeout})
    behind = frozenset({module for table in (QUANTITIES, FORMULAS) for module in table.by_module()})
    # A machine with more time may decide what this one could not.
    return Task(own_decision, entry.id, given, behind, lambda: own_decision(entry.id, given), _is_decided)


def _judged(entry: Entry) -> dict[str, Any]:
    """What the verdict depends on: a title or a note changes nothing."""
    return {key: value for key, value in entry.given.items() if key not in ("title", "source", "note", "expect")}


def _is_decided(text: str) -> bool:
    return bool(json.loads(text)["kind"] != Kind.UNDECIDED.value)


def _behind_claim(claim: Claim) -> set[str]:
    behind = {CLAIMS.module_of(claim.id), FORMULAS.module_of(claim.formula)}
    behind |= modules(claim) | modules(FORMULAS[claim.formula])
    if claim.derivation is not None:
        behind |= {DERIVATIONS.module_of(claim.derivation)} | modules(DERIVATIONS[claim.derivation])
    return behind


def _behind_statement(statement: Statement) -> set[str]:
    """A test may look up any record, so it depends on all of them."""
    tables = (CLAIMS, FORMULAS, DERIVATIONS, QUANTITIES)
    records = {module for table in tables for module in table.by_module()}
    return records | {STATEMENTS.module_of(statement.id)} | modules(statement)


def _derivation_task(row: Derivation) -> Task:
    behind = frozenset(modules(row))
    return Task(steps, row.id, "{}", behind, lambda: json.dumps([asdict(step) for step in row.build().steps]))
