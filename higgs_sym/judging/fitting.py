"""The law that a sequence follows, with its coefficient: a power, a power with logarithms, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from higgs_sym.judging import laws
from higgs_sym.judging.acceleration import FEWEST, Estimate, limit
from higgs_sym.judging.laws import Law

SLOWEST = Fraction(1, 5)
KNOWN = "1e-3"  # an exponent or a coefficient known less well than this is not known


def law_of(values: Sequence[Any], xs: Sequence[Any], ratio: Any, context: Any, noise: Any = 0) -> Law | None:
    """values ~ c x^a |ln x|^b; None if they follow no such law that could be recognised."""
    if len(values) <= FEWEST + 1 or not all(values):
        return None
    order = laws.exponent(values, ratio, context, noise)
    known = context.mpf(KNOWN)
    near = laws.nearby(order.value, order.error)
    if order.error <= known and abs(near) < SLOWEST and near.denominator > laws.DENOMINATORS:
        return None  # what looks like a small power is a power of a logarithm more often than not
    plain = None
    if order.error <= known:
        power = laws.to_number(laws.nearby(order.value, order.error), context)
        quotients = [v / x**power for v, x in zip(values, xs, strict=True)]
        scaled = limit(quotients, ratio, context, noise * abs(quotients[-1]))
        if scaled.error <= known * abs(scaled.value):
            plain = Law(order, Fraction(0), scaled)
            if scaled.error <= laws.to_number(laws.RECOGNISED, context) * abs(scaled.value):
                return plain
    return laws.with_logarithm(values, xs, ratio, context, order) or plain


def relative(estimate: Estimate) -> Any:
    """The error bar relative to the value."""
    return estimate.error / abs(estimate.value) if estimate.value else estimate.value.context.inf
