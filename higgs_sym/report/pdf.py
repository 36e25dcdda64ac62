"""The report as PDF: from its LaTeX where there is a pdflatex, else from its page through a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from higgs_sym.errors import HiggsSymError
from higgs_sym.runs.files import write

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TIMEOUT = 300  # seconds; a hundred pages take about ten


def make(directory: Path, target: Path | None = None) -> Path:
    """Write a PDF of report.tex or report.html, as report.pdf beside them if no path is given, and return its path.

    Raises HiggsSymError if neither pdflatex nor a Chromium browser is installed, or if they fail.
    """
    target = target or directory / "report.pdf"
    with tempfile.TemporaryDirectory() as room:
        if shutil.which("pdflatex"):
            made = _from_latex(directory, Path(room))
        elif browser := find_browser():
            made = _from_page(browser, directory, Path(room))
        else:
            raise HiggsSymError(
                "a PDF needs pdflatex (Debian: apt install texlive-latex-recommended lmodern) or chromium"
            )
        write(target, made)
    return target


def find_browser() -> str | None:
    """The first Chromium on the path."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _from_latex(directory: Path, room: Path) -> bytes:
    shutil.copytree(directory / "figures", room / "figures")
    shutil.copy(directory / "report.tex", room)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    # No date in the file: the same report gives the same bytes.
    environment = os.environ | {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    for _ in range(3):  # references need two runs, the long table a third
        _run(command, room, environment)
    return (room / "report.pdf").read_bytes()


def _from_page(browser: str, directory: Path, room: Path) -> bytes:
    page, made = (directory / "report.html").resolve().as_uri(), room / "report.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={room}"]
    _run([browser, *options, f"--print-to-pdf={made}", page], room, dict(os.environ))
    return made.read_bytes()


def _run(command: list[str], room: Path, environment: dict[str, str]) -> None:
    try:
        done = subprocess.run(command, cwd=room, env=environment, capture_output=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise HiggsSymError(f"{command[0]} did not finish in {_TIMEOUT} s") from error
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace")
        # TeX marks what went wrong with an exclamation mark, and says much after it.
        reason = next((line for line in said.splitlines() if line.startswith("!")), said[-300:])
        raise HiggsSymError(f"{Path(command[0]).name} failed: {reason}")
