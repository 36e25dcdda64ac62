"""Surveys: a quantity at many points, on any number of workers, resumable, the same text every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from higgs_sym.runs import tables
from higgs_sym.runs.interrupts import terminable
from higgs_sym.runs.plan import Survey, load, plan
from higgs_sym.runs.points import Job, Row, job_of, loads
from higgs_sym.runs.spread import spread
from higgs_sym.runs.store import Store, key_of
from higgs_sym.runs.workers import open_workers

KIND = "survey"
_AHEAD = 500  # points looked up in the store at a time

Point = tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What a run did."""

    path: Path
    points: int
    computed: int  # the others were in the store
    failures: Mapping[str, int]  # number of points without a value, by name of the error


def run_survey(
    survey: Survey | Mapping[str, Any] | Path | str,
    output: Path | str,
    *,
    jobs: int | None = 1,
    scheduler: str = "",
    executor: Executor | None = None,
    store: bool | Path = True,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _name: None,
) -> Summary:
    """Compute a survey and write it to a .csv or .parquet file, in the order of its points.

    Parameters
    ----------
    survey : mapping or path
        A TOML file or a mapping, see `plan`.
    output : path
        The file to write; its ending says which kind.
    jobs : int, optional
        Worker processes on this machine, 1 for none but this one, None for one per core (scripts then need
        ``if __name__ == "__main__":``).
    scheduler : str
        Address of a Dask scheduler instead.
    executor : concurrent.futures.Executor, optional
        Any other executor, with `jobs` workers.
    store : bool or path
        True for the local store, a folder for one elsewhere, False for none.
    progress : function
        Hears (done, total, "") of points.

    Returns
    -------
    Summary
        How many points were computed, taken from the store, and failed.

    Raises
    ------
    InputError
        For what is no survey.
    MissingExtraError
        If what Parquet or Dask needs is not installed.
    HiggsSymError
        Where a file or the store cannot be written or workers die whatever they are given.
    KeyboardInterrupt
        On SIGINT and SIGTERM; the rows so far are left in out.partial.csv.

    Notes
    -----
    With a store every point is kept as it arrives: a run that was interrupted or killed goes on where it stopped, and
    the file is the same as from one run, whatever the number of workers. A point that fails is recorded in the column
    `error`, with the others around it. Memory does not grow with the number of points.
    """
    made = _survey(survey)
    path = Path(output)
    tables.check_path(path)
    job = job_of(made)
    columns = [*made.names, *_value_columns(made), "error"]
    with (
        terminable(),
        _store(store) as kept,
        open_workers(jobs, scheduler, executor) as workers,
        tables.table(path, columns, made.facts()) as table,
    ):
        source = _Points(made, job, kept, progress)
        done = 0
        for rows in spread(workers, job, source):
            table.add([(*made.point(done + k), *_cells(row, columns)) for k, row in enumerate(rows)])
            source.count(rows)
            done += len(rows)
    return Summary(path, len(made), source.computed, dict(sorted(source.failures.items())))


def _survey(given: Any) -> Survey:
    if isinstance(given, Survey):
        return given
    return plan(given) if isinstance(given, Mapping) else load(given)


def _value_columns(survey: Survey) -> tuple[str, ...]:
    return tables.VALUE_COLUMNS if survey.certified else tables.VALUE_COLUMNS[:2]


def _cells(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    values = row[:4] if "re_radius" in columns else row[:2]
    return (*values, row.error)


class _Points:
    """The points of a survey as a `spread.Source`: known ones from the store, new ones into it."""

    def __init__(self, survey: Survey, job: Job, store: Store | None, progress: Callable[..., None]) -> None:
        self.survey, self.job, self.store, self.progress = survey, job, store, progress
        self.computed = 0
        self.failures: Counter[str] = Counter()
        self._done = 0
        self._next = 0  # index of the first point not read
        self._keys: dict[Point, bytes] = {}  # of points on their way
        self._ready: list[tuple[Point, Row | None]] = []  # read and looked up, last first

    def take(self, count: int) -> tuple[list[Point], list[Row] | None]:
        """Known points as long as they last, or at most `count` new ones."""
        if not self._ready:
            self._look_ahead()
        points: list[Point] = []
        rows: list[Row] = []
        if self._ready and self._ready[-1][1] is not None:
            while self._ready and (row := self._ready[-1][1]) is not None:
                points.append(self._ready.pop()[0])
                rows.append(row)
            return points, rows
        while self._ready and len(points) < count and self._ready[-1][1] is None:
            points.append(self._ready.pop()[0])
        return points, None

    def landed(self, points: Sequence[Point], rows: Sequence[Row]) -> None:
        """Keep what the workers send, at once."""
        self.computed += len(rows)
        if self.store is not None:
            pairs = zip(points, rows, strict=True)
            found = [(self._keys.pop(point, b"") or self._key(point), row) for point, row in pairs]
            self.store.put(KIND, [(key, row.dumps()) for key, row in found if row.keep])

    def lost(self, _point: Point, reason: str) -> Row:
        """A point that no worker survives."""
        return Row(error=f"WorkerLost: {reason}", keep=False)

    def count(self, rows: Sequence[Row]) -> None:
        """Rows that are written."""
        self._done += len(rows)
        self.failures.update(row.error.partition(":")[0] for row in rows if row.error)
        self.progress(self._done, len(self.survey), "")

    def _look_ahead(self) -> None:
        last = min(self._next + _AHEAD, len(self.survey))
        points = [self.survey.point(k) for k in range(self._next, last)]
        self._next = last
        known: dict[bytes, str] = {}
        keys = [self._key(point) for point in points] if self.store is not None else [b""] * len(points)
        if self.store is not None:
            known = self.store.get(keys)
        self._ready = [(point, self._read(known.get(key))) for point, key in zip(points, keys, strict=True)][::-1]
        self._keys |= {point: key for point, key in zip(points, keys, strict=True) if key not in known}

    def _read(self, text: str | None) -> Row | None:
        if text is None or self.store is None:
            return None
        try:
            return loads(text)
        except ValueError as error:
            self.store.distrust(str(error))
            return None

    def _key(self, point: Point) -> bytes:
        job = self.job
        given = dict(zip(job.names, point, strict=True))
        return key_of(KIND, {"of": [job.quantity, job.certified, job.digits], "at": given}, job.version)


def _store(given: bool | Path) -> Any:
    if given is False:
        return nullcontext()
    return Store(None if given is True else Path(given))
