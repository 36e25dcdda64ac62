"""Tables are whole or say that they are not, and are read back in one call."""

from __future__ import annotations

import csv
import errno
import sys
from itertools import count

import numpy as np
import pytest

from higgs_sym import read_survey
from higgs_sym.errors import HiggsSymError, InputError, MissingExtraError
from higgs_sym.runs import tables

COLUMNS = ("omega", "zeta", "vertex", "re", "im", "error")
FACTS = {"quantity": "chi_inv", "certified": False, "digits": 20}
ROWS = [
    ("2+0.1j", "1/3", "true", "0.5", "-1e-30", ""),
    ("-1/4j", "0.1", "false", "", "", "InputError: Im < 0, \"quoted\", and a comma;\nsecond line"),
    ("3", "1e-5", "true", "inf", "0", ""),
]  # fmt: skip
FORMATS = (".csv", ".parquet")


def write(path, rows=ROWS):
    with tables.table(path, COLUMNS, FACTS) as table:
        for row in rows:
            table.add([row])
    return path


@pytest.fixture(params=FORMATS)
def path(request, tmp_path):
    if request.param == ".parquet":
        pytest.importorskip("pyarrow")
    pytest.importorskip("pandas")
    return tmp_path / f"out{request.param}"


def test_exact_text_comes_back(path):
    frame = read_survey(write(path), exact=True)
    assert tuple(frame.columns) == COLUMNS
    assert [tuple(row) for row in frame.itertuples(index=False)] == ROWS
    assert frame.attrs == FACTS


def test_numbers_come_back_as_numbers(path):
    frame = read_survey(str(write(path)))
    assert frame["omega"].tolist() == [2 + 0.1j, -0.25j, 3]
    assert frame["zeta"].tolist() == [1 / 3, 0.1, 1e-5]
    assert frame["vertex"].tolist() == [True, False, True]
    assert frame["re"].dtype == np.float64
    assert frame["re"].tolist()[::2] == [0.5, np.inf]
    assert np.isnan(frame["im"][1])


def test_the_same_rows_give_the_same_bytes(path, tmp_path):
    first = write(path).read_bytes()
    with tables.table(path, COLUMNS, FACTS) as table:
        table.add(ROWS[:2])
        table.add(ROWS[2:])
    assert path.read_bytes() == first


def test_an_empty_table_is_a_table(path):
    assert len(read_survey(write(path, []))) == 0


@pytest.mark.parametrize("reason", [KeyboardInterrupt, HiggsSymError])
def test_what_is_interrupted_leaves_a_complete_table_under_another_name(path, reason):
    write(path, ROWS[:1])

    def interrupted():
        with tables.table(path, COLUMNS, FACTS) as table:
            table.add(ROWS[:2])
            raise reason

    with pytest.raises(reason):
        interrupted()
    partial = tables.partial_path(path)
    assert sorted(each.name for each in path.parent.iterdir()) == sorted([path.name, partial.name])
    assert len(read_survey(path)) == 1
    assert len(read_survey(partial)) == 2
    write(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_large_parquet_table_goes_out_in_pieces(tmp_path, monkeypatch):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(tables, "_GROUP", 100)
    path = tmp_path / "out.parquet"
    with tables.table(path, ("n",), {}) as table:
        numbers = count()
        for _ in range(25):
            table.add([(str(next(numbers)),) for _ in range(10)])
            assert len(table._rows) < 100
    file = parquet.ParquetFile(path)
    assert file.metadata.num_row_groups == 3
    assert file.read()["n"].to_pylist() == [str(n) for n in range(250)]


def test_csv_is_plain(tmp_path):
    path = write(tmp_path / "out.csv")
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert head == '# higgs_sym survey {"quantity": "chi_inv", "certified": false, "digits": 20}\n'
    assert [tuple(row) for row in csv.reader(lines)] == [COLUMNS, *ROWS]


@pytest.mark.parametrize("name", ["out", "out.txt", "out.csv.gz"])
def test_the_name_says_the_format(tmp_path, name):
    with pytest.raises(InputError, match=r"\.csv or \.parquet"):
        tables.check_path(tmp_path / name)


def test_a_folder_is_no_table(tmp_path):
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(InputError, match="not of a folder"):
        tables.check_path(tmp_path / "out.csv")


def test_missing_libraries_are_named(tmp_path, monkeypatch):
    path = write(tmp_path / "out.csv")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'higgs_sym\[survey\]'"):
        read_survey(path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'higgs_sym\[survey\]'"):
        tables.check_path(tmp_path / "out.parquet")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe", b"# higgs_sym survey {\n", b"PAR1PAR1"])
def test_what_is_no_survey_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(HiggsSymError, match=r"no survey of higgs_sym|cannot read"):
        read_survey(path)


def test_an_absent_file_is_one_clear_error(path):
    with pytest.raises(HiggsSymError, match="cannot read"):
        read_survey(path)


@pytest.mark.parametrize("where", ["in the middle", "at the end"])
def test_a_full_disk_is_one_clear_error_and_leaves_the_old_file(path, monkeypatch, where):
    write(path, ROWS[:1])
    name = "add" if where == "in the middle" else "end"

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tables.FORMATS[path.suffix], name, full)
    with pytest.raises(HiggsSymError, match=r"cannot write .*: No space left on device"):
        write(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    monkeypatch.undo()
    assert len(read_survey(path)) == 1


def test_a_folder_that_takes_nothing_is_one_clear_error():
    with pytest.raises(HiggsSymError, match="cannot write"):
        write(tables.Path("/proc/nowhere/out.csv"))
