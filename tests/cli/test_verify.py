"""`verify`: verdicts and their exit codes."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from higgs_sym import check
from higgs_sym.cli.verify import ids_of
from higgs_sym.records import Finding, Kind, Outcome
from higgs_sym.registry import CLAIMS, FORMULAS
from tests.cli.running import QUICK, output


def test_verify_one_claim(capsys):
    lines = output(capsys, "verify", QUICK).splitlines()
    assert lines[0].split()[:3] == ["claim", "order", "measured"]
    assert lines[-1] == "1 confirmed"


def test_verify_a_formula_checks_every_claim_on_it():
    assert ids_of(("bcs:below",)) == [claim.id for claim in CLAIMS if claim.formula == "bcs:below"]
    assert ids_of((QUICK, "bcs:below")).count(QUICK) == 1


def test_verify_a_formula_without_claim_says_why(capsys):
    (row,) = [row for row in FORMULAS if row.id == "eq:21"]
    assert row.no_claim in output(capsys, "verify", "eq:21", code=2)


def test_verify_a_statement(capsys):
    lines = output(capsys, "verify", "s:2").splitlines()
    assert lines[0].split() == ["statement", "evidence", "verdict"]
    assert lines[-1] == "1 confirmed"
    (made,) = json.loads(output(capsys, "verify", "s:2", "--json"))
    assert (made["statement"], made["kind"]) == ("s:2", "confirmed")


def test_a_statement_decided_otherwise_than_on_record_fails(capsys, monkeypatch):
    outcome = Outcome(findings={"s:2": Finding(Kind.REFUTED, "made up", "measured")})
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: outcome)
    assert "s:2: refuted: made up" in output(capsys, "verify", code=1)


def test_verify_json(capsys):
    (made,) = json.loads(output(capsys, "verify", QUICK, "--json"))
    assert made["claim"] == QUICK
    assert made["kind"] == "confirmed"
    assert len(made["samples"]) == CLAIMS[QUICK].limit.samples


@pytest.mark.parametrize("kind", [Kind.WRONG_ORDER, Kind.UNDECIDED])
def test_verify_fails_on_what_was_not_expected(capsys, monkeypatch, kind):
    verdict = replace(check.verify(CLAIMS[QUICK], 10), kind=kind, reason="made up")
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: Outcome((verdict,)))
    text = output(capsys, "verify", QUICK, code=1)
    assert "NOT EXPECTED" in text
    assert f"{QUICK}: {kind.value}: made up" in text


def test_undecided_fails_even_where_it_is_on_record(capsys, monkeypatch):
    verdict = replace(check.verify(CLAIMS[QUICK], 10), kind=Kind.UNDECIDED, reason="made up")
    monkeypatch.setattr(check, "verify_all", lambda *_, **__: Outcome((verdict,)))
    monkeypatch.setattr(check, "surprises", lambda *_: ())
    assert "NOT EXPECTED" not in output(capsys, "verify", QUICK, code=1)


def test_verify_summary_is_one_page(capsys):
    text = output(capsys, "verify", QUICK, "s:2", "--summary")
    assert text.startswith("# Verdicts\n\n2 confirmed, 0 corrected, 0 refuted and 0 undecided.")
    assert f"- **{QUICK}** " in text


def test_verify_a_claim_file_and_write_junit(capsys, tmp_path):
    path, xml = tmp_path / "claims.toml", tmp_path / "out.xml"
    text = '[[claim]]\nid = "a"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\n'
    path.write_text(text, encoding="utf-8")
    assert output(capsys, "verify", str(path), "--junit", str(xml)).splitlines()[-1] == "1 confirmed"
    assert ElementTree.parse(xml).getroot().get("tests") == "1"
    path.write_text(text + 'expect = "wrong order"\n', encoding="utf-8")
    assert "NOT EXPECTED" in output(capsys, "verify", str(path), code=1)
    path.write_text(text.replace("sin(x)", "sin(x"), encoding="utf-8")
    message, formula, caret = output(capsys, "verify", str(path), code=2).rstrip("\n").split("\n")
    assert "claims.toml: claim 'a': exact: a , or ) is missing" in message
    assert caret.index("^") == len(formula)


def test_an_id_of_a_file_must_not_be_a_registered_one(capsys, tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(f'[[claim]]\nid = "{QUICK}"\napprox = "x"\nexact = "x"\nvar = "x"\nto = "0+"\n', encoding="utf-8")
    assert "already used elsewhere" in output(capsys, "verify", str(path), code=2)
