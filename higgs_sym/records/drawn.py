"""What is drawn: figures, and planes of two parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from higgs_sym.errors import HiggsSymError
from higgs_sym.records.known import Source


@dataclass(frozen=True)
class Axis:
    """A parameter of a validity map and its range, logarithmic."""

    name: str  # from conventions.SYMBOLS
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low < self.high:
            raise HiggsSymError(f"axis {self.name}: a logarithmic range needs 0 < low < high")


@dataclass(frozen=True)
class ValidityMap:
    """A plane of two parameters in which approximations are compared with the full quantity, in double precision.

    `exact(first, second)` gets the values along either axis and returns an array [second, first].
    """

    id: str
    title: str  # may hold $LaTeX$
    formulas: tuple[str, ...]  # ids; each has the two axes among its variables and no others
    axes: tuple[Axis, Axis]  # horizontal, vertical
    exact: Callable[..., Any]


@dataclass(frozen=True)
class Figure:
    """A figure: `draw()` returns a matplotlib Figure."""

    id: str
    title: str
    caption: str
    draw: Callable[[], Any]
    source: Source
