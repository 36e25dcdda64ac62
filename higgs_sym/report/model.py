"""What the report says, before anybody decides how it looks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from higgs_sym.errors import HiggsSymError
from higgs_sym.records import Claim, Derivation, Figure, Formula, Kind, Source, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FIGURES, FORMULAS, Table
from higgs_sym.report import bibliography, numbers
from higgs_sym.report.archive import Archive
from higgs_sym.steps import Step
from higgs_sym.typeset.forms import Form, dimensionful, in_units_of_delta

METHODS = {"proved": "proved", "numeric": "checked numerically", "definition": "stated"}


@dataclass(frozen=True)
class Equation:
    """A formula and its two forms in print: in units of Delta, and with Delta written out."""

    formula: Formula
    scaled: Form
    full: Form

    @property
    def latex(self) -> str:
        """The whole equation, in units of Delta."""
        return self.scaled.latex


@dataclass(frozen=True)
class Proof:
    """A derivation and the steps that were accepted when it was built."""

    derivation: Derivation
    steps: tuple[Step, ...]

    @property
    def slug(self) -> str:
        """Anchor and label."""
        return slug("derivation", self.derivation.id)

    @property
    def summary(self) -> str:
        """How many steps there are and how they were checked: "7 steps: 4 proved, 1 numeric, 2 stated"."""
        methods = [step.method for step in self.steps]
        numbers = [
            f"{methods.count('proved')} proved",
            f"{methods.count('numeric')} numeric",
            f"{methods.count('definition')} stated",
        ]
        shown = ", ".join(text for text in numbers if not text.startswith("0 "))
        return f"{len(methods)} step{'s' if len(methods) != 1 else ''}: {shown}"


@dataclass(frozen=True)
class Section:
    """One claim with everything that belongs to it."""

    claim: Claim
    verdict: Verdict
    equation: Equation
    corrected: Equation | None
    proof: Proof | None
    first_use: bool  # of the proof: later sections link to it

    @property
    def slug(self) -> str:
        """Anchor, label and file name of the plot."""
        return slug("claim", self.claim.id)

    def reach(self, limit: str) -> str:
        """Where the error stays below a level, given the largest distance up to which it does."""
        largest, sampled = numbers.decimal(limit), numbers.decimal(self.claim.limit.start)
        if largest is None:
            return "\N{EN DASH}"
        if largest == 0:
            return "nowhere"
        return "everywhere" if largest == sampled else f"x \N{LESS-THAN OR EQUAL TO} {numbers.short(limit)}"

    @property
    def unexpected(self) -> bool:
        """Whether the verdict differs from the one on record."""
        return self.verdict.kind is not self.claim.expectation


@dataclass(frozen=True)
class Report:
    """The whole document."""

    counts: Mapping[Kind, int]
    sections: tuple[Section, ...]
    unclaimed: tuple[Equation, ...]
    other_proofs: tuple[Proof, ...]
    figures: tuple[Figure, ...]
    references: Mapping[str, bibliography.Entry]  # in order of first use

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Every derivation once, in order of first use."""
        used = {section.proof.derivation.id: section.proof for section in self.sections if section.proof}
        return (*used.values(), *self.other_proofs)

    def number(self, source: Source) -> int:
        """Number of a source in the reference list, from 1."""
        return list(self.references).index(source.key) + 1


@dataclass(frozen=True)
class Records:
    """The tables a report draws on."""

    claims: Table[Claim] = CLAIMS
    formulas: Table[Formula] = FORMULAS
    derivations: Table[Derivation] = DERIVATIONS
    figures: Table[Figure] = FIGURES


def compose(archive: Archive, records: Records) -> Report:
    """Bring the archive together with the records it speaks of."""
    proofs = {key: Proof(records.derivations[key], steps) for key, steps in archive.derivations.items()}
    sections: list[Section] = []
    for verdict in archive.verdicts:
        told = {section.claim.derivation for section in sections}
        sections.append(_section(verdict, records, proofs, told))
    claimed = {claim.formula for claim in records.claims}
    unclaimed = tuple(equation(formula, records.formulas) for formula in records.formulas if formula.id not in claimed)
    used = {section.claim.derivation for section in sections}
    others = tuple(proof for key, proof in proofs.items() if key not in used)
    figures = tuple(records.figures)
    sources = _sources(sections, unclaimed, others, figures)
    known = bibliography.references()
    missing = sorted({source.key for source in sources} - set(known))
    if missing:
        raise HiggsSymError(f"references.bib has no entry {', '.join(missing)}")
    entries = {source.key: known[source.key] for source in sources}
    return Report(archive.counts(), tuple(sections), unclaimed, others, figures, entries)


def _section(verdict: Verdict, records: Records, proofs: Mapping[str, Proof], told: Collection[str | None]) -> Section:
    claim = records.claims[verdict.claim]
    corrected = equation(records.formulas[claim.corrected_by], records.formulas) if claim.corrected_by else None
    if claim.derivation and claim.derivation not in proofs:
        raise HiggsSymError(f"claim {claim.id}: derivation {claim.derivation!r} was not built")
    proof = proofs[claim.derivation] if claim.derivation else None
    first_use = claim.derivation not in told
    return Section(
        claim, verdict, equation(records.formulas[claim.formula], records.formulas), corrected, proof, first_use
    )


def _sources(
    sections: Sequence[Section],
    unclaimed: Sequence[Equation],
    others: Sequence[Proof],
    figures: Sequence[Figure],
) -> list[Source]:
    found = []
    for section in sections:
        found.append(section.equation.formula.source)
        if section.corrected:
            found.append(section.corrected.formula.source)
        if section.proof:
            found.append(section.proof.derivation.source)
    found += [each.formula.source for each in unclaimed]
    found += [proof.derivation.source for proof in others]
    return found + [figure.source for figure in figures]


def equation(formula: Formula, formulas: Table[Formula] = FORMULAS) -> Equation:
    """The formula as LaTeX, from the same body that computes the numbers."""
    return Equation(formula, in_units_of_delta(formula, formulas), dimensionful(formula, formulas))


def slug(*parts: str) -> str:
    """A file name and anchor made of letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
