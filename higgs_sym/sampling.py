"""Formula and oracle side by side on the way to a limit, at a precision that resolves their difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mpmath.ctx_mp import MPContext

from higgs_sym.backends.mp_backend import MpBackend
from higgs_sym.errors import HiggsSymError
from higgs_sym.inputs import MAX_DIGITS, exact, to_mp
from higgs_sym.records import Claim, Formula

GOOD_DIGITS = 15  # of the difference between exact and approximation
GUARD_DIGITS = 60  # the formulas cancel near their thresholds; they are cheap, so they get plenty
REFINEMENTS = 3


class NotRealError(HiggsSymError):
    """A formula or an oracle gave something other than a finite real number."""


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


class Sampler:
    """Evaluates one claim at any x, in its own mpmath context (the global precision is never touched)."""

    def __init__(self, claim: Claim, formula: Formula) -> None:
        self.claim = claim
        self.formula = formula
        self.context = MPContext()
        self.context.dps = MAX_DIGITS + GUARD_DIGITS
        self.backend = MpBackend(self.context)

    def xs(self) -> list[Any]:
        """The geometric sequence of the limit, largest x first."""
        limit = self.claim.limit
        start = self.number("start", limit.start)
        return [start / limit.ratio**k for k in range(limit.samples)]

    def number(self, name: str, value: Any) -> Any:
        """An exact input as a number of the context."""
        return to_mp(exact(name, value), self.context)

    def at(self, x: Any, digits: int) -> Point:
        """Both sides at x, the oracle to `digits` digits."""
        variables = self.claim.limit.path(x)
        arguments = [self.number(name, variables[name]) for name in self.formula.variables]
        approx = self._real(self.formula.body(self.backend, *arguments), x, "the formula")
        value = self._real(self.claim.oracle(variables, digits), x, "the oracle")
        return Point(x, value, approx, digits)

    def resolved(self, x: Any, digits: int) -> Point:
        """Both sides at x with the precision raised until exact - approximation has GOOD_DIGITS digits.

        Where the two agree to MAX_DIGITS, that is as far as it goes.
        """
        point = self.at(x, digits)
        while point.digits < (needed := min(MAX_DIGITS, digits_needed(point))):
            point = self.at(x, needed)
        return point

    def reach(self, points: Sequence[Point], threshold: Any) -> Any:
        """Largest x up to which every sample has an error <= threshold, refined by log-log secants."""
        ordered = sorted(points, key=lambda p: p.x)
        inside = 0
        while inside < len(ordered) and ordered[inside].error <= threshold:
            inside += 1
        if inside in (0, len(ordered)):
            return ordered[-1].x if inside else self.context.zero
        good, bad = ordered[inside - 1], ordered[inside]
        for _ in range(REFINEMENTS):
            trial = self.at(self._crossing(good, bad, threshold), GOOD_DIGITS)
            if trial.error <= threshold:
                good = trial
            else:
                bad = trial
        return self._crossing(good, bad, threshold)

    def _crossing(self, good: Point, bad: Point, threshold: Any) -> Any:
        """Where the error reaches the threshold between two points; the middle if a secant cannot tell."""
        ln = self.context.log
        fraction = self.context.mpf(1) / 2
        if good.error > 0 and self.context.isfinite(bad.error):
            fraction = ln(threshold / good.error) / ln(bad.error / good.error)
            fraction = min(max(fraction, self.context.mpf(1) / 50), self.context.mpf(49) / 50)
        return good.x * (bad.x / good.x) ** fraction

    def _real(self, value: Any, x: Any, who: str) -> Any:
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
