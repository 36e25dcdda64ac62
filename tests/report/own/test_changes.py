"""What changed between two sets of verdicts."""

from __future__ import annotations

import json

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.report.own.changes import changes, load

ROW = {
    "claim": "a", "kind": "confirmed", "reason": "fine", "evidence": "measured", "digits_agreed": 9,
    "measured_order": "2.0", "order_error": "1e-9", "prefactor_ratio": "1", "prefactor_error": "1e-9",
    "remainder_order": "1", "remainder_error": "1e-6", "range_10_percent": "0.1", "range_1_percent": "0.01",
    "terms": [{"written": "x", "kind": "confirmed"}],
}  # fmt: skip


def found(**new):
    return [(each.what, each.before, each.after) for each in changes({"a": ROW}, {"a": {**ROW, **new}})]


def test_nothing():
    assert found() == []
    assert found(reason="said otherwise", measured_order="2.0000000015") == []  # within the two error bars
    assert found(range_10_percent="0.1005") == []


@pytest.mark.parametrize(("new", "change"), [
    ({"kind": "wrong term", "reason": "term 2"}, ("verdict", "confirmed", "wrong term: term 2")),
    ({"digits_agreed": 5}, ("digits in agreement", "9", "5")),
    ({"evidence": "certified at 3 points"}, ("evidence", "measured", "certified at 3 points")),
    ({"range_10_percent": "0.05"}, ("error below 10% up to", "0.1", "0.05")),
    ({"measured_order": "2.1"}, ("order", "2.000000000(1)", "2.100000000(1)")),
    ({"terms": []}, ("term 1", "x: confirmed", "not there")),
    ({"terms": [{"written": "x", "kind": "wrong term"}]}, ("term 1", "x: confirmed", "x: wrong term")),
])  # fmt: skip
def test_one_change(new, change):
    assert found(**new) == [change]


def test_claims_come_and_go():
    assert [(e.id, e.before, e.after) for e in changes({"a": ROW}, {"b": ROW})] == [
        ("a", "confirmed", "gone"), ("b", "not there", "confirmed"),
    ]  # fmt: skip


def test_both_kinds_of_file_are_read(tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text(json.dumps([ROW]), encoding="utf-8")
    two.write_text(json.dumps({"verdicts": [ROW], "findings": {"s:1": {"kind": "refuted"}}}), encoding="utf-8")
    assert load(one) == {"a": ROW}
    assert set(load(two)) == {"a", "s:1"}


@pytest.mark.parametrize("text", ["{", "[1]", '{"verdicts": 3}', '[{"claim": "a"}]', "{}"])
def test_anything_else_is_refused(tmp_path, text):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(HiggsSymError, match="holds no verdicts of higgs_sym"):
        load(tmp_path / "x.json")
