"""One claim judged in a process of its own, with its CPU seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.judging.answering import answer
from higgs_sym.judging.claimfile import POSED
from higgs_sym.judging.question import pose
from higgs_sym.records import Kind
from tests.forked import forked

UNDECIDED = Kind.UNDECIDED.value
SPARE = 5  # seconds that a claim may overrun its budget before it is ended from outside


@dataclass(frozen=True)
class Trial:
    """What was said about one claim: a kind of verdict, or "error" with its text."""

    id: str
    kind: str
    reason: str
    seconds: float  # of CPU
    expected: str

    @property
    def wrong_on_purpose(self) -> bool:
        return self.expected != Kind.CONFIRMED.value

    @property
    def decided(self) -> bool:
        """Whether it was decided rightly: a right formula confirmed, a wrong one refused for whatever reason."""
        if self.wrong_on_purpose:
            return self.kind not in (Kind.CONFIRMED.value, UNDECIDED, "error")
        return self.kind == Kind.CONFIRMED.value


def trials(rows: Sequence[Mapping[str, Any]], seconds: float, processes: int = 1) -> Iterator[Trial]:
    """The claims of a file, each with a budget of CPU seconds."""

    def judged(row: Mapping[str, Any]) -> tuple[str, str]:
        given = {key: row[key] for key in POSED if key in row}
        try:
            question = pose(row["approx"], row["exact"], row["var"], row["to"], title=row["id"], **given)
            verdict = answer(question, row.get("digits"), seconds)
        except HiggsSymError as error:
            return "error", f"{type(error).__name__}: {error}"
        return verdict.kind.value, verdict.reason

    for done in forked(judged, rows, seconds + SPARE, processes):
        kind, reason = done.result or ("error", f"CRASH {done.ended}")
        yield Trial(done.job["id"], kind, reason, done.seconds, done.job.get("expect", Kind.CONFIRMED.value))
