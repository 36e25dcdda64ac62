"""The number of primes up to x: the counts at all x/k sieved together (Lucy's method), some 3 s for 10^12."""

from __future__ import annotations

from functools import lru_cache
from math import isqrt
from typing import Any

import numpy as np

from higgs_sym.errors import AccuracyError
from higgs_sym.evaluation.budget import check

LARGEST = 10**12


@lru_cache(maxsize=256)
def primepi(x: int) -> int:
    """How many primes there are up to x; AccuracyError beyond 10^12."""
    if x > LARGEST:
        raise AccuracyError("primepi counts primes up to 1e12 only")
    if x < 2:
        return 0
    root = isqrt(x)
    small = np.arange(root + 1, dtype=np.int64) - 1  # small[v]: up to v
    large = x // np.maximum(np.arange(root + 1, dtype=np.int64), 1) - 1  # large[k]: up to x/k
    for p in range(2, root + 1):
        if p * p > x:
            break
        if small[p] > small[p - 1]:
            check()
            _sieve(x, p, root, small, large)
    return int(large[1])


def _sieve(x: int, p: int, root: int, small: Any, large: Any) -> None:
    """Take off the numbers whose smallest prime factor is p."""
    before = small[p - 1]
    last = min(root, x // (p * p))
    middle = min(last, root // p)
    large[1 : middle + 1] -= large[p * np.arange(1, middle + 1, dtype=np.int64)] - before
    if last > middle:
        large[middle + 1 : last + 1] -= small[x // (p * np.arange(middle + 1, last + 1, dtype=np.int64))] - before
    if p * p <= root:
        small[p * p :] = small[p * p :] - (small[np.arange(p * p, root + 1, dtype=np.int64) // p] - before)
