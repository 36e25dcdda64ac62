"""The file of formulas is what it says it is, and its claims are decided rightly."""

from __future__ import annotations

import tomllib

import pytest

from tests.literature.__main__ import FILE, GOAL
from tests.literature.trial import trials

ROWS = {row["id"]: row for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["claim"]}


def test_every_formula_stands_there_right_and_wrong():
    right = [row for row in ROWS.values() if "expect" not in row]
    assert len(right) >= 150
    assert len(ROWS) == 2 * len(right)
    for row in right:
        wrong = ROWS[row["id"] + ":wrong"]
        assert wrong["approx"] != row["approx"]
        assert all(wrong[key] == row[key] for key in ("exact", "var", "to", "source"))
        assert wrong["expect"] not in ("confirmed", "undecided")


SAMPLE = ("18.15:hermite", "20.13.heat", "15.4.21", "de-bruijn:tlogt", "qed:schwinger", "33.10.2", "27.4")


def test_a_few_are_decided_rightly():
    rows = [row for name, row in ROWS.items() if name.removesuffix(":wrong").endswith(SAMPLE)]
    assert len(rows) == 2 * len(SAMPLE)
    for trial in trials(rows, seconds=20):
        assert trial.decided, (trial.id, trial.kind, trial.reason)
        assert trial.kind == trial.expected


@pytest.mark.slow
def test_the_claims_are_decided_rightly():
    done = list(trials(list(ROWS.values()), seconds=20))
    blessed = [trial.id for trial in done if trial.wrong_on_purpose and trial.kind == "confirmed"]
    assert blessed == []
    for half in (True, False):
        decided = [trial.decided for trial in done if trial.wrong_on_purpose is half]
        assert sum(decided) >= GOAL * len(decided)
