"""The documentation says what is so: its examples run, its commands exist, its verdicts are those on record."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import higgs_sym
from higgs_sym.cli import main, run
from higgs_sym.registry import CLAIMS, DERIVATIONS, STATEMENTS
from higgs_sym.report.bibliography import references
from higgs_sym.report.model import slug

ROOT = Path(__file__).resolve().parents[1]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}


def test_examples_run():
    blocks = re.findall(r"```pycon\n(.*?)```", PAGES["guide"], re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "guide", "guide.md", 0)
    assert len(examples.examples) > 5
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert not said, "".join(said)


def test_the_file_of_claims_in_the_guide_is_verified_as_it_says(tmp_path, capsys):
    (text,) = re.findall(r"```toml\n(.*?)```", PAGES["guide"], re.DOTALL)
    (command, output) = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGES["guide"], re.DOTALL)[0]
    path = tmp_path / "paper.toml"
    path.write_text(text, encoding="utf-8")
    assert run([*command.split()[1:-1], str(path)]) == 0
    said, told = capsys.readouterr().out.splitlines(), output.splitlines()
    assert said[-1] == told[-1]
    # Numbers may gain digits; what was decided may not change.
    assert [(line.split()[0], re.split(r"  +", line)[-1]) for line in said] == [
        (line.split()[0], re.split(r"  +", line)[-1]) for line in told
    ]


def test_every_public_name_is_in_the_reference():
    automatic = re.findall(r"automodule:: ([\w.]+)", PAGES["api"])
    named = set(re.findall(r"autofunction:: higgs_sym\.(\w+)$", PAGES["api"], re.MULTILINE))
    missing = {name for name, home in higgs_sym._HOME.items() if f"higgs_sym.{home}" not in automatic} - named
    assert not missing


def test_every_command_is_in_the_guide_and_no_other():
    table = re.findall(r"^\| `([a-z]+)", PAGES["guide"][PAGES["guide"].index("## Command line") :], re.MULTILINE)
    assert sorted(table) == sorted(main.commands)


def test_every_extra_is_in_the_guide_and_no_other():
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    table = PAGES["guide"][PAGES["guide"].index("| extra |") : PAGES["guide"].index("Two things come")]
    assert set(re.findall(r"^\| `([a-z]+)`", table, re.MULTILINE)) == set(extras) - {"test", "lint"}


def test_findings_are_the_verdicts_on_record():
    told = re.findall(
        r"`([a-z]+[a-z0-9:/-]*)`: (confirmed|wrong\s\w+|range overstated|refuted|undecided)", PAGES["findings"]
    )
    assert len(told) > 20
    recorded = {row.id: row.expectation.value for table in (CLAIMS, STATEMENTS) for row in table}
    assert {key: " ".join(kind.split()) for key, kind in told} == {key: recorded[key] for key, _ in told}


def test_derivations_named_exist():
    named = {name for text in PAGES.values() for name in re.findall(r"`(d:[a-z-]+)`", text)}
    assert named <= {row.id for row in DERIVATIONS} | {"d:square"}


def test_the_theory_notes_cite_what_the_bibliography_has():
    years = {(re.split(r"[, ]", entry["author"].lstrip("{"))[0], entry["year"]) for entry in references().values()}
    for name, year in re.findall(r"([A-Z][a-z]+)(?: and [A-Z][\w']+)? (?:\()?((?:19|20)\d\d)\)?", PAGES["theory"]):
        assert (name, year) in years, (name, year)


def test_blocks_of_python_in_the_guide_to_extending_are_python():
    for block in re.findall(r"```python\n(.*?)```", PAGES["extending"], re.DOTALL):
        compile(block, "extending.md", "exec")


@pytest.mark.parametrize("key", ["title", "authors", "version", "license"])
def test_citation_file(key):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^{key}:", text, re.MULTILINE)
    assert f"version: {higgs_sym.__version__}" in text


def test_the_pages_build(tmp_path):
    """No warning: every link leads somewhere, every docstring reads."""
    pytest.importorskip("sphinx")
    pytest.importorskip("furo")
    pytest.importorskip("myst_parser")
    options = ["-q", "-W", "--keep-going", "-b", "html"]
    command = [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "theory.html").read_text(encoding="utf-8")
    assert "<math" in page
    assert not re.search(r'src="https?:|mathjax@', page)
    for row in DERIVATIONS:
        _shows_its_steps(tmp_path / f"records/{slug('derivation', row.id)}.html")


def _shows_its_steps(path):
    """As mathematics, each under an address that stays."""
    page = path.read_text(encoding="utf-8")
    steps = int(re.search(r"(\d+) steps?: ", page)[1])
    assert steps > 0
    for number in range(1, steps + 1):
        section = page[page.index(f'id="{path.stem}-{number}"') :]
        assert re.search(r'<div class="math">.*?<math', section[: section.index("</section>")], re.DOTALL), number
    assert f'id="{path.stem}-{steps + 1}"' not in page


def checks():
    """(command, line of the verdict) of the cookbook."""
    return re.findall(r"^\$ (higgs-sym check .*)\n(verdict .*)$", PAGES["cookbook"], re.MULTILINE)


def test_the_cookbook_has_twelve_fields_with_a_wrong_variant_each():
    assert len(checks()) == 24
    assert [line.split()[1] for _, line in checks()][::2] == ["confirmed:"] * 12
    assert len(re.findall(r"^## \w[\w ]*: ", PAGES["cookbook"], re.MULTILINE)) == 12


@pytest.mark.parametrize(
    ("command", "line"),
    [pytest.param(*each, marks=[pytest.mark.slow] if place % 4 > 1 else []) for place, each in enumerate(checks())],
    ids=lambda text: text[:0],
)
def test_the_cookbook_says_what_the_tool_answers(capsys, command, line):
    """Verdict, term and numbers; the wording may be improved without touching the page."""
    code = run(shlex.split(command)[1:])
    first = capsys.readouterr().out.split("\n")[0]
    found, told = (
        re.findall(r"^verdict +([a-z ]+):|(term \d)|measured (-?[\d.]{3,9})", text) for text in (first, line)
    )
    assert found == told
    assert code == (0 if "confirmed" in line.split(":")[0] else 1)


def test_the_page_on_proofs_says_what_the_tool_answers(capsys):
    command, *lines = re.search(r"```console\n\$ higgs-sym (expand .*)\n(.*)\n(.*)\n```", PAGES["expansions"]).groups()
    assert run(shlex.split(command)) == 0
    out = capsys.readouterr().out
    assert all(line in out for line in lines)


def test_examples_for_those_who_come_from_elsewhere():
    blocks = re.findall(r"```pycon\n(.*?)```", PAGES["coming-from"], re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "coming-from", "coming-from.md", 0)
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=said.append)
    assert not said, "".join(said)
