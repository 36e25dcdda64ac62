"""Pages about somebody's own claims: complete, escaped, and as LaTeX fit to compile."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from higgs_sym.errors import HiggsSymError, InputError
from higgs_sym.records import Kind
from higgs_sym.report.own.build import build
from higgs_sym.report.own.model import compose, summary

QUIET = lambda done, total, name: None  # noqa: E731


@pytest.fixture(scope="module")
def page(project, verdicts, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "mine.html"
    assert build(project, verdicts, path, QUIET) == (path,)
    return path.read_text(encoding="utf-8")


def test_the_verdicts_are_right(verdicts):
    assert [each.kind for each in verdicts] == [Kind.CONFIRMED, Kind.WRONG_TERM]


def test_the_page_has_a_row_a_claim_and_a_row_a_term(page):
    assert page.count('<tr class="item"') == 2
    assert re.search(r"<code>slip</code>", page)
    assert "1 of 2" in page
    assert page.count("<img ") == 2
    assert "wrong term" in page
    assert "not expected" in page


def test_the_page_cites_escapes_and_says_how_to_get_it_again(page, folder):
    assert '<li id="ref-dingle1973">' in page
    assert "&lt;no&gt; more" in page
    assert f"higgs-sym verify {folder}/claims.toml:slip" in page
    assert "<math" in page
    assert not re.search(r"(?:src|href)=.?https?:", page)


def test_the_same_bytes_again(page, project, verdicts, tmp_path):
    build(project, verdicts, tmp_path / "again.html", QUIET)
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_ranges_are_in_the_variable(project, verdicts):
    slip = compose(project, verdicts).pages[1]
    assert slip.reach(slip.verdict.range_1_percent).startswith("x ≥ ")
    assert slip.reach("0") == "at none of the samples"
    assert slip.reach("") == "–"


def test_a_line_for_every_partial_sum(project, verdicts):
    from higgs_sym.figures import _style
    from higgs_sym.report import error_plot

    with _style.style():
        figure = error_plot.draw(project.entries[1].question.claim, verdicts[1])
    labels = [text.get_text() for text in figure.axes[1].get_legend().get_texts()]
    assert labels == ["1 term", "2 terms"]
    assert figure.axes[0].get_xlabel() == "small parameter, 1/x"


def test_numbers_beyond_floats_are_drawn_by_their_logarithms(verdicts):
    from higgs_sym.figures import _style
    from higgs_sym.report import error_plot

    first, *others = verdicts[1].samples
    huge = replace(first, exact="-2.5e123456789", approx="-2.5e123456789")
    with _style.style():
        left, _ = error_plot.of_verdict(replace(verdicts[1], samples=(huge, *others))).axes
    for line in left.get_lines():
        assert len(line.get_ydata()) == len(verdicts[1].samples)
        assert line.get_ydata()[0] == pytest.approx(123456789 + math.log10(2.5), rel=1e-15)


def test_a_folder_holds_everything(project, verdicts, tmp_path):
    made = build(project, verdicts, tmp_path / "out", QUIET)
    names = {path.name for path in made}
    assert {"report.html", "report.tex", "verdicts.json", "verdicts.xml", "claim-slip.pdf"} <= names
    rows = json.loads((tmp_path / "out" / "verdicts.json").read_text(encoding="utf-8"))
    assert [row["kind"] for row in rows] == ["confirmed", "wrong term"]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_the_latex_compiles_without_a_line_too_long(project, verdicts, tmp_path):
    made = build(project, verdicts, tmp_path / "mine.tex", QUIET)
    assert made[0].name == "mine.tex"
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "mine.tex"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
    assert b"Overfull" not in done.stdout
    assert b"undefined" not in done.stdout


def test_names_that_say_nothing_are_refused(project, verdicts, tmp_path):
    with pytest.raises(InputError, match=r"a file name that ends in \.html, \.pdf, \.tex, or a folder"):
        build(project, verdicts, tmp_path / "mine.doc", QUIET)
    with pytest.raises(HiggsSymError, match="cannot write"):
        build(project, verdicts, tmp_path / "nowhere" / "mine.html", QUIET)


def test_what_is_said_at_the_end(project, verdicts):
    found = summary(project, verdicts)
    assert found.code == 1
    first, second = found.lines()
    assert first == "1 confirmed, 1 wrong term"
    assert second.startswith("slip: wrong term (expected: confirmed): term 2: ")
    assert found.facts()["not expected"] == [{"claim": "slip", "found": "wrong term", "expected": "confirmed"}]
