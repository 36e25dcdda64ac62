"""Files, folders and single claims as a project; what they cite stands in a BibTeX file."""

from __future__ import annotations

import re

import pytest

from higgs_sym.errors import HiggsSymError
from higgs_sym.report.own.project import is_own, load

MORE = '[[claim]]\nid = "{id}"\napprox = "x"\nexact = "sin(x)"\nvar = "x"\nto = "0+"\n'


def test_a_file_with_its_bibliography(project):
    assert project.title == "Two formulas"
    assert [each.entry.id for each in project.claims] == ["stirling", "slip"]
    assert (project.claims[0].key, project.claims[0].source) == ("Dingle1973", "ch. 1")
    assert project.references["Dingle1973"]["title"] == "Asymptotic {Expansions}"
    assert project.number("Dingle1973") == 1


def test_one_claim_of_a_file(folder):
    assert [each.entry.id for each in load([f"{folder}/claims.toml:slip"]).claims] == ["slip"]
    with pytest.raises(HiggsSymError, match=r"unknown claim of .* id 'slop'; did you mean slip"):
        load([f"{folder}/claims.toml:slop"])


def test_a_folder_of_files_and_of_others(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.toml").write_text(MORE.format(id="one"), encoding="utf-8")
    (tmp_path / "deep" / "b.toml").write_text(MORE.format(id="two"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("[[claim]]\n", encoding="utf-8")
    assert [each.entry.id for each in load([str(tmp_path)]).claims] == ["one", "two"]
    assert load([str(tmp_path)]).title == tmp_path.name.replace("-", " ").replace("_", " ").capitalize()


def test_a_folder_without_claims(tmp_path):
    with pytest.raises(HiggsSymError, match="holds no file of claims"):
        load([str(tmp_path)])


@pytest.mark.parametrize(("text", "message"), [
    (MORE.format(id="a") + MORE.format(id="a"), "used twice"),
    (MORE.format(id="a:b") + MORE.format(id="a-b"), "differs from 'a:b' in punctuation only"),
    (MORE.format(id="eq:22:onset"), "already used elsewhere"),
    (MORE.format(id="a") + 'source = "@Nobody2000"\n', "no entry @Nobody2000 in the bibliography; no BibTeX file"),
    ('bibliography = "none.bib"\n' + MORE.format(id="a"), "none.bib: No such file"),
    ("bibliography = 3\n" + MORE.format(id="a"), "bibliography: a string is expected"),
])  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, text, message):
    path = tmp_path / "claims.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HiggsSymError, match=re.escape(message)) as error:
        load([str(path)])
    assert str(path) in str(error.value)


def test_words_of_a_command_line(folder):
    assert all(map(is_own, ("a.toml", "b/a.toml:id", str(folder))))
    assert not any(map(is_own, ("eq:22", "s:2", "threshold:im:1/10")))
