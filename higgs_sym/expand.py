"""Exact quantity -> its asymptotic expansion, found and then judged like anybody's claim: `expand`.

The module can be called as the function: `higgs_sym.expand("gamma(x)", "x", "oo")`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from higgs_sym.errors import BudgetError, InputError
from higgs_sym.evaluation.budget import DEFAULT, budget
from higgs_sym.evaluation.expression import Expression
from higgs_sym.expanding.agreeing import Agreed, coefficients
from higgs_sym.expanding.basis import names_in
from higgs_sym.expanding.confirming import Question, front_of, judged
from higgs_sym.expanding.enclosing import enclosures
from higgs_sym.expanding.expansion import Expansion, NoExpansionError, derived_term, term_of
from higgs_sym.expanding.foreseeing import foreseen, with_numbers
from higgs_sym.expanding.scales import Small
from higgs_sym.expanding.search import find
from higgs_sym.expanding.series import Found, Series, Wanted
from higgs_sym.expanding.source import Source, source_of
from higgs_sym.records import Verdict

MOST_TERMS = 20
LEAST_DIGITS, MOST_DIGITS = 6, 60
INSTEAD = 10.0  # seconds for an answer to a claim


def expand(
    exact: Any,
    var: str,
    limit: str,
    *,
    terms: int = 4,
    digits: int = 15,
    at: Mapping[str, Any] | None = None,
    timeout: float | None = DEFAULT,
    tell: Callable[[str], None] | None = None,
) -> Expansion:
    """The asymptotic expansion of an exact quantity.

    Parameters
    ----------
    exact : str, SymPy expression or function (x, digits) -> mpf
        The full quantity, as in `check.check`.
    var, limit : str
        The variable and where it tends: "0+", "0-", "oo", "-oo", or a point with its side, "pi/2-".
    terms : int
        How many terms are wanted, 1 to 20. A term is one power with one power of the logarithm, behind an exponential
        or beside an oscillation if there is one.
    digits : int
        Digits that every coefficient is known to at least, 6 to 60.
    at : mapping
        Every other symbol, by a number or by a formula in `var` (parameters that scale together).
    timeout : float
        Seconds of CPU after which the search ends; None for no limit.
    tell : function of a string
        Hears what is being tried.

    Returns
    -------
    Expansion
        Each coefficient with an error bar, and with a closed form where one is recognised. Every term shown has been
        confirmed by the judge, all of them together; where fewer than asked for were, `stopped` says why.

    Raises
    ------
    NoExpansionError
        If not even the leading term was found and confirmed.
    InputError
        For wrong arguments (FormulaError: for what is no formula).
    BudgetError
        If the time ended before the leading term was found.
    """
    begin, hear = time.process_time(), tell or (lambda _text: None)
    with budget(timeout):
        source, wanted = _asked(exact, var, limit, at, terms, digits, hear)
        best = _best(source, wanted, Question(exact, var, limit, at))
    series, confirmed, why = best.series, best.confirmed, best.why
    if series is None or not series.terms:
        raise NoExpansionError(f"no law was found for {_short(exact)}, {var} -> {limit}")
    if not confirmed:
        raise NoExpansionError(f"a law was found and not confirmed for {_short(exact)}, {var} -> {limit}: {why}")
    small = Small(source.approach)
    whole = len(confirmed) == len(series.terms)
    following = series.following if whole else series.terms[len(confirmed)].scale
    remainder = "0" if whole and series.ended == "ends" else str(following.expression(small)) if following else ""
    if whole:
        ended = remainder == "0" or len(confirmed) >= terms
        why = "" if ended else _stopped(series, digits)
    found = Expansion(
        str(exact), var, limit, {name: str(value) for name, value in (at or {}).items()},
        tuple(term_of(term, small) for term in confirmed), remainder, why, best.verdict,
        time.process_time() - begin, front_of(confirmed, small), foreseen=best.foreseen,
    )  # fmt: skip
    with budget(timeout):
        found = _with_evidence(found, source, confirmed)
    return replace(found, cpu_seconds=time.process_time() - begin)


@dataclass(frozen=True)
class _Judged:
    """A series and what the judge said to it; `foreseen` if it was derived before anything was measured."""

    series: Series | None
    confirmed: tuple[Found, ...] = ()
    verdict: Verdict | None = None
    why: str = ""
    foreseen: bool = False


def _best(source: Source, wanted: Wanted, question: Question) -> _Judged:
    """The measured series; where values are dear or it falls short, the derived one if the judge confirms more."""

    def put(series: Series | None, early: bool) -> _Judged:
        if series is None or not series.terms:
            return _Judged(series)
        return _Judged(series, *judged(series, source, question, wanted.tell), early)

    if not source.closed:
        wanted.tell("a derivation")
        early = put(foreseen(source, wanted), True)
        if len(early.confirmed) >= wanted.terms:
            return early
    measured = put(find(source, wanted), False)
    ends = measured.series is not None and measured.series.ended == "ends"
    if len(measured.confirmed) >= wanted.terms or (ends and measured.confirmed):
        return measured
    wanted.tell("a derivation")
    late = put(foreseen(source, wanted), True) if source.closed else early
    if len(late.confirmed) < wanted.terms:  # with one term more, what is left may be small enough to be seen
        more = put(foreseen(source, replace(wanted, terms=wanted.terms + 1)), True)
        late = _without_last(more) if len(more.confirmed) > wanted.terms else late
    if len(late.confirmed) > len(measured.confirmed) or (measured.series is None and late.series is not None):
        return late
    return measured


def _without_last(found: _Judged) -> _Judged:
    *terms, last = found.confirmed
    return replace(found, series=Series(tuple(terms), last.scale, ""), confirmed=tuple(terms))


def search(
    exact: Any,
    var: str,
    limit: str,
    *,
    terms: int = 4,
    digits: int = 15,
    at: Mapping[str, Any] | None = None,
    timeout: float | None = DEFAULT,
) -> tuple[Found, ...]:
    """What the search alone finds, before anybody has judged it: the fast half of `expand`.

    Milliseconds where the powers are evenly spaced, which is the ground of PARI's `asympnum`.

    Parameters
    ----------
    exact, var, limit, terms, digits, at, timeout
        As in `expand`.

    Returns
    -------
    tuple of Found
        Scale, coefficient with an error bar from two fits, and closed form, tested with digits that were not used to
        find it. Empty if nothing was found. `expand` shows of these what the judge confirms.

    Raises
    ------
    InputError, BudgetError
        As in `expand`.
    """
    with budget(timeout):
        series = find(*_asked(exact, var, limit, at, terms, digits, lambda _text: None))
    return series.terms if series else ()


def _asked(
    exact: Any,
    var: str,
    limit: str,
    at: Mapping[str, Any] | None,
    terms: int,
    digits: int,
    hear: Callable[[str], None],
) -> tuple[Source, Wanted]:
    _check("terms", terms, 1, MOST_TERMS)
    _check("digits", digits, LEAST_DIGITS, MOST_DIGITS)
    source = source_of(exact, var, limit, at)
    return source, Wanted(terms, digits, names_in(source), hear)


def instead(exact: Any, var: str, limit: str, at: Mapping[str, Any] | None = None) -> Expansion | None:
    """The expansion to answer a refuted claim with, within `INSTEAD` seconds of CPU; None if none is found by then."""
    try:
        return expand(exact, var, limit, at=at, timeout=INSTEAD)
    except (NoExpansionError, BudgetError):
        return None


def _with_evidence(found: Expansion, source: Source, confirmed: tuple[Found, ...]) -> Expansion:
    """With what can be derived and what can be proved about it."""
    if source.tree is None:
        return found
    tree = with_numbers(source)
    agreed = Agreed() if tree is None else coefficients(tree, source.approach, confirmed)
    if agreed.exact:
        small = Small(source.approach)
        terms = tuple(derived_term(*each, small) for each in zip(found.terms, confirmed, agreed.exact, strict=True))
        found = replace(
            found, terms=terms, derivation=agreed.rules, steps=agreed.steps, doubts=agreed.doubts, proved=agreed.proved
        )  # fmt: skip
    total = Expression(found.as_expr())
    certified = enclosures(Expression(source.tree), total, source.approach.variable, source.values)
    return replace(found, certified=certified)


def _stopped(series: Series, digits: int) -> str:
    if series.left:
        return f"something is left that follows no law found: {series.left}"
    return f"the next coefficient is not known to {digits} digits"


def _check(name: str, value: Any, least: int, most: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(name, value, f"an integer from {least} to {most}")


def _short(exact: Any) -> str:
    text = str(exact)
    return text if len(text) <= 60 else text[:57] + "..."


class _Callable(ModuleType):
    """The module under the name of its function: importing it must not hide `higgs_sym.expand(...)`."""

    def __call__(self, *args: Any, **kwargs: Any) -> Expansion:
        return expand(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
