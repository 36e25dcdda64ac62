"""A file is written whole or not at all."""

from __future__ import annotations

import os

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.files import write


def test_writes_and_replaces(tmp_path):
    path = tmp_path / "a" / "b.txt"
    write(path, "one", folders=True)
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["b.txt"]


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "b.txt"
    write(path, "old")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(HiggsSymError, match=r"cannot write .*b\.txt: No space left on device"):
        write(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["b.txt"]


def test_a_path_that_cannot_be_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HiggsSymError, match="cannot write"):
        write(tmp_path / "file" / "below.txt", "x")


def test_no_folder_appears_unasked(tmp_path):
    with pytest.raises(HiggsSymError, match=r"cannot write .*paper\.tex: No such file or directory"):
        write(tmp_path / "nowhere" / "paper.tex", "x")
    assert not list(tmp_path.iterdir())
