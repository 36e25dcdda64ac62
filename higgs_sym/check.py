"""Claim -> Verdict: order, prefactor and reach of an approximation, measured against the full quantity.

`verify` judges a registered claim, `check` anybody's formula, `verify_all` all that is registered. The two sides are
compared along x_k = start/ratio^k at a precision that resolves their difference, and everything that is stated about
the limit comes from an accelerated sequence with an error bar. What the bar does not settle is undecided. Sampling
shows what holds, balls prove it at the samples, and only a derivation with the same result makes it *proven*.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from higgs_sym.errors import AccuracyError, HiggsSymError, StepError, UnknownIdError
from higgs_sym.evaluation.budget import DEFAULT
from higgs_sym.inputs import check_digits
from higgs_sym.judging import certificates
from higgs_sym.judging.answering import answer
from higgs_sym.judging.question import pose
from higgs_sym.judging.registered import approximation, stated
from higgs_sym.judging.sampling import Memory, Sampler
from higgs_sym.judging.verdict import judge as judge_samples
from higgs_sym.records import Claim, Finding, Formula, Kind, Outcome, Statement, Verdict
from higgs_sym.registry import CLAIMS, DERIVATIONS, FORMULAS, STATEMENTS, kind_of

Progress = Callable[[int, int, str], None]
Judge = Callable[[Sequence[Claim | Statement], int | None, bool, Progress], Sequence[Verdict | Finding]]


def verify(
    claim: Claim,
    digits: int | None = None,
    *,
    formula: Formula | None = None,
    memory: Memory | None = None,
    ranges: bool = True,
    certify: bool = False,
) -> Verdict:
    """The verdict on a claim.

    Parameters
    ----------
    claim : Claim
        A registered claim, or one made by hand.
    digits : int, optional
        What an identity is compared to (10 to 100, default 30), and where an asymptotic claim starts (default 20, at
        most 60): there the precision rises as the limit demands.
    formula : Formula, optional
        Stands in for the registered formula.
    memory : Memory, optional
        Holds what the oracle has said before.
    ranges : bool
        Refine the reach of the formula between the samples.
    certify : bool
        Certify claims that have balls at their samples.

    Returns
    -------
    Verdict
        Deterministic: the same claim gives the same strings everywhere. A quantity that misses its accuracy leaves the
        claim undecided.

    Raises
    ------
    InputError
        For digits out of range.
    """
    formula = formula or FORMULAS[claim.formula]
    sampler = Sampler(claim, formula, memory)
    balls = certificates.of_formula(formula) if certify and claim.ball else None
    tree, closed = None, ""
    if not claim.exact and claim.terms != 1:
        try:
            tree = approximation(claim, formula)
        except HiggsSymError as error:
            closed = str(error)
    landau, size = stated(claim) or (None, None)
    verdict = judge_samples(
        sampler, check_digits(digits), balls, ranges=ranges, formula=tree, stated=landau, stated_size=size
    )
    verdict = replace(verdict, evidence=_evidence(claim, formula, verdict))
    return _of_leading_law(verdict, closed) if closed else verdict


def _of_leading_law(verdict: Verdict, why: str) -> Verdict:
    """A verdict on a formula whose later terms could not be read: what would be confirmed is undecided."""
    kind = Kind.UNDECIDED if verdict.kind is Kind.CONFIRMED else verdict.kind
    reason = f"{verdict.reason}; only the leading law was judged, the formula is no expression: {why}"
    return replace(verdict, kind=kind, reason=reason)


def check(
    approx: Any,
    exact: Any,
    var: str,
    limit: str,
    *,
    at: Mapping[str, Any] | None = None,
    order: Any = None,
    prefactor: Any = None,
    remainder: Any = None,
    claimed_range: Any = None,
    start: Any = None,
    digits: int | None = None,
    certify: bool = False,
    terms: int | str | None = None,
    timeout: float | None = DEFAULT,
    title: str = "claim",
) -> Verdict:
    r"""The verdict on anybody's approximation.

    Parameters
    ----------
    approx, exact : str, SymPy expression or number
        The approximation and the full quantity, as formula strings (see `parsing.grammar`) or SymPy expressions;
        `exact` may be a function (x, digits) -> mpf of the variable instead, trusted to that many digits.
    var, limit : str
        The variable and where it tends: "0+", "0-", "oo", "-oo", or a point with its side, "2+", "pi/2-"; a point
        without a sign is approached from both sides.
    at : mapping, optional
        Every other symbol, by a number or by a formula in `var` (parameters that scale together).
    order : number, optional
        Claimed exponent of the leading term in the small parameter: the distance from the point, or 1/\|var\|.
    prefactor : number or formula, optional
        Claimed coefficient of that term.
    remainder : number or formula, optional
        Claimed exponent of \|exact/approx - 1\|, or a formula in `var` that it should equal to leading order.
    claimed_range : number, optional
        Value of `var` up to which the error is claimed to stay below 10%.
    start : number, optional
        Value of `var` that the way to the limit starts from; if not given, where the small parameter is 1/16, or
        further out if the claimed range begins there.
    digits : int, optional
        Digits to start from, 10 to 60; they rise as needed.
    certify : bool
        Evaluate quantities of the package in balls.
    terms : int, optional
        How many of the written terms are claimed, the largest first: all by default, 1 for the leading law alone.
    timeout : float or None
        Seconds of CPU after which the verdict is what is known by then: undecided. 60 if not given, None for no end.
    title : str
        What the claim is called.

    Returns
    -------
    Verdict
        Its kind, the reason, one row a written term with the measured coefficient, the remainder, the range, and the
        samples. Exponents, samples and ranges refer to the small parameter. Evidence is "certified at N points" where
        both sides could be enclosed in balls, else "measured".

    Raises
    ------
    FormulaError
        For what is no formula.
    InputError
        For other wrong arguments.

    Notes
    -----
    Samples until the exponent is known to 1e-6, and says undecided where it is not.
    """
    question = pose(
        approx, exact, var, limit, at=at, order=order, prefactor=prefactor, remainder=remainder,
        claimed_range=claimed_range, start=start, certify=certify, terms=terms, title=title,
    )  # fmt: skip
    return answer(question, digits, timeout)


def verify_all(
    ids: Iterable[str] | None = None,
    digits: int | None = None,
    progress: Progress | None = None,
    *,
    certify: bool = False,
    judge: Judge | None = None,
) -> Outcome:
    """Verdicts on the registered claims and findings on the statements.

    Parameters
    ----------
    ids : iterable of str, optional
        Their ids; all by default.
    digits : int, optional
        As for `verify`.
    progress : function, optional
        progress(done, total, id) is called after each.
    certify : bool
        As for `verify`.
    judge : function, optional
        Does the work, one after the other by default; `runs.checks.judge` does it on several processes and keeps the
        results.

    Returns
    -------
    Outcome
        The verdicts, and the findings by id.

    Raises
    ------
    UnknownIdError
        For an id that is not there.
    """
    rows = [*CLAIMS, *STATEMENTS] if ids is None else [_claim_or_statement(identifier) for identifier in ids]
    decided = (judge or _one_by_one)(rows, digits, certify, progress or (lambda _done, _total, _name: None))
    verdicts = tuple(each for each in decided if isinstance(each, Verdict))
    findings = {row.id: each for row, each in zip(rows, decided, strict=True) if isinstance(each, Finding)}
    return Outcome(verdicts, findings)


def _one_by_one(
    rows: Sequence[Claim | Statement], digits: int | None, certify: bool, progress: Progress
) -> list[Verdict | Finding]:
    decided = []
    for row in rows:
        decided.append(decide_record(row, digits, certify))
        progress(len(decided), len(rows), row.id)
    return decided


def decide_record(row: Claim | Statement, digits: int | None, certify: bool) -> Verdict | Finding:
    """The verdict on a claim, the finding on a statement."""
    return verify(row, digits, certify=certify) if isinstance(row, Claim) else decide_statement(row, digits)


def decide_statement(statement: Statement, digits: int | None = None) -> Finding:
    """The finding on a statement; a quantity that misses its accuracy leaves it undecided.

    `digits` (10 to 100) is handed to the statement's own test, which chooses for itself if it is None.
    """
    try:
        return statement.decide(check_digits(digits))
    except AccuracyError as error:
        return Finding(Kind.UNDECIDED, f"no finding: {error}", "measured")


def _claim_or_statement(identifier: str) -> Claim | Statement:
    if identifier in CLAIMS:
        return CLAIMS[identifier]
    if identifier in STATEMENTS:
        return STATEMENTS[identifier]
    near = difflib.get_close_matches(identifier, [row.id for row in (*CLAIMS, *STATEMENTS)], n=3, cutoff=0.5)
    raise UnknownIdError("claim or statement", identifier, tuple(near), kind_of(identifier))


def expectations() -> dict[str, Kind]:
    """The verdict on record of every claim and statement, by id."""
    return {row.id: row.expectation for row in (*CLAIMS, *STATEMENTS)}


def surprises(outcome: Outcome, expected: Mapping[str, Kind] | None = None) -> tuple[str, ...]:
    """Ids of what was not decided as expected; as it is on record, if nothing else is said."""
    expected = expectations() if expected is None else expected
    return tuple(key for key, kind in outcome.kinds().items() if kind is not expected[key])


def differs_from_expectation(verdict: Verdict) -> bool:
    """Whether a verdict on a registered claim is not the one on record."""
    return verdict.kind is not CLAIMS[verdict.claim].expectation


def _evidence(claim: Claim, formula: Formula, verdict: Verdict) -> str:
    """Proven by derivation, if one ends at the formula and the samples agree; else what the samples are worth."""
    if claim.derivation is None or verdict.kind is not Kind.CONFIRMED:
        return verdict.evidence
    from higgs_sym.arithmetic.symbolic_backend import expression
    from higgs_sym.steps import proves_zero

    derivation = DERIVATIONS[claim.derivation]
    try:
        result = derivation.build().result
    except StepError:
        return verdict.evidence
    return "proven by derivation" if proves_zero(result - expression(formula)) else verdict.evidence


class _Callable(ModuleType):
    """This module, which can be called as its function `check` is: `higgs_sym.check("x", "sin(x)", "x", "0+")`."""

    def __call__(self, *args: Any, **options: Any) -> Verdict:
        return check(*args, **options)


sys.modules[__name__].__class__ = _Callable
