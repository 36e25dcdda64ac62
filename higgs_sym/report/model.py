"""What the report says, before anybody decides how it looks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from higgs_sym.errors import HiggsSymError
from higgs_sym.parsing.vocabulary import FUNCTIONS
from higgs_sym.printing import notation
from higgs_sym.records import (
    Claim,
    Derivation,
    Figure,
    Finding,
    Formula,
    Kind,
    Source,
    Statement,
    Term,
    ValidityMap,
    Verdict,
)
from higgs_sym.records import Equation as Numbered
from higgs_sym.registry import (
    CLAIMS,
    DERIVATIONS,
    EQUATIONS,
    FIGURES,
    FORMULAS,
    MAPS,
    STATEMENTS,
    Table,
    natural,
)
from higgs_sym.report import bibliography, rounding
from higgs_sym.report.archive import Archive
from higgs_sym.steps import Step
from higgs_sym.typeset.forms import Form, dimensionful, in_units_of_delta
from higgs_sym.typeset.written import or_code

METHODS = {"proved": "proved", "numeric": "checked numerically", "definition": "stated"}
# As the source divides its numbered equations: last number, name.
CHAPTERS = (
    (10, "Ground state"),
    (12, "The edge of the spectrum"),
    (19, "Linear response"),
    (23, "Near the threshold"),
    (27, "Time dependence"),
    (31, "Absorption without pair breaking"),
    (39, "Real part without pair breaking"),
)
FURTHER = "Further formulas"


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
class Row:
    """One written term of a formula, or several of the same size, ready to print."""

    term: Term
    latex: str


@dataclass(frozen=True)
class Section:
    """One claim with everything that belongs to it."""

    claim: Claim
    verdict: Verdict
    equation: Equation
    corrected: Equation | None
    chapter: str = ""

    @property
    def slug(self) -> str:
        """Anchor, label and file name of the plot."""
        return slug("claim", self.claim.id)

    def reach(self, limit: str) -> str:
        """Where the error stays below a level, given the largest distance up to which it does."""
        largest, sampled = rounding.decimal(limit), rounding.decimal(self.claim.limit.start)
        if largest is None:
            return "\N{EN DASH}"
        if largest == 0:
            return "nowhere"
        return "everywhere" if largest == sampled else f"x \N{LESS-THAN OR EQUAL TO} {rounding.short(limit)}"

    @property
    def rows(self) -> tuple[Row, ...]:
        """The terms, if there is more than the leading law."""
        return rows_of(self.verdict) if len(self.verdict.terms) > 1 else ()

    @property
    def unexpected(self) -> bool:
        """Whether the verdict differs from the one on record."""
        return self.verdict.kind is not self.claim.expectation


@dataclass(frozen=True)
class Opinion:
    """One statement in words and what was found."""

    statement: Statement
    finding: Finding

    @property
    def slug(self) -> str:
        """Anchor and label."""
        return slug("statement", self.statement.id)

    @property
    def unexpected(self) -> bool:
        """Whether the finding differs from the one on record."""
        return self.finding.kind is not self.statement.expectation


@dataclass(frozen=True)
class Page:
    """One equation or formula with everything that is known of it."""

    record: Formula | Numbered
    equation: Equation | None  # of a closed form
    sections: tuple[Section, ...]
    proofs: tuple[tuple[Proof, bool], ...]  # with whether the proof is told here or was before
    plane: ValidityMap | None = None

    @property
    def slug(self) -> str:
        """Anchor, label and file name of the map."""
        return slug(self.record.id)

    @property
    def tag(self) -> str:
        """The equation's number in the source, "" if it has none."""
        head, _, number = self.record.id.partition(":")
        return number if head == "eq" and number.isdigit() else ""

    @property
    def latex(self) -> str:
        """As the source has it."""
        return self.equation.latex if self.equation else notation(self.record.latex)  # type: ignore[union-attr]

    @property
    def where(self) -> tuple[str, ...]:
        """What the names in it stand for."""
        return self.equation.scaled.where if self.equation else ()

    @property
    def full(self) -> Form | None:
        """With Delta written out, if that is another form."""
        if self.equation is None or self.equation.full.latex == self.equation.latex:
            return None
        return self.equation.full

    @property
    def condition(self) -> str:
        """Domain of a formula, condition of an equation."""
        return self.record.domain if isinstance(self.record, Formula) else self.record.where

    @property
    def kinds(self) -> tuple[str, ...]:
        """The verdicts on it, each once."""
        return tuple(dict.fromkeys(section.verdict.kind.value for section in self.sections))


@dataclass(frozen=True)
class Chapter:
    """Pages that belong together in the source."""

    title: str
    pages: tuple[Page, ...]

    @property
    def slug(self) -> str:
        """Anchor."""
        return slug("chapter", self.title)

    @property
    def span(self) -> str:
        """First and last equation number in it, "" if there is none."""
        tags = [page.tag for page in self.pages if page.tag]
        return "" if not tags else f"({tags[0]})" if len(tags) == 1 else f"({tags[0]})\N{EN DASH}({tags[-1]})"


