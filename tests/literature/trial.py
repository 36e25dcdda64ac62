"""One claim judged in a process of its own, which ends with its CPU seconds; a claim that breaks hurts no other."""

from __future__ import annotations

import os
import pickle
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.judging.answering import answer
from higgs_sym.judging.claimfile import POSED
from higgs_sym.judging.question import pose
from higgs_sym.records import Kind

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
    """The claims of a file one after the other, or several at a time, each with a budget of CPU seconds."""
    waiting, running = list(reversed(rows)), {}
    while waiting or running:
        while waiting and len(running) < processes:
            row = waiting.pop()
            child, end = _start(row, seconds)
            running[child] = (row, end)
        child, status, used = os.wait3(0)
        row, end = running.pop(child)
        yield _finished(row, end, status, used.ru_utime + used.ru_stime)


def judged(row: Mapping[str, Any], seconds: float) -> tuple[str, str]:
    """The kind of the verdict on one claim and its reason."""
    try:
        given = {key: row[key] for key in POSED if key in row}
        question = pose(row["approx"], row["exact"], row["var"], row["to"], title=row["id"], **given)
        verdict = answer(question, row.get("digits"), seconds)
    except HiggsSymError as error:
        return "error", f"{type(error).__name__}: {error}"
    except Exception as error:  # a crash is a result too
        return "error", f"CRASH {type(error).__name__}: {error}"
    return verdict.kind.value, verdict.reason


def _start(row: Mapping[str, Any], seconds: float) -> tuple[int, Any]:
    sys.stdout.flush()
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, os.fdopen(read, "rb")
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + int(seconds) + SPARE, spent + int(seconds) + SPARE + 1))
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        pickle.dump(judged(row, seconds), pipe)
    os._exit(0)


def _finished(row: Mapping[str, Any], pipe: Any, status: int, seconds: float) -> Trial:
    with pipe:
        said = pipe.read()
    kind, reason = pickle.loads(said) if said else ("error", f"ended from outside, wait status {status}")
    return Trial(row["id"], kind, reason, seconds, row.get("expect", Kind.CONFIRMED.value))
