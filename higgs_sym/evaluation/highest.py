"""The highest place of a function between two others, by golden section, for floats, integers and balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from higgs_sym.evaluation.budget import check

GOLDEN = 0.382  # of the wider side
STEPS = 400


def highest(
    height: Callable[[Any], Any],
    low: Any,
    middle: Any,
    high: Any,
    enough: Callable[[Any, Any, Any], bool],
    between: Callable[[Any, Any], Any] = lambda middle, end: middle + GOLDEN * (end - middle),
) -> Any:
    """The place; `enough` is asked with low, middle and high, and `between` divides the wider side."""
    best = height(middle)
    for _ in range(STEPS):
        if enough(low, middle, high):
            break
        check()
        wide = high - middle > middle - low
        place = between(middle, high if wide else low)
        if place in (low, middle, high):
            break
        value = height(place)
        if value > best:
            low, middle, high, best = (middle, place, high, value) if wide else (low, place, middle, value)
        elif wide:
            high = place
        else:
            low = place
    return middle
