"""Values that were computed once, each with its digits: one that has more serves whoever asks for fewer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any


class Kept:
    """Values by what they are values at."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[int, Any]] = {}

    def value(self, at: Hashable, digits: int, source: Callable[[], Any]) -> Any:
        """The value at `at` to that many digits or more; what `source` raises is not kept."""
        known, value = self._known.get(at, (0, None))
        if known < digits:
            value = source()
            self._known[at] = digits, value
        return value
