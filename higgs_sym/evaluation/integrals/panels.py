"""Gauss-Legendre on panels that are divided until they resolve the integrand.

Whether a panel does is read from the polynomial through its values: its last coefficients have to be small, and it has
to meet the integrand at both ends, which are no nodes. A feature next to the end of a panel is seen there.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key, lru_cache
from itertools import count
from typing import Any

import flint

from higgs_sym.arithmetic.convert import BITS_PER_DIGIT as BITS
from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.arithmetic.quadrature import gauss_dyadic
from higgs_sym.errors import AccuracyError, BudgetError
from higgs_sym.evaluation import budget

Real = Any  # arb
Number = Any  # acb
EDGE_BITS = 20_000  # edges are exact: halving never rounds
LAST = 3  # coefficients that show how far a polynomial is from the integrand
SAFETY = 1000
NOISE = 1000  # a misfit of so many radii of the values says nothing about the panel
MOST_PANELS = 4000
DIGITS_BY_HALVING = 1.9  # times as many
MOST_BITS = 60_000
MOST_VAIN = 4  # doublings of the bits that do not help
SIZE_BITS = 53


@dataclass
class Sampler:
    """Values of an integrand that are right to `goal` bits: where it cancels, more are spent.

    `limited` is set once more bits did not help: then something given is not known better.
    """

    function: Callable[[Real], Number]
    goal: int
    bits: int = 0
    limited: bool = False

    def __post_init__(self) -> None:
        self.bits = self.bits or self.goal + 24

    def value(self, low: Real, width: Real, node: Real, floor: Real, first: Number | None = None) -> Number:
        """The value at low + width node; errors below `floor` do not count. `first` is what it is at first sight."""
        bits, known, vain = self.bits, None, 0
        while True:
            flint.ctx.prec = bits
            value = self.function(low + width * node) if first is None else first
            first = None
            accuracy = value.rel_accuracy_bits() if value.is_finite() else None
            if accuracy is not None and (accuracy >= self.goal or radius(value) <= floor):
                self.bits = bits
                return value
            fineness = None if accuracy is None else -_exponent(radius(value))
            if known is not None and fineness is not None:
                vain = vain + 1 if fineness < known + bits // 6 else 0
            if self.limited or vain == MOST_VAIN or 2 * bits > MOST_BITS:
                self.limited = True
                return value
            known, bits = fineness, 2 * bits

    def values(self, low: Real, width: Real, nodes: Sequence[Real], floor: Real) -> list[Number]:
        """Those at several nodes; what is known at once, which most are, is asked no more."""
        function, goal, found, start = self.function, self.goal, [], self.bits
        flint.ctx.prec = self.bits
        for node in nodes:
            value = function(low + width * node)
            if not value.is_finite() or value.rel_accuracy_bits() < goal:
                value = self.value(low, width, node, floor, value)
                if self.bits > 2 * start:  # more bits are no help to K(t) where its asymptotic series ends before them
                    flint.ctx.prec = self.bits = start
            found.append(value)
        return found

    def rest(self) -> None:
        """Try with fewer bits again."""
        self.bits = max(self.goal + 24, self.bits // 2)


def radius(value: Number) -> Real:
    """The larger radius of both parts."""
    if value.imag.is_zero():
        return value.real.rad()
    return max(value.real.rad(), value.imag.rad())


@lru_cache(maxsize=64)
def _nodes(order: int, bits: int) -> tuple[list[Real], Any]:
    """Nodes on (0, 1) and the matrix that takes values there to the integral, the last coefficients and both ends."""
    with flint_precision(bits + 64):
        rows = [(_exact(node), _exact(weight)) for node, weight in gauss_dyadic(order, bits)]
        columns = [_column(order, k, 2 * node - 1, weight) for k, (node, weight) in enumerate(rows)]
        entries = [flint.acb(entry.mid()) for row in zip(*columns, strict=True) for entry in row]
        return [node for node, _ in rows], flint.acb_mat(3 + LAST, order, entries)


def _column(order: int, k: int, x: Real, weight: Real) -> list[Real]:
    """What the value at the k-th node x of (-1, 1) counts: in the integral, the last coefficients and at both ends.

    The slope of Legendre's polynomial at its zeros follows from the weights, those of lower order from the slope.
    """
    slope = (-1) ** (order - 1 - k) / ((1 - x * x) * weight).sqrt()
    below = (1 - x * x) * slope / order
    lower = [below, x * below * (2 * order - 1) / (order - 1)]
    lower.append(((2 * order - 3) * x * lower[1] - (order - 1) * lower[0]) / (order - 2))
    last = [(2 * n + 1) * weight * lower[order - 1 - n] for n in range(order - LAST, order)]
    return [weight, *last, (-1) ** order / (slope * (-1 - x)), 1 / (slope * (1 - x))]


def _exact(pair: tuple[int, int]) -> Real:
    return flint.arb(pair[0]) * flint.arb(2) ** pair[1]


@dataclass(frozen=True)
class Part:
    """A part of the path: the integrand in a coordinate of its own, over the panels between the edges.

    `otherwise` gives parts that cover the same where structure sits at the ends, should this one need many panels.
    At a `blind` start nothing is looked at.
    """

    function: Callable[[Real], Number]
    edges: list[Real]
    otherwise: Callable[[], list[Part]] | None = None
    many: int = 16  # panels after which they are taken
    blind: bool = False


@dataclass(frozen=True)
class Panel:
    """What one panel gives; `at_low` and `at_high` are the integrand at its ends, None where it is not finite."""

    part: int
    low: Real
    high: Real
    at_low: Number | None
    at_high: Number | None
    value: Number
    size: Real
    error: Real


@dataclass(frozen=True)
class Total:
    """An integral with its error, the size it had if nothing cancelled, and the parts with the edges they needed."""

    value: Number
    error: Real
    size: Real
    parts: list[Part]


def integrate(parts: Sequence[Part], digits: int, order: int) -> Total:
    """The sum of the integrals over all parts, to an error of about 10^-digits of its size.

    Raises AccuracyError where an integrand is not finite or cannot be resolved.
    """
    work = _Work(int((digits + 3) * BITS), flint.arb(10) ** -digits, order)
    for part in parts:
        work.start(part)
    while work.heap:
        worst = work.heap[0][2]
        flint.ctx.prec = SIZE_BITS
        if worst.error * len(work.heap) <= work.limit * work.size:
            break
        if len(work.heap) > MOST_PANELS:
            raise AccuracyError("an integrand changes too often to be followed; take the integral apart")
        if work.counts[worst.part] > work.parts[worst.part].many and work.parts[worst.part].otherwise:
            work.replace(worst.part)
        else:
            work.divide()
    return work.total()


class _Work:
    """The panels so far, the least resolved first."""

    def __init__(self, goal: int, limit: Real, order: int) -> None:
        self.goal, self.limit, self.order = goal, limit, order
        self.parts: list[Part] = []
        self.samplers: list[Sampler] = []
        self.counts: list[int] = []
        self.heap: list[tuple[tuple[int, int], int, Panel]] = []
        self.births = count()
        self.size, self.error = flint.arb(0), flint.arb(0)

    def start(self, part: Part) -> None:
        """All panels of a part."""
        number = len(self.parts)
        self.parts.append(part)
        self.samplers.append(Sampler(part.function, self.goal))
        self.counts.append(0)
        ends = [_end(self.samplers[number], edge) for edge in part.edges[part.blind :]]
        if None in ends and part.otherwise:  # at what is not finite there no panel can be held to anything
            for each in part.otherwise():
                self.start(each)
            return
        if part.blind:
            ends = [None, *ends]
        for k in range(len(ends) - 1):
            self.add(number, part.edges[k], part.edges[k + 1], ends[k], ends[k + 1])

    def add(self, part: int, low: Real, high: Real, at_low: Number | None, at_high: Number | None) -> None:
        flint.ctx.prec = SIZE_BITS
        tolerance = self.limit * self.size
        panel = _panel(self.samplers[part], part, low, high, at_low, at_high, tolerance, self.order)
        flint.ctx.prec = SIZE_BITS
        self.size, self.error = (self.size + panel.size).mid(), (self.error + panel.error).mid()
        self.counts[part] += 1
        urgency = (0, -_exponent(panel.error)) if panel.error > 0 else (1, 0)
        heapq.heappush(self.heap, (urgency, next(self.births), panel))

    def drop(self, panel: Panel) -> None:
        flint.ctx.prec = SIZE_BITS
        self.size, self.error = (self.size - panel.size).mid(), (self.error - panel.error).mid()
        self.counts[panel.part] -= 1

    def divide(self) -> None:
        """Two panels for the worst one, or four where two would have to be halved as well."""
        panel = heapq.heappop(self.heap)[2]
        self.drop(panel)
        count = self.pieces(panel.error)
        flint.ctx.prec = EDGE_BITS
        inner = [(panel.low + (panel.high - panel.low) * k / count).mid() for k in range(1, count)]
        places = [panel.low, *inner, panel.high]
        values = [panel.at_low, *(_end(self.samplers[panel.part], place) for place in inner), panel.at_high]
        for k in range(count):
            self.add(panel.part, places[k], places[k + 1], values[k], values[k + 1])

    def pieces(self, error: Real) -> int:
        """Every halving multiplies the digits that are right."""
        flint.ctx.prec = SIZE_BITS
        if not (self.size > 0 and self.limit > 0):
            return 2
        share = float(((error / self.size).log() / self.limit.log()).mid())
        return 4 if DIGITS_BY_HALVING**-2 < share < 1 / DIGITS_BY_HALVING else 2

    def replace(self, number: int) -> None:
        """Other coordinates for a part that needs too many panels in its own."""
        for row in self.heap:
            if row[2].part == number:
                self.drop(row[2])
        self.heap = [row for row in self.heap if row[2].part != number]
        heapq.heapify(self.heap)
        instead = self.parts[number].otherwise
        for part in instead() if instead else ():
            self.start(part)

    def total(self) -> Total:
        panels = [row[2] for row in self.heap]
        flint.ctx.prec = self.goal + 40
        value = sum((panel.value for panel in panels), flint.acb(0))
        flint.ctx.prec = SIZE_BITS
        error = sum((panel.error for panel in panels), flint.arb(0)).mid()
        size = sum((panel.size for panel in panels), flint.arb(0)).mid()
        edges = [_edges(panels, number) for number in range(len(self.parts))]
        used = [replace(part, edges=own, otherwise=None) for part, own in zip(self.parts, edges, strict=True) if own]
        return Total(value, error, size, used)


def _exponent(size: Real) -> int:
    """The exponent of two of a positive size."""
    man, exponent = size.mid().man_exp()
    return int(exponent) + int(man).bit_length()


def _edges(panels: list[Panel], number: int) -> list[Real]:
    own = [panel for panel in panels if panel.part == number]
    own.sort(key=cmp_to_key(lambda a, b: 1 if a.low > b.low else -1))
    return [panel.low for panel in own] + [own[-1].high] if own else []


def _end(sampler: Sampler, edge: Real) -> Number | None:
    try:
        value = sampler.value(edge, flint.arb(0), flint.arb(0), flint.arb(0))
    except BudgetError:
        raise
    except AccuracyError:  # an integral in the integrand that diverges there
        return None
    return value if value.is_finite() else None


def _panel(
    sampler: Sampler,
    part: int,
    low: Real,
    high: Real,
    at_low: Number | None,
    at_high: Number | None,
    tolerance: Real,
    order: int,
) -> Panel:
    budget.check()
    nodes, matrix = _nodes(order, 64 * (sampler.goal // 64 + 2))
    flint.ctx.prec = EDGE_BITS
    width = high - low
    flint.ctx.prec = SIZE_BITS
    floor = tolerance / (width * 64)
    values = sampler.values(low, width, nodes, floor)
    sampler.rest()
    flint.ctx.prec = sampler.goal + 40
    found = (matrix * flint.acb_mat(len(values), 1, values)).entries()
    if not found[0].is_finite():
        raise AccuracyError("an integrand is not finite inside its interval")
    flint.ctx.prec = SIZE_BITS
    sizes = [abs(value) for value in values]
    misses = [abs(each).mid() for each in found[1 : 1 + LAST]]
    misses += [abs(p - f).mid() for p, f in zip(found[1 + LAST :], (at_low, at_high), strict=True) if f is not None]
    largest, miss = max(sizes), max(misses)
    size = (sum(sizes, flint.arb(0)) / len(sizes) * width).mid()
    error = (width * miss * (min(flint.arb(1), SAFETY * miss / largest) if largest > 0 else 1)).mid()
    if error > tolerance and not miss > NOISE * max(map(radius, values)):
        error = flint.arb(0)  # it says nothing, and the ball of the integral holds what is not known
    flint.ctx.prec = sampler.goal + 40
    return Panel(part, low, high, at_low, at_high, found[0] * width, size, error)
