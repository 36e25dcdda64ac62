"""Documents, figures and reports: where they are written, and what is refused before the work."""

from __future__ import annotations

import json
import re

import pytest

from higgs_sym import check
from higgs_sym.registry import CLAIMS, DERIVATIONS, FIGURES, MAPS
from higgs_sym.report.model import slug
from tests.cli.running import QUICK, output


def test_latex_writes_a_document(capsys, tmp_path):
    path = tmp_path / "paper.tex"
    assert output(capsys, "latex", "eq:10:closing", "eq:22", "-o", str(path)) == f"{path}\n"
    text = path.read_text(encoding="utf-8")
    assert r"\label{eq-22}" in text
    assert r"\label{derivation-d-gap}" in text  # the claim's derivation
    assert "has no place" in output(capsys, "latex", "chi_inv", code=2)
    assert list(json.loads(output(capsys, "latex", "eq:22", "--json"))["formulas"]) == ["eq:22"]


def test_latex_takes_from_the_store_what_was_derived_before(capsys, tmp_path, monkeypatch):
    path = tmp_path / "paper.tex"
    output(capsys, "latex", "d:gap", "-o", str(path))
    first = path.read_bytes()
    DERIVATIONS["d:gap"].build.cache_clear()
    monkeypatch.setattr("higgs_sym.steps.Chain.show", None)  # nothing is derived again
    output(capsys, "latex", "d:gap", "-o", str(path))
    assert path.read_bytes() == first


@pytest.mark.parametrize("words", [("latex", "d:threshold"), ("figure", "portrait")])
def test_a_folder_that_is_not_there_is_told_before_the_work_and_not_made(capsys, tmp_path, words):
    path = tmp_path / "nowhere" / "out.pdf"
    assert f"there is no folder {path.parent}" in output(capsys, *words, "-o", str(path), code=2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("identifier", "name", "start"), [
    ("map:momentum:im", "map.svg", b"<?xml"),
    ("onset", "a.pdf", b"%PDF"), (QUICK, "b.svg", b"<?xml"), ("threshold:im", "c.PNG", b"\x89PNG"),
])  # fmt: skip
def test_figure_of_a_record(capsys, tmp_path, identifier, name, start):
    path = tmp_path / name
    assert output(capsys, "figure", identifier, "-o", str(path)) == f"{path}\n"
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(("identifier", "name", "message"), [
    ("onset", "a.jpg", r"output = .*a\.jpg: accepted is a file name that ends in .pdf, .svg, .png"),
    ("s:2", "a.pdf", "statement 's:2' has no drawing: give a figure, a claim, a map, or a formula with a map"),
    ("onsett", "a.pdf", "unknown record id 'onsett'; did you mean onset"),
])  # fmt: skip
def test_figure_of_nothing(capsys, tmp_path, identifier, name, message):
    assert re.search(message, output(capsys, "figure", identifier, "-o", str(tmp_path / name), code=2))
    assert not list(tmp_path.iterdir())


def test_report_from_verdicts_on_record(capsys, tmp_path, monkeypatch):
    """With one figure and no map; tests/figures draws the others."""
    from higgs_sym.report import archive

    for table, kept in ((FIGURES, {"onset"}), (MAPS, set())):
        list(table)  # all are found first
        monkeypatch.setattr(table, "_rows", {key: row for key, row in table._rows.items() if key in kept})
    path = tmp_path / "verdicts.json"
    path.write_text(archive.dumps(archive.Archive((check.verify(CLAIMS[QUICK], 10),), {}), CLAIMS), encoding="utf-8")
    text = output(capsys, "report", "--verdicts", str(path), "-o", str(tmp_path / "out"))
    assert "1 claims, 0 statements: 1 confirmed" in text
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "report.html",
        "report.tex",
        "summary.md",
        "verdicts.json",
        "figures",
    }
    drawn = {each.name for each in (tmp_path / "out/figures").iterdir()}
    assert drawn == {"figure-onset.pdf", f"{slug('claim', QUICK)}.pdf"}


def test_report_into_a_file_is_code_2(capsys, tmp_path):
    (tmp_path / "file").write_text("")
    assert "is a file" in output(capsys, "report", "-o", str(tmp_path / "file"), code=2)
