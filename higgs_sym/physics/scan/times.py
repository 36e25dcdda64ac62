"""A response without its carrier at many times, from a few hundred direct values: it is smooth in ln t."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from higgs_sym.arrays import Array, ComplexArray, RealArray
from higgs_sym.physics.scan.adaptive import Goal, Piece, interpolated

FEWEST = 400  # times; fewer are evaluated directly
_GOAL = Goal(relative=1e-12, rounding=0.0)


def values(t: RealArray, direct: Callable[[RealArray], Array]) -> ComplexArray:
    """direct(t) for a one-dimensional array of t > 0."""
    if t.size < FEWEST:
        return direct(t).astype(complex)
    order = None if (t[1:] >= t[:-1]).all() else np.argsort(t, kind="stable")
    rising = t if order is None else t[order]
    found: ComplexArray = interpolated([Piece(np.log(rising), lambda x: direct(np.exp(x)).astype(complex))], _GOAL)[0]
    if order is None:
        return found
    result = np.empty_like(found)
    result[order] = found
    return result
