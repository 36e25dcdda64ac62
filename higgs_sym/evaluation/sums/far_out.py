"""Sums that come from a peak far out, as those of Poisson, Gauss and of binomials.

The peak is found from sizes on a geometric grid, and its window is where the terms count. A narrow one is added up term
by term. Of a wide and smooth one every h-th term will do: h times their sum is the sum but for what falls like
exp(-2 pi^2 (width/h)^2). That is done with two primes h; were the terms not smooth, the two would differ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.evaluation.budget import check
from higgs_sym.evaluation.highest import highest
from higgs_sym.evaluation.sums.terms import Found, Term

Ball = Any  # acb
Real = Any  # arb
LOOK_BITS = 64
MOST_FINE = 120  # steps of the grid that are no powers of two
FAR_BELOW = 1000  # logarithms
STEEP = 1.5  # times the fall in one octave that the next one shows, of what falls exponentially
DIRECT = 4000  # terms that are added one by one
ATTEMPTS = 4
FEWEST = 5  # terms left out and one, for which it is worth it
MOST_PEAKS = 8
TURNS = 4  # neighbours of which the largest tells how the terms fall
LN10 = 2.302585092994046
NOWHERE = flint.arb("-inf")


@dataclass(frozen=True)
class _Range:
    """Terms f(first + k) for k from `low` to `high`, None being infinite."""

    term: Term
    first: Ball
    low: int | None
    high: int | None
    digits: int

    def value(self, k: int) -> Ball:
        """The term."""
        bits = flint.ctx.prec
        with flint_precision(2 * bits + k.bit_length()):  # the index is exact
            n = self.first + k
        return self.term(n)

    def height(self, k: int) -> Real:
        """The logarithm of its size; -oo where it is too small to have one."""
        check()
        for bits in (LOOK_BITS, 4 * LOOK_BITS):
            with flint_precision(bits + 2 * k.bit_length()):
                size = abs(self.term.exact(self.first + k))
                if size.is_finite() and size > 0 and size.rel_accuracy_bits() > 8:
                    return size.log().mid()
        return NOWHERE

    @property
    def reach(self) -> int:
        """Doublings that are looked at."""
        return 3 * self.term.scale + 64

    @property
    def doubling(self) -> int:
        """Places in each of them."""
        return 1 if self.term.costly else 2

    @property
    def quiet(self) -> int:
        """Places at which the terms keep falling, beyond which none is looked at."""
        return 6 if self.term.costly else 24

    def steps(self) -> Iterator[int]:
        """Distances, further and further."""
        last = -1
        for j in range(self.doubling * self.reach):
            step = round(2 ** (j / self.doubling)) if j < MOST_FINE else 2 ** (j // self.doubling)
            if step != last:
                yield step
            last = step

    def has(self, k: int) -> bool:
        """Whether k is one of them."""
        return (self.low is None or k >= self.low) and (self.high is None or k <= self.high)

    @cached_property
    def rows(self) -> list[tuple[int, Real]]:
        """The heights at places that are close to the ends and further and further away from them, in order."""
        found: dict[int, Real] = {}
        for start, direction in ((self.low, 1), (self.high, -1)):
            if start is not None:
                found.update(self._outwards(start, direction))
        if self.low is None and self.high is None:
            found.update(self._outwards(0, 1) | self._outwards(0, -1))
        return sorted(found.items(), key=lambda row: row[0])

    def _outwards(self, start: int, direction: int) -> dict[int, Real]:
        """The heights that way; not beyond where they keep falling far below the top."""
        found = {start: self.height(start)}
        best = before = found[start]
        quiet = 0
        for step in self.steps():
            k = start + direction * step
            if not self.has(k) or quiet > self.quiet:
                break
            height = found[k] = self.height(k)
            fallen = height < best - FAR_BELOW or (height == NOWHERE and best > NOWHERE)
            quiet = quiet + 1 if fallen and not height > before else 0
            best, before = max(best, height), height
        return found


def dies_out(term: Term, first: Ball, digits: int, direction: int = 1) -> int | None:
    """From which k on the terms f(first + direction k) are seen to be negligible, exponentially; None if they are not.

    No proof: for terms that are sums or integrals themselves, and too dear to be followed to 2^256.
    """
    low, high = (0, None) if direction > 0 else (None, 0)
    terms = _Range(term, first, low, high, digits)
    best, heights = NOWHERE, []
    for j in range(terms.reach):
        heights.append(terms.height(direction * 2**j))
        best = max(best, heights[-1])
        if j > 4 and heights[-1] < best - (digits + 8) * LN10:
            lost = [best - height for height in heights[-3:]]
            if heights[-1] == NOWHERE or (lost[1] > STEEP * lost[0] and lost[2] > STEEP * lost[1]):
                return 2**j
    return None


def peaked(term: Term, first: Ball, digits: int, low: int | None = 0, high: int | None = None) -> Found | None:
    """The sum of f(first + k), low <= k <= high, if it comes from peaks far from both ends; None if it does not."""
    terms = _Range(term, first, low, high, digits)
    rows = terms.rows
    best = max(range(len(rows)), key=lambda k: rows[k][1])
    if not 0 < best < len(rows) - 1 or rows[best][1] == NOWHERE:
        return None
    places = [_top(terms, rows[best - 1][0], rows[best][0], rows[best + 1][0])]
    windows: list[_Window] = []
    while places:
        top = places.pop()
        if any(each.low <= top <= each.high for each in windows):
            continue
        window = _window(terms, top)
        if window is None or len(windows) == MOST_PEAKS:
            return None
        windows.append(window)
        places += [place for edge in (window.low, window.high) for place in _others(terms, top, edge, window.floor)]
    return _together(terms, windows)


@dataclass(frozen=True)
class _Window:
    """A peak, how wide it is, from where to where it counts, and the height it has fallen to there."""

    top: int
    width: int
    low: int
    high: int
    floor: Real


def _together(terms: _Range, windows: list[_Window]) -> Found | None:
    """The sum of all peaks; None if they cannot be told apart."""
    windows = sorted(windows, key=lambda each: each.low)
    if any(b.low <= a.high for a, b in pairwise(windows)):
        windows = [replace(windows[0], high=max(each.high for each in windows), width=1)]
    total, error = flint.acb(0), flint.arb(0)
    for each in windows:
        found = _added(terms, each) if each.high - each.low <= DIRECT else _thinned(terms, each)
        if found is None:
            return None
        total, error = total + found.value, error + found.error
    return Found(total, error)


def _top(terms: _Range, low: int, middle: int, high: int) -> int:
    """The highest place between, by golden section."""
    found: int = highest(terms.height, low, middle, high, lambda a, _, b: b - a <= 2, _between)
    return found


def _between(middle: int, end: int) -> int:
    step = max(1, abs(end - middle) * 382 // 1000)
    return middle + step if end > middle else middle - step


def _width(terms: _Range, top: int) -> int:
    """About the distance over which the terms fall by exp(-1/2) on the steeper side; they may take turns."""
    best, step = terms.height(top), 1

    def fallen(direction: int) -> bool:
        near = [top + direction * (step + k) for k in range(TURNS)]
        return not any(terms.has(k) and terms.height(k) > best - 0.5 for k in near)

    while not fallen(1) and not fallen(-1) and step.bit_length() <= terms.reach:
        step *= 2
    return max(1, step * 3 // 4)


def _window(terms: _Range, top: int) -> _Window | None:
    width = _width(terms, top)
    floor = terms.height(top) - (terms.digits + 8) * LN10 - math.log(width)
    low, high = (_edge(terms, top, width, floor, direction) for direction in (-1, 1))
    return None if low is None or high is None else _Window(top, width, low, high, floor)


def _edge(terms: _Range, top: int, width: int, floor: Real, direction: int) -> int | None:
    """Where the terms have fallen to the floor; None if the range ends before."""
    step = width
    while True:
        place = top + direction * step
        if not terms.has(place):
            end = terms.low if direction < 0 else terms.high
            assert end is not None
            return end if not terms.height(end) > floor or abs(end - top) < DIRECT else None
        if not terms.height(place) > floor:
            break
        step *= 2
        if step.bit_length() > terms.reach:
            return None
    inside, outside = step // 2, step
    while outside - inside > max(1, outside // 16):
        middle = (inside + outside) // 2
        if terms.height(top + direction * middle) > floor:
            inside = middle
        else:
            outside = middle
    return top + direction * outside


def _others(terms: _Range, top: int, edge: int, floor: Real) -> list[int]:
    """Tops that count beyond the edge of the window of one, as seen on the grid and from this top."""
    step, direction = abs(edge - top), 1 if edge > top else -1
    places = [top + direction * round(step * 2 ** (j / terms.doubling)) for j in range(2 * terms.quiet)]
    seen = {k: terms.height(k) for k in places if terms.has(k)}
    seen.update(row for row in terms.rows if (row[0] - edge) * direction > 0)
    order = sorted(seen, key=lambda k: abs(k - top))
    found = []
    for before, at, after in zip(order, order[1:], order[2:], strict=False):
        if seen[at] > seen[before] and not seen[after] > seen[at]:
            other = _top(terms, *sorted((before, at, after)))
            found += [other] if terms.height(other) > floor else []
    return found


def _added(terms: _Range, window: _Window) -> Found:
    total, largest = flint.acb(0), flint.arb(0)
    for k in range(window.low, window.high + 1):
        value = terms.value(k)
        total, largest = total + value, max(largest, abs(value).mid())
    return Found(total, (largest * flint.arb(10) ** -(terms.digits + 3)).mid())


def _thinned(terms: _Range, window: _Window) -> Found | None:
    """Every h-th term, for two primes h; None where an end of the range cuts the peak off, which is not smooth."""
    if any(terms.height(edge) > window.floor for edge in (window.low, window.high)):
        return None
    goal = flint.arb(10) ** -terms.digits
    step = int(window.width * math.pi / (1.3 * math.sqrt((terms.digits + 5) * LN10 / 2)))
    for _ in range(ATTEMPTS):
        if step < FEWEST or (window.high - window.low) // step > DIRECT:
            return None
        one = _every(terms, window, window.top, _prime(step))
        other = _every(terms, window, window.top + 1 + step // 3, _prime(step * 3 // 4))
        apart = abs(one - other).mid()
        if apart <= (abs(one) * goal).mid():
            return Found(one, apart + (abs(one) * goal / 1000).mid())
        step //= 2
    return None


def _every(terms: _Range, window: _Window, start: int, step: int) -> Ball:
    total = flint.acb(0)
    for k in range(start - (start - window.low) // step * step, window.high + 1, step):
        total += terms.value(k)
    return total * step


def _prime(number: int) -> int:
    """The largest prime up to a number."""
    return next(k for k in range(max(2, number), 1, -1) if flint.fmpz(k).is_prime())
