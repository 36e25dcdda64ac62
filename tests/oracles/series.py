"""Infinite sums by mpmath, where the terms show that there is one: accelerators agree on divergent series as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath

PLACES = (10**3, 10**5, 10**7)
HEAD = 50  # terms that are added one by one, which leave a bounded rest


class NoSumError(ValueError):
    """The terms do not show that the series converges, or what was found is not its sum."""


def infinite_sum(term: Callable[[int], Any], first: int = 0) -> Any:
    """The sum of term(n), n >= first, at mpmath's present precision.

    Terms of one sign have to fall faster than n^-1.5, alternating ones at least like n^-0.4; the value has to lie as
    far from a partial sum as they say. NoSumError otherwise.
    """
    with mpmath.extradps(30):  # so that no rounding decides
        rows = [[term(k) for k in (n, n + 1, 2 * n)] for n in PLACES]
    signs = {mpmath.sign(one * following) for one, following, _ in rows}
    if signs not in ({1}, {-1}):
        raise NoSumError("signs without a rule")
    power = 1.5 if signs == {1} else 0.4
    if not all(abs(far / one) < 2**-power and abs(following) < abs(one) for one, following, far in rows):
        raise NoSumError(f"terms that do not fall like n^-{power}")
    end = first + HEAD
    found = mpmath.nsum(lambda n: term(int(n)), [first, mpmath.inf])
    share = (found - mpmath.fsum(map(term, range(first, end)))) / term(end)
    # Of n^-1.5 at most twice n terms are left, of alternating terms at most one; and something of either.
    if not 0 < share <= (2 * end + 1 if signs == {1} else 1):
        raise NoSumError("an accelerator that has gone astray")
    return found
