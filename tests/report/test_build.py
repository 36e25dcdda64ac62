"""Building writes every file, the same bytes each time, and nothing when it fails."""

from __future__ import annotations

import re

import pytest

from higgs_sym.errors import UnknownIdError
from higgs_sym.figures import _style
from higgs_sym.report import error_plot
from higgs_sym.report.build import build


@pytest.fixture(scope="module")
def first(archive, records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    build(archive, folder, records)
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_files_are_there_and_no_other(first):
    names = ("claim-eq-22", "claim-identity", "claim-threshold", "figure-curve", "map-threshold")
    plots = {f"figures/{name}.pdf" for name in names}
    assert set(contents(first)) == {"report.html", "report.tex", "summary.md", "verdicts.json"} | plots


def test_a_second_run_leaves_no_difference(first, archive, records, tmp_path):
    heard = []
    build(archive, tmp_path, records, lambda done, total, name: heard.append((done, total)))
    assert contents(tmp_path) == contents(first)
    assert heard == [(done, 5) for done in range(1, 6)]


def test_included_plots_exist(first):
    names = re.findall(r"\\includegraphics\[[^]]*\]\{([^}]*)\}", (first / "report.tex").read_text())
    assert len(names) == 5
    assert all((first / name).is_file() for name in names)


def test_no_date_and_no_version_in_the_drawings(first):
    for path in (first / "figures").iterdir():
        assert b"Matplotlib" not in path.read_bytes()
        assert b"CreationDate" not in path.read_bytes()


def test_an_error_leaves_the_previous_report(first, archive, records, tmp_path):
    from dataclasses import replace

    build(archive, tmp_path, records)
    before = contents(tmp_path)
    stranger = replace(archive, verdicts=(replace(archive.verdicts[0], claim="nowhere"),))
    with pytest.raises(UnknownIdError, match="nowhere"):
        build(stranger, tmp_path, records)
    assert contents(tmp_path) == before


def test_drawings_follow_the_colour_scheme(archive, records):
    with _style.style():
        verdict = archive.verdicts[0]
        svg = _style.svg(error_plot.draw(records.claims[verdict.claim], verdict))
    assert "@media (prefers-color-scheme:dark)" in svg
    for colour in _style.DARK:
        assert svg.count(colour) <= 1, "every colour is a variable, defined once"
    assert "http://www.w3.org/TR" not in svg
