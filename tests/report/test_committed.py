"""The committed report says what the registry and its own verdicts.json say. Nothing long is computed again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from higgs_sym.check import surprises
from higgs_sym.registry import CLAIMS, DERIVATIONS, FIGURES, FORMULAS, STATEMENTS
from higgs_sym.report import archive as archives
from higgs_sym.report import tex
from higgs_sym.report.model import Records, compose, equation, slug
from higgs_sym.typeset.layout import display
from tests.report import test_html, test_tex

FOLDER = Path(__file__).resolve().parents[2] / "reports"
REMEDY = "the report is out of date; run: make report"


@pytest.fixture(scope="module")
def committed() -> archives.Archive:
    return archives.loads((FOLDER / "verdicts.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> str:
    return (FOLDER / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def source() -> str:
    return (FOLDER / "report.tex").read_text(encoding="utf-8")


def test_every_claim_and_derivation_is_in_it(committed):
    assert [verdict.claim for verdict in committed.verdicts] == [claim.id for claim in CLAIMS], REMEDY
    assert list(committed.findings) == [statement.id for statement in STATEMENTS], REMEDY
    assert list(committed.derivations) == [derivation.id for derivation in DERIVATIONS], REMEDY


def test_every_verdict_is_the_one_on_record(committed):
    assert not surprises(committed.outcome)


def test_every_verdict_belongs_to_the_claim_as_it_stands(committed):
    text = (FOLDER / "verdicts.json").read_text(encoding="utf-8")
    assert archives.dumps(committed, CLAIMS) == text, REMEDY


def test_the_page_says_the_same(committed, page):
    sections = re.findall(
        r'<section class="[a-z-]+ item[^>]*id="([^"]*)".*?<span class="badge ([^"]*)"', page, re.DOTALL
    )
    expected = [(slug("claim", v.claim), v.kind.value.replace(" ", "-")) for v in committed.verdicts]
    expected += [(slug("statement", key), f.kind.value.replace(" ", "-")) for key, f in committed.findings.items()]
    assert sorted(sections) == sorted(expected), REMEDY
    for kind, number in committed.outcome.counts().items():
        assert f"<dt>{kind.value}</dt><dd>{number}</dd>" in page


def test_the_page_is_sound(page):
    test_html.check(page)


def test_the_latex_is_sound_and_current(committed, source):
    test_tex.check(source)
    report = compose(committed, Records())
    names = [section.slug for section in report.sections] + [slug("figure", row.id) for row in FIGURES]
    names += [slug("map", each.record.id) for each in report.pages if each.plane]
    plots = {name: f"figures/{name}.pdf" for name in names}
    assert tex.render(report, plots) == source, REMEDY
    assert {path.name for path in (FOLDER / "figures").iterdir()} == {f"{name}.pdf" for name in names}, REMEDY


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda row: row.id)
def test_every_formula_is_printed(formula, source):
    assert display(equation(formula).latex) in source, REMEDY


@pytest.mark.slow
def test_checking_again_gives_the_same_bytes():
    from higgs_sym.check import verify_all

    again = archives.collect(verify_all(certify=True), list(DERIVATIONS))
    assert archives.dumps(again, CLAIMS) == (FOLDER / "verdicts.json").read_text(encoding="utf-8")
