"""Gauss-Legendre rules as exact dyadic numbers, proven by Arb and loadable into any number type."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from higgs_sym.backends.precision import flint_precision

Dyadic = tuple[int, int]  # mantissa, exponent


@lru_cache(maxsize=64)
def gauss_dyadic(order: int, bits: int) -> tuple[tuple[Dyadic, Dyadic], ...]:
    """Pairs (node, weight) on (0, 1), each within 2^-bits of the true one, in increasing order of the node."""
    import flint

    def dyadic(ball: Any) -> Dyadic:
        man, exponent = ball.mid().man_exp()
        return int(man), int(exponent)

    rows = []
    with flint_precision(bits + 16):
        for k in reversed(range(order)):
            node, weight = flint.arb.legendre_p_root(order, k, weight=True)
            rows.append((dyadic((node + 1) / 2), dyadic(weight / 2)))
    return tuple(rows)
