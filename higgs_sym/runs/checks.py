"""Verdicts and derivations as tasks: through the store, on workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from enum import Enum
from typing import Any

from higgs_sym.check import verify
from higgs_sym.records import Claim, Derivation, Formula, Kind, Limit, Sample, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS
from higgs_sym.runs.tasks import Progress, Runner, Task
from higgs_sym.steps import Step


def judge(runner: Runner) -> Callable[[Sequence[Claim], int | None, Progress], list[Verdict]]:
    """How `check.verify_all` can have claims verified by this runner."""

    def verdicts(claims: Sequence[Claim], digits: int | None, progress: Progress) -> list[Verdict]:
        tasks = [_claim_task(claim, digits) for claim in claims]
        return [verdict_of(json.loads(text)) for text in runner.run(tasks, progress)]

    return verdicts


def derive(derivations: Sequence[Derivation], runner: Runner, progress: Progress) -> dict[str, tuple[Step, ...]]:
    """The accepted steps of derivations, by id. Raises StepError for one that does not hold."""
    texts = runner.run([_derivation_task(row) for row in derivations], progress)
    return {
        row.id: tuple(Step(**step) for step in json.loads(text)) for row, text in zip(derivations, texts, strict=True)
    }


def verdict(identifier: str, given: str) -> str:
    """The verdict on a registered claim, as JSON."""
    return json.dumps(plain(verify(CLAIMS[identifier], json.loads(given)["digits"])))


def steps(identifier: str, given: str) -> str:
    """The steps of a registered derivation, as JSON."""
    return json.dumps([asdict(step) for step in DERIVATIONS[identifier].build().steps])


def plain(row: Any) -> dict[str, Any]:
    """A verdict as plain data."""
    return asdict(row) | {"kind": row.kind.value}


def verdict_of(row: Mapping[str, Any]) -> Verdict:
    """The verdict in plain data, whatever else stands there. KeyError, ValueError or TypeError if there is none."""
    values = {field.name: row[field.name] for field in fields(Verdict)}
    samples = tuple(Sample(**sample) for sample in row["samples"])
    return Verdict(**values | {"kind": Kind(row["kind"]), "samples": samples})


def _claim_task(claim: Claim, digits: int | None) -> Task:
    formula = FORMULAS[claim.formula]
    behind = {CLAIMS.module_of(claim.id), claim.oracle.__module__, claim.limit.path.__module__}
    behind |= {FORMULAS.module_of(formula.id), formula.body.__module__}
    if claim.derivation is not None:
        behind |= {DERIVATIONS.module_of(claim.derivation), DERIVATIONS[claim.derivation].build.__module__}
    given = json.dumps({"digits": digits, "claim": facts(claim), "formula": facts(formula)})
    return Task(verdict, claim.id, given, frozenset(behind), lambda: json.dumps(plain(verify(claim, digits))))


def _derivation_task(row: Derivation) -> Task:
    behind = frozenset({row.build.__module__})
    return Task(steps, row.id, "{}", behind, lambda: json.dumps([asdict(step) for step in row.build().steps]))


def facts(record: Claim | Formula | Limit) -> dict[str, Any]:
    """The fields of a record that are no code."""
    found: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Limit):
            found[field.name] = facts(value)
        elif isinstance(value, Enum):
            found[field.name] = value.value
        elif value is None or isinstance(value, (str, int, tuple)):
            found[field.name] = value if not isinstance(value, tuple) else [str(each) for each in value]
    return found
