"""The README tells the truth: its examples are run and their output is compared letter by letter."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from higgs_sym.cli import run

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Fenced blocks of one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """("higgs-sym ...", its output) pairs of the console blocks."""
    (block,) = blocks("console")
    return [tuple(part.split("\n", 1)) for part in block.split("$ ")[1:]]


def test_python_examples():
    block = "".join(blocks("pycon"))
    examples = doctest.DocTestParser().get_doctest(block, {}, "README", "README.md", 0)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(examples, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize(("command", "output"), commands(), ids=lambda text: text.split("\n")[0][:40])
def test_console_example(capsys, command, output):
    run(command.split()[1:])
    assert capsys.readouterr().out == output


def test_adding_a_formula_needs_those_two_files_only(tmp_path):
    """The two files are executed as they stand, then the claim is checked like any other."""
    script = "\n".join(blocks("python"))
    script += "\nimport sys\nfrom higgs_sym.cli import run\nsys.exit(run(['verify', 'dos:zero:onset']))\n"
    path = tmp_path / "added.py"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("1 confirmed\n")


def test_files_named_exist():
    for name in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / name.partition("#")[0]).exists(), name
    for name in re.findall(r"^\| `([^`]+)`", README, re.MULTILINE):
        assert (ROOT / name).exists(), name


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
