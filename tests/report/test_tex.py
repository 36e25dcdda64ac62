"""The LaTeX compiles where there is a LaTeX, and is sane where there is none."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from higgs_sym.report import tex
from higgs_sym.report.build import build
from higgs_sym.report.model import compose, slug


@pytest.fixture(scope="module")
def text(archive, records):
    report = compose(archive, records)
    names = [section.slug for section in report.sections] + [slug("figure", each.id) for each in report.figures]
    names += [slug("map", each.record.id) for each in report.pages if each.plane]
    return tex.render(report, {name: f"figures/{name}.pdf" for name in names})


def check(text: str) -> None:
    """What must hold for every LaTeX report, the committed one included."""
    begins, ends = (re.findall(rf"\\{word}\{{(\w+)\}}", text) for word in ("begin", "end"))
    assert sorted(begins) == sorted(ends)
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
    labels = set(re.findall(r"\\label\{([^}]*)\}", text))
    assert set(re.findall(r"\\(?:hyperref\[|pageref\{)([^]}]*)", text)) <= labels
    cited = set(re.findall(r"\\cite(?:\[[^]]*\])?\{([^}]*)\}", text))
    assert cited <= set(re.findall(r"\\bibitem\{([^}]*)\}", text))


def test_the_source_is_sound(text):
    check(text)


def test_formulas_are_in_it(text, archive, records):
    report = compose(archive, records)
    for page in report.pages:
        assert rf"\fit{{{page.latex}}}" in text
        assert page.full is None or rf"\fit{{{page.full.latex}}}" in text


def test_text_from_records_is_escaped(text):
    assert r"100\% \& no \ensuremath{<}less\ensuremath{>}" in text


def test_numbers_in_tex():
    assert tex._math("2 ± 1e-19") == r"$2 \pm 10^{-19}$"
    assert tex._math("4.57e-12") == r"$4.57\times10^{-12}$"
    assert tex._math("exact") == "exact"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_there_may_be_more_derivations_than_letters(text, tmp_path):
    section = text[text.index(r"\section{Derivation") : text.index(r"\begin{thebibliography}")]
    many = re.sub(r"\\label\{[^}]*\}", "", section) * 30
    without_plots = re.sub(r"\\includegraphics(\[[^]]*\])?\{[^}]*\}", "plot", text.replace(section, section + many))
    (tmp_path / "many.tex").write_text(without_plots, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "many.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_it_compiles(archive, records, tmp_path):
    build(archive, tmp_path, records)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    for _ in range(3):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
        output = done.stdout.decode("latin-1")
        assert done.returncode == 0, output[-2000:]
    assert "undefined references" not in output
    assert "Overfull" not in output
