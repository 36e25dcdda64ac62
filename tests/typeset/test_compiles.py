"""Every LaTeX string of every record and derivation step compiles, in one run of pdflatex."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from higgs_sym.registry import CLAIMS, DERIVATIONS, EQUATIONS, FIGURES, FORMULAS, QUANTITIES, STATEMENTS
from higgs_sym.report import paper, prose
from higgs_sym.steps import Step
from higgs_sym.typeset.formats import FORMATS, markup
from higgs_sym.typeset.forms import dimensionful, in_units_of_delta
from higgs_sym.typeset.layout import LINE, display, lines, measure
from tests.derivations.test_chains import built

HEAD = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern}
\usepackage{amsmath,amssymb}
\begin{document}
"""
PROSE = {"title", "statement", "oracle_text", "hypothesis", "remark", "text", "definition", "corrected", "caption"}
PROSE |= {"sentences", "no_claim"}
MATH = {"latex", "lhs", "domain", "where"}
RECORDS = [row for table in (QUANTITIES, EQUATIONS, FORMULAS, CLAIMS, STATEMENTS, FIGURES) for row in table]
REPORT = Path(__file__).resolve().parents[2] / "reports/verdicts.json"
needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")


def strings(derivations: Mapping[str, Sequence[Step]]) -> list[tuple[str, str]]:
    """(where it stands, LaTeX) of everything that is printed, with the steps of these derivations."""
    found = []
    for row in RECORDS:
        for name in PROSE & {field.name for field in fields(row)}:
            texts = getattr(row, name)
            found += [
                (f"{row.id} {name}", prose.to_tex(text)) for text in ([texts] if isinstance(texts, str) else texts)
            ]
        for name in MATH & {field.name for field in fields(row)}:
            found.append((f"{row.id} {name}", prose.to_tex(prose.as_math(getattr(row, name)))))
    found += [(f"{row.id} limit", f"${row.limit.text}$") for row in CLAIMS]
    for row in FORMULAS:
        for form in (in_units_of_delta(row), dimensionful(row)):
            found += [(f"{row.id} printed", f"${display(text)}$") for text in (form.latex, *form.where)]
    for identifier, steps in derivations.items():
        for step in steps:
            found += [
                (f"{identifier} {step.title}", f"${display(step.latex)}$"),
                (identifier, prose.to_tex(step.reason)),
            ]
    return [(where, text) for where, text in found if text]


@needs_tex
def test_every_string_compiles(tmp_path):
    """The steps are those of the committed report, which saves deriving them again."""
    rows = json.loads(REPORT.read_text(encoding="utf-8"))["derivations"]
    compile_all({key: [Step(**row) for row in steps] for key, steps in rows.items()}, tmp_path)


@needs_tex
@pytest.mark.slow
def test_every_step_compiles_as_derived_now(tmp_path):
    compile_all({row.id: built(row.id).steps for row in DERIVATIONS}, tmp_path)


def compile_all(derivations, tmp_path):
    found = strings(derivations)
    body = "".join(f"\\message{{AT {number};}}{text}\n\n" for number, (_, text) in enumerate(found))
    (tmp_path / "all.tex").write_text(f"{HEAD}{body}\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "all.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    output = done.stdout.decode("latin-1")
    last = int(re.findall(r"AT (\d+);", output.replace("\n", ""))[-1])
    assert done.returncode == 0, f"{found[last]}\n{output[-600:]}"
    assert last == len(found) - 1


@needs_tex
def test_the_document_compiles_without_a_line_too_long(tmp_path):
    chosen = [DERIVATIONS[identifier] for identifier in ("d:gap", "d:root")]
    text = paper.render(paper.compose(FORMULAS, EQUATIONS, chosen, {row.id: built(row.id).steps for row in chosen}))
    (tmp_path / "paper.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        output = done.stdout.decode("latin-1")
        assert done.returncode == 0, output[-2000:]
    assert "Overfull" not in output
    assert "undefined" not in output


def test_the_document_numbers_equations_as_the_source_does():
    text = paper.render(paper.compose([FORMULAS["eq:22"]], [EQUATIONS["eq:18"]], [], {}))
    assert re.findall(r"\\tag\{(\w+)\}", text) == ["18", "22"]
    assert r"\label{eq-22}" in text
    assert paper.render(paper.compose([], [], [], {}), "revtex").startswith(r"\documentclass[aps,prb")


@pytest.mark.parametrize("name", FORMATS)
def test_every_formula_has_every_format(name):
    for row in FORMULAS:
        for form in (in_units_of_delta(row), dimensionful(row)):
            assert markup(form.latex, name)
    for row in EQUATIONS:
        assert markup(row.latex, name)


def test_typst_compiles(tmp_path):
    typst = pytest.importorskip("typst")
    """The equations and, as `show` prints them, with the definitions of what they use."""
    forms = [form(row) for row in FORMULAS for form in (in_units_of_delta, dimensionful)]
    texts = [markup(form.latex, "typst") for form in forms]
    texts += [markup(",\\qquad ".join([form.latex, *form.where]), "typst") for form in forms]
    texts += [markup(row.latex, "typst") for row in EQUATIONS]
    (tmp_path / "all.typ").write_text("\n\n".join(texts), encoding="utf-8")
    assert typst.compile(str(tmp_path / "all.typ")).startswith(b"%PDF")


def test_markdown_and_mathml():
    assert markup(r"\gamma = \zeta^{1/3}", "markdown") == "$$\n\\gamma = \\zeta^{1/3}\n$$"
    assert markup("x", "mathml").startswith("<math")


def test_long_formulas_break_at_parts_then_relations_then_terms():
    part = r"\frac{a + b}{c} = x + y"
    assert lines(rf"{part},\qquad {part}") == [rf"{part},\qquad {part}"]
    assert len(lines(r",\qquad ".join([part] * 20))) > 2
    long = " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(40))
    broken = lines(f"y = {long}")
    assert len(broken) > 2
    assert all(measure(line) <= LINE for line in broken)
    assert "".join(broken).replace(r"\quad{}", "").replace(" ", "") == f"y={long}".replace(" ", "")


@pytest.mark.parametrize(
    "latex", [r"\frac12", r"\frac\pi2", r"\frac{1}2", r"\tfrac12x", r"x^23", r"\frac{a}{b}", r"\sqrt2"]
)
def test_arguments_without_braces_are_read_as_tex_reads_them(latex):
    spelled = {r"\frac12": "frac(1, 2)", r"\frac\pi2": "frac(pi, 2)", r"\frac{1}2": "frac(1, 2)", r"\sqrt2": "sqrt(2)"}
    spelled |= {r"\tfrac12x": "frac(1, 2) x", r"x^23": "x^(2) 3", r"\frac{a}{b}": "frac(a, b)"}
    assert markup(latex, "typst") == f"$ {spelled[latex]} $"
    assert measure(latex) > 0


def test_nothing_breaks_inside_a_bracket():
    inside = r"y = \left(" + " + ".join(f"a_{{{n}}}" for n in range(60)) + r"\right)"
    assert lines(inside)[-1].endswith(r"\right)")
    assert len(lines(inside)) == 2


def test_parts_set_apart_by_a_smaller_gap_go_on_lines_of_their_own():
    left, right = ("x = " + " + ".join(f"{name}_{{{n}}}" for n in range(6)) for name in "ab")
    assert lines(rf"{left},\quad {right}", 40) == [f"{left},", right]
