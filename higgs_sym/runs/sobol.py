"""Sobol points: numbers that fill a cube more evenly than random ones, exact and addressable by index."""

from __future__ import annotations

from functools import cache

BITS = 32
# S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30, 2635 (2008): degree, coefficients and initial numbers by dimension
_TABLE = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
)
MAX_DIMENSIONS = 1 + len(_TABLE)


def point(index: int, dimensions: int) -> tuple[int, ...]:
    """Point number `index` (from 0) of the sequence, each coordinate times 2^32; dimensions from 1 to 8."""
    gray = index ^ (index >> 1)
    numbers = []
    for directions in _directions()[:dimensions]:
        number, rest, k = 0, gray, 0
        while rest:
            if rest & 1:
                number ^= directions[k]
            rest, k = rest >> 1, k + 1
        numbers.append(number)
    return tuple(numbers)


@cache
def _directions() -> tuple[tuple[int, ...], ...]:
    """The direction numbers of every dimension, most significant bit first."""
    first = tuple(1 << (BITS - 1 - k) for k in range(BITS))
    return (first, *(_recurrence(*row) for row in _TABLE))


def _recurrence(degree: int, coefficients: int, initial: tuple[int, ...]) -> tuple[int, ...]:
    numbers = [m << (BITS - 1 - k) for k, m in enumerate(initial)]
    for k in range(degree, BITS):
        new = numbers[k - degree] ^ (numbers[k - degree] >> degree)
        for j in range(1, degree):
            if coefficients >> (degree - 1 - j) & 1:
                new ^= numbers[k - j]
        numbers.append(new)
    return tuple(numbers)
