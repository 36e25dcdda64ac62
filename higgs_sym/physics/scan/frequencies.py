"""chi^-1 at many real frequencies, one zeta, kappa and T, from about a thousand direct values.

Variables (see `scan.adaptive`). Next to the threshold chi^-1 = A + B ln(-delta), A and B analytic in delta = omega -
2 eps_g, and other singularities lie at fixed angles around it (the window of width zeta^(2/3), branch points of other
sheets, -2 eps_g): on either side ln |delta| absorbs all of them. Without a threshold, and at T > 0 also below it, where
thermal quasiparticles make omega = 0 singular, ln omega does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from higgs_sym.arithmetic.types import Array
from higgs_sym.physics.edge import Edge
from higgs_sym.physics.scan.adaptive import Goal, Piece, interpolated

FEWEST = 600  # frequencies; fewer are evaluated directly

Direct = Callable[[Any, Any], Any]  # (omega, omega - 2 eps_g), real -> values


def values(edge: Edge, omega: Any, direct: Direct, thermal: bool, goal: Goal) -> Any:
    """chi^-1 at a one-dimensional array of real omega >= 0; complex128."""
    order = None if (np.diff(omega) >= 0).all() else np.argsort(omega, kind="stable")
    w = omega if order is None else omega[order]
    found = _sorted(edge, w, direct, thermal, goal)
    if order is None:
        return found
    result = np.empty_like(found)
    result[order] = found
    return result


def distance(edge: Edge, omega: Array) -> Any:
    """omega - 2 eps_g to full relative accuracy; omega itself when gapless."""
    return (omega - 2 * edge.eps_g) - 2 * edge.eps_low if edge.gapped else omega


def _sorted(edge: Edge, w: Any, direct: Direct, thermal: bool, goal: Goal) -> Any:
    delta = distance(edge, w)
    pieces: list[Piece] = []
    places: list[slice] = []

    def piece(first: int, last: int, variable: Any, back: Callable[[Any], tuple[Any, Any]]) -> None:
        falling = slice(last - 1, first - 1 if first else None, -1)
        rising = slice(first, last)
        if last <= first:
            return
        t = np.log(np.abs(variable[first:last]))
        up = t[0] <= t[-1]
        places.append(rising if up else falling)
        pieces.append(Piece(t if up else t[::-1], lambda t: direct(*back(t))))

    start = int(np.searchsorted(w, 0, side="right"))
    if edge.gapped:
        threshold, beyond = (int(np.searchsorted(delta, 0, side=side)) for side in ("left", "right"))
        split = int(np.searchsorted(w, edge.eps_g)) if thermal else start
        split = max(start, min(split, threshold))
        base = 2 * edge.eps_g
        piece(start, split, w, lambda t: (np.exp(t), distance(edge, np.exp(t))))
        piece(split, threshold, delta, lambda t: (base - np.exp(t), -np.exp(t)))
        piece(beyond, w.size, delta, lambda t: (base + np.exp(t), np.exp(t)))
        alone = np.r_[0:start, threshold:beyond]
    else:
        piece(start, w.size, w, lambda t: (np.exp(t), np.exp(t)))
        alone = np.arange(start)
    result = np.empty(w.shape, dtype=complex)
    for where, part in zip(places, interpolated(pieces, goal), strict=True):
        result[where] = part
    if alone.size:
        result[alone] = direct(w[alone], delta[alone])
    return result
