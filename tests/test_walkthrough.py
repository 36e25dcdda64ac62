"""With the README alone: from `pip install` to a PDF about two formulas of one's own, and what CI would print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from higgs_sym.report import pdf

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README[README.index("## Two formulas of your own") : README.index("## On the command line")]
MINUTES = 10


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", SECTION, re.DOTALL)
    return found


def decided(text: str) -> list[tuple[str, str]]:
    """Claims with their verdicts, and the last line; numbers may gain digits."""
    rows = [re.split(r"  +", line.removesuffix("  NOT EXPECTED")) for line in text.splitlines()]
    return [(row[0], row[-1]) for row in rows if len(row) > 2] + [("", text.rstrip().splitlines()[-1])]


def test_the_section_says_how():
    assert "pip install '.[cli,report]'" in SECTION
    assert [line.split()[:2] for line in block("sh").splitlines()] == [["higgs-sym", "verify"], ["higgs-sym", "report"]]


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("pdflatex") or pdf.find_browser()), reason="neither pdflatex nor Chromium here")
def test_from_pip_install_to_a_pdf_in_ten_minutes(tmp_path):
    began = time.monotonic()
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(site),
    ]
    source = tmp_path / "clone"
    ignored = shutil.ignore_patterns(".git", ".venv*", "build", "*.egg-info", "reports")
    shutil.copytree(ROOT, source, ignore=ignored)  # pip builds in the folder it installs from
    subprocess.run([*pip, str(source)], check=True)
    (work / "mine.toml").write_text(block("toml"), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(site)}
    results = []
    for line in block("sh").splitlines():
        command = [sys.executable, "-m", "higgs_sym", *line.split()[1:]]
        results.append(subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False))
    verified, reported = results
    assert decided(verified.stdout) == decided(block("text")), verified.stdout + verified.stderr
    assert (verified.returncode, reported.returncode) == (1, 1)
    assert (work / "mine.pdf").read_bytes().startswith(b"%PDF"), reported.stderr
    assert time.monotonic() - began < 60 * MINUTES
