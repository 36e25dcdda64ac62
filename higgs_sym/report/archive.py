"""verdicts.json: all that took long to compute, so that a report can be printed again without it.

`verdicts.schema.json`, beside this module, says what stands in it (JSON Schema 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.records import Claim, Derivation, Finding, Kind, Outcome, Verdict
from higgs_sym.registry import Table
from higgs_sym.runs.checks import derive
from higgs_sym.runs.outcomes import finding_of, plain, verdict_of
from higgs_sym.runs.tasks import Progress, Runner
from higgs_sym.steps import Step

SCHEMA = 3


@dataclass(frozen=True)
class Archive:
    """Verdicts in the order of their claims, the steps of every derivation and the findings on statements by id."""

    verdicts: tuple[Verdict, ...]
    derivations: Mapping[str, tuple[Step, ...]]
    findings: Mapping[str, Finding] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """All that was decided."""
        return Outcome(self.verdicts, self.findings)

    def counts(self) -> dict[Kind, int]:
        """How many verdicts on claims of each kind, every kind listed."""
        return Outcome(self.verdicts).counts()


def collect(
    outcome: Outcome,
    derivations: Sequence[Derivation],
    progress: Progress = lambda _done, _total, _name: None,
    runner: Runner | None = None,
) -> Archive:
    """The archive of this outcome with these derivations built, by the runner if there is one.

    `progress` hears (done, total, id).
    """
    return Archive(outcome.verdicts, derive(derivations, runner or Runner(), progress), outcome.findings)


def definition(claim: Claim) -> dict[str, Any]:
    """What was checked: a verdict on record belongs to exactly this."""
    return {
        "formula": claim.formula,
        "limit": asdict(claim.limit) | {"path": None},
        "order": claim.order,
        "exact": claim.exact,
        "claimed_range": claim.claimed_range,
        "prefactor": claim.prefactor,
        "remainder": claim.remainder,
        "expectation": claim.expectation.value,
        "terms": claim.terms,
    }


def dumps(archive: Archive, claims: Table[Claim]) -> str:
    """The archive as JSON text, the same on every run."""
    content = {
        "schema": SCHEMA,
        "counts": {kind.value: number for kind, number in archive.counts().items()},
        "verdicts": [
            plain(verdict) | {"definition": definition(claims[verdict.claim])} for verdict in archive.verdicts
        ],
        "findings": {key: plain(finding) for key, finding in archive.findings.items()},
        "derivations": {key: [asdict(step) for step in steps] for key, steps in archive.derivations.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Archive:
    """The archive in a JSON text; one that does not fit this version raises HiggsSymError."""
    try:
        content = json.loads(text)
        if content["schema"] != SCHEMA:
            raise HiggsSymError(f"verdicts.json has schema {content['schema']}, this version reads {SCHEMA}")
        verdicts = tuple(verdict_of(row) for row in content["verdicts"])
        steps = {key: tuple(Step(**row) for row in rows) for key, rows in content["derivations"].items()}
        findings = {key: finding_of(row) for key, row in content["findings"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise HiggsSymError(f"this is no verdicts.json of higgs_sym: {error!r}") from error
    return Archive(verdicts, steps, findings)
