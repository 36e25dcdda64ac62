"""The store gives back what was put in, or nothing; never anything else."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import warnings

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs import store as stores
from higgs_sym.runs.store import FILE, Store, StoreError, StoreWarning, clear, key_of, location

KEYS = [key_of("test", {"n": n}, "v") for n in range(1200)]
ROWS = [(key, f"value {n}") for n, key in enumerate(KEYS)]


@pytest.fixture
def full(tmp_path):
    with Store(tmp_path) as store:
        store.put("test", ROWS)
    return tmp_path


def read(folder, keys=KEYS):
    with Store(folder) as store:
        return store.get(keys)


def test_what_was_put_in_comes_out_in_another_session(full):
    assert read(full) == dict(ROWS)
    assert read(full, [key_of("test", {"n": -1}, "v")]) == {}


@pytest.mark.parametrize(
    "other", [("tset", {"n": 1}, "v"), ("test", {"n": "1"}, "v"), ("test", {"n": 1}, "w"), ("test", {"m": 1}, "v")]
)
def test_another_kind_input_or_version_is_another_key(other):
    assert key_of(*other) != KEYS[1]


def test_the_first_result_stays(full):
    with Store(full) as store:
        store.put("test", [(KEYS[0], "another")])
        assert store.get(KEYS[:1]) == {KEYS[0]: "value 0"}


def test_several_rows_are_kept_together_or_not_at_all(tmp_path):
    with Store(tmp_path) as store:
        with pytest.raises(AttributeError):
            store.put("test", [ROWS[0], (KEYS[1], None)])
        assert store.get(KEYS) == {}


def test_info_and_clear(full):
    with Store(full) as store:
        info = store.info()
    assert info.path == full / FILE
    assert info.results == {"test": 1200}
    assert info.bytes >= sum(len(value) for _, value in ROWS)
    assert clear(full) > 0
    assert not list(full.iterdir())


def test_location_by_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGGS_SYM_CACHE", str(tmp_path))
    assert location() == tmp_path
    monkeypatch.delenv("HIGGS_SYM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert location() == tmp_path / "higgs_sym"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert location() == tmp_path / ".cache" / "higgs_sym"


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"\0" * 5000, b"x"])
def test_a_file_that_is_no_store_is_set_aside_and_kept(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.warns(StoreWarning, match=r"set aside as results\.sqlite\.aside-1"):
        store = Store(tmp_path)
    with store:
        store.put("test", ROWS[:1])
        assert store.get(KEYS) == dict(ROWS[:1])
    assert (tmp_path / f"{FILE}.aside-1").read_bytes() == content


def test_a_database_of_somebody_else_is_set_aside_unchanged(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("CREATE TABLE results (key BLOB, kind TEXT, value BLOB, sum BLOB)")
    other.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.warns(StoreWarning, match="not a store of this version"):
        assert read(tmp_path) == {}
    assert (tmp_path / f"{FILE}.aside-1").read_bytes() == before


def test_another_schema_is_set_aside(full):
    with sqlite3.connect(full / FILE) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.warns(StoreWarning, match="not a store of this version"):
        assert read(full) == {}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE results SET value = 'value 7' WHERE key = ?",
        "UPDATE results SET value = CAST('forged' AS BLOB) WHERE key = ?",
        "UPDATE results SET sum = x'00' WHERE key = ?",
        "UPDATE results SET kind = 'survey' WHERE key = ?",
        "UPDATE results SET value = NULL WHERE key = ?",
        "UPDATE results SET value = x'ff' WHERE key = ?",
    ],
)
def test_a_row_that_was_changed_is_not_believed(full, change):
    with sqlite3.connect(full / FILE) as other:
        other.execute(change, (KEYS[5],))
    other.close()
    with Store(full) as store:
        with pytest.warns(StoreWarning, match="does not match its checksum"):
            assert store.get(KEYS) == {}
        store.put("test", ROWS[:3])
        assert store.get(KEYS) == dict(ROWS[:3])
        assert len(store.info().set_aside) == 1


def test_damage_that_sqlite_reports_in_no_known_text_is_damage(full):
    """SQLite quotes the damaged table in its message, and Python cannot decode that."""
    whole = (full / FILE).read_bytes()
    assert b"CREATE TABLE" in whole
    (full / FILE).write_bytes(whole.replace(b"CREATE TABLE ", b"CREATE \xd6\xc3BLE "))
    with pytest.warns(StoreWarning, match="set aside"):
        assert read(full) == {}


def test_a_damaged_file_never_gives_a_wrong_value(full, tmp_path_factory, rng: random.Random):
    """Bytes of the file are overwritten at random: what comes out is right, or missing."""
    whole = (full / FILE).read_bytes()
    noticed = 0
    for _ in range(40):
        folder = tmp_path_factory.mktemp("damaged")
        damaged = bytearray(whole)
        start = rng.randrange(len(damaged))
        length = min(rng.choice((1, 20, 500, 5000)), len(damaged) - start)
        damaged[start : start + length] = rng.randbytes(length)
        (folder / FILE).write_bytes(damaged[: rng.choice((len(damaged), len(damaged), rng.randrange(len(damaged))))])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = read(folder)
        assert found.items() <= dict(ROWS).items()
        assert caught or len(found) == len(ROWS) or len(damaged) != len(whole) or found != dict(ROWS)
        noticed += bool(caught)
    assert noticed >= 10


def test_a_store_that_vanishes_under_the_reader_is_made_again(full):
    with Store(full) as store:
        clear(full)
        store.put("test", [(key_of("test", {"n": -1}, "v"), "late")])
    with Store(full) as store:
        store.put("test", ROWS[:1])
        assert store.get(KEYS) == dict(ROWS[:1])


def test_a_folder_that_cannot_be_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="HIGGS_SYM_CACHE"):
        Store(tmp_path / "file" / "below")
    with pytest.raises(HiggsSymError, match="cannot use the store"):
        Store(tmp_path / "file")


class Refusing:
    """A connection that fails as SQLite does when the disk is full."""

    def __init__(self, connection, code, message):
        self.connection, self.code, self.message = connection, code, message

    @property
    def in_transaction(self):
        return self.connection.in_transaction

    def execute(self, *arguments):
        return self.connection.execute(*arguments)

    def executemany(self, *_):
        error = sqlite3.OperationalError(self.message)
        error.sqlite_errorcode = self.code
        raise error

    def close(self):
        self.connection.close()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full"),
        (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk I/O error"),
        (sqlite3.SQLITE_BUSY, "database is locked"),
    ],
)
def test_a_disk_that_takes_nothing_is_one_clear_error_and_loses_nothing(full, code, message):
    with Store(full) as store:
        store._connection = Refusing(store._connection, code, message)
        with pytest.raises(StoreError, match=message):
            store.put("test", [(key_of("test", {}, ""), "x")])
    assert read(full) == dict(ROWS)


WRITER = """
import sys
from pathlib import Path
from higgs_sym.runs.store import Store, key_of
name, folder = sys.argv[1:]
with Store(Path(folder)) as store:
    print("open", flush=True)
    for n in range(150):
        rows = [(key_of("test", {"by": who, "n": n}, ""), f"{who} {n}") for who in ("all", name)]
        store.put("test", rows)
        assert store.get([rows[1][0]]) == {rows[1][0]: f"{name} {n}"}
