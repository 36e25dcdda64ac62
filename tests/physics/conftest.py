"""Random points that can be drawn again: the seed stands in every failure report."""

from __future__ import annotations

import os

import numpy as np
import pytest

DEFAULT_SEED = 20250319


@pytest.fixture
def rng() -> np.random.Generator:
    """Generator seeded from HIGGS_SYM_SEED; pytest shows the printed line when a test fails."""
    seed = int(os.environ.get("HIGGS_SYM_SEED", DEFAULT_SEED))
    print(f"seed: HIGGS_SYM_SEED={seed}")
    return np.random.default_rng(seed)
