"""Work done in processes of its own, with its CPU seconds: what breaks or never ends hurts nothing else."""

from __future__ import annotations

import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Done:
    """What one piece of work returned, None if it was ended or crashed, and how long it took."""

    job: Any
    result: Any
    seconds: float  # of CPU
    ended: str  # why there is no result, "" if there is one


def forked(work: Callable[[Any], Any], jobs: Iterable[Any], seconds: float, processes: int = 1) -> Iterator[Done]:
    """work(job) for every job, in whatever order they finish; each may use so many seconds of CPU."""
    waiting = iter(jobs)
    running: dict[int, tuple[Any, Any]] = {}
    exhausted = False
    while not exhausted or running:
        while not exhausted and len(running) < processes:
            try:
                job = next(waiting)
            except StopIteration:
                exhausted = True
                break
            child, pipe = _start(work, job, seconds)
            running[child] = (job, pipe)
        if running:
            yield _next(running)


def _next(running: dict[int, tuple[Any, Any]]) -> Done:
    """The next piece that is finished; only children of our own are waited for."""
    while True:
        for child in running:
            found, status, used = os.wait4(child, os.WNOHANG if len(running) > 1 else 0)
            if found:
                job, pipe = running.pop(child)
                return _done(job, pipe, status, used.ru_utime + used.ru_stime)
        time.sleep(0.02)


def _start(work: Callable[[Any], Any], job: Any, seconds: float) -> tuple[int, Any]:
    sys.stdout.flush()
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, os.fdopen(read, "rb")
    os.close(read)
    allowed = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed + 1))
    try:
        answer: tuple[Any, str] = (work(job), "")
    except Exception as error:
        answer = (None, f"{type(error).__name__}: {error}")
    with os.fdopen(write, "wb") as pipe:
        pickle.dump(answer, pipe)
    os._exit(0)


def _done(job: Any, pipe: Any, status: int, seconds: float) -> Done:
    with pipe:
        said = pipe.read()
    result, ended = pickle.loads(said) if said else (None, f"ended by signal {-os.waitstatus_to_exitcode(status)}")
    return Done(job, result, seconds, ended)
