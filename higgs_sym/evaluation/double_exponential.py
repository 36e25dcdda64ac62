"""Nodes and weights of the trapezoidal rule after a double exponential substitution, each found once and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import flint

from higgs_sym.arithmetic.flint_context import flint_precision

Real = Any  # arb
KEPT = 16384  # nodes


@lru_cache(maxsize=KEPT)
def finite_node(w: float, bits: int) -> tuple[Real, Real]:
    """For (0, 1): the distance of the node of w > 0 from 1, which is that of -w from 0, and its weight."""
    grown, slope = _double_exponential(w, bits)
    with flint_precision(bits):
        share = 1 / (1 + grown * grown)
        return share.mid(), (2 * share * (1 - share) * slope).mid()


@lru_cache(maxsize=KEPT)
def half_line_node(w: float, bits: int) -> tuple[Real, Real]:
    """For (0, oo): node and weight."""
    grown, slope = _double_exponential(w, bits)
    with flint_precision(bits):
        return grown.mid(), (grown * slope).mid()


@lru_cache(maxsize=KEPT)
def falling_node(w: float, bits: int) -> tuple[Real, Real]:
    """For (0, oo) and what falls exponentially: node and weight."""
    with flint_precision(bits):
        small = (-flint.arb(w)).exp()
        s = (flint.arb(w) - small).exp()
        return s.mid(), (s * (1 + small)).mid()


def _double_exponential(w: float, bits: int) -> tuple[Real, Real]:
    """exp(pi/2 sinh w), and the derivative of its logarithm."""
    with flint_precision(bits + 64):
        half = flint.arb.pi() / 2
        sinh, cosh = flint.arb(w).sinh_cosh()
        return (half * sinh).exp(), half * cosh


@lru_cache(maxsize=KEPT)
def slow_node(w: float, bits: int) -> tuple[Real, Real]:
    """For (0, oo) and what falls like a power of a logarithm: node and weight."""
    with flint_precision(bits + 64):
        half = flint.arb.pi() / 2
        sinh, cosh = flint.arb(w).sinh_cosh()
        outer, slope = (half * sinh).sinh_cosh()
    size = abs(outer).upper()
    more = int(float((size.log() / flint.arb(2).log()).mid())) if size > 1 else 0
    with flint_precision(bits + more + 8):
        s = outer.mid().exp().mid()
    with flint_precision(bits):
        return s, (s * slope * half * cosh).mid()
