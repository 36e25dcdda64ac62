"""Claim files: the example that is shipped, and errors that name file, claim and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from higgs_sym.judging.claimfile import ClaimFileError, judge, load
from higgs_sym.records import Kind

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims.toml"
ENTRIES = load(EXAMPLE)
GOOD = '[[claim]]\nid = "a"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\n'


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_claim_of_the_example_has_the_verdict_on_record(entry):
    (verdict,) = judge((entry,)).verdicts
    assert verdict.kind is entry.expectation, verdict.reason
    assert verdict.claim == entry.id


def test_the_example_holds_a_claim_that_is_only_nearly_right():
    near = [entry for entry in ENTRIES if entry.expectation is Kind.WRONG_PREFACTOR]
    assert {entry.id for entry in near} == {"bcs:tc", "bcs:near-tc:1.74"}
    assert all(entry.source and entry.note for entry in near)


def written(folder, text):
    path = folder / "claims.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "message"), [
    ("", "needs 1 to 1000 claims"),
    ("claim = 3", "needs 1 to 1000 claims"),
    ("x = = 1", "no TOML"),
    ('colour = "red"\n' + GOOD, "unknown key colour"),
    (GOOD.replace('exact = "sin(x)"\n', ""), "claim 'a': exact: is missing"),
    (GOOD.replace('id = "a"\n', ""), "claim 'number 1': id: is missing"),
    (GOOD + 'colour = "red"\n', "claim 'a': colour: unknown key"),
    (GOOD + "order = 0.5\n", "claim 'a': order: a string or integer is expected, not 0.5"),
    (GOOD + "order = true\n", "claim 'a': order: a string or integer is expected"),
    (GOOD + "at = { y = 0.1 }\n", "claim 'a': at.y: a string or an integer is expected"),
    (GOOD + 'digits = "20"\n', "claim 'a': digits: a integer is expected"),
    (GOOD + 'expect = "right"\n', "claim 'a': expect: 'right' is none of confirmed"),
    (GOOD + GOOD, "claim 'a': id: used twice"),
    (GOOD.replace("sin(x)", "sin(x"), r"claim 'a': exact: a , or \) is missing"),
    (GOOD.replace('"x"\nexact', '"y"\nexact'), "claim 'a': approx: unknown name 'y'"),
    (GOOD.replace("0+", ""), "claim 'a': to: limit"),
    (GOOD.replace('var = "x"', 'var = "_"'), "claim 'a': var: variable"),
    (GOOD + 'remainder = "__import__"\n', "claim 'a': remainder: a name starts"),
    (GOOD + 'at = { y = "x.y" }\n', "claim 'a': y: a dot"),
    (GOOD + 'range = "7"\n', "claim 'a': range: claimed_range = 7"),
])  # fmt: skip
def test_errors_name_file_claim_and_key(tmp_path, text, message):
    with pytest.raises(ClaimFileError, match=message) as caught:
        load(written(tmp_path, text))
    assert str(caught.value).startswith(str(tmp_path / "claims.toml"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ClaimFileError, match=r"nothing\.toml: No such file"):
        load(tmp_path / "nothing.toml")


def test_every_key_reaches_the_question(tmp_path):
    more = 'order = 1\nprefactor = "1"\nremainder = "-x**2/6"\nrange = "1/20"\nstart = "1/8"\ndigits = 25\n'
    (entry,) = load(written(tmp_path, GOOD + more + 'certify = true\nat = { y = "x**2" }\n'))
    claim = entry.question.claim
    assert (claim.order, claim.prefactor, claim.claimed_range, claim.limit.start) == ("1", "1", "1/20", "1/8")
    assert claim.remainder_law is not None
    assert entry.digits == 25
    assert judge((entry,)).verdicts[0].kind is Kind.CONFIRMED
