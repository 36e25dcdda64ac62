"""Two sides of a claim, next to one another on the way to a limit, at a precision that resolves their difference."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym.arithmetic.mp_backend import MpBackend
from higgs_sym.arithmetic.types import Number, Real
from higgs_sym.errors import UNDEFINED, AccuracyError, BudgetError, DivergesError, HiggsSymError
from higgs_sym.evaluation.kept import Kept
from higgs_sym.inputs import MAX_DIGITS, exact, to_mp
from higgs_sym.records import Claim, Formula

GOOD_DIGITS = 15  # of the difference between exact and approximation
SPARE_DIGITS = 8  # that are given up where the exact side does not reach all it is asked for
GUARD_DIGITS = 60  # the formulas cancel near their thresholds; they are cheap, so they get plenty
REFINEMENTS = 3
CONTROLS = 2  # points off the sequence, at random: what repeats with its ratio would not show on it
SEED = 20250315
FURTHEST = 1  # the largest x that `beyond` tries

Side = Callable[[Mapping[str, Any], int], Any]  # (variables, digits) -> a real number, right to so many digits


class NotRealError(HiggsSymError):
    """A formula or an oracle gave something other than a finite real number."""


UNUSABLE = (*UNDEFINED, NotRealError)  # what may happen where a side is not defined


@dataclass(frozen=True)
class Point:
    """One sample: x, exact value, approximation, and the digits the exact value is good to."""

    x: Any
    exact: Any
    approx: Any
    digits: int

    @property
    def ratio(self) -> Any:
        """exact/approximation; one where both vanish, infinite where only the approximation does."""
        if self.approx:
            return self.exact / self.approx
        return self.x.context.inf if self.exact else self.x.context.one

    @property
    def error(self) -> Any:
        """|exact/approximation - 1|."""
        return abs(self.ratio - 1)


class Memory:
    """A side that is not asked twice for what it has already said.

    Formulas that differ are judged against the same quantity at the same points: one memory serves them all.
    """

    def __init__(self, side: Side) -> None:
        self.side = side
        self._kept = Kept()

    def __call__(self, x: Any, variables: Mapping[str, Number], digits: int) -> Number:
        return self._kept.value(x._mpf_, digits, lambda: self.side(variables, digits))


class Sampler:
    """Evaluates both sides of a claim at any x, in its own mpmath context (the global precision is never touched).

    `most_digits` is what the exact side can be asked for.
    """

    def __init__(
        self, claim: Claim, formula: Formula | Side, memory: Memory | None = None, most_digits: int = MAX_DIGITS
    ) -> None:
        self.claim = claim
        self.most_digits = most_digits
        self.context = MPContext()
        self.context.dps = most_digits + GUARD_DIGITS
        self.backend = MpBackend(self.context)
        self._approximation = self._side_of(formula) if isinstance(formula, Formula) else formula
        self._exact = memory or Memory(claim.oracle)

    def _side_of(self, formula: Formula) -> Side:
        def value(variables: Mapping[str, Number], _digits: int) -> Any:
            arguments = [self.number(name, variables[name]) for name in formula.variables]
            return formula.body(self.backend, *arguments)

        return value

    def on(self, claim: Claim) -> Sampler:
        """The same two sides for a claim with another limit."""
        return Sampler(claim, self._approximation, Memory(claim.oracle), self.most_digits)

    def xs(self) -> list[Any]:
        """The geometric sequence of the limit, largest x first."""
        limit = self.claim.limit
        start = self.number("start", limit.start)
        return [start / limit.ratio**k for k in range(limit.samples)]

    def controls(self, points: Sequence[Point]) -> list[Point]:
        """Points at random between the last of the sequence, the same on every run."""
        draw = random.Random(f"{SEED}:{self.claim.id}")
        found = []
        for point in points[-CONTROLS - 1 : -1]:
            x = point.x / self.context.mpf(self.claim.limit.ratio) ** self.context.mpf(str(draw.uniform(0.2, 0.8)))
            found.append(self._between(x, point.digits))
        return found

    def _between(self, x: Number, digits: int) -> Point:
        """Both sides at x, or, where there is no value as for a sum of n! up to 1/x, at a whole 1/x.

        A power of two is a whole number whose inverse is exact.
        """
        try:
            return self.point(x, digits)
        except (BudgetError, DivergesError):
            raise
        except AccuracyError:
            return self.point(self.context.ldexp(1, int(self.context.nint(self.context.log(x, 2)))), digits)

    def number(self, name: str, value: Any) -> Any:
        """An exact input as a number of the context."""
        return to_mp(exact(name, value), self.context)

    def point(self, x: Number, digits: int) -> Point:
        """Both sides at x, the oracle to `digits` digits."""
        variables = self.claim.limit.path(x)
        approx = self.approximation(x, digits)
        value = self._real(self._exact(x, variables, digits), x, "the oracle")
        return Point(x, value, approx, digits)

    def exact(self, x: Number, digits: int) -> Any:
        """The exact side alone."""
        return self._real(self._exact(x, self.claim.limit.path(x), digits), x, "the oracle")

    def approximation(self, x: Number, digits: int) -> Any:
        """The formula alone."""
        return self._real(self._approximation(self.claim.limit.path(x), digits), x, "the formula")

    def resolved(self, x: Any, digits: int) -> Point:
        """Both sides at x with the precision raised until exact - approximation has GOOD_DIGITS digits.

        Where the two agree to MAX_DIGITS, that is as far as it goes, also for sides that have more.
        """
        point = self.point(x, digits)
        while point.digits < (needed := min(MAX_DIGITS, digits_needed(point))):
            try:
                point = self.point(x, needed)
            except (BudgetError, DivergesError):
                raise
            except AccuracyError:
                if needed <= point.digits + SPARE_DIGITS:
                    break
                # Somewhat fewer digits may be had where so many may not.
                finer = self._finest(x, point.digits, needed)
                if finer is None:
                    break
                return finer
        return point

    def _finest(self, x: Number, known: int, asked: int) -> Point | None:
        """The point with the most digits that can be had between those known and those that cannot."""
        for digits in (asked - SPARE_DIGITS, (known + asked) // 2):
            try:
                return self.point(x, digits)
            except (BudgetError, DivergesError):
                raise
            except AccuracyError:
                continue
        return None

    def reach(self, points: Sequence[Point], threshold: Real) -> Any:
        """Largest x up to which every sample has an error <= threshold, refined by log-log secants."""
        ordered = sorted(points, key=lambda p: p.x)
        inside = 0
        while inside < len(ordered) and ordered[inside].error <= threshold:
            inside += 1
        if inside in (0, len(ordered)):
            return ordered[-1].x if inside else self.context.zero
        good, bad = ordered[inside - 1], ordered[inside]
        for _ in range(REFINEMENTS):
            trial = self._between(self._crossing(good, bad, threshold), GOOD_DIGITS)
            if trial.error <= threshold:
                good = trial
            else:
                bad = trial
        return self._crossing(good, bad, threshold)

    def beyond(self, points: Sequence[Point], threshold: Real) -> list[Point]:
        """Points at doubled x, from the largest sampled on, until the error exceeds the threshold or one side ends."""
        found: list[Point] = []
        x = points[0].x * 2
        while x <= FURTHEST:
            try:
                found.append(self.point(x, GOOD_DIGITS))
            except UNUSABLE:
                break
            if found[-1].error > threshold:
                break
            x = x * 2
        return found

    def _crossing(self, good: Point, bad: Point, threshold: Any) -> Any:
        """Where the error reaches the threshold between two points; the middle if a secant cannot tell."""
        ln = self.context.log
        fraction = self.context.mpf(1) / 2
        if good.error > 0 and self.context.isfinite(bad.error):
            fraction = ln(threshold / good.error) / ln(bad.error / good.error)
            fraction = min(max(fraction, self.context.mpf(1) / 50), self.context.mpf(49) / 50)
        return good.x * (bad.x / good.x) ** fraction

    def _real(self, value: Number, x: Number, who: str) -> Number:
        number = self.context.convert(value)
        if not self.context.isfinite(number) or self.context.im(number) != 0:
            raise NotRealError(f"{who} gives {self.context.nstr(number, 8)} at x = {self.context.nstr(x, 8)}")
        return self.context.re(number)


def digits_needed(point: Point) -> int:
    """Digits at which exact - approximation would have GOOD_DIGITS digits."""
    return 2 * point.digits if point.error == 0 else GOOD_DIGITS + agreed(point)


def agreed(point: Point) -> int:
    """Digits to which exact and approximation agree, as far as the precision shows."""
    context = point.x.context
    if point.error == 0:
        return point.digits
    return max(0, min(point.digits, int(context.floor(-context.log10(point.error)))))
