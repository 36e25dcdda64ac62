"""Golden tables: numbers as decimal text with a radius, one row per key, made to be read, diffed and merged.

Format 1, in UTF-8:

    golden-table 1
    columns omega zeta
    # comments, as many as wanted, anywhere
    2 1/10 | 0.312836547483648010280 1e-21 | -0.475325539711927071024 1e-21
    0 1/10 | 0.921460183660255169038 5e-22 | 0 0

A row is the key, one cell per column and without blanks, then midpoint and radius of the real part, then of the
imaginary part. Cells are exact: keys are compared as text, midpoints and radii are the decimals they are, and radius
0 means an exact number. The last line ends with a newline, so that a file cut short is noticed.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from higgs_sym.errors import HiggsSymError
from higgs_sym.testing.numbers import Box, Interval, exact_decimal, rounded

Key = tuple[str, ...]
HEADER = "golden-table 1"
_DECIMAL = re.compile(r"-?\d+(\.\d+)?(e-?\d{1,5})?", re.ASCII)


class TableError(HiggsSymError, ValueError):
    """A golden table cannot be read; the message names file and line."""


class Row(NamedTuple):
    """One stored number: the text of its four cells, from which the ball is read."""

    cells: tuple[str, str, str, str]  # midpoint and radius, real and imaginary

    @property
    def ball(self) -> Box:
        a, b, c, d = (exact_decimal(cell) for cell in self.cells)
        return Box(Interval(a, b), Interval(c, d))


class Table:
    """Rows of a golden table by key, in the order of the file."""

    def __init__(self, path: Path, columns: Sequence[str], comments: Iterable[str] = ()) -> None:
        self.path = Path(path)
        self.columns = tuple(columns)
        self.comments = tuple(comments)
        self.rows: dict[Key, Row] = {}
        for name in self.columns:
            _check_cell(name)
        if not self.columns:
            raise ValueError("a table has at least one key column")

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, key: Any) -> bool:
        return self.key(key) in self.rows

    def __getitem__(self, key: Any) -> Box:
        """The ball under a key; KeyError names the table."""
        cells = self.key(key)
        if cells not in self.rows:
            raise KeyError(f"{' '.join(cells)} is not in {self.path.name}")
        return self.rows[cells].ball

    def key(self, key: Any) -> Key:
        """A key as its cells: a str, int or Fraction, or a tuple of them with one entry per column."""
        parts = key if isinstance(key, tuple) else (key,)
        if len(parts) != len(self.columns):
            raise ValueError(f"{self.path.name} has the key columns {' '.join(self.columns)}, the key is {key!r}")
        return tuple(_cell(part) for part in parts)

    def put(self, key: Any, ball: Box, digits: int = 40) -> None:
        """Store a ball; an exact number is rounded to so many digits, and the radius says so."""
        real, imag = rounded(ball.real, digits), rounded(ball.imag, digits)
        self.rows[self.key(key)] = Row((*real, *imag))

    def text(self) -> str:
        """The file's content."""
        lines = [HEADER, " ".join(("columns", *self.columns)), *(f"# {line}".rstrip() for line in self.comments)]
        lines += [row_text(key, row) for key, row in self.rows.items()]
        return "\n".join(lines) + "\n"

    def write(self) -> None:
        """Replace the file in one step: readers see the old table or the new one."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(self.text())
                out.flush()
                os.fsync(out.fileno())
            mode = self.path.stat().st_mode & 0o777 if self.path.exists() else 0o644
            os.chmod(name, mode)
            os.replace(name, self.path)
        except BaseException:
            os.unlink(name)
            raise


def read_table(path: str | Path) -> Table:
    """Read and check a golden table; TableError names the first line that is wrong."""
    source = Path(path)
    try:
        text = source.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TableError(f"{source}: not UTF-8 at byte {error.start}") from error
    lines = text.split("\n")
    if lines[0] != HEADER:
        raise TableError(f"{source}:1: {lines[0][:60]!r} should be {HEADER!r}")
    if len(lines) < 2 or not lines[1].startswith("columns ") or not lines[1].split()[1:]:
        raise TableError(f"{source}:2: the names of the key columns should stand here, as in 'columns omega zeta'")
    if lines.pop():
        raise TableError(f"{source}:{len(lines) + 1}: the line has no end; the file was cut short")
    body = lines[2:]
    comments = (line[1:].strip() for line in body if line.startswith("#"))
    table = Table(source, lines[1].split()[1:], comments)
    for number, line in enumerate(body, start=3):
        if not line or line.startswith("#"):
            continue
        try:
            key, row = parse_row(line, len(table.columns))
        except ValueError as error:
            raise TableError(f"{source}:{number}: {error}") from error
        if key in table.rows:
            raise TableError(f"{source}:{number}: the key {' '.join(key)} stands here a second time")
        table.rows[key] = row
    return table


def row_text(key: Key, row: Row) -> str:
    """One line of the table, without its end."""
    a, b, c, d = row.cells
    return f"{' '.join(key)} | {a} {b} | {c} {d}"


def parse_row(line: str, columns: int) -> tuple[Key, Row]:
    """Key and row of one line; ValueError says what is wrong with it."""
    parts = [part.split() for part in line.split("|")]
    if [len(part) for part in parts] != [columns, 2, 2]:
        raise ValueError(f"expected {columns} key cells | midpoint radius | midpoint radius, found {line[:120]!r}")
    cells = (*parts[1], *parts[2])
    for cell in cells:
        if not _DECIMAL.fullmatch(cell):
            raise ValueError(f"{cell[:60]!r} is not a decimal number")
    if any(exact_decimal(radius) < 0 for radius in cells[1::2]):
        raise ValueError("a radius is negative")
    return tuple(parts[0]), Row((cells[0], cells[1], cells[2], cells[3]))


def _cell(part: Any) -> str:
    if isinstance(part, bool):
        return str(int(part))
    if isinstance(part, (int, Fraction)):
        return str(part)
    if isinstance(part, str):
        return _check_cell(part)
    kinds = "str, int, bool or Fraction"
    raise TypeError(f"a key is made of {kinds}, not {type(part).__name__} ({part!r}): write it as text")


def _check_cell(text: str) -> str:
    if not text or re.search(r"[\s|]", text) or text.startswith("#"):
        raise ValueError(f"{text!r}: a cell has no blanks, no '|', and does not begin with '#'")
    return text
