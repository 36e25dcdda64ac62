"""Finite ways with many turns between singular ends: waves of a steady pace leave the axis straight up, or down.

Between a turn's distance from one end and from the other the amplitude has to be holomorphic in the half-strip above
the axis, or below it, which balls that cover it show; the ends themselves stay outside.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation import budget
from higgs_sym.evaluation.integrals.damped import interval, on_boxes
from higgs_sym.evaluation.integrals.integrand import Integrand
from higgs_sym.evaluation.integrals.tails import PERIODS, Turn
from higgs_sym.evaluation.integrals.waves import Wave

Real = Any  # arb
BITS = 64
MOST_BOXES = 3000
ENOUGH = 8  # distances from an end that have to fit between the ends


def upright(integrand: Integrand, turn: Turn, left: Real, right: Real) -> Real | None:
    """The distance from either end at which to leave the axis, with the angles in `turn`; None where that fails."""
    distance = flint.arb(0)
    for wave in turn.moving:
        rate = _rate(integrand, wave, left)
        if rate is None:
            return None
        turn.angles[wave] = math.copysign(math.pi / 2, 1 if rate > 0 else -1)
        distance = max(distance, (PERIODS / abs(rate)).mid())
    if not ENOUGH * distance < right - left:
        return None
    with flint_precision(BITS):
        distance = (distance * 1).mid()
        if not all(_holomorphic(integrand, turn, wave, left + distance, right - distance) for wave in turn.moving):
            return None
    return distance


def _rate(integrand: Integrand, wave: Wave, at: Real) -> Real | None:
    """The slope of a linear phase."""
    slope = wave.phase.diff(integrand.variable)
    function = integrand.of(slope)
    if function is None or slope.has(integrand.variable):
        return None
    value = function(at)
    return value.real.mid() if value.is_finite() and value.imag == 0 and abs(value.real) > 0 else None


def _holomorphic(integrand: Integrand, turn: Turn, wave: Wave, low: Real, high: Real) -> bool:
    """Whether balls that cover the half-strip are all finite."""
    fine = on_boxes(integrand, wave.amplitude)
    side, width = math.copysign(1, turn.angles[wave]), ((high - low) / 2).mid()
    heights = [flint.arb(0), *((width * flint.arb(2) ** k).mid() for k in range(int(2 * integrand.far / math.log(2))))]
    stack = [(low, (low + width).mid(), a, b) for a, b in itertools.pairwise(heights)]
    stack += [((low + width).mid(), high, a, b) for _, _, a, b in list(stack)]
    boxes = 0
    while stack:
        budget.check()
        x0, x1, y0, y1 = stack.pop()
        boxes += 1
        if boxes > MOST_BOXES:
            return False
        if fine(flint.acb(interval(x0, x1), side * interval(y0, y1))):
            continue
        x, y = ((x0 + x1) / 2).mid(), ((y0 + y1) / 2).mid()
        stack += [(a, b, c, d) for a, b in ((x0, x), (x, x1)) for c, d in ((y0, y), (y, y1))]
    return True
