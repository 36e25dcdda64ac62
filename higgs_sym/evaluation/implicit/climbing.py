"""Where a function is best without a zero of its slope: at a kink, on a plateau, next to a jump, or without bound."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision
from higgs_sym.errors import AccuracyError, BudgetError, DivergesError
from higgs_sym.evaluation.implicit.body import Body

Real = Any  # arb
Known = tuple[Real, Real]  # a place, and the value there
DIGITS, EQUAL_DIGITS = 40, 20
ROUNDS, PARTS = 24, 8  # the places on either side of the best come closer by a factor of 4 or more
STILL_GAINS = 0.5  # of what was gained a third of the way before: a power less than 0.05, a logarithm, or a pole
NEXT_TO_ZERO = 1e-10
STAYS = 0.5  # of a difference to the best value that a jump keeps, the best place being come 10^4 times closer
BITS = 400


def top(f: Body, low: Real, best: Real, high: Real, *, largest: bool, position: bool) -> Real | None:
    """The best place between two others, if it is `best` itself; None if there is nothing to say.

    AccuracyError where the best value is not reached, or is reached on a whole interval and the place is asked for.
    """
    sign = 1 if largest else -1
    with flint_precision(BITS):
        ways = [_values(f, (low, best, high), sign)]
        for _ in range(ROUNDS):
            ways.append(_closer(f, ways[-1], sign))
        middle = ways[-1][1]
        values = [way[1][1] for way in ways]
        where = "0" if abs(middle[0]) < (high - low) * NEXT_TO_ZERO else middle[0].str(8, radius=False)
        if _unbounded(values):
            grows = "grows" if largest else "falls"
            raise AccuracyError(f"a formula of {f.name} {grows} without bound near {f.name} = {where}")
        before = ways[2 * ROUNDS // 3]
        falls = [(way[1][1] - side[1], way[1][1]) for way in (before, ways[-1]) for side in (way[0], way[2])]
        if any(
            last[0] > STAYS * first[0] and not _tiny(*last) for first, last in zip(falls[:2], falls[2:], strict=True)
        ):
            said = f"jumps at {f.name} = {where}, where it is best: its values may not reach that"
            raise AccuracyError(f"a formula of {f.name} {said}")
        if middle[0] != best or not all(_tiny(value - values[0], values[0]) for value in values):
            return None
        if position and any(_tiny(middle[1] - side[1], middle[1]) for side in ways[ROUNDS // 3][::2]):
            raise AccuracyError(f"a formula of {f.name} is as good all around {where}: no place is the best")
        return flint.arb(best)


def _values(f: Body, places: tuple[Real, ...], sign: int) -> list[Known]:
    return [(place, sign * f.real(place, DIGITS).mid()) for place in places]


def _closer(f: Body, three: list[Known], sign: int) -> list[Known]:
    """The best of more places between three, with its neighbours."""
    known = [three[0]]
    for (a, _), end in pairwise(three):
        for k in range(1, PARTS):
            place = (a + (end[0] - a) * k / PARTS).mid()
            try:
                known += _values(f, (place,), sign)
            except (BudgetError, DivergesError):
                raise
            except (AccuracyError, ZeroDivisionError):
                continue
        known.append(end)
    best = three[1]
    for each in known[1:-1]:
        best = each if each[1] > best[1] else best
    at = next(k for k, each in enumerate(known) if each[0] == best[0])
    return known[at - 1 : at + 2]


def _unbounded(values: list[Real]) -> bool:
    """Whether what each round gains does not become less."""
    third = len(values) // 3
    gains = [values[-1 - k * third] - values[-1 - (k + 1) * third] for k in range(2)]
    return bool(gains[1] > 0 and gains[0] > STILL_GAINS * gains[1] and not _tiny(gains[0], values[-1]))


def _tiny(difference: Real, value: Real) -> bool:
    return bool(abs(difference) <= abs(value) * flint.arb(10) ** -EQUAL_DIGITS)
