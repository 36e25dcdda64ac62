"""Formulas, equations and derivations as one LaTeX document, ready to compile or to paste from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from higgs_sym.printing import notation
from higgs_sym.records import Derivation, Formula, Source
from higgs_sym.records import Equation as Numbered
from higgs_sym.registry import natural
from higgs_sym.report import bibliography, tex
from higgs_sym.report.model import Equation, Proof, equation, slug
from higgs_sym.steps import Step

CLASSES = {
    "article": r"\documentclass[a4paper,10pt]{article}",
    "revtex": r"\documentclass[aps,prb,onecolumn,notitlepage,nofootinbib]{revtex4-2}",
}


@dataclass(frozen=True)
class Entry:
    """One displayed equation: a closed form, or a numbered equation of the source."""

    record: Formula | Numbered
    latex: str
    where: str = ""  # what the names stand for, LaTeX
    full: str = ""  # with Delta written out, if that differs
    full_where: str = ""

    @property
    def tag(self) -> str:
        """The equation's number in the source, "" if it has none."""
        head, _, number = self.record.id.partition(":")
        return number if head == "eq" and number.isdigit() else ""

    @property
    def label(self) -> str:
        """For \\ref."""
        return slug(self.record.id)


@dataclass(frozen=True)
class Paper:
    """The document, before it is printed."""

    numbered: tuple[Entry, ...]
    further: tuple[Entry, ...]
    proofs: tuple[Proof, ...]
    references: dict[str, bibliography.Entry]


def compose(
    formulas: Iterable[Formula],
    equations: Iterable[Numbered],
    derivations: Sequence[Derivation],
    steps: Mapping[str, Sequence[Step]],
) -> Paper:
    """Formulas and equations by id, the derivations with their accepted steps, and what all of them cite."""
    entries = [*map(_closed_form, formulas), *map(_stated, equations)]
    entries.sort(key=lambda entry: natural(entry.record.id))
    proofs = [Proof(row, tuple(steps[row.id])) for row in derivations]
    sources: list[Source] = [entry.record.source for entry in entries]
    sources += [proof.derivation.source for proof in proofs]
    known = bibliography.references()
    numbered = tuple(entry for entry in entries if entry.record.id.startswith("eq:"))
    further = tuple(entry for entry in entries if not entry.record.id.startswith("eq:"))
    return Paper(numbered, further, tuple(proofs), {source.key: known[source.key] for source in sources})


def render(paper: Paper, document_class: str = "article") -> str:
    """LaTeX for amsmath and nothing exotic; `document_class` is "article" or "revtex" (revtex4-2)."""
    environment = tex.environment()
    template = environment.get_template("paper.tex")
    return str(template.render(paper=paper, document_class=tex.Tex(CLASSES[document_class]), revtex=document_class))


def as_data(paper: Paper) -> dict[str, Any]:
    """The formulas of the document without their layout."""
    entries = {
        entry.record.id: {"latex": entry.latex, "with": entry.where, "full": entry.full, "full with": entry.full_where}
        for entry in (*paper.numbered, *paper.further)
    }
    steps = {proof.derivation.id: [asdict(step) for step in proof.steps] for proof in paper.proofs}
    return {"formulas": entries, "derivations": steps}


def _closed_form(formula: Formula) -> Entry:
    made: Equation = equation(formula)
    full = made.full.latex if made.full.latex != made.scaled.latex else ""
    return Entry(formula, made.scaled.latex, _listed(made.scaled.where), full, _listed(made.full.where))


def _stated(row: Any) -> Entry:
    return Entry(row, notation(row.latex))


def _listed(where: Sequence[str]) -> str:
    return ",\\qquad ".join(where)
