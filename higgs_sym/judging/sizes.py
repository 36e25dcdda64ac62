"""Which of two sizes vanishes against the other, from their logarithms at points far out."""

from __future__ import annotations

from itertools import pairwise

STANDING = 0.02  # change of ln(quotient) per doubling of L below which two sizes are equal
SETTLING = 0.75  # or which shrinks by this factor each time ...
SMALL_STEP = 0.3  # ... and is this small

Sizes = tuple[float | None, ...]  # ln|size/formula| at the points far out; None where it is not known


def smaller(one: Sizes, other: Sizes, scatter: float) -> bool:
    """Whether one/other tends to zero."""
    common = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a is not None and b is not None]
    last_one = max((k for k, a in enumerate(one) if a is not None), default=-1)
    last_other = max((k for k, b in enumerate(other) if b is not None), default=-1)
    if not common or last_one < 0:
        return last_one < last_other
    quotients = [(one[k] or 0.0) - (other[k] or 0.0) for k in common]
    if scatter and len(quotients) > 2:
        # Few phases make a rough average: the whole way from the first point to the last must show it.
        first, middle, last = quotients[0], quotients[len(quotients) // 2], quotients[-1]
        return last - first < -scatter and last < middle
    if len(quotients) < 3:
        return quotients[-1] < -3 and (len(quotients) < 2 or quotients[-1] < quotients[0])
    steps = [b - a for a, b in pairwise(quotients)]
    last, previous = steps[-1], steps[-2]
    if abs(last) < STANDING or (abs(last) < SETTLING * abs(previous) and abs(last) < SMALL_STEP):
        return False
    return last < 0
