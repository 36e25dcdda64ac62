"""The local store: results by key, in one SQLite file that survives kill -9 and never answers from a damaged row.

A key hashes everything a result depends on: kind, inputs, digits, code and library versions (`versions`). A row
carries a checksum of key and value, so that a flipped bit is found when it is read. A file that is no store of ours,
or a damaged one, is renamed, reported as a StoreWarning, and replaced by an empty store.

Several processes may use one store at a time (SQLite's write-ahead log). It must lie on a local file system.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from higgs_sym.errors import HiggsSymError

APPLICATION, SCHEMA = 0x68696767, 1  # "higg"
FILE = "results.sqlite"
ENVIRONMENT = "HIGGS_SYM_CACHE"
PATIENCE = 60.0  # seconds to wait for another writer
_PIECE = 500  # keys per query; SQLite allows 999 in the oldest versions
_DAMAGED = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_NOTADB}
_TABLE = "CREATE TABLE results (key BLOB PRIMARY KEY, kind TEXT, value BLOB, sum BLOB) WITHOUT ROWID"

_MAGIC = b"SQLite format 3\0"

V = TypeVar("V")


class StoreError(HiggsSymError):
    """The store cannot be read or written; the message names the file and the remedy."""


class StoreWarning(UserWarning):
    """A damaged or foreign store was set aside, or the store is not used."""


class _DamagedError(Exception):
    """What was read is not what was written."""


@dataclass(frozen=True)
class Info:
    """What a store holds."""

    path: Path
    bytes: int
    results: Mapping[str, int]  # number of results by kind
    set_aside: tuple[Path, ...]  # damaged or foreign files found in its place


def location() -> Path:
    """Folder of the store: $HIGGS_SYM_CACHE, or higgs_sym in $XDG_CACHE_HOME, or in ~/.cache."""
    if given := os.environ.get(ENVIRONMENT):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "higgs_sym"


def key_of(kind: str, inputs: Mapping[str, Any], version: str) -> bytes:
    """The key of a result: `inputs` must hold strings, numbers, lists and mappings only."""
    text = json.dumps([kind, inputs, version], sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).digest()


class Store:
    """An open store; use it from one thread. Every method may raise StoreError."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or location()) / FILE
        self._connection: sqlite3.Connection | None = None
        self._inode: int | None = None  # of the file opened last
        self._guarded(lambda: None, None, again=True)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The stored values of those keys that have one."""

        def read() -> dict[bytes, str]:
            found: dict[bytes, str] = {}
            for start in range(0, len(keys), _PIECE):
                piece = keys[start : start + _PIECE]
                marks = ",".join("?" * len(piece))
                query = f"SELECT key, kind, value, sum FROM results WHERE key IN ({marks})"
                rows = self._open().execute(query, piece).fetchall()  # all: nothing may be open if one is refused
                found |= {row[0]: _checked(*row) for row in rows}
            return found

        nothing: dict[bytes, str] = {}
        return self._guarded(read, nothing)

    def put(self, kind: str, rows: Iterable[tuple[bytes, str]]) -> None:
        """Keep (key, value) pairs, all or none; what is there already stays."""
        made = [(key, kind, value.encode(), _sum(key, kind, value.encode())) for key, value in rows]

        def write() -> None:
            with _transaction(self._open()) as connection:
                connection.executemany("INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?)", made)

        self._guarded(write, None, again=True)

    def info(self) -> Info:
        """Where the store is and what it holds."""
        query = "SELECT kind, COUNT(*) FROM results GROUP BY kind ORDER BY kind"
        counts: dict[str, int] = {}
        counts = self._guarded(lambda: {str(kind): int(n) for kind, n in self._open().execute(query)}, counts)
        files = [path for path in _family(self.path) if path.exists()]
        return Info(self.path, sum(path.stat().st_size for path in files), counts, tuple(aside(self.path)))

    def distrust(self, reason: str) -> None:
        """Set the store aside: a reader found in it what cannot be."""
        self._set_aside(reason)

    def close(self) -> None:
        """Close the file; the store opens it again when it is used."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _guarded(self, action: Callable[[], V], otherwise: V, again: bool = False) -> V:
        """The action on an open store; one that proves damaged is set aside and the answer is `otherwise`."""
        for attempt in (1, 2):
            try:
                self._open()
                return action()
            except _DamagedError as error:
                self._set_aside(str(error))
            except UnicodeDecodeError:  # Python cannot decode what SQLite says of damaged text
                self._set_aside("its text is not UTF-8")
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
                if code not in _DAMAGED or attempt == 2:
                    raise StoreError(f"cannot use the store {self.path}: {error}; {_REMEDY}") from error
                self._set_aside(str(error))
            except OSError as error:
                raise StoreError(f"cannot use the store {self.path}: {error.strerror or error}; {_REMEDY}") from error
            if not again:
                return otherwise
        raise StoreError(f"cannot use the store {self.path}: a new one is damaged as well; {_REMEDY}")

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._look()
            connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                self._inode = self.path.stat().st_ino
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _look(self) -> None:
        """Refuse what SQLite would take for an empty file and write over."""
        if self.path.exists():
            self._inode = self.path.stat().st_ino
            with self.path.open("rb") as stream:
                head = stream.read(len(_MAGIC))
            if head and head != _MAGIC:
                raise _DamagedError("it is not a database")

    def _set_aside(self, reason: str) -> None:
        """Rename the file that was open, unless another process has done so already."""
        self.close()
        if not self.path.exists() or self.path.stat().st_ino != self._inode:
            return
        number = 1
        while (target := self.path.with_name(f"{FILE}.aside-{number}")).exists():
            number += 1
        for source in _family(self.path):
            if source.exists():
                os.replace(source, f"{target}{source.name.removeprefix(FILE)}")
        warnings.warn(f"store {self.path}: {reason}; set aside as {target.name}", StoreWarning, stacklevel=4)


