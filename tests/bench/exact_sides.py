"""Exact sides of the corpus against plain mpmath scripts that are asked for the same 30 right digits.

Both run in processes that have done other sides before, so that nothing is loaded and no page copied while the clock
runs; the script has done them with fewer digits, since every script finds the nodes of its own precision.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from higgs_sym.evaluation.expression import Expression
from higgs_sym.parsing.grammar import parse
from tests.evaluation.corpus.__main__ import PLAIN_DIGITS, PLAIN_SECONDS
from tests.evaluation.corpus.sides import DIGITS, Side, plainly, sides
from tests.forked import forked

WARM = ("endpoints:abel", "sums:cosine", "oscillating:damped", "peaks:scaled:up")
WAKING = ("endpoints:abel", "sums:cosine")  # scripts
WAKING_DIGITS = 15
FURTHER = 1 + Fraction(1, 1009)  # of the second value, in every parameter


@dataclass(frozen=True)
class Times:
    """CPU seconds of one side; those of the script are infinite where no digits it was given made 30 right."""

    ours: float  # from the text to the value
    again: float | None  # the same formula at another point; None without parameters
    script: float  # at the least digits that are right
    known: float  # the same once more, its nodes known
    confirmed: float  # all runs up to one that confirms it: a script does not say which of its digits are right


@dataclass(frozen=True)
class Medians:
    """How many times as long the script takes, in the median; times of ours in seconds."""

    once: float
    known: float
    confirmed: float
    again: float  # seconds of our second value
    again_ratio: float  # of the script whose nodes are known to that
    never: int  # scripts that are never right
    count: int


def times(quick: bool) -> Iterator[tuple[Side, Times]]:
    """All sides that a script is written for, or a few."""
    for each in sides(WARM):
        _value(each)
    chosen = [side for side in sides() if side.plain]
    for side in chosen[:5] if quick else chosen:
        ours, again = next(forked(_ours, [side], PLAIN_SECONDS)).result
        spent: list[tuple[float, float]] = []
        right = 0
        for digits in PLAIN_DIGITS:
            done = next(forked(lambda job, n=digits: _plain(job, n), [side], PLAIN_SECONDS)).result
            spent.append(done[1:] if done else (PLAIN_SECONDS, PLAIN_SECONDS))
            right += bool(done and done[0])
            if right == 2 or not done:
                break
        once, known = spent[-right] if right else (math.inf, math.inf)
        yield side, Times(ours, again, once, known, sum(row[0] for row in spent) if right == 2 else math.inf)


def medians(quick: bool) -> Medians:
    """The figures of all sides."""
    rows = [row for _, row in times(quick)]
    second = [(row.again, row.known) for row in rows if row.again is not None]
    middle = statistics.median
    return Medians(
        middle(row.script / row.ours for row in rows),
        middle(row.known / row.ours for row in rows),
        middle(row.confirmed / row.ours for row in rows),
        middle(again for again, _ in second),
        middle(known / again for again, known in second),
        sum(row.script == math.inf for row in rows),
        len(rows),
    )


def _value(side: Side) -> None:
    Expression(parse(side.text, side.at)).value(side.point, DIGITS)


def _ours(side: Side) -> tuple[float, float | None]:
    for each in sides(WARM):
        _value(each)
    started = time.thread_time()
    expression = Expression(parse(side.text, side.at))
    expression.value(side.point, DIGITS)
    first = time.thread_time() - started
    if not side.point:
        return first, None
    started = time.thread_time()
    expression.value({name: x * FURTHER for name, x in side.point.items()}, DIGITS)
    return first, time.thread_time() - started


def _plain(side: Side, digits: int) -> tuple[bool, float, float]:
    for each in sides(WAKING):
        plainly(each, WAKING_DIGITS)
    started = time.thread_time()
    right = plainly(side, digits)
    first = time.thread_time() - started
    if not right:
        return right, first, first
    started = time.thread_time()
    plainly(side, digits)
    return right, first, time.thread_time() - started
