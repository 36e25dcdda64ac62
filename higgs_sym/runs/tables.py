"""Results of a survey as CSV or Parquet: written row by row, whole or under a name that says it is not.

Both hold the same text: the parameters exactly as they were computed with, the digits that are promised, and, in the
column `error`, why a point has no value. The same survey gives the same bytes on every run.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from higgs_sym.errors import HiggsSymError, InputError, MissingExtraError
from higgs_sym.runs.files import whole

HEADER = "# higgs_sym survey "
METADATA = b"higgs_sym"
VALUE_COLUMNS = ("re", "im", "re_radius", "im_radius")
_GROUP = 50_000  # rows of a Parquet row group


class _Csv:
    def __init__(self, stream: BinaryIO, columns: Sequence[str], facts: dict[str, object]) -> None:
        self._stream = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        self._stream.write(f"{HEADER}{json.dumps(facts)}\n")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(columns)

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        self._writer.writerows(rows)
        self._stream.flush()

    def end(self) -> None:
        self._stream.detach()

    def abandon(self) -> None:
        """Nothing: every row is with the system already."""


class _Parquet:
    def __init__(self, stream: BinaryIO, columns: Sequence[str], facts: dict[str, object]) -> None:
        self._arrow, parquet = _pyarrow()
        fields = [(column, self._arrow.string()) for column in columns]
        self._schema = self._arrow.schema(fields, metadata={METADATA: json.dumps(facts).encode()})
        self._writer = parquet.ParquetWriter(stream, self._schema)
        self._rows: list[Sequence[str]] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows += rows
        while len(self._rows) >= _GROUP:
            self._group(_GROUP)

    def end(self) -> None:
        if self._rows:
            self._group(len(self._rows))
        self._writer.close()

    def abandon(self) -> None:
        """Keep pyarrow from writing the end of the table when it is collected: the stream is closed by then."""
        self._writer.is_open = False

    def _group(self, count: int) -> None:
        columns = zip(*self._rows[:count], strict=True)
        arrays = [self._arrow.array(column, self._arrow.string()) for column in columns]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        del self._rows[:count]


FORMATS: dict[str, Any] = {".csv": _Csv, ".parquet": _Parquet}


def check_path(path: Path) -> None:
    """Raise InputError unless the name says which format, MissingExtraError if that format needs pyarrow."""
    if path.suffix not in FORMATS:
        raise InputError("output", path, "a file name that ends in " + " or ".join(FORMATS))
    if path.is_dir():
        raise InputError("output", path, "the name of a file, not of a folder")
    if path.suffix == ".parquet":
        _pyarrow()


@contextmanager
def table(path: Path, columns: Sequence[str], facts: dict[str, object]) -> Iterator[Any]:
    """A writer with `add(rows)`; the file has its name when the block ends well.

    When it does not, a complete table of the rows so far is left as `partial_path(path)`, and `path` as it was.
    Raises HiggsSymError where the system refuses to write.
    """
    failure: BaseException | None = None
    target = partial_path(path)
    try:
        with whole(target) as stream:
            writer = FORMATS[path.suffix](stream, columns, facts)
            try:
                try:
                    yield writer
                except OSError:
                    raise
                except BaseException as error:  # also an interrupt: what is there is closed properly
                    failure = error
                writer.end()
            except OSError:
                writer.abandon()
                raise
        if failure is None:
            os.replace(target, path)
    except OSError as error:
        raise HiggsSymError(f"cannot write {path}: {error.strerror or error}") from error
    if failure is not None:
        raise failure


def partial_path(path: Path) -> Path:
    """Where the rows of a survey go that was interrupted: out.partial.csv for out.csv."""
    return path.with_name(f"{path.stem}.partial{path.suffix}")


def read_survey(path: Path | str, *, exact: bool = False) -> Any:
    """The results of a survey as a pandas DataFrame, in the order of its points.

    Parameters
    ----------
    path : path
        A file that `run_survey` has written.
    exact : bool
        Every column as text, with all digits and exact parameters, instead of numbers.

    Returns
    -------
    pandas.DataFrame
        Columns: the parameters; re and im (im empty for a real quantity); re_radius and im_radius of a certified
        survey; error. Numbers are float64, complex parameters complex128, NaN where there is none. `attrs` holds
        quantity, certified and digits.

    Raises
    ------
    HiggsSymError
        For a file that is no survey.
    MissingExtraError
        Without pandas (or pyarrow for Parquet).
    """
    file = Path(path)
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas", "survey") from error
    try:
        frame, facts = _read_parquet(file) if file.suffix == ".parquet" else _read_csv(pandas, file)
    except OSError as error:
        raise HiggsSymError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, KeyError) as error:
        raise HiggsSymError(f"{path} is no survey of higgs_sym: {error}") from error
    if not exact:
        for column in frame.columns.drop("error"):
            frame[column] = _floats(frame[column])
    frame.attrs |= facts
    return frame


def _read_csv(pandas: Any, file: Path) -> tuple[Any, dict[str, Any]]:
    with file.open(encoding="utf-8", newline="") as stream:
        head = stream.readline()
        if not head.startswith(HEADER):
            raise ValueError("it has not the first line of one")
        facts: dict[str, Any] = json.loads(head.removeprefix(HEADER))
        return pandas.read_csv(stream, dtype=str, keep_default_na=False), facts


def _read_parquet(file: Path) -> tuple[Any, dict[str, Any]]:
    arrow, parquet = _pyarrow()
    with file.open("rb") as stream:
        found = parquet.read_table(arrow.PythonFile(stream))
    return found.to_pandas(), json.loads(found.schema.metadata[METADATA])


def _floats(column: Any) -> Any:
    """Text of numbers as float64 or complex128; "true" and "false" as booleans."""
    import numpy as np

    if set(column) <= {"true", "false"} and len(column):
        return column == "true"
    if any(text.endswith("j") for text in column):
        return np.array([_complex(text) for text in column], dtype=complex)
    return np.array([_real(text) for text in column], dtype=float)


def _real(text: str) -> float:
    from fractions import Fraction

    return float(Fraction(text)) if "/" in text else float(text or "nan")


def _complex(text: str) -> complex:
    from higgs_sym.runs.text import complex_parts

    real, imaginary = complex_parts("column", text) or (_real(text), 0.0)
    return complex(float(real), float(imaginary))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "survey") from error
    return pyarrow, pyarrow.parquet
