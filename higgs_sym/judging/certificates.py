"""Samples as theorems: balls around both sides of a claim at the points where it was sampled.

What is certified is what the balls say at those points, not the limit: how far the two sides agree there, and
between which bounds the exact quantity's exponent lies from one point to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import flint

from higgs_sym import inputs
from higgs_sym.arithmetic.ball_backend import BallBackend
from higgs_sym.arithmetic.convert import bits, to_arb
from higgs_sym.arithmetic.enclosure import holds
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Ball, Number
from higgs_sym.errors import AccuracyError, HiggsSymError
from higgs_sym.judging.sampling import Point, agreed
from higgs_sym.records import Claim, Formula

SPARE = 6  # digits asked of a ball beyond those to which both sides agree
GUARD = 40  # digits the formulas are evaluated with beyond that: they cancel near their thresholds
SHOWN = 10
BACKEND = BallBackend()

BallSide = Callable[[Mapping[str, Any], int], Any]  # (variables, digits) -> arb


@dataclass(frozen=True)
class Certificate:
    """What is proved about the samples of one claim."""

    points: int
    digits: tuple[int, ...]  # to which both sides provably agree, point by point
    order_bracket: tuple[str, ...]
    remainder_bracket: tuple[str, ...]


def certify(claim: Claim, approximation: BallSide, points: Sequence[Point]) -> Certificate | None:
    """Balls at every sample; None if one of them could not be bounded.

    Raises HiggsSymError if a sample lies outside its ball: then one of the two evaluations is wrong.
    """
    if claim.ball is None:
        return None
    balls, errors, proven = [], [], []
    for point in points:
        digits = min(inputs.MAX_DIGITS, agreed(point) + SPARE)
        variables = claim.limit.path(point.x)
        try:
            exact = claim.ball(variables, max(inputs.MIN_DIGITS, digits))
            with flint_precision(bits(digits + GUARD)):
                approx = approximation(variables, digits)
                error = abs(exact / approx - 1)
                _compare(claim, point, exact)
                if not error.is_finite():
                    return None
                proven.append(_digits(error, point.digits))
        except AccuracyError:
            return None
        balls.append(exact)
        errors.append(error)
    brackets = (_bracket(points[-2:], each[-2:]) for each in (balls, errors))
    return Certificate(len(points), tuple(proven), *brackets)


def of_formula(formula: Formula) -> BallSide:
    """The formula in balls at flint's present precision."""

    def value(variables: Mapping[str, Number], _digits: int) -> Any:
        arguments = [_exact_ball(inputs.exact(name, variables[name])) for name in formula.variables]
        ball = formula.body(BACKEND, *arguments)
        if isinstance(ball, flint.acb):
            ball = ball.real if holds(ball.imag, 0) else flint.arb.nan()
        return ball

    return value


def _exact_ball(value: Number) -> Number:
    if hasattr(value, "numerator"):
        return to_arb(value)
    raise AccuracyError("balls need rational parameters")


def _compare(claim: Claim, point: Point, ball: Ball) -> None:
    """The sample must lie in the ball, widened by what the sample itself may be wrong by."""
    sample = to_arb(point.exact)
    if abs(sample - ball) > abs(ball) * flint.arb(10) ** (1 - point.digits):
        where = point.x.context.nstr(point.x, 8)
        raise HiggsSymError(f"claim {claim.id}: at x = {where} the sample lies outside its certified ball")


def _digits(error: Any, most: int) -> int:
    if not error.upper() > 0:
        return most
    return max(0, min(most, int(float((-error.upper().log() / flint.arb(10).log()).lower().floor()))))


def _bracket(points: Sequence[Point], balls: Sequence[Number]) -> tuple[str, ...]:
    """Certified bounds of the exponent of what the balls contain between two points; nothing if it may vanish."""
    with flint_precision(200):
        (one, other), (a, b) = points, balls
        width = flint.arb(str(one.x.context.nstr(one.x / other.x, 40))).log()
        slope = abs(a / b).log() / width
        if not slope.is_finite():
            return ()
        return _outward(slope.lower(), down=True), _outward(slope.upper(), down=False)


def _outward(end: Number, *, down: bool) -> str:
    """A bound as a decimal string, rounded away from the interval."""
    scale = 10**SHOWN
    scaled = end * scale
    # Rounded, this may touch an integer: then its lower or upper end counts.
    edge = scaled.lower().floor() if down else scaled.upper().ceil()
    whole = int(edge.unique_fmpz())
    sign, size = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}{size // scale}.{size % scale:0{SHOWN}d}"