"""


def writer(name, folder):
    command = [sys.executable, "-W", "error", "-c", WRITER, name, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_writers_in_several_processes_lose_nothing(tmp_path):
    running = [writer(name, tmp_path / "new") for name in "abcd"]
    for process in running:
        _, complaint = process.communicate()
        assert process.returncode == 0, complaint
    expected = {key_of("test", {"by": by, "n": n}, ""): f"{by} {n}" for by in (*"abcd", "all") for n in range(150)}
    assert read(tmp_path / "new", list(expected)) == expected


def test_kill_9_loses_nothing_that_was_kept(tmp_path, rng: random.Random):
    import time

    for _ in range(3):
        process = writer("a", tmp_path)
        assert process.stdout.readline() == "open\n"
        time.sleep(rng.uniform(0, 0.05))
        process.kill()
        process.communicate()
        with Store(tmp_path) as store:
            found = store.get([key_of("test", {"by": "a", "n": n}, "") for n in range(150)])
            count = store.info().results.get("test", 0)
    assert sorted(found.values(), key=lambda text: int(text.split()[1])) == [f"a {n}" for n in range(len(found))]
    assert count == 2 * len(found)


def test_the_file_is_private_to_nobody_and_needs_no_cleaning(full):
    """A closed store is one file: its log is written back."""
    assert os.listdir(full) == [FILE]
    assert stores.aside(full / FILE) == []
