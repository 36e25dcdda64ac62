"""Whether terms are smooth next to the axis: integrals on it and above it, of what has no wave, must be the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.double_exponential import half_line_node
from higgs_sym.evaluation.sums import rays
from higgs_sym.evaluation.sums.growth import Growth
from higgs_sym.evaluation.sums.rays import LEVELS, WHOLE, Limits, Path
from higgs_sym.evaluation.sums.rules import UnsettledError
from higgs_sym.evaluation.sums.terms import Term

Ball = Any  # acb
Real = Any  # arb
Function = Callable[[Ball], Ball]
MOST_HALVES = 1000  # of a power that is looked at


def holomorphic(term: Term, growth: Growth, start: Ball, need: Real, limits: Limits, end: Ball | None = None) -> bool:
    """Whether f exp(-rate t) has no singularity to the right of the start that a sum of waves would feel, up to an end.

    One at a height h above the axis adds about exp(-h turn) to it, where `turn` is the phase from one integer to the
    next; `need` is the exponent that still counts. Integrals over paths above and below all of these must be the same.
    """
    rate, turn = flint.acb(growth.rate), 2 * flint.arb.pi()
    up = rate.imag if rate.imag > 0 else rate.imag + turn
    bare = _without_wave(term, growth, start)
    smooth, series = (bare, False) if end is not None else _falling(bare, growth, start)

    def integral(height: Real | None) -> Ball:
        sign = 1 if height is None or height > 0 else -1
        function = smooth if sign > 0 else lambda t: smooth(t.conjugate()).conjugate()
        value = _over(function, start, end, None if height is None else abs(height), series, limits)
        return value if sign > 0 else value.conjugate()

    heights = [(need / up).mid(), -(need / (turn - up)).mid()]
    if symmetric(smooth, start):
        heights = [max(abs(height) for height in heights)]
    try:
        straight = integral(None)
        return all(abs(integral(h) - straight).mid() <= 100 * limits.least(abs(straight).mid()) for h in heights)
    except UnsettledError:
        return False


def _over(function: Function, start: Ball, end: Ball | None, height: Real | None, series: bool, limits: Limits) -> Ball:
    """The integral to the end, or to infinity, on the axis or above it."""
    unit = abs(start).mid()
    if end is not None:
        return rays.between(function, start, end, height, limits)
    steep = None if height is None else rays.STEEPNESS * height / start.real
    found = rays.reciprocal(function, start.real, steep, limits) if series else None
    if found is not None:
        return found
    return rays.beyond(function, half_line_node, max(unit, height or unit), Path(start, height=height), limits, LEVELS)


def _without_wave(term: Term, growth: Growth, start: Ball) -> Function:
    """f exp(-rate t), but for a factor."""
    bits = flint.ctx.prec

    def wave(t: Ball) -> Ball:
        check()
        more = max(0, int(float(abs(t).log().mid()) * 1.5))
        with flint_precision(bits + more):
            return term.exact(t) * (growth.rate * (start - t)).exp()

    return term.amplitude or wave


def _falling(bare: Function, growth: Growth, start: Ball) -> tuple[Function, bool]:
    """The same times a power of start/t with which it can be integrated; and whether it goes as a whole power."""

    def smooth(t: Ball) -> Ball:
        share = start / t
        return bare(t) * share * share

    twice = 2 * growth.power
    halves = round(twice) if abs(twice) < MOST_HALVES and abs(twice - round(min(twice, MOST_HALVES))) < WHOLE else None
    if halves is not None and halves % 2:
        return lambda t: smooth(t) * (start / t).sqrt(), True
    return smooth, halves is not None


def symmetric(function: Function, start: Ball) -> bool:
    """Whether f takes conjugate values at conjugate arguments, as seen at one pair."""
    apart = flint.acb(0, 1 + flint.arb(1) / 7)
    one, other = function(start + apart), function(start - apart)
    size = abs(one).mid()
    return bool(abs(one - other.conjugate()).mid() <= size * flint.arb(2) ** -(3 * flint.ctx.prec // 4))
