"""Random tests draw from one seed, printed in the header; set HIGGS_SYM_SEED to repeat a run."""

from __future__ import annotations

import gc
import os
import random
import secrets
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SEED = int(os.environ.setdefault("HIGGS_SYM_SEED", str(secrets.randbelow(2**32))))


# The tests start a hundred processes, the workers among them: each would compile the package for itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Started in the background of a shell, a process ignores Ctrl-C, and so do all that it starts: tests send interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# Tests that build derivations, or the constants of claims: they stand together, so that of two workers one makes these.
RESTING = (
    "claims", "derivations", "equations", "formulas", "mutants", "report", "statements", "typeset", "cli",
    "judging/test_claimfile.py", "judging/test_registered.py", "test_check.py", "test_docs.py", "test_readme.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Claims and derivations first; what is collected is not looked at by the garbage collector again."""
    roots = [Path(__file__).parent / each for each in RESTING]
    resting = {path: any(path.is_relative_to(root) for root in roots) for path in {item.path for item in items}}
    items.sort(key=lambda item: not resting[item.path])
    gc.collect()
    gc.freeze()


def pytest_report_header() -> str:
    return f"HIGGS_SYM_SEED={SEED}"


REMEDIES = (  # part of the reason of a skip -> what would run the test
    ("pdflatex", "apt install texlive-latex-recommended texlive-latex-extra lmodern"),
    ("Chromium", "apt install chromium"),
    ("compiler", "apt install gcc"),
    ("gfortran", "apt install gfortran"),
    ("distributed", "pip install '.[dask]'"),
    ("pandas", "pip install '.[survey]'"),
    ("pyarrow", "pip install '.[survey]'"),
    ("sphinx", "pip install '.[docs]'"),
    ("furo", "pip install '.[docs]'"),
    ("myst_parser", "pip install '.[docs]'"),
    ("nbclient", "pip install '.[notebooks]'"),
    ("jupytext", "pip install '.[notebooks]'"),
    ("typst", "pip install '.[test]'"),
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not run, and what would be needed."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    slow = len(terminalreporter.stats.get("deselected", []))
    if not reasons and not slow:
        return
    terminalreporter.section("not run")
    for reason, number in sorted(reasons.items()):
        remedy = next((f"; would run after: {what}" for part, what in REMEDIES if part in reason), "")
        terminalreporter.write_line(f"{number:4} skipped: {reason}{remedy}")
    if slow:
        terminalreporter.write_line(f"{slow:4} left out by -m or -k; the slow ones run with `make test-slow`")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return str(text).removeprefix("Skipped: ")


@pytest.fixture(autouse=True, scope="session")
def no_store_of_anybody() -> Iterator[None]:
    """Every run starts from an empty store: a test never trusts what an earlier run has computed."""
    with tempfile.TemporaryDirectory(prefix="higgs-sym-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIGGS_SYM_CACHE", folder)
        patch.setenv("HIGGS_SYM_JOBS", "1")
        yield


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """A generator that depends on the seed and on the test, not on which tests ran before."""
    return random.Random(f"{SEED}:{request.node.nodeid}")
