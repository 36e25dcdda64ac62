"""The files of `make compat` say what pyproject.toml says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("lint", "dev", "docs", "notebooks", "peers")  # extras that `make compat` does not install


def lower_bounds() -> dict[str, str]:
    """Every direct dependency with the oldest version allowed, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = project["dependencies"] + [line for name, part in extras.items() if name not in TOOLS for line in part]
    return dict(line.split(">=") for line in lines)


def pinned(name: str) -> dict[str, str]:
    lines = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def release(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", version)]
    return tuple((*numbers, 0, 0)[:3])


def test_the_oldest_versions_are_the_lower_bounds():
    bounds, oldest = lower_bounds(), pinned("oldest")
    assert set(bounds) <= set(oldest)
    assert {name: release(oldest[name]) for name in bounds} == {name: release(bounds[name]) for name in bounds}


def test_the_newest_versions_are_newer():
    bounds, newest = lower_bounds(), pinned("newest")
    assert set(bounds) == set(newest)
    assert all(release(newest[name]) >= release(bounds[name]) for name in bounds)


@pytest.mark.parametrize("name", ["oldest", "newest"])
def test_the_makefile_uses_the_file(name):
    assert f".venv-{name}/bin/python $(PYTEST)\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
