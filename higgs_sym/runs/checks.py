"""Verdicts and derivations as tasks: through the store, on workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from higgs_sym.check import verify
from higgs_sym.records import Claim, Derivation, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS
from higgs_sym.runs.outcomes import facts, plain, steps, verdict, verdict_of
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
