"""The PDF comes from LaTeX or, without one, from the browser; without either the remedy is named."""

from __future__ import annotations

import shutil

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.report import pdf
from higgs_sym.report.build import build


@pytest.fixture(scope="module")
def folder(archive, records, tmp_path_factory):
    made = tmp_path_factory.mktemp("report")
    build(archive, made, records)
    return made


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_from_latex_the_same_bytes_each_time(folder):
    path = pdf.make(folder)
    first = path.read_bytes()
    assert first.startswith(b"%PDF")
    assert pdf.make(folder).read_bytes() == first


@pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium is installed")
def test_from_the_page_without_latex(folder, monkeypatch):
    browser = pdf.find_browser()
    monkeypatch.setattr(pdf.shutil, "which", lambda name: browser if name in pdf.BROWSERS else None)
    assert pdf.make(folder).read_bytes().startswith(b"%PDF")


def test_without_either_the_remedy_is_named(folder, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(HiggsSymError, match="apt install texlive"):
        pdf.make(folder)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_a_failure_is_told(folder, tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "report.tex").write_text(r"\documentclass{article}\begin{document}\undefined\end{document}")
    with pytest.raises(HiggsSymError, match="pdflatex failed: ! Undefined control sequence"):
        pdf.make(tmp_path)