@dataclass(frozen=True)
class Report:
    """The whole document."""

    counts: Mapping[Kind, int]
    sections: tuple[Section, ...]
    chapters: tuple[Chapter, ...]
    opinions: tuple[Opinion, ...]
    other_proofs: tuple[Proof, ...]
    figures: tuple[Figure, ...]
    references: Mapping[str, bibliography.Entry]  # in order of first use

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every equation and formula."""
        return tuple(page for chapter in self.chapters for page in chapter.pages)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Every derivation once, in order of first use."""
        used = [proof for page in self.pages for proof, first in page.proofs if first]
        return (*used, *self.other_proofs)

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
    equations: Table[Numbered] = EQUATIONS
    statements: Table[Statement] = STATEMENTS
    maps: Table[ValidityMap] = MAPS


def compose(archive: Archive, records: Records) -> Report:
    """Bring the archive together with the records it speaks of."""
    proofs = {key: Proof(records.derivations[key], steps) for key, steps in archive.derivations.items()}
    sections = [_section(verdict, records) for verdict in archive.verdicts]
    chapters = _chapters(sections, records, proofs)
    told = {proof.derivation.id for chapter in chapters for page in chapter.pages for proof, _ in page.proofs}
    others = tuple(proof for key, proof in proofs.items() if key not in told)
    opinions = tuple(Opinion(records.statements[key], finding) for key, finding in archive.findings.items())
    figures = tuple(records.figures)
    homes = {section.claim.id: chapter.title for chapter in chapters for p in chapter.pages for section in p.sections}
    placed = tuple(replace(section, chapter=homes[section.claim.id]) for section in sections)
    return Report(
        counts=archive.outcome.counts(),
        sections=placed,
        chapters=chapters,
        opinions=opinions,
        other_proofs=others,
        figures=figures,
        references=_references(_sources(chapters, opinions, others, figures)),
    )


def _section(verdict: Verdict, records: Records) -> Section:
    claim = records.claims[verdict.claim]
    corrected = equation(records.formulas[claim.corrected_by], records.formulas) if claim.corrected_by else None
    return Section(claim, verdict, equation(records.formulas[claim.formula], records.formulas), corrected)


def _chapters(sections: Sequence[Section], records: Records, proofs: Mapping[str, Proof]) -> tuple[Chapter, ...]:
    """Every equation and formula, numbered ones first and in the order of the source."""
    planes = {identifier: plane for plane in records.maps for identifier in plane.formulas}
    rows: list[Formula | Numbered] = sorted([*records.formulas, *records.equations], key=lambda row: natural(row.id))
    names = [*dict.fromkeys(name for _, name in CHAPTERS), FURTHER]
    told: set[str] = set()
    found: dict[str, list[Page]] = {name: [] for name in names}
    for name in names:
        for row in rows:
            if chapter_of(row.id) != name:
                continue
            own = tuple(section for section in sections if section.claim.formula == row.id)
            wanted = [*getattr(row, "derivations", ()), *(s.claim.derivation for s in own if s.claim.derivation)]
            used = [proofs[key] for key in dict.fromkeys(wanted) if key in proofs]
            shown = tuple((proof, proof.derivation.id not in told) for proof in used)
            told |= {proof.derivation.id for proof in used}
            made = equation(row, records.formulas) if isinstance(row, Formula) else None
            found[name].append(Page(row, made, own, shown, planes.get(row.id)))
    return tuple(Chapter(name, tuple(pages)) for name, pages in found.items() if pages)


def chapter_of(identifier: str) -> str:
    """Where in the source the equation with this id stands."""
    head, _, rest = identifier.partition(":")
    number = rest.partition(":")[0]
    if head != "eq" or not number.isdigit():
        return FURTHER
    return next((name for last, name in CHAPTERS if int(number) <= last), FURTHER)


def _sources(
    chapters: Iterable[Chapter], opinions: Iterable[Opinion], others: Iterable[Proof], figures: Collection[Figure]
) -> list[Source]:
    found = []
    for page in (page for chapter in chapters for page in chapter.pages):
        found.append(page.record.source)
        found += [proof.derivation.source for proof, _ in page.proofs]
        found += [section.corrected.formula.source for section in page.sections if section.corrected]
    found += [opinion.statement.source for opinion in opinions]
    found += [proof.derivation.source for proof in others]
    return found + [figure.source for figure in figures]


def _references(sources: Sequence[Source]) -> dict[str, bibliography.Entry]:
    known = bibliography.references()
    missing = sorted({source.key for source in sources} - set(known))
    if missing:
        raise HiggsSymError(f"references.bib has no entry {', '.join(missing)}")
    return {source.key: known[source.key] for source in sources}


def equation(formula: Formula, formulas: Table[Formula] = FORMULAS) -> Equation:
    """The formula as LaTeX, from the same body that computes the numbers."""
    return Equation(formula, in_units_of_delta(formula, formulas), dimensionful(formula, formulas))


def rows_of(verdict: Verdict, names: Collection[str] | None = None) -> tuple[Row, ...]:
    """The terms of a verdict as LaTeX; `names` are the variables, by default all words but names of functions."""
    rows = []
    for term in verdict.terms:
        variables = _words(term.written) if names is None else names
        rows.append(Row(term, notation(or_code(term.written, variables))))
    return tuple(rows)


def _words(text: str) -> set[str]:
    called = {name for name in FUNCTIONS if f"{name}(" in text}
    return set(re.findall(r"[A-Za-z]\w*", text)) - called - {"pi", "EulerGamma"}


def slug(*parts: str) -> str:
    """A file name and anchor made of letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")
