"""An integral over several variables in the ways in which it has fewer, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from higgs_sym.arithmetic.types import Tree
from higgs_sym.evaluation.planes.cones import of_one_length, of_the_radius
from higgs_sym.evaluation.planes.corners import without_corner
from higgs_sym.evaluation.planes.forms import of_one_product, of_one_sum
from higgs_sym.evaluation.planes.products import separated


@dataclass(frozen=True)
class Way:
    """A way to take a variable away; whether the integral diverges where the new one does, and what is said then."""

    reduce: Callable[[Tree], Any]
    certain: bool = True
    where: str = ""


WAYS = (
    Way(separated, certain=False),
    Way(of_one_sum),
    Way(of_one_product),
    Way(of_the_radius),
    Way(of_one_length, certain=False),
    Way(without_corner, where=", at 0 or along a line from it"),
)


def reductions(tree: Tree) -> Iterator[tuple[Way, Any]]:
    """Every way that goes, and what the integral is by it."""
    for way in WAYS:
        found = way.reduce(tree)
        if found is not None:
            yield way, found
