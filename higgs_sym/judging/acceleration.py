"""Limits of sequences sampled at x_k = start/ratio^k, with error bars that are meant to hold.

The remainder of such a sequence is a sum of terms x^p (times powers of ln x) whose exponents are not known in
advance. No single accelerator is right for all of them, so several compete: Wynn's epsilon (any powers),
Richardson ladders (multiples of 1, 1/2 or 1/3, with or without ln x), and for logarithmic remainders
Richardson, Neville and Levin in 1/k. Each is judged by how little it moves when the data are cut short at either end;
the one that moves least wins, and how much it moves, or its distance from the runner-up, makes the error bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from higgs_sym.arithmetic.types import Context, Number

Method = Callable[[Sequence[Any]], Any]

# Two accelerators share part of their bias; the factor was set so that the bar holds on random
# expansions with known limits, which the tests repeat.
SAFETY = 5
# Successive differences that shrink less than those of x^(1/5) are taken for a logarithmic remainder.
SLOWEST_POWER = Fraction(1, 5)
SETTLED = 0.03  # quotients of differences that still rise by more than this have not settled on a power
LADDERS = (Fraction(1), Fraction(1, 2), Fraction(1, 3))
TAILS = (3, 4, 5)  # a ratio of logarithms is a series in 1/k only far out: use the last terms alone
FEWEST = 5
WATCHED = 5  # so many last differences must shrink, one after the other


@dataclass(frozen=True)
class Estimate:
    """A limit with its error bar and the name of the accelerator that won."""

    value: Any
    error: Any
    method: str


def limit(terms: Sequence[Number], ratio: int, context: Context, floor: Number = 0) -> Estimate:
    """The limit of at least five numbers of an mpmath `context`; `floor` is the noise of a single term."""
    if len(terms) < FEWEST:
        raise ValueError(f"{len(terms)} terms: a limit needs at least {FEWEST}")
    slow = converges_slowly(terms, ratio)
    ranked = []
    for name, method in (_for_logarithms(context) if slow else _for_powers(ratio, context)).items():
        value = method(terms)
        moves = max(abs(value - method(cut)) for cut in (terms[:-1], terms[1:], terms[1:-1]))
        ranked.append((moves, value, name))
    ranked.sort(key=lambda row: row[0])
    (moves, value, name), runner_up = ranked[0], ranked[1][1]
    error = max(SAFETY * max(moves, abs(value - runner_up)) + floor, _wander(terms, value))
    if not slow and may_slow_down(terms):
        # Too few terms to exclude a logarithm: what it would tend to must lie inside the bar.
        error = max(error, *(2 * abs(value - other(terms)) for other in _for_logarithms(context).values()))
    return Estimate(value, error, name)


def _for_logarithms(context: Any) -> dict[str, Method]:
    """Accelerators for remainders in powers of 1/ln x; those for powers look stable there and are wrong."""
    return {
        "Richardson in 1/k": lambda s: _in_inverse_index(s, context),
        "Levin u": lambda s: _levin(s, context),
        **{f"Neville in 1/k, last {n}": _neville(n, context) for n in TAILS},
    }


def _for_powers(ratio: int, context: Any) -> dict[str, Method]:
    """Accelerators for remainders in powers of x."""
    found: dict[str, Method] = {}
    for power in LADDERS:
        found[f"Richardson in x^({power})"] = _ladder(ratio, power, context)
        found[f"Richardson in x^({power}), ln x"] = _ladder(ratio, power, context, times=2)
    found["Wynn epsilon"] = _wynn
    found["last term"] = lambda s: s[-1]
    return found


def converges_slowly(terms: Sequence[Any], ratio: int) -> bool:
    """Whether the last differences keep their sign and shrink so little that the remainder is logarithmic."""
    quotients = _quotients(terms)
    return bool(quotients) and all(float(ratio) ** -float(SLOWEST_POWER) < q < 1 for q in quotients)


def may_slow_down(terms: Sequence[Any]) -> bool:
    """Whether the last differences shrink less and less, as those of a logarithmic remainder do all the way."""
    quotients = _quotients(terms)
    if not quotients or not 0 < quotients[0] < quotients[-1] < 1:
        return False
    rising = all(a < b for a, b in pairwise(quotients))
    return rising and bool(quotients[-1] - quotients[0] > SETTLED)


def _quotients(terms: Sequence[Any]) -> list[Any]:
    """Quotients of the last four differences; empty if one of them vanishes."""
    steps = [b - a for a, b in pairwise(terms)][-4:]
    return [] if any(step == 0 for step in steps) else [b / a for a, b in pairwise(steps)]


def _wander(terms: Sequence[Any], value: Any) -> Any:
    """What the last terms stray from `value` since their differences last grew; zero if they only shrink."""
    steps = [abs(b - a) for a, b in pairwise(terms)]
    first = max(1, len(steps) - WATCHED)
    grew = [k for k in range(first, len(steps)) if steps[k] >= steps[k - 1]]
    return max(abs(term - value) for term in terms[grew[0] - 1 :]) if grew else 0 * value


def _ladder(ratio: int, power: Fraction, context: Any, times: int = 1) -> Method:
    """Richardson elimination of x^p, x^(2p), ... in turn, each `times` times (twice removes x^p ln x too)."""
    step = context.mpf(ratio) ** (context.mpf(power.numerator) / power.denominator)

    def eliminate(terms: Sequence[Any]) -> Any:
        row, done = list(terms), 0
        while len(row) > 1:
            factor = step ** (done // times + 1)
            row = [b + (b - a) / (factor - 1) for a, b in pairwise(row)]
            done += 1
        return row[0]

    return eliminate


def _wynn(terms: Sequence[Any]) -> Any:
    """Wynn's epsilon table; the last entry of its last even column that could be computed."""
    previous, current, column, best = [0] * (len(terms) + 1), list(terms), 0, terms[-1]
    while len(current) > 1:
        steps = [b - a for a, b in pairwise(current)]
        if any(step == 0 for step in steps):
            return best
        previous, current = current, [p + 1 / d for p, d in zip(previous[1:], steps, strict=False)]
        column += 1
        if column % 2 == 0:
            best = current[-1]
    return best


def _in_inverse_index(terms: Sequence[Any], context: Any) -> Any:
    """Richardson's formula for remainders in powers of 1/k."""
    return context.richardson(list(terms))[0]


def _neville(count: int, context: Any) -> Method:
    """The polynomial in 1/k through the last `count` terms, at 1/k = 0."""

    def extrapolate(terms: Sequence[Any]) -> Any:
        row = list(terms[-count:])
        k = [context.mpf(len(terms) - len(row) + i + 1) for i in range(len(row))]
        for level in range(1, len(row)):
            row = [(k[i + level] * b - k[i] * a) / level for i, (a, b) in enumerate(pairwise(row))]
        return row[0]

    return extrapolate


def _levin(terms: Sequence[Any], context: Any) -> Any:
    table = context.levin(method="levin", variant="u")
    return table.update_psum(list(terms))[0]
