"""Tasks for workers, among them one that kills the process it runs in."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from higgs_sym.results import context


def square(items: Sequence[int]) -> list[int]:
    """Squares."""
    return [item * item for item in items]


def square_or_die(items: Sequence[int]) -> list[int]:
    """Squares; a negative number kills the worker, as a crash in a library would."""
    for item in items:
        if item < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return square(items)


class DieOnce:
    """Squares; the first worker that meets `item` dies, the next survives it."""

    def __init__(self, folder: Path, item: int) -> None:
        self.mark, self.item = folder / "died", item

    def __call__(self, items: Sequence[int]) -> list[int]:
        if self.item in items and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return square(items)


def slow_first(items: Sequence[int]) -> list[int]:
    """Squares, the first of all late."""
    if 0 in items:
        time.sleep(0.3)
    return square(items)


def digits_of_pi(items: Sequence[int]) -> list[str]:
    """pi to as many digits as asked for; leaves another global precision behind, as careless code would."""
    import flint
    import mpmath

    made = []
    for digits in items:
        flint.ctx.prec, mpmath.mp.dps = 20 + digits, 5 + digits
        made.append(str(+context(digits).pi))
    return made


def process_ids(items: Sequence[int]) -> list[int]:
    """Who is working."""
    time.sleep(0.05)
    return [os.getpid() for _ in items]
