"""A question -> its verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import sympy

from higgs_sym.arithmetic.types import Tree
from higgs_sym.errors import BudgetError, DivergesError
from higgs_sym.evaluation.budget import budget
from higgs_sym.inputs import check_digits
from higgs_sym.judging import imaginary
from higgs_sym.judging.partials import Partial, far
from higgs_sym.judging.question import Question
from higgs_sym.judging.sampling import SEED, Sampler
from higgs_sym.judging.verdict import judge
from higgs_sym.judging.writing import unmeasured
from higgs_sym.records import Kind, Verdict

STAGES = (7, 9, 11)  # numbers of samples after which a question may already be settled
COMPLEX = sympy.I, sympy.log, sympy.Pow, sympy.exp  # without one of these a formula is not tried for being complex
IMAGINARY_DIGITS = 15


def answer(question: Question, digits: int | None = None, timeout: float | None = None) -> Verdict:
    """The verdict on a question, after at most `timeout` seconds; see `check.check`."""
    digits = check_digits(digits)
    with budget(timeout):
        verdict = _within_budget(question, digits)
        if question.other is None:
            return verdict
        return _both({"+": verdict, "-": _within_budget(question.other, digits)}, "from above", "from below")


def _within_budget(question: Question, digits: int | None) -> Verdict:
    """The verdict on one side of the limit; undecided where the time ends before the samples are judged."""
    began = time.process_time()
    try:
        verdict = _one_side(question, digits)
    except BudgetError as error:
        verdict = unmeasured(question.claim, Kind.UNDECIDED, str(error), ())
    except DivergesError as error:
        verdict = unmeasured(question.claim, Kind.REFUTED, str(error), ())
    spent = verdict.cpu_seconds or time.process_time() - began
    return replace(verdict, cpu_seconds=spent, seed=verdict.seed or SEED)


def _one_side(question: Question, digits: int | None) -> Verdict:
    if question.part is not None and _has(sympy.im, question):
        if not _has(sympy.re, question):
            part = question.part("im")
            return imaginary.beside(_real(part, digits), part, question.part("re"), "imaginary", "real")
        parts = {name: _real(question.part(name), digits) for name in ("re", "im")}
        return _both(imaginary.together(parts), "real part", "imaginary part")
    sampler = _sampler(question)
    if question.part is not None and imaginary.is_complex(sampler):
        return imaginary.beside(_real(question.part("re"), digits), question, question.part("im"))
    return _real(question, digits, sampler)


def _sampler(question: Question) -> Sampler:
    return Sampler(question.claim, question.approximation, most_digits=question.most_digits)


def _real(question: Question, digits: int | None, sampler: Sampler | None = None) -> Verdict:
    sampler = sampler or _sampler(question)
    return judge(
        sampler, digits, question.approximation_ball, stages=STAGES, formula=question.formula, naming=question.naming,
        stated=question.landau, stated_size=question.landau_size,
    )  # fmt: skip


def _has(part_of: Callable[..., Tree], question: Question) -> bool:
    """Whether the formula has a real, an imaginary part on the way to the limit."""
    tree = question.formula.tree
    if part_of is sympy.im and not tree.has(*COMPLEX):
        return False
    part = Partial(part_of(tree, evaluate=False), question.formula.values)
    found = [part.value(s, IMAGINARY_DIGITS) for s in far(3)]
    return any(each is not None and each != 0 for each in found)


def _both(found: Mapping[str, Verdict], one: str, other: str) -> Verdict:
    """Two verdicts as one: of the worse kind, with both reasons."""
    (first, a), (second, b) = found.items()
    kind = _worse(a.kind, b.kind)
    reason = f"{one}: {a.reason}; {other}: {b.reason}" if a.reason != b.reason else f"{a.reason}, {one} and {other}"
    seconds: Any = a.cpu_seconds + b.cpu_seconds
    return replace(a, kind=kind, reason=reason, side=first, other_side=replace(b, side=second), cpu_seconds=seconds)


def _worse(one: Kind, other: Kind) -> Kind:
    """What is refuted counts more than what is undecided, and that more than what is confirmed."""
    if one in (Kind.CONFIRMED, Kind.UNDECIDED) and other is not Kind.CONFIRMED:
        return other
    return one
