"""Many items over many workers: results in input order, whatever the order in which they are made.

Items travel in batches of a fraction of a second of work. A batch whose worker dies is sent again; one that was under
way twice when workers died is taken apart, and its items run alone, so that the item that kills is known by name and
costs nobody else a result. What a task raises itself is for the task to turn into a result.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.workers import Workers

BATCH_SECONDS = 0.2
LARGEST = 500  # items of a batch
STRIKES = 2  # deaths that a batch, and then an item, may be near
HOPELESS = 10  # items lost one after the other with nothing in between: it is not the items
WINDOW = 64  # batches between the first one not finished and the last one submitted
_GROWTH = 4

T = TypeVar("T")
R = TypeVar("R")


class Source(Protocol[T, R]):
    """Where the items come from, and who hears of their results."""

    def take(self, count: int) -> tuple[Sequence[T], Sequence[R] | None]:
        """The next items, none at the end: some whose results are known, with these, or at most `count` others."""

    def landed(self, items: Sequence[T], results: Sequence[R]) -> None:
        """Results as they arrive, in any order."""

    def lost(self, item: T, reason: str) -> R:
        """The result of an item that no worker survives."""


def spread(workers: Workers, function: Callable[[Sequence[T]], Sequence[R]], source: Any) -> Iterator[Sequence[R]]:
    """The results of all items of the `Source`, in its order, batch by batch.

    `function` takes a list of items and returns as many results; it must be importable by the workers. Memory is
    bounded by a window of batches. Raises HiggsSymError when workers die whatever they are given.
    """
    yield from _Spread(workers, function, source).run()


@dataclass(eq=False)
class _Batch(Generic[T]):
    number: int
    items: Sequence[T]
    strikes: int = 0


class _Spread(Generic[T, R]):
    def __init__(self, workers: Workers, function: Callable[..., Any], source: Source[T, R]) -> None:
        self.workers, self.function, self.source = workers, function, source
        self.size = 1
        self.pending: dict[Future[Any], _Batch[T]] = {}
        self.finished: dict[int, Sequence[R]] = {}
        self.lost_in_a_row = 0

    def run(self) -> Iterator[Sequence[R]]:
        taken = given = 0
        more = True
        while more or self.pending or self.finished:
            while more and len(self.pending) < self.workers.ahead and taken - given < WINDOW:
                items, known = self.source.take(self.size)
                more = bool(items)
                if known is not None:
                    self.finished[taken] = known
                elif more:
                    self.start(_Batch(taken, items))
                taken += more
            if self.pending and given not in self.finished:
                self.collect()
            while given in self.finished:
                yield self.finished.pop(given)
                given += 1

    def start(self, batch: _Batch[T]) -> None:
        try:
            self.pending[self.workers.submit(_timed, self.function, list(batch.items))] = batch
        except BrokenExecutor:
            self.recover([batch])

    def collect(self) -> None:
        """Wait for one batch at least and take in what is there."""
        done, _ = wait(self.pending, return_when=FIRST_COMPLETED)
        broken = []
        for future in sorted(done, key=lambda each: self.pending[each].number):
            batch = self.pending.pop(future)
            try:
                results, seconds = future.result()
            except BrokenExecutor:
                broken.append(batch)
            except HiggsSymError:
                raise
            except Exception as error:  # a cluster's way to say that the worker is gone
                self.take_apart(batch, f"{type(error).__name__}: {error}")
            else:
                # the next points may cost more than the last: grow step by step
                fitting = int(BATCH_SECONDS * len(results) / max(seconds, 1e-9))
                self.size = max(1, min(fitting, _GROWTH * self.size, LARGEST))
                self.land(batch.items, results)
                self.finished[batch.number] = results
        if broken:
            self.recover(broken)

    def land(self, items: Sequence[T], results: Sequence[R]) -> None:
        self.lost_in_a_row = 0
        self.source.landed(items, results)

    def recover(self, broken: Sequence[_Batch[T]]) -> None:
        """Workers died: replace them and send everything again that was under way."""
        waiting = sorted({*broken, *self.pending.values()}, key=lambda each: each.number)
        self.pending.clear()
        self.workers.renew()
        # Batches start in the order of their numbers: only the first can have been with a worker.
        for batch in waiting[: 2 * self.workers.size + 1]:
            batch.strikes += 1
        for batch in waiting:
            if batch.strikes >= STRIKES:
                self.take_apart(batch, "the worker process died")
        for batch in waiting:
            if batch.strikes < STRIKES:
                self.start(batch)

    def take_apart(self, batch: _Batch[T], reason: str) -> None:
        """Run the items of a suspect batch one by one."""
        self.finished[batch.number] = [self.alone(item, reason) for item in batch.items]

    def alone(self, item: T, reason: str) -> R:
        for _ in range(STRIKES):
            try:
                results, _ = self.workers.submit(_timed, self.function, [item]).result()
            except BrokenExecutor:
                self.workers.renew()
            except HiggsSymError:
                raise
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
            else:
                self.land([item], results)
                found: R = results[0]
                return found
        self.lost_in_a_row += 1
        if self.lost_in_a_row >= HOPELESS:
            raise HiggsSymError(f"workers fail whatever they are given, the last {HOPELESS} items one by one: {reason}")
        return self.source.lost(item, reason)


def _timed(function: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T]) -> tuple[Sequence[R], float]:
    start = time.perf_counter()
    results = function(items)
    return results, time.perf_counter() - start
