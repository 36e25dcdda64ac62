"""Random tests draw from one seed, printed in the header; set HIGGS_SYM_SEED to repeat a run."""

from __future__ import annotations

import os
import random
import secrets

import pytest

SEED = int(os.environ.setdefault("HIGGS_SYM_SEED", str(secrets.randbelow(2**32))))


def pytest_report_header() -> str:
    return f"HIGGS_SYM_SEED={SEED}"


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """A generator that depends on the seed and on the test, not on which tests ran before."""
    return random.Random(f"{SEED}:{request.node.nodeid}")
