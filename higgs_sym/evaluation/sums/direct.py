"""Sums that are added up directly: of terms that vanish after a few, and of those that only whole numbers are given to.

Terms that fall like 2^-(2^n) are told by the logarithms of their sizes, before anything looks at n = 2^256. Others,
such as bell(n)/n!, can be followed nowhere but at the first thousands of n; there their fall from one dozen to the next
must be steady, or become steeper, and as many terms again must be as small as it says.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.sums.terms import Found, Term

Ball = Any  # acb
PLACES = (5, 10, 20, 40, 80, 160)  # at one of which terms that fall doubly exponentially are deep down
DEEP = 1000.0  # logarithms
LEAST_SLOPE, KEPT = 0.2, 0.95  # of ln(-ln f), and how much of it is left further on
QUIET = 3  # small terms in a row that end a sum
DOZEN = 12  # terms of which the largest counts, whatever their period
FEWEST, MOST = 10, 340  # dozens
LOOK = 24  # dozens after which those that fall like powers are given up
STEADY = 0.8  # of the fall from one dozen to the next, that is left later: of 1/n^p it is a half
LEAST_FALL = 0.05
FURTHER = 6  # doublings of the index at which terms are to be small, where they can be found


def at_once(term: Term, first: Ball, digits: int, what: str = "sum") -> Found | None:
    """The sum of terms that fall doubly exponentially; DivergesError if they grow so, None for all others."""
    place = None if term.costly else next((k for k in PLACES if abs(_depth(term, first, k) or 0) > DEEP), None)
    if place is None:
        return None
    steps = (place, place * 3 // 2, place * 2)
    depths = [_depth(term, first, k) for k in steps]
    logs = [math.log(abs(depth)) for depth in depths if depth is not None and abs(depth) > DEEP]
    if len(logs) < len(steps):
        return None
    early, late = ((logs[j + 1] - logs[j]) / (steps[j + 1] - steps[j]) for j in (0, 1))
    if not (late >= LEAST_SLOPE and late >= KEPT * early):
        return None
    if all(depth is not None and depth < 0 for depth in depths):
        raise DivergesError(f"the {what} diverges: its terms grow faster than every exponential")
    return _until_small(term, first, digits, 2 * place)


def _until_small(term: Term, first: Ball, digits: int, most: int) -> Found | None:
    small = flint.arb(10) ** -(digits + 3)
    total, largest, quiet = flint.acb(0), flint.arb(0), 0
    for k in range(most):
        value = term(first + k)
        size = abs(value).mid()
        total, largest = total + value, max(largest, size)
        quiet = quiet + 1 if size <= (largest * small).mid() else 0
        if quiet == QUIET:
            return Found(total, 2 * size)
    return None


def _depth(term: Term, first: Ball, k: int) -> float | None:
    """-ln |f(first + k)|; None where it is not known."""
    try:
        with flint_precision(64 + 4 * k + 2 * flint.ctx.prec):
            size = abs(term.exact(first + k))
            if not size.is_finite():
                return None
            size = size.mid() if size > 0 else size.upper()
            return float(-size.log().mid()) if size > 0 else None
    except BudgetError:
        raise
    except (AccuracyError, OverflowError):
        return None


def measured(term: Term, first: Ball, digits: int) -> Found | None:
    """The sum of terms that are seen to fall at least geometrically; None where they do not, or vanish."""
    try:
        values = _twice_enough(term, first, flint.arb(10) ** -(digits + 3))
    except BudgetError:
        raise
    except AccuracyError:
        return None
    dozens = _dozens(values)
    if not dozens or not all(size > 0 for size in dozens):
        return None
    falls = [float((one.log() - other.log()).mid()) for one, other in pairwise(dozens)]
    half = len(falls) // 2
    early, late = falls[half // 2 : half], falls[half:]
    least = min(late)
    if least < LEAST_FALL or sum(late) / len(late) < STEADY * sum(early) / len(early):
        return None
    if not _small_beyond(term, first, len(values), dozens[-1]):
        return None
    return Found(sum(values, flint.acb(0)), (dozens[-1] * DOZEN / (1 - math.exp(-least / 2))).mid())


def _twice_enough(term: Term, first: Ball, small: Any) -> list[Ball]:
    """Twice as many terms as it takes until they are small; none where it takes too many."""
    values: list[Ball] = []
    dozens: list[Any] = []
    end = MOST
    while len(dozens) < end:
        values += [term(first + len(values) + k) for k in range(DOZEN)]
        dozens = [*dozens, *_dozens(values[-DOZEN:])]
        if end == MOST and dozens[-1] <= (max(dozens) * small).mid():
            end = max(FEWEST, 2 * len(dozens))
        if end == MOST and (2 * len(dozens) >= MOST or (len(dozens) == LOOK and _in_vain(dozens, small))):
            return []
    return values


def _in_vain(dozens: list[Any], small: Any) -> bool:
    """Whether they fall more and more slowly, and too slowly."""
    if not all(size > 0 for size in dozens):
        return True
    logs = [float(size.log().mid()) for size in dozens]
    quarter = len(logs) // 4
    early, late = logs[quarter] - logs[2 * quarter], (logs[2 * quarter] - logs[-1]) / 2
    left = logs[-1] - max(logs) - float(small.log().mid())
    return early > 0 and late < STEADY * early and left > late / quarter * MOST


def _dozens(values: list[Ball]) -> list[Any]:
    """The largest size in each dozen of values."""
    sizes = [abs(value).mid() for value in values]
    return [max(sizes[k : k + DOZEN]) for k in range(0, len(sizes), DOZEN)]


def _small_beyond(term: Term, first: Ball, count: int, size: Any) -> bool:
    """Whether terms are not larger further on, as far as they can be found."""
    for doubling in range(FURTHER):
        try:
            if not abs(term(first + (count << doubling))).mid() <= size:
                return False
        except BudgetError:
            raise
        except AccuracyError:
            return True
    return True
