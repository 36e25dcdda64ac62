"""What the pages say about claims of somebody's own, before anybody decides how they look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from higgs_sym.records import Kind, Outcome, Remainder, Verdict
from higgs_sym.report import rounding
from higgs_sym.report.model import Row, rows_of, slug
from higgs_sym.report.own.project import Located, Project
from higgs_sym.typeset.written import or_code, written

CLAIMED = {
    "order": "exponent of the leading term",
    "prefactor": "coefficient of the leading term",
    "remainder": "full over formula, minus 1",
    "range": "below 10% up to",
    "terms": "terms claimed",
}


@dataclass(frozen=True)
class Page:
    """One claim with its formulas, its verdict and how to get it again."""

    located: Located
    verdict: Verdict
    approx: str  # LaTeX
    exact: str
    limit: str
    at: tuple[str, ...]  # LaTeX of every other symbol
    claimed: tuple[tuple[str, str], ...]  # what, as it was written
    rows: tuple[Row, ...]

    @property
    def id(self) -> str:
        """As in the file."""
        return self.located.entry.id

    @property
    def title(self) -> str:
        """As in the file; the id if there is none."""
        return self.located.entry.title

    @property
    def slug(self) -> str:
        """Anchor, label and file name of the plot."""
        return slug("claim", self.id)

    @property
    def expectation(self) -> Kind:
        """The verdict on record."""
        return self.located.entry.expectation

    @property
    def unexpected(self) -> bool:
        """Whether the verdict differs from the one on record."""
        return self.verdict.kind is not self.expectation

    @property
    def latex(self) -> str:
        """The claim as an equation."""
        return rf"{self.exact} \simeq {self.approx}"

    @property
    def remainder(self) -> Remainder | None:
        """What is left after all terms, if it was measured."""
        return self.verdict.remainder

    @property
    def correct(self) -> str:
        """How many of the terms hold: "1 of 2"."""
        if not self.rows:
            return ""
        good = sum(row.term.kind is Kind.CONFIRMED for row in self.rows)
        return f"{good} of {len(self.rows)}"

    @property
    def command(self) -> str:
        """What gives this verdict again."""
        return self.located.again or f"higgs-sym verify {quoted(self.located.address)}"

    def reach(self, limit: str) -> str:
        """Where the error stays below a level: in the user's variable."""
        largest, start = rounding.decimal(limit), rounding.decimal(self.located.entry.question.claim.limit.start)
        if largest is None:
            return "\N{EN DASH}"
        if largest == 0:
            return "at none of the samples"
        edge = self._in_variable(largest)
        if start is not None and largest >= start:
            return f"everywhere sampled ({edge})"
        return edge

    def _in_variable(self, small: Decimal) -> str:
        from mpmath.ctx_mp import MPContext

        context = MPContext()
        question, name = self.located.entry.question, str(self.located.entry.given["var"])
        value = question.to_variable(context.mpf(str(small)))
        near = question.to_variable(context.mpf(str(small)) / 2)
        sign = "\N{LESS-THAN OR EQUAL TO}" if near < value else "\N{GREATER-THAN OR EQUAL TO}"
        return f"{name} {sign} {rounding.short(context.nstr(value, 12))}"


@dataclass(frozen=True)
class OwnReport:
    """The whole document."""

    project: Project
    pages: tuple[Page, ...]
    counts: Mapping[Kind, int]

    @property
    def unexpected(self) -> tuple[Page, ...]:
        """Claims whose verdict is not the one on record."""
        return tuple(page for page in self.pages if page.unexpected)


def compose(project: Project, verdicts: Sequence[Verdict]) -> OwnReport:
    """Bring claims and verdicts together."""
    pages = tuple(_page(located, verdict) for located, verdict in zip(project.claims, verdicts, strict=True))
    return OwnReport(project, pages, Outcome(tuple(verdicts)).counts())


def _page(located: Located, verdict: Verdict) -> Page:
    given = located.entry.given
    names = (given["var"], *given.get("at", {}))
    return Page(
        located,
        verdict,
        approx=or_code(str(given["approx"]), names),
        exact=or_code(str(given["exact"]), names),
        limit=_limit(str(given["var"]), str(given["to"])),
        at=tuple(f"{_name(name)} = {or_code(str(value), names)}" for name, value in given.get("at", {}).items()),
        claimed=tuple((text, str(given[key])) for key, text in CLAIMED.items() if key in given),
        rows=rows_of(verdict, names),
    )


def _name(name: str) -> str:
    return written(name, (name,))


def _limit(variable: str, to: str) -> str:
    """LaTeX of the limit: "x \\to 0^+"."""
    text = to.replace(" ", "")
    if text in ("oo", "+oo", "-oo"):
        return rf"{_name(variable)} \to {'-' if text[0] == '-' else ''}\infty"
    side = text[-1] if text[-1:] in ("+", "-") else ""
    point = or_code(text.removesuffix(side) if side else text, ())
    raised = f"^{side}" if len(point) == 1 else rf"\,{{}}^{side}"
    return rf"{_name(variable)} \to {point}" + (raised if side else "")


def quoted(word: str) -> str:
    """The word as a shell takes it."""
    import shlex

    return shlex.quote(word)


@dataclass(frozen=True)
class Summary:
    """What is said at the end of a run."""

    counts: Mapping[Kind, int]
    failures: tuple[tuple[str, Kind, Kind, str], ...]  # id, found, expected, reason

    @property
    def code(self) -> int:
        """Exit code: 1 if a verdict is undecided or not the one on record."""
        return int(bool(self.failures))

    def lines(self) -> list[str]:
        """Counts, then what differs."""
        counts = ", ".join(f"{number} {kind.value}" for kind, number in self.counts.items() if number)
        return [counts, *(_complaint(*failure) for failure in self.failures)]

    def facts(self) -> dict[str, object]:
        """For JSON."""
        found = [
            {"claim": key, "found": kind.value, "expected": wanted.value} for key, kind, wanted, _ in self.failures
        ]
        return {"counts": {kind.value: number for kind, number in self.counts.items()}, "not expected": found}


def _complaint(identifier: str, kind: Kind, expected: Kind, reason: str) -> str:
    wanted = "" if kind is expected else f" (expected: {expected.value})"
    return f"{identifier}: {kind.value}{wanted}: {reason}"


def summary(project: Project, verdicts: Sequence[Verdict]) -> Summary:
    """Counts of the kinds, and what is undecided or not as on record."""
    pairs = list(zip(project.entries, verdicts, strict=True))
    failures = [
        (entry.id, verdict.kind, entry.expectation, verdict.reason)
        for entry, verdict in pairs
        if verdict.kind is not entry.expectation or verdict.kind is Kind.UNDECIDED
    ]
    return Summary(Outcome(tuple(verdicts)).counts(), tuple(failures))
