"""The notebooks run from the first cell to the last, and the outputs that are committed are what they say today."""

from __future__ import annotations

import pytest

from tests.notebooks import SOURCES, executed, said


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")  # a kernel's libraries warn about themselves
def test_runs_and_says_what_is_committed(source):
    pytest.importorskip("jupytext")
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    nbformat = pytest.importorskip("nbformat")
    notebook = executed(source)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    kept = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    assert said(notebook) == said(kept), "the committed notebook is out of date; run: make notebooks"


def test_there_are_three():
    assert len(SOURCES) == 3
