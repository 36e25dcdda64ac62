"""Exact sides of the corpus against plain mpmath scripts that are asked for the same 30 right digits."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from tests.evaluation.corpus.__main__ import PLAIN_DIGITS, PLAIN_SECONDS
from tests.evaluation.corpus.sides import DIGITS, Side, plainly, sides
from tests.forked import forked

WARM = ("endpoints:abel", "sums:cosine", "oscillating:damped")  # with them the libraries are loaded


def ratios(quick: bool) -> Iterator[tuple[Side, float, float, float]]:
    """Side, our seconds from the text to the value, those of the script at the least digits that are right, and those
    of all runs up to one that confirms it: a script does not say which of its digits are right.
    """
    for each in sides(WARM):
        _value(each)
    chosen = [side for side in sides() if side.plain]
    for side in chosen[:5] if quick else chosen:
        ours = next(forked(_timed, [side], PLAIN_SECONDS)).result
        spent, right = [], 0
        for digits in PLAIN_DIGITS:
            done = next(forked(lambda job, n=digits: _plain(job, n), [side], PLAIN_SECONDS)).result
            spent.append(done[1] if done else PLAIN_SECONDS)
            right += bool(done and done[0])
            if right == 2 or not done:
                break
        once = spent[-right] if right else float("inf")
        yield side, ours, once, sum(spent) if right == 2 else float("inf")


def medians(quick: bool) -> tuple[float, float, int, int]:
    """How many times as long the script takes: at once, and until confirmed; how many are never right, and of all."""
    rows = list(ratios(quick))
    once = [row[2] / row[1] for row in rows]
    confirmed = [row[3] / row[1] for row in rows]
    return statistics.median(once), statistics.median(confirmed), once.count(float("inf")), len(rows)


def _value(side: Side) -> None:
    Expression(parse(side.text, side.at)).value(side.point, DIGITS)


def _timed(side: Side) -> float:
    started = time.thread_time()
    _value(side)
    return time.thread_time() - started


def _plain(side: Side, digits: int) -> tuple[bool, float]:
    started = time.thread_time()
    return plainly(side, digits), time.thread_time() - started
