"""pytest plugin: the fixture `golden` and the option --golden-update. Registered on install, as entry point.

`golden("table")` is the table `table.golden.txt` beside the test file, or in the directory that the ini option
`golden_dir` names (relative to pytest's root directory). Its `check(key, value, n)` fails unless the value agrees
with the row to n digits in either part. Under `--golden-update` it records values instead: a row that still holds
and would not become narrower stays as it is, so that updates show in a diff only what changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from higgs_sym.testing.compare import difference
from higgs_sym.testing.numbers import Box, Interval, box
from higgs_sym.testing.table import Row, Table, read_table

_SPARE = 3  # digits recorded beyond those asked for
_TABLES = pytest.StashKey[dict[Path, "GoldenTable"]]()


class GoldenTable:
    """A table as tests use it: `check` compares, or records when `update` is set."""

    def __init__(self, table: Table, update: bool) -> None:
        self.table = table
        self.update = update
        self.added = 0
        self.changed = 0

    @property
    def rows(self) -> dict[tuple[str, ...], Row]:
        """Rows by key, as stored."""
        return self.table.rows

    def __getitem__(self, key: Any) -> Box:
        return self.table[key]

    def check(self, key: Any, value: Any, n: int) -> None:
        """Compare a value with the row to n digits (see `assert_digits`), or record it in update mode."""
        __tracebackhide__ = True
        if self.update:
            self._record(key, value, n)
            return
        if key not in self.table:
            pytest.fail(f"{self._place(key)}: no such row; record it with pytest --golden-update")
        failure = difference(value, self.table[key], n)
        if failure:
            pytest.fail(f"{self._place(key)}: {failure}")

    def _place(self, key: Any) -> str:
        return f"{self.table.path.name} [{' '.join(self.table.key(key))}]"

    def _record(self, key: Any, value: Any, n: int) -> None:
        ball = box(value)
        if ball is None:
            pytest.fail(f"{self._place(key)}: not recorded, the value is not finite: {value}")
        known = key in self.table
        if known and not difference(ball, self.table[key], n) and not _narrower(ball, self.table[key], n):
            return
        self.table.put(key, ball, n + _SPARE)
        self.changed += known
        self.added += not known


def _narrower(new: Box, old: Box, n: int) -> bool:
    """Whether either part would be known to at least one digit more, up to what is recorded."""

    def digits(part: Interval) -> float:
        return min(part.digits(), n + _SPARE - 1) if part.mid else math.inf

    return any(digits(a) > digits(b) + 1 for a, b in zip(new, old, strict=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("golden tables").addoption(
        "--golden-update", action="store_true", help="record the values given to golden tables instead of comparing"
    )
    parser.addini("golden_dir", "directory of golden tables (default: beside each test file)", default="")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--golden-update") and config.getoption("dist", "no") != "no":
        raise pytest.UsageError("--golden-update writes tables from one process: run it without -n (or with -n 0)")
    config.stash[_TABLES] = {}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[..., GoldenTable]:
    """golden(name, columns=("key",)): the golden table of this name; `columns` name the parts of a key.

    Returns an object with `check(key, value, n)`, `rows`, `[key]` and `update`.
    """
    config = request.config
    update = bool(config.getoption("--golden-update"))
    named = config.getini("golden_dir")
    folder = config.rootpath / named if named else request.path.parent
    opened = config.stash[_TABLES]

    def open_table(name: str, columns: Sequence[str] | None = None) -> GoldenTable:
        if not name or Path(name).name != name:
            raise ValueError(f"golden({name!r}): a table is named, its directory is set by the ini option golden_dir")
        path = folder / f"{name}.golden.txt"
        if path not in opened:
            if not path.exists() and not update:
                pytest.fail(f"{path} does not exist; record it with pytest --golden-update")
            table = read_table(path) if path.exists() else Table(path, columns or ("key",))
            opened[path] = GoldenTable(table, update)
        found = opened[path]
        if columns is not None and tuple(columns) != found.table.columns:
            pytest.fail(f"{path} has the columns {' '.join(found.table.columns)}, the test expects {' '.join(columns)}")
        return found

    return open_table


def pytest_sessionfinish(session: pytest.Session) -> None:
    for golden_table in session.config.stash.get(_TABLES, {}).values():
        if golden_table.added or golden_table.changed:
            golden_table.table.path.parent.mkdir(parents=True, exist_ok=True)
            golden_table.table.write()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for path, golden_table in config.stash.get(_TABLES, {}).items():
        if golden_table.update:
            counts = f"{golden_table.added} added, {golden_table.changed} changed, {len(golden_table.table)} in all"
            terminalreporter.write_line(f"golden: {path.name}: {counts}")
