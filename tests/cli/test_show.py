"""Records, formulas and code: `list`, `show`, `code`, `derive`."""

from __future__ import annotations

import json
import re

import pytest

from higgs_sym.cli import run
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, QUANTITIES
from tests.cli.running import output


def test_list_shows_every_record(capsys):
    lines = output(capsys, "list").splitlines()
    ids = {line.split()[1] for line in lines[1:]}
    assert ids >= {row.id for table in (FORMULAS, CLAIMS, QUANTITIES, DERIVATIONS) for row in table}
    assert "\x1b" not in "".join(lines)


def test_list_of_what_a_formula_may_use(capsys):
    from higgs_sym.parsing.vocabulary import known_names

    text = output(capsys, "list", "function")
    assert re.search(r"^log\(x\[, base\]\) +ln +natural logarithm", text, re.MULTILINE)
    said = set(re.findall(r"\w+", text))
    assert {name for name in known_names() if re.fullmatch(r"[A-Z]\w*|[a-z]+\d*", name)} <= said | set(ids())
    assert all(row["meaning"] for row in json.loads(output(capsys, "list", "function", "--json")))


def ids():
    return [row.id for table in (QUANTITIES, FORMULAS) for row in table]


def test_list_one_kind_as_json(capsys):
    rows = json.loads(output(capsys, "list", "formula", "--json"))
    assert [row["id"] for row in rows] == [row.id for row in FORMULAS]


@pytest.mark.parametrize("row", [*FORMULAS, *CLAIMS, *QUANTITIES], ids=lambda row: row.id)
def test_show_every_record(capsys, row):
    text = output(capsys, "show", row.id)
    assert row.id in text
    assert "$" not in text


def test_show_latex_is_the_equation_and_what_it_uses(capsys):
    text = output(capsys, "show", "eq:22", "--latex")
    assert text.startswith(r"\mathrm{Im}\,\chi^{-1}")
    assert r",\qquad \gamma = \zeta^{1/3}" in text
    assert text.count("\n") == 1
    bare = output(capsys, "show", "eq:22", "--latex", "--bare")
    assert text.startswith(bare.rstrip("\n"))
    assert r"\qquad" not in bare


@pytest.mark.parametrize("more", [("--format", "typst"), ("--format", "mathml"), ("--json",)])
def test_options_of_show_that_contradict_each_other(capsys, more):
    assert run(["show", "eq:22", "--latex", *more]) == 2
    assert "Error: " in capsys.readouterr().err
    assert output(capsys, "show", "eq:22", "--latex", "--format", "latex")


def test_show_in_other_markup_and_in_full(capsys):
    assert output(capsys, "show", "threshold:im", "--format", "typst").startswith('$ op("Im") thin chi')
    assert r"\Gamma \varepsilon_g" in output(capsys, "show", "threshold:im:1/10", "--full")
    assert "one form only" in output(capsys, "show", "eq:18", "--full", code=2)


def test_code_of_a_formula_and_of_a_claim(capsys):
    assert "double threshold_im(double delta, double zeta)" in output(
        capsys, "code", "threshold:im:1/10", "--lang", "c"
    )
    assert json.loads(output(capsys, "code", "eq:22", "--json"))["arguments"] == ["delta", "zeta"]
    assert "unknown formula id" in output(capsys, "code", "eq:222", code=2)


def test_show_json(capsys):
    facts = json.loads(output(capsys, "show", "eq:22", "--json"))
    assert facts["kind"] == "formula"
    assert "reconstructed" in facts["source"]


def test_derive_says_how_each_step_was_checked(capsys):
    text = output(capsys, "derive", "d:gap")
    assert "[proved]" in text
    assert "[definition]" in text
    assert re.search(r"\d+ steps: \d+ proved", text)
    assert "\\" not in text
    assert r"\sqrt{1 - u^{2}}" in output(capsys, "derive", "d:gap", "--latex")
