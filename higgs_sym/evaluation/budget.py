"""A limit on the time that an evaluation may take; loops over terms and integrand values ask whether it has ended.

The clock counts seconds of CPU of the present thread: an answer does not depend on what else the machine does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from higgs_sym.arithmetic.flint_context import HEARERS
from higgs_sym.errors import BudgetError

DEFAULT = 60.0  # seconds for one claim


@dataclass
class _Budget:
    seconds: float
    end: float  # on the thread's clock
    soonest: float  # on the wall's clock, which costs far less to read: the thread's cannot reach its end before
    outer: _Budget | None


# Hear how many seconds are left when that changes, infinity where there is no limit: one step may last too long to ask.
LISTENERS: list[Callable[[float], None]] = []

_PRESENT: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget(seconds: float | None) -> Iterator[None]:
    """Within it `check()` raises BudgetError once so many seconds are spent; None is no limit.

    A budget inside another ends with the other at the latest.
    """
    outer = _PRESENT.get()
    if seconds is None:
        yield
        return
    own = _Budget(seconds, time.thread_time() + seconds, time.perf_counter() + seconds, outer)
    token = _PRESENT.set(own if outer is None or own.end < outer.end else outer)
    _tell()
    try:
        yield
    finally:
        _PRESENT.reset(token)
        _tell()


def check() -> None:
    """Raise BudgetError if the present budget is spent."""
    present = _PRESENT.get()
    if present is None or time.perf_counter() < present.soonest:
        return
    still = present.end - time.thread_time()
    if still < 0:
        raise BudgetError(present.seconds)
    present.soonest = time.perf_counter() + still


def left() -> float:
    """Seconds until the present budget ends; infinite without one."""
    present = _PRESENT.get()
    return float("inf") if present is None else max(0.0, present.end - time.thread_time())


def spend(seconds: float) -> None:
    """Count what another process has used for this thread."""
    present = _PRESENT.get()
    while present is not None:
        present.end -= seconds
        present.soonest = 0.0
        present = present.outer


def _tell() -> None:
    for listener in LISTENERS:
        listener(left())


HEARERS.append(check)  # quantities of the package know of no budget
