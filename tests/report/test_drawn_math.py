"""Formulas drawn in characters: aligned, complete, and no LaTeX left in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from higgs_sym.report.drawn_math import drawn

REPORT = Path(__file__).resolve().parents[2] / "reports/verdicts.json"


@pytest.mark.parametrize(("latex", "picture"), [
    (r"\frac{a}{bc}+1", ["a", "──  + 1", "bc"]),
    (r"x^{2}y", [" 2", "x y"]),
    (r"\gamma_n", ["γ_n"]),
    (r"\int_0^\infty f", [" ∞", "∫ f", " 0"]),
    (r"\left(\frac12\right)^n", ["    n", "⎛1 ⎞", "⎜─ ⎟", "⎝2 ⎠"]),
    (r"\sqrt{x+1}", ["√(x + 1)"]),
    (r"\operatorname{Im}\chi=-\sin\omega", ["Im χ = −sin ω"]),
])  # fmt: skip
def test_a_picture(latex, picture):
    assert drawn(latex) == picture


def test_every_step_on_record_is_drawn_without_latex():
    rows = json.loads(REPORT.read_text(encoding="utf-8"))["derivations"]
    steps = [step["latex"] for chain in rows.values() for step in chain]
    assert len(steps) > 200
    pictures = ["\n".join(drawn(text)) for text in steps]
    assert not [picture for picture in pictures if "\\" in picture or "frac" in picture or "limits" in picture]
    assert max(len(line) for picture in pictures for line in picture.split("\n")) < 140
