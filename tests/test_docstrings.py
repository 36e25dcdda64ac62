"""The public functions say in sections what they take and give: each argument by its name."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

import higgs_sym

API = Path(__file__).parents[1].joinpath("docs", "api.md").read_text(encoding="utf-8")
QUANTITIES = re.findall(r"autofunction:: higgs_sym\.(\w+)", API)
OTHERS = {
    "higgs_sym.check": ("check", "verify", "verify_all"),
    "higgs_sym.expand": ("expand",),
    "higgs_sym.certify": ("chi_inv", "chi", "gap", "threshold_residue", "ringdown_pole", "spectral_u", "dos"),
    "higgs_sym.testing.compare": ("assert_digits",),
}
PUBLIC = [getattr(higgs_sym, name) for name in QUANTITIES]
PUBLIC += [getattr(importlib.import_module(module), name) for module, names in OTHERS.items() for name in names]


def sections(function):
    """Heading -> the lines below it."""
    text = inspect.getdoc(function)
    parts = re.split(r"^(\w+)\n-+$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("function", PUBLIC, ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_every_argument_is_described_and_nothing_else(function):
    found = sections(function)
    heads = re.findall(r"^(?! )([\w, ]+?)(?: :.*)?$", found.get("Parameters", ""), flags=re.MULTILINE)
    described = [name.strip() for head in heads for name in head.split(",")]
    assert sorted(described) == sorted(inspect.signature(function).parameters)
    assert found.get("Returns") or function.__name__ == "assert_digits"
