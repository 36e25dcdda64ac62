"""Fourier integrals that are exponentially small: the path is lifted to where nothing cancels.

cos(x t) A(t) over the whole line is of size max |A| on the axis, and its integral may be e^(-x^2/4) of that. On a line
at the height c of the saddle, where |A(ic)| e^(-x c) is least, it is as large as its integral. Balls that cover the
strip between both lines show that nothing singular lies there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import flint
import sympy

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation import algebra, budget
from higgs_sym.evaluation.highest import GOLDEN, highest
from higgs_sym.evaluation.integrals.damped import interval, on_boxes
from higgs_sym.evaluation.integrals.integrand import Integrand
from higgs_sym.evaluation.integrals.tails import waves_of
from higgs_sym.evaluation.integrals.waves import OSCILLATING, UNIT, Wave

Real = Any  # arb
Level = Callable[[Real], Real]
LOOK_BITS = 128
ENOUGH = 0.1  # e-foldings that are not looked for
WORTH = 5.0  # e-foldings by which the line has to lie lower
GROWTH, MOST_STEPS = 8, 700  # of a height
HALVINGS, FEW_HALVINGS = 30, 12
SPLITS, MOST_BOXES = 80, 600
AROUND = 4  # heights to the side to which singularities are looked for first
WIDE = 16  # boxes of one size before they double
HEIGHT_BITS, CLOSE = 64, 10**12  # of the height, and how closely it is searched for
ASIDE, PLACES = 4, 8  # heights to the side to which a line is looked at, and places in each
LOOKS, FEW = 40, 3  # places at which the largest amplitude is looked for, and every which of them again on a line
SIDES, SIDE_BITS = 8, 16  # places on what closes the strip; bits a unit of far for phases there


def lifted(integrand: Integrand) -> list[Integrand] | None:
    """The waves on lines of their own: twice the real parts of their integrals from 0 to infinity add up to the
    integral from there. None where that is not shown, or not worth it.
    """
    tree, t = integrand.tree, integrand.variable
    if integrand.principal or integrand.opaque or not algebra.has(tree, OSCILLATING):
        return None
    if algebra.has(tree, UNIT) or not algebra.is_even(tree, t):
        return None
    found = waves_of(integrand, tree)
    if not found or any(wave.phase == 0 for wave in found):
        return None
    rates = [_rates(integrand, wave.phase) for wave in found]
    rising = [wave for wave, row in zip(found, rates, strict=True) if min(row) > 0]
    if 2 * len(rising) != len(found) or any(min(row) <= 0 <= max(row) for row in rates):
        return None
    lines: list[Integrand] = []
    for wave in rising:
        height = _height(integrand, wave)
        if height is None:
            return None
        lines.append(_moved(integrand, wave, height))
    return lines


def _moved(integrand: Integrand, wave: Wave, height: Real) -> Integrand:
    symbol = sympy.Symbol(f"height above {integrand.variable}")
    raised = algebra.add(integrand.variable, algebra.multiply(sympy.I, symbol))
    tree = algebra.replaced(wave.tree, {integrand.variable: raised})
    return replace(integrand, tree=tree, values={**integrand.values, symbol.name: flint.acb(height)}, smooth=True)


def _rates(integrand: Integrand, phase: Tree) -> list[float]:
    """The slope of a phase at the origin and far out, up to a factor."""
    function = integrand.of(algebra.derivative(phase, integrand.variable))
    with flint_precision(LOOK_BITS):
        values = [flint.acb(0) if function is None else function(flint.acb(t)) for t in (0, 1 / 2, 1, 10, 10**6)]
    return [float(value.real.mid()) if value.is_finite() and value.imag == 0 else 0.0 for value in values]


def _height(integrand: Integrand, wave: Wave) -> Real | None:
    """The height of the saddle, or of the line closest to it below which the wave is holomorphic."""
    function = integrand.of(wave.tree)
    if function is None:
        return None

    known: dict[Any, Real] = {}

    def level(c: Real) -> Real:
        place = tuple(map(int, c.man_exp()))
        if place not in known:
            known[place] = measured(c)
        return known[place]

    def measured(c: Real) -> Real:
        aside = [c * k / PLACES for k in range(ASIDE * PLACES + 1 if c > 0 else 1)]
        sizes = [abs(function(flint.acb(s, c))) for s in (peak / 2, peak, 2 * peak, *looks[::FEW], *aside)]
        largest = max(sizes) if all(each.is_finite() for each in sizes) else flint.arb("inf")
        return largest.log().mid() if largest > 0 else flint.arb("inf")

    if not _promising(integrand, function):
        return None
    with flint_precision(LOOK_BITS + int(4 * integrand.far)):
        strip = _Strip(integrand, wave)
        looks = [flint.arb(integrand.far * k / LOOKS / 2).exp().mid() for k in range(-LOOKS, LOOKS + 1)]
        peak = max(looks, key=lambda s: abs(function(flint.acb(s))).lower())
        top = _top(level, strip, flint.arb(-integrand.far / 2).exp().mid())
        if top is None or not strip.dies_out(top):
            return None
        height = _least(level, top)
        if not strip.holomorphic(height):
            height = _below(level, strip, flint.arb(0), height, near=False)
        if not level(height) < level(flint.arb(0)) - WORTH:
            return None
    with flint_precision(HEIGHT_BITS):
        return (height * 1).mid()


def _promising(integrand: Integrand, function: Callable[[Any], Any]) -> bool:
    """Whether somewhere above the origin the wave is much smaller than there, or not finite on the way."""
    with flint_precision(HEIGHT_BITS):
        base = abs(function(flint.acb(0)))
        if not (base.is_finite() and base > 0):
            return True
        for k in range(int(2 * integrand.far)):
            size = abs(function(flint.acb(0, flint.arb(k - integrand.far).exp())))
            if not size.is_finite() or size.lower() < base * flint.arb(-WORTH * 3 / 4).exp():
                return True
    return False


def _top(level: Level, strip: _Strip, start: Real) -> Real | None:
    """A height under which the least level lies, and no singularity is seen; None if the level does not fall."""
    low, high = start, GROWTH * start
    if not level(low) < level(flint.arb(0)) or not strip.holomorphic(low, near=True):
        return None
    for _ in range(MOST_STEPS):
        budget.check()
        if not strip.holomorphic(high, near=True):
            return _below(level, strip, low, high, near=True)
        if not level(high) < level(low):
            return high
        low, high = high, GROWTH * high
    return None


def _below(level: Level, strip: _Strip, low: Real, high: Real, near: bool) -> Real:
    """Below the first singularity between two heights, as long as that pays; zero if the lower one is not below it."""
    for _ in range(HALVINGS if near else FEW_HALVINGS):
        budget.check()
        middle = ((low + high) / 2).mid()
        if not strip.holomorphic(middle, near=near):
            high = middle
            continue
        paid, low = level(low) - level(middle) > ENOUGH, middle
        if not paid:
            break
    return low


def _least(level: Level, top: Real) -> Real:
    """Where a function of the height is least below the top, by golden section."""
    return highest(
        lambda place: -level(place),
        flint.arb(0),
        (top * 0.618).mid(),
        top,
        lambda low, middle, high: bool(
            high - low < middle / CLOSE or max(level(low), level(high)) < level(middle) + ENOUGH
        ),
        lambda middle, end: (middle + (end - middle) * GOLDEN).mid(),
    )


class _Strip:
    """What balls say about a wave between the real axis and a line above it; a real even integrand mirrors it."""

    def __init__(self, integrand: Integrand, wave: Wave) -> None:
        self.integrand = integrand
        self.end = flint.arb(integrand.far).exp().mid()
        self.fine = on_boxes(integrand, wave.amplitude)
        slope = algebra.derivative(wave.phase, integrand.variable)
        self.size, self.phase, self.pace = (_known(integrand, each) for each in (wave.amplitude, wave.phase, slope))
        self.boxes = 0  # that had to be halved, for the height that is looked at

    def holomorphic(self, height: Real, near: bool = False) -> bool:
        """Whether balls that cover the strip, or only what is as near as it is high, are all finite."""
        self.boxes = 0
        return all(
            self._fine(box, SPLITS) for box in self._boxes(height, (AROUND * height).mid() if near else self.end)
        )

    def dies_out(self, height: Real) -> bool:
        """Whether the sides that close the strip far out vanish as they move away; the faster a wave turns there, the
        sooner it dies out above the axis."""
        far, sizes = self.integrand.far, []
        with flint_precision(LOOK_BITS + int(SIDE_BITS * far)):
            for u in (far / 2, far):
                places = [flint.acb(flint.arb(u).exp(), height * k / SIDES) for k in range(SIDES + 1)]
                if not all(self.phase(place).imag >= 0 for place in places[1:]):
                    return False
                largest = max((abs(self.size(place)).upper() for place in places), default=flint.arb("inf"))
                sizes.append(largest / max(flint.arb(1), abs(self.pace(places[0]))))
            return bool(sizes[1] < sizes[0] * flint.arb(-far / 50).exp() or sizes[1] == 0)

    def _boxes(self, height: Real, end: Real) -> Iterator[Any]:
        width, low = (height / 4).mid(), flint.arb(0)
        while low < end:
            budget.check()
            for _ in range(WIDE):
                if not low < end:
                    return
                yield flint.acb(interval(low, (low + width).mid()), interval(flint.arb(0), height))
                low = (low + width).mid()
            width = 2 * width

    def _fine(self, box: Any, splits: int) -> bool:
        if self.fine(box):
            return True
        self.boxes += 1
        return splits > 0 and self.boxes < MOST_BOXES and all(self._fine(part, splits - 1) for part in _halves(box))


def _known(integrand: Integrand, tree: Tree) -> Callable[[Any], Any]:
    function = integrand.of(tree)
    assert function is not None  # the wave has been evaluated
    return function


def _halves(box: Any) -> Iterator[Any]:
    """Of the longer side."""
    x, y = box.real, box.imag
    wide = x.rad() >= y.rad()
    side = x if wide else y
    for sign in (-1, 1):
        part = flint.arb((side.mid() + sign * side.rad() / 2).mid(), (side.rad() / 2).upper())
        yield flint.acb(part, y) if wide else flint.acb(x, part)
