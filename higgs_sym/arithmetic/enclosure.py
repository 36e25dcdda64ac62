"""Questions about flint's balls, asked so that a ball which says nothing answers nothing.

`arb('nan')` contains and overlaps every number: a test that asks the ball itself passes on a value that was never
computed. Everything here demands finite balls first; only this module may call the methods of flint.
"""

from __future__ import annotations

import flint

from higgs_sym.arithmetic.types import Ball


def finite(*balls: Ball) -> bool:
    """Whether every ball is bounded."""
    return all(flint.acb(ball).is_finite() for ball in balls)


def holds(ball: Ball, value: Ball) -> bool:
    """Whether it is proved that the ball contains the value (a number or another ball); both are finite then."""
    outer, inner = flint.acb(ball), flint.acb(value)
    return finite(outer, inner) and bool(outer.contains(inner))


def meets(ball: Ball, other: Ball) -> bool:
    """Whether two finite balls have a number in common, so that they may enclose the same one."""
    one, two = flint.acb(ball), flint.acb(other)
    return finite(one, two) and bool(one.overlaps(two))


def may_be(ball: Ball, value: Ball = 0) -> bool:
    """Whether it cannot be excluded that the ball's number is the value: an unbounded ball may be anything."""
    return not finite(ball) or bool(flint.acb(ball).overlaps(flint.acb(value)))


def apart(ball: Ball, other: Ball) -> bool:
    """Whether two finite balls provably have no number in common."""
    return finite(ball, other) and not meets(ball, other)
