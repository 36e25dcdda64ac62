"""Terms that were found before the judge of `check`: as many of them as it confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from higgs_sym.check import check
from higgs_sym.errors import BudgetError, HiggsSymError
from higgs_sym.evaluation.budget import left
from higgs_sym.expanding.expansion import term_of, total
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.search import START
from higgs_sym.expanding.series import Found, Series
from higgs_sym.expanding.source import Source
from higgs_sym.records import Kind, Verdict

FOREVER = 1e9  # seconds

Terms = tuple[Found, ...]


@dataclass(frozen=True)
class Question:
    """What was asked, as `check` takes it."""

    exact: Any
    var: str
    limit: str
    at: Mapping[str, Any] | None

    def put(self, approx: Any, exact: Any, start: str | None) -> Verdict:
        """The verdict on a formula, in what is left of the time."""
        return check(
            str(approx), exact, self.var, self.limit, at=self.at, start=start, timeout=min(left(), FOREVER)
        )  # fmt: skip


def judged(
    series: Series, source: Source, question: Question, hear: Callable[[str], None]
) -> tuple[Terms, Verdict | None, str]:
    """As many of the terms as the judge confirms, its verdict on them, and what it said to the next one."""
    small, terms, why = Small(source.approach), series.terms, ""
    exact, start = _asked(question.exact, source), _start(source, series)
    while terms:
        hear(f"judging {len(terms)} terms")
        try:
            verdict = question.put(_sum(terms, small), exact, start)
            parts = _by_parts(terms, source, question, start) if verdict.kind is Kind.UNDECIDED else None
            verdict = verdict if parts is None else parts
        except BudgetError as error:
            return (), None, str(error)
        except HiggsSymError as error:
            why, terms = f"term {len(terms)}: {error}", terms[:-1]
            continue
        if verdict.kind is Kind.CONFIRMED:
            return terms, verdict, why
        why, terms = f"with {len(terms)} terms the judge says {verdict.kind.value}: {verdict.reason}", terms[:-1]
    return (), None, why


def _by_parts(terms: Terms, source: Source, question: Question, start: str | None) -> Verdict | None:
    """The verdict on one exponential after the other: what is left after those before, over the exponential.

    Beside a wave that does not decay one that does is soon below all digits; by itself it is as large as any other.
    None if there is one exponential only, or one of the parts is not confirmed.
    """
    import sympy

    small = Small(source.approach)
    groups = [tuple(group) for _, group in groupby(terms, key=lambda term: term.scale.front)]
    if source.tree is None or len(groups) < 2:
        return None
    rest, verdicts = source.tree, []
    for group in groups:
        front = sympy.Mul(*(each.expression(small) for each in group[0].scale.front))
        behind = sympy.Add(*(term.behind(small) for term in group))
        verdict = question.put(behind, sympy.Mul(rest, 1 / front, evaluate=False), start)
        if verdict.kind is not Kind.CONFIRMED:
            return None
        verdicts.append(_with_fronts(verdict, group, small))
        rest = sympy.Add(rest, *(-term.expression(small) for term in group), evaluate=False)
    rows = (row for verdict in verdicts for row in verdict.terms)
    numbered = tuple(replace(row, number=k) for k, row in enumerate(rows, 1))
    reason = f"{verdicts[0].reason}; each exponential by itself, in what is left after those before"
    evidence = next((each.evidence for each in verdicts if "certified" not in each.evidence), verdicts[0].evidence)
    return replace(
        verdicts[0], reason=reason, evidence=evidence, terms=numbered, remainder=verdicts[-1].remainder
    )  # fmt: skip


def _with_fronts(verdict: Verdict, group: Terms, small: Small) -> Verdict:
    """Its rows as terms of the whole, where each has one."""
    if len(verdict.terms) != len(group):
        return verdict
    written = [str(term.expression(small)) for term in group]
    rows = (replace(row, written=text) for row, text in zip(verdict.terms, written, strict=True))
    return replace(verdict, terms=tuple(rows))


def _sum(terms: Terms, small: Small) -> Any:
    made = [term_of(term, small) for term in terms]
    return total([each.expression for each in made], [each.behind for each in made], front_of(terms, small))


def front_of(terms: Sequence[Found], small: Small) -> Any:
    """The exponential that all terms have in common; None if there is none."""
    import sympy

    fronts = {term.scale.front for term in terms}
    if len(fronts) != 1 or not terms[0].scale.front:
        return None
    return sympy.Mul(*(each.expression(small) for each in terms[0].scale.front))


def _asked(exact: Any, source: Source) -> Any:
    """What the judge is given: the formula, or, where values are dear, those that are there already."""
    return exact if source.closed else source.of_variable or exact


def _start(source: Source, series: Series) -> str | None:
    """Where the judge's samples of a wave start: with ours, not at round numbers; None where it may choose."""
    if all(term.scale.wave is None for term in series.terms):
        return None
    point, s = source.approach.point, START[source.closed]
    if not source.closed or (point is not None and not point.is_Rational):
        return None
    place = Fraction(0) if point is None else Fraction(int(point.p), int(point.q))
    return str(source.approach.direction / s if point is None else place + source.approach.direction * s)
