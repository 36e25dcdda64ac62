"""Single long computations - a verdict, a derivation, a drawing - by way of the store and of workers.

A task is a module-level function of texts that returns text, so that it can run anywhere and be kept. What it depends
on is the source of the modules behind its record. A record from outside the project (a test's, a user's script)
is computed here and now: no other process could find it, and nothing is known about what it depends on.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.spread import spread
from higgs_sym.runs.store import Store, StoreError, StoreWarning, key_of
from higgs_sym.runs.versions import check_version, code_version, is_ours
from higgs_sym.runs.workers import Workers, open_workers

Progress = Callable[[int, int, str], None]
Parcel = tuple[Callable[[str, str], str], str, str, frozenset[str], str]  # function, id, given, modules, version
COST = "seconds"
V = TypeVar("V")


@dataclass(frozen=True)
class Task:
    """One computation: `here()` in this process, `function(id, given)` in any other; both give the same text."""

    function: Callable[[str, str], str]
    id: str
    given: str  # what the result depends on besides the code, as JSON
    behind: frozenset[str]  # modules of the records it draws on
    here: Callable[[], str]
    lasting: Callable[[str], bool] = lambda _text: True  # whether this result would be the same on every run

    @property
    def portable(self) -> bool:
        """Whether another process can find everything that is needed."""
        return all(is_ours(module) for module in self.modules)

    @property
    def modules(self) -> frozenset[str]:
        """The modules of the records and of the function."""
        return self.behind | {self.function.__module__}

    @property
    def version(self) -> str:
        """Version of the code behind it."""
        return code_version(self.modules)

    @property
    def parcel(self) -> Parcel:
        """What a worker gets."""
        return self.function, self.id, self.given, self.modules, self.version

    @property
    def key(self) -> bytes:
        """Key of the result in the store."""
        return key_of(self.function.__name__, {"id": self.id, "given": self.given}, self.version)


class Runner:
    """Runs tasks on workers, which are started when there is something to share, and keeps their results.

    jobs and scheduler as in `open_workers`. `store`: True for the local one, a folder for one elsewhere, False for
    none; a store that cannot be used is reported as a StoreWarning and done without.
    """

    def __init__(self, jobs: int | None = 1, scheduler: str = "", store: bool | Path = False) -> None:
        self._jobs, self._scheduler = jobs, scheduler
        self._stack = ExitStack()
        self._workers: Workers | None = None
        self._store: Store | None = None
        if store is not False:
            self._forgiving(lambda: self._stack.enter_context(self._opened(None if store is True else Path(store))))

    def run(self, tasks: Sequence[Task], progress: Progress) -> list[str]:
        """The results in the order of the tasks; progress hears (done, total, id) as they arrive."""
        texts: dict[int, str] = {}

        def done(number: int, text: str) -> None:
            texts[number] = text
            progress(len(texts), len(tasks), tasks[number].id)

        known = self._known(tasks)
        for number, text in known.items():
            done(number, text)
        missing = [number for number in range(len(tasks)) if number not in known]
        apart = [number for number in missing if tasks[number].portable]
        if len(apart) > 1 and (self._scheduler or self._jobs != 1):
            self._away(tasks, apart, done)
        for number in missing:
            if number not in texts:
                start = time.perf_counter()
                text = tasks[number].here()
                self._keep(tasks[number], text, time.perf_counter() - start)
                done(number, text)
        return [texts[number] for number in range(len(tasks))]

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *error: object) -> bool | None:
        return self._stack.__exit__(*error)  # type: ignore[arg-type]

    def _away(self, tasks: Sequence[Task], numbers: Iterable[int], done: Callable[[int, str], None]) -> None:
        """Run tasks on the workers, the longest first as far as is known from earlier runs."""
        costs = self._costs(tasks)
        ordered = sorted(numbers, key=lambda number: -costs.get(tasks[number].id, 0))
        if self._workers is None:
            self._workers = self._stack.enter_context(open_workers(self._jobs, self._scheduler))
        source = _Parcels(self, tasks, ordered, done)
        for _ in spread(self._workers, perform, source):
            pass

    def _known(self, tasks: Sequence[Task]) -> dict[int, str]:
        store = self._store
        if store is None:
            return {}
        keys = {number: task.key for number, task in enumerate(tasks) if task.portable}
        found: dict[bytes, str] = self._forgiving(lambda: store.get(list(keys.values()))) or {}
        return {number: found[key] for number, key in keys.items() if key in found}

    def _keep(self, task: Task, text: str, seconds: float) -> None:
        store = self._store
        if store is None or not task.portable or not task.lasting(text):
            return
        self._forgiving(lambda: store.put(task.function.__name__, [(task.key, text)]))
        self._forgiving(lambda: store.put(COST, [(_cost_key(task), f"{seconds:.3f}")]))

    def _costs(self, tasks: Sequence[Task]) -> dict[str, float]:
        store = self._store
        if store is None:
            return {}
        keys = {_cost_key(task): task.id for task in tasks}
        found: dict[bytes, str] = self._forgiving(lambda: store.get(list(keys))) or {}
        return {keys[key]: float(text) for key, text in found.items()}

    def _opened(self, folder: Path | None) -> Store:
        self._store = Store(folder)
        return self._store

    def _forgiving(self, action: Callable[[], V]) -> V | None:
        try:
            return action()
        except StoreError as error:
            self._store = None
            warnings.warn(f"{error}; results are not kept", StoreWarning, stacklevel=5)
            return None


class _Parcels:
    """Tasks as a `spread.Source`."""

    def __init__(
        self, runner: Runner, tasks: Sequence[Task], order: Sequence[int], done: Callable[[int, str], None]
    ) -> None:
        self._runner, self._tasks, self._done = runner, tasks, done
        self._waiting = list(order)
        self._numbers: dict[Parcel, int] = {}

    def take(self, _count: int) -> tuple[list[Parcel], None]:
        """One task at a time: each is long."""
        if not self._waiting:
            return [], None
        number = self._waiting.pop(0)
        parcel = self._tasks[number].parcel
        self._numbers[parcel] = number
        return [parcel], None

    def landed(self, parcels: Sequence[Parcel], results: Sequence[tuple[str, float]]) -> None:
        """Keep what arrives."""
        for parcel, (text, seconds) in zip(parcels, results, strict=True):
            number = self._numbers[parcel]
            self._runner._keep(self._tasks[number], text, seconds)
            self._done(number, text)

    def lost(self, parcel: Parcel, reason: str) -> tuple[str, float]:
        """A task that no worker survives ends the run."""
        raise HiggsSymError(f"{parcel[1]}: {reason}")


def perform(parcels: Sequence[Parcel]) -> list[tuple[str, float]]:
    """What a worker does: results with the seconds they took."""
    made = []
    for function, identifier, given, modules, version in parcels:
        check_version(modules, version)
        start = time.perf_counter()
        made.append((function(identifier, given), time.perf_counter() - start))
    return made


def _cost_key(task: Task) -> bytes:
    return key_of(COST, {"function": task.function.__name__, "id": task.id}, "")
