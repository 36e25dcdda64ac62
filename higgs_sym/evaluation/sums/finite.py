"""Sums to a far upper limit, as functions of it: what they differ by from an integral at both ends, or two tails.

Where the terms are smooth the sum is a function of a real upper limit, that of the formula: 1 + 1/2 + ... + 1/n is
digamma(n + 1) + EulerGamma between the integers as well.
"""

from __future__ import annotations

from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.sums import rays, smoothness, tails
from higgs_sym.evaluation.sums.far_out import peaked
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.sums.rules import UnsettledError
from higgs_sym.evaluation.sums.series import added_up, agreed, aim, blur, blurred, groups, length, working_bits
from higgs_sym.evaluation.sums.terms import Found, Term, added

Ball = Any  # acb
FEW, FEW_COSTLY = 2000, 300  # terms that are added without asking how they go
MOST = 100_000  # terms that are added one by one where nothing else works


def finite_sum(terms: list[Term], first: Ball, last: Ball, digits: int) -> Found:
    """The sum of the terms from first to last, both real."""
    whole = added(terms)
    count = _count(first, last)
    with flint_precision(working_bits(digits)):
        if count is not None and count <= (FEW_COSTLY if whole.costly else FEW):
            return _one_by_one(whole, first, count)
        if len(terms) == 1:
            found = peaked(whole, first, digits, 0, _number(first, last))
            if found is not None:
                return blurred(found, blur(whole, first))
        try:
            found = _by_formula(terms, first, last, count, digits)
        except AccuracyError as error:
            if count is None or count > MOST or type(error) is not AccuracyError:
                raise
            return _one_by_one(whole, first, count)
    return blurred(found, blur(whole, first))


def is_whole(number: Ball) -> bool:
    """Whether the real part is an integer, as far as one can tell."""
    part = number.real
    nearest = (part + flint.arb(0.5)).floor().mid()
    return not abs(part - nearest).upper() > flint.arb(2) ** (-flint.ctx.prec // 3) * (1 + abs(part).upper())


def _count(first: Ball, last: Ball) -> int | None:
    """How many integers there are from first to last; None if the two are not a whole number apart."""
    apart = last - first
    if not is_whole(apart):
        return None
    return max(0, int((apart.real + flint.arb(0.5)).floor().mid().unique_fmpz()) + 1)


def _number(first: Ball, last: Ball) -> int:
    """The largest k for which first + k is not beyond the last."""
    return max(0, int((last - first).real.floor().mid().unique_fmpz()))


def _one_by_one(term: Term, first: Ball, count: int) -> Found:
    total = flint.acb(0)
    for k in range(count):
        check()
        total = total + term.near(first + k)
    return Found(total, flint.arb(0), proven=True)


def _by_formula(terms: list[Term], first: Ball, last: Ball, count: int | None, digits: int) -> Found:
    total, error = flint.acb(0), flint.arb(0)
    for term, rate in groups(terms, "sum", must_converge=False):
        found = _of_group(term, rate, first, last, count, digits)
        total, error = total + found.value, error + found.error
    return Found(total, error)


def _of_group(term: Term, rate: Growth, first: Ball, last: Ball, count: int | None, digits: int) -> Found:
    if (rate.rate is None or rate.rate.real < 0) and count is not None:
        found = added_up(term, first, digits, count)
        if found is not None:
            return found
    if rate.rate is not None and rate.rate.real > 0:
        if count is None:
            raise AccuracyError("a sum of growing terms needs limits a whole number apart")
        turned = Term(lambda k: term.exact(last - k), lambda k: term.near(last - k), term.scale)
        found = added_up(turned, flint.acb(0), digits, count)
        if found is not None:
            return found
    if rate.turns and tails.distance(rate) > 1e-3 and count is None:
        raise AccuracyError("a sum of terms that change sign needs limits a whole number apart")

    def both_ends(stretch: float, second: bool) -> tuple[Ball, Any]:
        steps = length(rate, digits, stretch)
        if count is not None and count <= min(4 * steps, MOST):
            total = _one_by_one(term, first, count).value
            return total, abs(total).mid()
        return _both_ends(term, rate, first, last, digits, steps, second)

    return agreed(both_ends, digits)


def _both_ends(
    term: Term, rate: Growth, first: Ball, last: Ball, digits: int, steps: int, second: bool
) -> tuple[Ball, Any]:
    """The sum, and the largest number on the way."""
    # The upper end is moved to where the terms are smooth: inwards, since they may be singular next to it; of a short
    # sum out, and the terms beyond are taken off again.
    inward = (last - first).real > 4 * steps
    low, high = first + steps, last - steps if inward else last + steps
    near = sum((term(first + k) for k in range(steps)), flint.acb(0))
    if inward:
        near = near + sum((term(last - k) for k in range(steps)), flint.acb(0))
    else:
        near = near - sum((term(last + 1 + k) for k in range(steps)), flint.acb(0))
    ends = [aim(rate, end, steps, digits, abs(near), second=second) for end in (low, high)]
    if second and rate.waves and not smoothness.holomorphic(term, rate, low, ends[0].need, ends[0].limits, high):
        raise UnsettledError("the terms of a sum are singular next to the axis")
    far = _far_part(term, rate, low, high, ends)
    return near + far, max(abs(near).mid(), abs(far).mid())


def _far_part(term: Term, rate: Growth, low: Ball, high: Ball, ends: list[Any]) -> Ball:
    if rate.rate is not None and rate.rate != 0:
        return tails.tail(term, rate, ends[0]) - tails.tail(term, rate, ends[1]) + term(high)
    beside = tails.maclaurin if ends[0].second else tails.plana
    half = 0 if ends[0].second else flint.arb(1) / 2
    height = ends[0].height if ends[0].second else None
    path = rays.between(term, low - half, high + half, height, ends[0].limits)
    return beside(term, ends[0]) + beside(term, ends[1], sign=-1) + path
