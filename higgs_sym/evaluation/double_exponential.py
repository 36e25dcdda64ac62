"""Nodes and weights of the trapezoidal rule after a double exponential substitution, each found once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision

Real = Any  # arb
Node = tuple[Real, Real]  # and its weight
Substitution = Callable[[Real], Node]  # at the present precision
KEPT, KEPT_ROWS = 16384, 512  # nodes, and rows of them
AT_ONCE = 8  # nodes of a row
GUARD_BITS = 64


def finite(w: Real) -> Node:
    """For (0, 1): the distance of the node of |w| from 1, which is that of -|w| from 0, and its weight."""
    grown, slope = _double_exponential(abs(w))
    share = 1 / (1 + grown * grown)
    return share, 2 * share * (1 - share) * slope


def half_line(w: Real) -> Node:
    """For (0, oo): node and weight."""
    grown, slope = _double_exponential(w)
    return grown, grown * slope


def falling(w: Real) -> Node:
    """For (0, oo) and what falls exponentially: node and weight."""
    small = (-w).exp()
    s = (w - small).exp()
    return s, s * (1 + small)


def _double_exponential(w: Real) -> Node:
    """exp(pi/2 sinh w), and the derivative of its logarithm."""
    half = flint.arb.pi() / 2
    sinh, cosh = w.sinh_cosh()
    return (half * sinh).exp(), half * cosh


def nodes(substitution: Substitution, start: float, step: float, bits: int) -> Iterator[tuple[float, Real, Real]]:
    """(w, node, weight) at w = start + k step for k = 0, 1, ... without end."""
    row = _row(substitution, start, step, bits)
    for k in count():
        if k == len(row):
            places = [start + (k + more) * step for more in range(AT_ONCE)]
            row += [(w, *node) for w, node in zip(places, _rounded(substitution, places, bits), strict=True)]
        yield row[k]


@lru_cache(maxsize=KEPT_ROWS)
def _row(_substitution: Substitution, _start: float, _step: float, _bits: int) -> list[tuple[float, Real, Real]]:
    """Those that have been asked for."""
    return []


def _rounded(substitution: Substitution, places: list[float], bits: int) -> list[Node]:
    with flint_precision(bits + GUARD_BITS):
        exact = [substitution(flint.arb(w)) for w in places]
        flint.ctx.prec = bits
        return [((+s).mid(), (+weight).mid()) for s, weight in exact]


def _kept(substitution: Substitution) -> Callable[[float, int], Node]:
    return lru_cache(maxsize=KEPT)(lambda w, bits: _rounded(substitution, [w], bits)[0])


finite_node, half_line_node, falling_node = _kept(finite), _kept(half_line), _kept(falling)


@lru_cache(maxsize=KEPT)
def slow_node(w: float, bits: int) -> Node:
    """For (0, oo) and what falls like a power of a logarithm: node and weight."""
    with flint_precision(bits + GUARD_BITS):
        half = flint.arb.pi() / 2
        sinh, cosh = flint.arb(w).sinh_cosh()
        outer, slope = (half * sinh).sinh_cosh()
    size = abs(outer).upper()
    more = int(float((size.log() / flint.arb(2).log()).mid())) if size > 1 else 0
    with flint_precision(bits + more + 8):
        s = outer.mid().exp().mid()
    with flint_precision(bits):
        return s, (s * slope * half * cosh).mid()
