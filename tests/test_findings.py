"""Programs about other libraries: pinned, on their own, and listed in the guide. `make findings` runs them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FINDINGS = sorted((ROOT / "findings").glob("*.sh"))


def test_there_are_some():
    assert len(FINDINGS) >= 50


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.stem)
def test_a_finding_stands_alone(path):
    text = path.read_text(encoding="utf-8")
    assert os.access(path, os.X_OK)
    assert text.startswith("#!/usr/bin/env bash\n# ")
    assert "mktemp -d" in text
    pinned = re.findall(r"'([A-Za-z0-9_.-]+)==[0-9.]+'", text)
    assert pinned, "installs nothing, or not at a version"
    assert not re.search(r"(import|from) (higgs_sym|derivations)", text)
    assert "Expected:" in text
    assert "Seen" in text
    assert text.count("assert ") + text.count("raise SystemExit") >= 1


def test_the_guide_lists_every_one():
    page = (ROOT / "docs" / "libraries.md").read_text(encoding="utf-8")
    assert not [path.stem for path in FINDINGS if f"`{path.stem}`" not in page]
