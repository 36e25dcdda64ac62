"""Random tests draw from one seed, printed in the header; set HIGGS_SYM_SEED to repeat a run."""

from __future__ import annotations

import os
import random
import secrets
import signal
import tempfile
from collections.abc import Iterator

import pytest

SEED = int(os.environ.setdefault("HIGGS_SYM_SEED", str(secrets.randbelow(2**32))))


# Started in the background of a shell, a process ignores Ctrl-C, and so do all that it starts: tests send interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header() -> str:
    return f"HIGGS_SYM_SEED={SEED}"


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
