"""A question -> its verdict."""

from __future__ import annotations

from higgs_sym.evaluation.budget import budget
from higgs_sym.inputs import check_digits
from higgs_sym.judging.question import Question
from higgs_sym.judging.sampling import Sampler
from higgs_sym.judging.verdict import judge
from higgs_sym.records import Verdict

STAGES = (7, 9, 11)  # numbers of samples after which a question may already be settled


def answer(question: Question, digits: int | None = None, timeout: float | None = None) -> Verdict:
    """The verdict on a question, after at most `timeout` seconds; see `check.check`."""
    sampler = Sampler(question.claim, question.approximation, most_digits=question.most_digits)
    with budget(timeout):
        return judge(
            sampler, check_digits(digits), question.approximation_ball, stages=STAGES,
            formula=question.formula, naming=question.naming,
        )  # fmt: skip
