"""How many digits a closed form spends: the length of a prefix code, in decimal digits.

Of a prefix code at most 10^c words have c digits or fewer (Kraft), whatever is searched and in which order. So the
chance that a random number agrees to d digits with *some* form of cost c or less is about 10^(c - d), and d - c is the
surplus that a recognition is judged by.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log2, log10

SIGN = log10(2)


SMOOTH = (2, 3, 5, 7)  # the primes that denominators of expansions are mostly made of


def integer(n: int) -> float:
    """Digits spent on an integer other than zero: 1 costs its sign, others their length and the length of that.

    Products of small primes are cheaper: their exponents are written down instead.
    """
    size = abs(n)
    return SIGN + min(log10(size) + 2 * log10(1 + log2(size)), _smooth(size))


def _smooth(size: int) -> float:
    cost = SIGN
    for prime in SMOOTH:
        power = 0
        while size % prime == 0:
            size, power = size // prime, power + 1
        cost += log10((power + 1) * (power + 2))
    return cost if size == 1 else inf


def fraction(numerator: int, denominator: int) -> float:
    """Digits spent on a fraction other than zero."""
    return integer(numerator) + integer(denominator) - SIGN


def place(rank: int) -> float:
    """Digits spent on naming one of an ordered list, counted from zero."""
    return log10((rank + 1) * (rank + 2)) - SIGN


def relation(integers: Sequence[int], ranks: Sequence[int]) -> float:
    """Digits spent on a relation: its integers, the constants they belong to, and how many there are."""
    terms = [(n, rank) for n, rank in zip(integers, ranks, strict=True) if n]
    return sum(integer(n) + place(rank) for n, rank in terms) + place(max(0, len(terms) - 1))
