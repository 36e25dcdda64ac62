"""`higgs-sym expand`: what it prints, and with which exit code."""

from __future__ import annotations

import json

from higgs_sym.cli import run

SINE = ["expand", "--exact", "sin(x)", "--var", "x", "--to", "0+", "--terms", "2"]


def test_lines_and_progress(capsys):
    assert run(SINE) == 0
    out, err = capsys.readouterr()
    assert "sum          x - x**3/6 + O(x**5)" in out
    assert "= -1/6  (proved)" in out
    assert "judging 2 terms" in err


def test_json_holds_decimal_strings(capsys):
    assert run([*SINE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["recognised"] for row in found["terms"]] == ["1", "-1/6"]
    assert found["remainder"] == "x**5"
    assert float(found["terms"][1]["error"]) < 1e-30


def test_forms(capsys):
    assert run([*SINE, "--latex"]) == 0
    assert capsys.readouterr().out.strip() == r"x - \frac{x^{3}}{6} + O\left(x^{5}\right)"
    assert run([*SINE, "--claim"]) == 0
    assert 'approx = "-x**3/6 + x"' in capsys.readouterr().out


def test_nothing_found_and_wrong_input(capsys):
    assert run(["expand", "--exact", "exp(sin(x))", "--var", "x", "--to", "oo"]) == 2
    assert "no law was found" in capsys.readouterr().err
    assert run([*SINE[:-1], "99"]) == 2
    assert "terms = 99" in capsys.readouterr().err


def test_check_answers_with_the_expansion(capsys):
    asked = ["check", "--exact", "expint(1,x)*exp(x)", "--var", "x", "--to", "oo", "--find"]
    assert run([*asked, "--approx", "1/x - 2/x**2"]) == 1
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last.split(maxsplit=1)[1].startswith("1/x - 1/x**2 + 2/x**3 - 6/x**4 + O(x**(-5)) (proved")
    assert run([*asked, "--approx", "1/x - 1/x**2"]) == 0
    assert "found" not in capsys.readouterr().out


def test_check_says_where_no_expansion_is_found(capsys):
    asked = ["check", "--exact", "exp(sin(x))", "--var", "x", "--to", "oo", "--find", "--approx", "x"]
    assert run(asked) == 1
    assert "no expansion that is confirmed" in capsys.readouterr().out


def test_lines_say_how_it_is_known(capsys):
    assert run(SINE) == 0
    out = capsys.readouterr().out
    assert "proved: series arithmetic" in out
    assert "<= exact - sum <=" in out


def test_steps_are_listed(capsys):
    assert run([*SINE, "--steps"]) == 0
    out = capsys.readouterr().out
    assert "step 1       sin(x) (proved)" in out
    assert r"\sin x=s-\frac{s^{3}}{6}" in out


def test_json_says_what_is_proved(capsys):
    assert run([*SINE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["doubts"]) == ("proved", [])
    assert [step["method"] for step in found["steps"]] == ["proved"]
