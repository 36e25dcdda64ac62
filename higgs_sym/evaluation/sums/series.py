"""Sums to infinity: first whether they converge, then their value.

A sum whose terms fall at least exponentially, and soon, is added up, with the geometric tail that its last ratio
bounds. Every other is added up to an index M, and the rest comes from `tails`. That is done twice, from two M, with
integrals along two paths, once by one of Gauss's rules and once by the derivatives of the terms: the difference is the
error, and a singularity of the terms between the paths shows in it. Sums of waves need no integral; there the paths
are compared all the same, since no rule that looks at the terms next to M knows of a pole further on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.sums import rays, smoothness, tails
from higgs_sym.evaluation.sums.direct import at_once, measured
from higgs_sym.evaluation.sums.far_out import dies_out, peaked
from higgs_sym.evaluation.sums.growth import Growth, growth, windings
from higgs_sym.evaluation.sums.rules import UnsettledError
from higgs_sym.evaluation.sums.tails import Aim
from higgs_sym.evaluation.sums.terms import Found, Term, added

Ball = Any  # acb
GUARD = 20  # digits
DIRECT, FEW_DIRECT = 10_000, 400  # terms that are added one by one at most, and before anything else is tried
FEW_COSTLY = 1024  # terms that are sums or integrals themselves
ATTEMPTS = 6  # at a start M that grows fourfold
MOST_VAIN = 2  # of them that bring the two ways no closer
FURTHER = 1.3  # times as far out begins the tail of the second way
FEW_FIRST = 4  # alternating terms that are left alone
LARGEST_EXPONENT = 4  # of a slow wave or decay on the circle, of which so many derivatives are right
GAIN = 1.31  # of them for a digit
FEWEST_DIGITS = 8  # agreement below this is no result
PROBES = (0, 1, 2, 7, 100, 1000)  # terms at which waves are seen to be conjugate
SEEN = 12  # terms that tell how far errors of the parameters matter
SAFETY = 10
NEAR_BITS = 64  # that decide on growth


def infinite_sum(terms: list[Term], first: Ball, digits: int, what: str = "sum") -> Found:
    """The sum of all terms f(first + j), j >= 0; DivergesError if there is none.

    `terms` add up to the summand; each has a rate of its own.
    """
    whole = added(terms)
    with flint_precision(working_bits(digits)):
        short = _costly(whole, first, digits) if whole.costly else at_once(whole, first, digits, what)
    uncertain = blur(whole, first)
    if short is not None:
        return blurred(short, uncertain)
    try:
        overall = growth(whole, NEAR_BITS, what) if len(terms) == 1 else None
    except (DivergesError, BudgetError):
        raise
    except AccuracyError:  # then terms that are seen to fall are added
        with flint_precision(working_bits(digits)):
            found = measured(whole, first, digits)
        if found is None:
            raise
        return blurred(found, uncertain)
    with flint_precision(working_bits(digits)):
        falls = overall is not None and overall.exponential
        if falls:
            found = added_up(whole, first, digits, few=True) or peaked(whole, first, digits)
            if found is not None:
                return blurred(found, uncertain)
        half = terms[: len(terms) // 2] if overall is None and conjugate(terms, first) else []
        pairs = groups(half or terms, what) if overall is None else [(unwound(whole, overall), overall)]
        if overall is None and all(rate.exponential for _, rate in pairs):
            found = peaked(whole, first, digits)
            if found is not None:
                return blurred(found, uncertain)
        begun = [_Begun(term, rate, first) for term, rate in pairs]
        try:
            found = agreed(lambda stretch, second: _tail(begun, digits, stretch, second), digits)
        except AccuracyError as error:  # then terms that fall are added, however many
            found = added_up(whole, first, digits) if falls and type(error) is not BudgetError else None
            if found is None:
                raise
        if half:
            found = Found(flint.acb(2 * found.value.real), 2 * found.error)
        return blurred(found, uncertain)


def conjugate(terms: list[Term], first: Ball) -> bool:
    """Whether the last terms are the conjugates of the first ones, in reverse, as waves of real terms are."""
    close = flint.arb(2) ** -(3 * flint.ctx.prec // 4)
    pairs = list(zip(terms[: len(terms) // 2], reversed(terms), strict=False))
    rows = [(one.exact(first + k), other.exact(first + k)) for one, other in pairs for k in PROBES]
    return len(terms) % 2 == 0 and all(bool(abs(a - b.conjugate()).mid() <= abs(a).mid() * close) for a, b in rows)


def two_sided_sum(terms: list[Term], digits: int) -> Found | None:
    """The sum over all integers, where its terms fall exponentially on both sides of a peak; None where they do not."""
    whole = added(terms)
    if not _falls_both_ways(whole, digits):
        return None
    uncertain = blur(whole, flint.acb(0))
    with flint_precision(working_bits(digits)):
        found = peaked(whole, flint.acb(0), digits, None)
        return None if found is None else blurred(found, uncertain)


def _falls_both_ways(term: Term, digits: int) -> bool:
    if term.costly:
        return all(dies_out(term, flint.acb(0), digits, direction) is not None for direction in (-1, 1))
    mirrored = Term(lambda n: term.exact(-n), lambda n: term.near(-n), term.scale)
    try:
        return all(growth(each, NEAR_BITS).exponential for each in (term, mirrored))
    except (DivergesError, BudgetError):
        raise
    except AccuracyError:
        return False


def _costly(term: Term, first: Ball, digits: int) -> Found | None:
    """The sum of terms that are dear, where a few of them will do."""
    count = dies_out(term, first, digits)
    return None if count is None or count > FEW_COSTLY else added_up(term, first, digits, count)


def working_bits(digits: int) -> int:
    """The precision that sums of so many digits are computed at."""
    return int((digits + GUARD) * BITS_PER_DIGIT) + 32


def blur(term: Term, first: Ball) -> Any:
    """The relative error of the first terms that comes from the parameters, which are balls."""
    with flint_precision(4 * flint.ctx.prec):  # so that no rounding is mistaken for it
        values = [term.near(first + k) for k in range(SEEN)]
    sizes = [(abs(value).mid(), max(value.real.rad(), value.imag.rad())) for value in values if value.is_finite()]
    largest = max((size for size, _ in sizes), default=flint.arb(0))
    return max(radius for _, radius in sizes) / largest if largest > 0 else flint.arb(0)


def blurred(found: Found, uncertain: Any) -> Found:
    """The same with the error of the parameters."""
    return Found(found.value, found.error + abs(found.value).mid() * uncertain * SAFETY)


def unwound(term: Term, rate: Growth) -> Term:
    """The same at the integers without the turns in between."""
    return _unwound(term, windings(term, rate.rate, NEAR_BITS)) if rate.waves else term


def groups(terms: list[Term], what: str, *, must_converge: bool = True) -> list[tuple[Term, Growth]]:
    """The terms put together by their rates, and how each group grows."""
    by_rate: list[tuple[Any, list[Term]]] = []
    for each in terms:
        rate = growth(each, NEAR_BITS, what, must_converge=False).rate
        term = _unwound(each, windings(each, rate, NEAR_BITS)) if rate is not None else each
        for known, members in by_rate:
            if _same(rate, known):
                members.append(term)
                break
        else:
            by_rate.append((rate, [term]))
    joined = [added(members) for _, members in by_rate]
    return [(each, growth(each, NEAR_BITS, what, must_converge=must_converge)) for each in joined]


def _same(rate: Any | None, other: Any | None) -> bool:
    if rate is None or other is None:
        return rate is other
    return bool(abs(rate - other).mid() <= abs(rate).mid() * 1e-15)


def _unwound(term: Term, turns: int) -> Term:
    """The same at the integers without the turns in between."""
    if not turns:
        return term

    def back(n: Ball) -> Ball:
        return flint.acb(0, -2 * turns * flint.arb.pi() * n.real).exp() * (2 * turns * flint.arb.pi() * n.imag).exp()

    return replace(term, exact=lambda n: term.exact(n) * back(n), near=lambda n: term.near(n) * back(n))


def added_up(term: Term, first: Ball, digits: int, count: int | None = None, *, few: bool = False) -> Found | None:
    """Term by term, at most `count`, where the terms have become small early enough; else None."""
    small = flint.arb(10) ** -(digits + 3)
    limit = FEW_DIRECT if few else DIRECT
    most = limit if count is None else min(count, limit)
    if count is None or count > limit:
        probe, ahead = abs(term(first + limit)).mid(), [abs(term(first + 2**k)).mid() for k in range(12)]
        if not probe <= (max(ahead) * small).mid():
            return None
    total, previous, largest = flint.acb(0), flint.arb(0), flint.arb(0)
    for k in range(most):
        value = term(first + k)
        size = abs(value).mid()
        total, largest = total + value, max(largest, abs(total).mid(), size)
        fallen = k > 8 and (size < previous or size == previous == 0)
        if fallen:
            # Ratios that still rise leave a little more than the last of them says.
            rest = 2 * size * size / (previous - size) if size else flint.arb(0)
            if rest.mid() <= (largest * small).mid() and _keeps_falling(term, first + k, size, most - k):
                return Found(total, rest)
        previous = size
    return Found(total, flint.arb(0)) if count is not None and count <= limit else None


def _keeps_falling(term: Term, at: Ball, size: Any, left: int) -> bool:
    """Whether a few terms further on are not larger: a gap of zeros ends no sum."""
    return all(abs(term(at + step)).mid() <= size for step in (1, 2, 3, 5, 8, 13, 50, 500) if step < left)


def agreed(method: Callable[[float, bool], tuple[Ball, Any]], digits: int) -> Found:
    """What a method gives from two starts of the tails and in two ways; the start moves on until they agree.

    The method takes (stretch of the start, whether it is the second way) and gives the sum with the largest number on
    the way.
    """
    goal = flint.arb(10) ** -digits
    best: Found | None = None
    reason, vain = "", 0
    for attempt in range(ATTEMPTS):
        try:
            one, scale = method(4**attempt, False)
            other, _ = method(FURTHER * 4**attempt, True)
        except UnsettledError as error:
            reason = str(error)
            continue
        apart = abs(one - other).mid()
        found = Found(one, apart + (scale * goal / 1000).mid())
        vain = vain + 1 if best is not None and found.error > best.error / 2 else 0
        best = found if best is None or found.error < best.error else best
        if apart <= (scale * goal).mid():
            return found
        if vain == MOST_VAIN:
            break
    if best is None:
        raise AccuracyError(f"a sum could not be evaluated: {reason}")
    if best.error > (abs(best.value) * flint.arb(10) ** -min(digits, FEWEST_DIGITS)).mid():
        raise AccuracyError("two ways to sum a series do not agree: its terms are not smooth")
    return best


class _Begun:
    """Terms that are added from the first one on, each found once."""

    def __init__(self, term: Term, rate: Growth, first: Ball) -> None:
        self.term, self.rate, self.first = term, rate, first
        self._values: list[Ball] = []
        self._smooth = False  # whether they were seen to have no singularity ahead that a wave would feel

    def values(self, count: int) -> list[Ball]:
        """So many terms."""
        for k in range(len(self._values), count):
            self._values.append(self.term(self.first + k))
        return self._values[:count]

    def rest(self, digits: int, stretch: float, second: bool) -> tuple[Ball, Ball]:
        """The sum of the first terms, and that of the others."""
        if self.rate.alternates and not second:
            few = int(FEW_FIRST * stretch)
            values = self.values(few + int((digits + 3) * GAIN) + 2)
            return sum(values[:few], flint.acb(0)), tails.alternating(values[few:])
        steps = length(self.rate, digits, stretch)
        start, part = self.first + steps, sum(self.values(steps), flint.acb(0))
        how = aim(self.rate, start, steps, digits, abs(part), second=second)
        if second and self.rate.waves and not self._smooth:
            if not smoothness.holomorphic(self.term, self.rate, start, how.need, how.limits):
                raise UnsettledError("the terms of a sum are singular next to the axis")
            self._smooth = True  # from there on
        if self.rate.alternates:
            return part, tails.waves(self.term, self.rate, how)
        return part, tails.tail(self.term, self.rate, how)


def _tail(begun: list[_Begun], digits: int, stretch: float, second: bool) -> tuple[Ball, Any]:
    """The sum to infinity, and the largest number on the way."""
    total, scale = flint.acb(0), flint.arb(0)
    for each in begun:
        part, rest = each.rest(digits, stretch, second)
        total, scale = total + part + rest, max(scale, abs(part).mid(), abs(rest).mid())
    return total, scale


def length(rate: Growth, digits: int, stretch: float) -> int:
    """How many terms to add before a tail."""
    apart = tails.distance(rate)
    base = 0.7 * digits + 6 if apart < tails.FAR else 3 * digits / apart + 8
    return int(base * stretch)


def aim(rate: Growth, start: Ball, smooth: int, digits: int, size: Any, *, second: bool) -> Aim:
    """A tail from `start`, around which the terms are smooth for about `smooth`, of a sum of about this size."""
    small = flint.arb(10) ** -(digits + 3)
    need = (digits + 3) * flint.arb(10).log()
    limits = rays.Limits(small, (size * small).mid(), digits)
    # Waves need so many derivatives that the circle has to be wide, and its points many.
    least = int((2.6 if rate.waves else 2.0) * (digits + 8))
    count = 2 ** least.bit_length()
    count = count * 3 // 4 if count * 3 // 4 >= least else count
    radius = smooth * flint.arb(10) ** (-2 * flint.arb(digits + 8) / count)
    apart = tails.distance(rate)
    if 0 < apart < tails.FAR:  # the terms themselves are followed around the circle, and are to stay of about one size
        radius = min(radius, flint.arb(LARGEST_EXPONENT / apart))
    return Aim(start, radius.mid(), count, digits, need.mid(), limits, second)
