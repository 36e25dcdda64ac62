"""Where tasks run: in this process, in processes of this machine, on a Dask cluster, or on any executor given."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import parent_process
from typing import Any

from higgs_sym.errors import HiggsSymError, InputError, MissingExtraError

_PATIENCE = 5.0  # seconds a worker gets to end before it is killed
_ANSWER = 20.0  # seconds in which a scheduler must answer


class Workers(ABC):
    """An executor, how many tasks it runs at a time, and how to replace it when its workers have died."""

    size = 1
    ahead = 1  # tasks to keep submitted, so that no worker waits for the next one

    @abstractmethod
    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a task. Raises BrokenExecutor if the workers have died."""

    def renew(self) -> None:
        """Replace a broken executor; one that came from outside cannot be."""
        raise HiggsSymError("the executor is broken; start the run again with a new one: it goes on where it stopped")

    @abstractmethod
    def close(self, at_once: bool) -> None:
        """End the workers; `at_once` without waiting for their tasks."""


class InProcess(Workers):
    """Tasks run where they are submitted, one after the other."""

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run the task and return its finished future; what it raises is raised here."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def close(self, at_once: bool) -> None:
        """Nothing was started."""


class Processes(Workers):
    """Fresh processes of this machine ("spawn"): they share no precision, no lock and no state with this one."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.ahead = 4 * size
        self._start()

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a task in one of the processes."""
        return self._executor.submit(function, *arguments)

    def renew(self) -> None:
        """Start new processes in place of the old ones."""
        self.close(at_once=True)
        self._start()

    def close(self, at_once: bool) -> None:
        """End the processes; `at_once` kills them at their task."""
        if at_once:
            for process in self._context.started:
                process.terminate()
        self._executor.shutdown(wait=not at_once, cancel_futures=True)
        for process in self._context.started:
            process.join(_PATIENCE)
            if process.is_alive():
                process.kill()

    def _start(self) -> None:
        self._context = _Recording()
        self._executor = ProcessPoolExecutor(self.size, self._context, _begin)
        try:
            self._executor.submit(os.getpid).result()
        except BrokenExecutor as error:
            raise HiggsSymError(
                "worker processes die before their first task; a script that starts them needs "
                "`if __name__ == '__main__':` around what it runs, and they need memory"
            ) from error


class Given(Workers):
    """Any executor made elsewhere: it is neither replaced nor ended here."""

    def __init__(self, executor: Executor, size: int) -> None:
        self._executor = executor
        self.size = size
        self.ahead = 4 * size

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a task on the executor."""
        return self._executor.submit(function, *arguments)

    def close(self, at_once: bool) -> None:
        """Left to whoever made the executor."""


@contextmanager
def open_workers(jobs: int | None = 1, scheduler: str = "", executor: Executor | None = None) -> Iterator[Workers]:
    """Workers for the time of a block.

    jobs: processes on this machine, 1 for none but this one, None for one per core. scheduler: address of a Dask
    scheduler ("tcp://host:8786"), whose workers should have one thread each. executor: any
    `concurrent.futures.Executor`, for instance `mpi4py.futures.MPIPoolExecutor`, with `jobs` workers. Raises
    InputError, MissingExtraError without Dask, and HiggsSymError if no scheduler answers.
    """
    count = _cores() if jobs is None else jobs
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 4096:
        raise InputError("jobs", jobs, "None or an integer from 1 to 4096")
    if executor is not None:
        yield Given(executor, _cores() if jobs is None else count)
        return
    if scheduler:
        with _dask(scheduler) as workers:
            yield workers
        return
    workers = Processes(count) if count > 1 else InProcess()
    at_once = True
    try:
        yield workers
        at_once = False
    finally:
        workers.close(at_once)


@contextmanager
def _dask(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("dask.distributed", "dask") from error
    try:
        client: Any = Client(address, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise HiggsSymError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        size = sum(client.nthreads().values())
        # Dask would answer a repeated call from memory, also one that is repeated because its worker died
        yield Given(client.get_executor(pure=False), max(1, size))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Recording(SpawnContext):
    """Starts processes and remembers which, so that they can be ended while they work."""

    def __init__(self) -> None:
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        made = SpawnProcess(*args, **kwargs)
        self.started.append(made)
        return made


def _begin() -> None:
    """First thing in a worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    wait([parent.sentinel])
    os._exit(1)  # nobody is left to take the result; a worker waiting for its next task would wait for ever