def _prepare(connection: sqlite3.Connection) -> None:
    """Recognise the file as a store of this schema, or make an empty file one."""
    with _transaction(connection, "BEGIN"):
        _is_empty(connection)  # before the first change: a stranger's file stays as it is
    _use_log(connection)
    with _transaction(connection):  # another process may be doing the same
        if _is_empty(connection):
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether the file is new; one that is neither new nor a store of this schema is refused."""
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    empty = marks == [0, 0] and not connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    if not empty and marks != [APPLICATION, SCHEMA]:
        raise _DamagedError("it is not a store of this version of higgs_sym")
    return empty


def _use_log(connection: sqlite3.Connection) -> None:
    """Write-ahead log: readers and writers at a time. SQLite does not wait for the change of mode itself."""
    connection.execute("PRAGMA synchronous = NORMAL")  # a killed process loses nothing; a power cut, the last rows
    deadline = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
    """A block that is written as a whole or not at all, and sees one state of the file."""
    connection.execute(begin)
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


_REMEDY = f"set {ENVIRONMENT} to another folder, or work without the store"


def clear(folder: Path | None = None) -> int:
    """Remove the store and what was set aside; return the number of bytes freed. Raises StoreError."""
    path = (folder or location()) / FILE
    freed = 0
    try:
        for each in (*_family(path), *aside(path)):
            if each.exists():
                freed += each.stat().st_size
                each.unlink()
    except OSError as error:
        raise StoreError(f"cannot remove {path}: {error.strerror or error}") from error
    return freed


def aside(path: Path) -> list[Path]:
    """Files set aside in place of this store."""
    return sorted(path.parent.glob(f"{FILE}.aside-*"))


def _family(path: Path) -> tuple[Path, ...]:
    return (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))


def _sum(key: bytes, kind: str, value: bytes) -> bytes:
    return hashlib.sha256(b"%b %b %b" % (key, kind.encode(), value)).digest()[:16]


def _checked(key: Any, kind: Any, value: Any, check: Any) -> str:
    whole = isinstance(key, bytes) and isinstance(kind, str) and isinstance(value, bytes)
    if not whole or _sum(key, kind, value) != check:
        raise _DamagedError("a row does not match its checksum")
    return bytes(value).decode()
